"""The years and waves of the programme, read from the table of waves."""

from __future__ import annotations

import pandas as pd

from publicrecord.record.package import Record


def years(record: Record) -> tuple[str, ...]:
    """The years that have waves, in order, as texts."""
    return tuple(str(year) for year in sorted(record.table("waves")["year"].unique()))


def is_whole(periods: pd.Series) -> pd.Series:
    """Which of these periods, each of a row of one source, are the one that counts all years
    together: that of several years, such as 2001-2004, which most rows have; of two, the later."""
    several = periods[periods.str.contains("-")]
    return periods.isin(several.mode()[-1:])


def lifetime(record: Record) -> tuple[str, str]:
    """The first year of the programme, and its end: the day, or the last year with waves while it
    goes on."""
    listed, ended = years(record), record.settings.ended
    return listed[0], ended.day if ended else listed[-1]
