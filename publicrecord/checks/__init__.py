"""Checks of templates, translations and addresses against the record."""
