"""Rules on the life of the programme: its waves follow each other, and periods lie within it.

It begins in the year of the first wave and ends on the day of the setting `ended`, if there is one.
No year may be later than the last day on which a source was read.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.record.date_slips import is_iso_day
from publicrecord.record.figure_tables import REFERENCES
from publicrecord.record.package import Record, Row, records
from publicrecord.record.periods import years

WAVE_SKIPPED = Rule(
    "wave-skipped",
    N_("The table lists wave {value}, but not wave {missing} before it."),
    N_("Add wave {missing} to {file} first, or correct the number of this wave."),
)
WAVE_EARLIER = Rule(
    "wave-earlier",
    N_("Wave {wave} belongs to the year {value}, but wave {before} before it to {year}."),
    N_("Correct the year of one of the two waves. Waves are numbered in the order of their years."),
)
AFTER_END = Rule(
    "wave-after-end",
    N_("Wave {wave} belongs to the year {value}, but the programme ended on {ended}."),
    N_(
        "Correct the year of the wave, or the end of the programme in settings.yml. If another "
        "programme followed, its waves do not belong in this record."
    ),
)
FUTURE = Rule(
    "year-in-future",
    N_("{value} lies in the future: the latest source of the record was read in {last}."),
    N_(
        "Correct the year. If a source of a later year gives the value, first add this source to "
        "{sources}, with the day on which you read it."
    ),
)
END_NOT_A_DAY = Rule(
    "end-not-a-day",
    N_('The programme is said to have ended on "{value}", which is not a day.'),
    N_("Write the day in settings.yml as year-month-day, such as 2001-08-22."),
)
END_IN_FUTURE = Rule(
    "end-in-future",
    N_(
        "The programme is said to have ended on {value}, but the latest source of the record was "
        "read on {last}."
    ),
    N_(
        "Correct the day in settings.yml. An end that is only planned is not entered before a "
        "source says that it has come."
    ),
)
BEFORE_START = Rule(
    "period-before-start",
    N_("The period {value} begins before {first}, the year of the first wave."),
    N_("Correct the period. If there were earlier waves, first add them to {waves}."),
)
PERIOD_REVERSED = Rule(
    "period-reversed",
    N_("The period {value} ends before it begins."),
    N_("Write the earlier year first, such as 2001-2002."),
)


def find(record: Record, claims: pd.DataFrame, _dates: pd.DataFrame) -> Iterator[Finding]:
    """Every breach of the rules in this module."""
    read_on = str(record.table("sources")["accessed_on"].max())
    read_in = read_on[:4]
    yield from _end(record, read_on)
    yield from _waves(record, read_in)
    first = years(record)[0]
    for row in records(claims[["table", "row", "period"]].dropna()):
        yield from _period(record, row, first, read_in)


def _end(record: Record, read_on: str) -> Iterator[Finding]:
    """The end of the programme is a day, and it has come."""
    settings = record.settings
    if settings.ended:
        day, file = settings.ended.day, settings.file
        if not is_iso_day(day):
            yield END_NOT_A_DAY.at(file, value=day)
        elif day > read_on:
            yield END_IN_FUTURE.at(file, value=day, last=read_on)


def _waves(record: Record, read_in: str) -> Iterator[Finding]:
    file, ended = record.file("waves"), record.settings.ended
    waves = records(record.table("waves").sort_values("wave"))
    for wave in waves:
        if str(wave["year"]) > read_in:
            yield _future(record, file, wave["row"], "year", wave["year"], read_in)
        elif ended and str(wave["year"]) > ended.day[:4]:
            yield AFTER_END.at(
                file, wave["row"], "year", wave["year"], wave=wave["wave"], ended=ended.day
            )
    for before, wave in pairwise([{"wave": 0, "year": 0}, *waves]):
        if wave["wave"] > before["wave"] + 1:
            missing = before["wave"] + 1
            yield WAVE_SKIPPED.at(file, wave["row"], "wave", wave["wave"], missing=missing)
        if wave["year"] < before["year"]:
            yield WAVE_EARLIER.at(
                file, wave["row"], "year", wave["year"],
                wave=wave["wave"], before=before["wave"], year=before["year"],
            )  # fmt: skip


def _period(record: Record, row: Row, first: str, read_in: str) -> Iterator[Finding]:
    """What is wrong with a period of years; figures beside the programme may be older than it."""
    begin, _, end = row["period"].partition("-")
    if not begin.isdecimal():
        return
    at = record.file(row["table"]), row["row"], "period", row["period"]
    end = end or begin
    if end < begin:
        yield PERIOD_REVERSED.at(*at)
    elif begin < first and row["table"] != REFERENCES.name:
        yield BEFORE_START.at(*at, first=first, waves=record.file("waves"))
    elif end > read_in:
        yield _future(record, *at, read_in)


def _future(
    record: Record, file: str, row: int, column: str, value: object, read_in: str
) -> Finding:
    sources = record.file("sources")
    return FUTURE.at(file, row, column, value, last=read_in, sources=sources)
