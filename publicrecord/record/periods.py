"""The years and waves of the programme, read from the table of waves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pandas as pd

from publicrecord.record.package import Record, Row, rows

DAYS = ("date", "fieldwork_from", "fieldwork_to", "as_of")
"""Columns with the days that a row is about, where it names no period, wave or year."""
TIMES = ["period", "year", "wave", *DAYS]
"""Columns that say which period a row is about."""
YEAR = re.compile("[0-9]{4}")


def years(record: Record) -> tuple[str, ...]:
    """The years that have waves, in order, as texts."""
    return tuple(str(year) for year in sorted(record.table("waves")["year"].unique()))


def is_whole(periods: pd.Series) -> pd.Series:
    """Which of these periods, one for each row of one source, cover all years together: those equal
    to the range of years (such as 2001-2004) that ends last. Ranges that few rows have are ignored:
    single rows cover other spans."""
    counts = periods[periods.str.contains("-")].value_counts()
    usual = counts.index[counts * 2 > counts.max()]
    return periods.isin([max(usual, key=lambda period: period[-4:])] if len(usual) else [])


def lifetime(record: Record) -> tuple[str, str]:
    """The first year of the programme, and its end: the day, or the last year with waves while it
    goes on."""
    listed, ended = years(record), record.settings.ended
    return listed[0], ended.day if ended else listed[-1]


def described_period(record: Record, listed: Iterable[Row]) -> tuple[str, str]:
    """The period that these rows or claims are about, as two ISO 8601 texts that may be years or
    months only; that of the programme where they name none."""
    periods = described_periods(record, listed)
    return _ends(end for period in periods for end in period) or lifetime(record)


def table_period(record: Record, frame: pd.DataFrame) -> tuple[str, str]:
    """The period that the rows of a table are about, in the same form."""
    return described_period(record, rows(frame.filter(TIMES).drop_duplicates()))


def described_periods(record: Record, listed: Iterable[Row]) -> list[tuple[str, str]]:
    """The period that each of these rows or claims is about, in the same form."""
    whole = lifetime(record)
    wave_years = {str(row["wave"]): str(row["year"]) for row in rows(record.table("waves"))}
    return [_ends(_dates(row, wave_years, whole[0])) or whole for row in listed]


def _ends(dates: Iterable[str]) -> tuple[str, str] | None:
    """The first and the last of some dates; a year ends after each of its days."""
    found = [*dates]
    return (min(found), max(found, key=lambda date: date + "~")) if found else None


def _dates(row: Row, wave_years: dict[str, str], start: str) -> Iterator[str]:
    """The years or days that a row is about. start: of the programme, from which sums that are
    cumulative count."""
    period = str(row.get("period") or row.get("year") or "")
    wave_year = wave_years.get(str(row.get("wave", "")))
    if period == "cumulative":
        yield start
    elif period:
        yield from YEAR.findall(period)
        return
    elif wave_year:
        yield wave_year
        return
    for column in DAYS:
        if row.get(column):
            yield str(row[column])
