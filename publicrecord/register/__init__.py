"""Participant rows in, tables for rehearsal out: read, aggregated, cells hidden, written."""
