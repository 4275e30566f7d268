"""Static answers as JSON, and their description."""
