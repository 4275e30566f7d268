"""Dates of different precision as whole days: the first and the last day of a year or a month."""

from __future__ import annotations

from calendar import monthrange


def days(written: str) -> tuple[str, str]:
    """The first and the last day of a day, month or year; empty texts for an empty one."""
    parts = written.split("-") if written else []
    if len(parts) == 1:
        return f"{written}-01-01", f"{written}-12-31"
    if len(parts) == 2:
        return f"{written}-01", f"{written}-{monthrange(int(parts[0]), int(parts[1]))[1]}"
    return written, written
