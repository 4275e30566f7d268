"""Participant rows in, open tables out: read, aggregated, protected, written."""
