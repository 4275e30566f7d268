"""Releases, revisions, and what changed between two states of the record."""
