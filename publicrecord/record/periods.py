"""The years and waves of the programme, read from the table of waves."""

from __future__ import annotations

from publicrecord.record.package import Record


def years(record: Record) -> tuple[str, ...]:
    """The years that have waves, in order, as texts."""
    return tuple(str(year) for year in sorted(record.table("waves")["year"].unique()))


def whole_period(record: Record) -> str:
    """From the first year to the last, as the record writes a period of several years."""
    listed = years(record)
    return f"{listed[0]}-{listed[-1]}"


def last_wave(record: Record) -> int:
    """The number of the last wave."""
    return int(record.table("waves")["wave"].max())
