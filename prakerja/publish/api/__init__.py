"""The static API: small JSON files with stable addresses, described by OpenAPI."""
