"""What texts and pictures say of the official file: the span it counts, and its unfinished year."""

from __future__ import annotations

import pandas as pd

from publicrecord.charts.chart import said
from publicrecord.geography import Level
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language, Text
from publicrecord.record.package import Record, rows
from publicrecord.record.validity import last_day, valid

UNFINISHED = N_("year not complete (our inference)")
"""What the series `partial` means."""


def official_span(scope: Scope, language: Language) -> dict[str, str]:
    """The span that the official file counts, for a text: first (a year), last (a month)."""
    return {"first": scope.official_years[0], "last": language.date(scope.official_month)}


def unfinished_year(scope: Scope) -> tuple[Text, ...]:
    """A note on the year of which the official file has only a part, if there is one."""
    note = said(
        N_("That {year} is partial is our inference: the official file was last saved on {date}."),
        lambda language: {
            "year": scope.unfinished_year,
            "date": language.date(scope.official_as_of),
        },
    )
    return (note,) if scope.unfinished_year else ()


def valid_then(frame: pd.DataFrame, record: Record, level: Level) -> list[str]:
    """The codes of the places of a level that were valid on the latest day of a frame (as_of)."""
    return valid(record, level, last_day(str(frame["as_of"].max())))


def without_people(frame: pd.DataFrame, key: str, then: list[str], record: Record) -> list[Text]:
    """A note that names the provinces in `then` that a chart of rates cannot show, because their
    area was another on the day of the denominator; no note if all are shown."""
    there = set(frame[key])
    listed = record.table("provinces").set_index("province_code")
    lacking = rows(listed.loc[[code for code in then if code not in there]])
    note = said(
        N_(
            "Not shown, because no number of people is on record for their area on the day of the "
            "recipients: {names}."
        ),
        lambda language: {
            "names": language.listed(
                [str(row.get(f"name_{language.code}", row["name_short"])) for row in lacking]
            )
        },
    )
    return [note] if lacking else []


def unfinished(years: pd.Series, scope: Scope) -> pd.Series:
    """The series of marks of the official file by year: `partial` for its unfinished year."""
    return years.eq(scope.unfinished_year).map({True: "partial", False: None})
