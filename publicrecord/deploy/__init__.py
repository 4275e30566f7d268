"""The site: built by MkDocs, put together, and swapped in."""
