"""The years and waves of the programme, read from the table of waves."""

from __future__ import annotations

import pandas as pd

from publicrecord.record.package import Record


def years(record: Record) -> tuple[str, ...]:
    """The years that have waves, in order, as texts."""
    return tuple(str(year) for year in sorted(record.table("waves")["year"].unique()))


def is_whole(periods: pd.Series) -> pd.Series:
    """Which of these periods, each of a row of one source, are the one that counts all years
    together: the latest of several years, such as 2001-2004, unless far fewer rows have it than
    another; the number of places changes, and single rows are of other spans."""
    counts = periods[periods.str.contains("-")].value_counts()
    usual = counts.index[counts * 2 > counts.max()]
    return periods.isin([max(usual, key=lambda period: period[-4:])] if len(usual) else [])


def lifetime(record: Record) -> tuple[str, str]:
    """The first year of the programme, and its end: the day, or the last year with waves while it
    goes on."""
    listed, ended = years(record), record.settings.ended
    return listed[0], ended.day if ended else listed[-1]
