"""Rules on spans of time: fieldwork begins before it ends, a value is not older than its period."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.record.package import Record, Row, records

FIELDWORK = Rule(
    "fieldwork-backwards",
    N_("The fieldwork of the survey ends on {value}, before it begins ({first})."),
    N_("Correct one of the two dates."),
)
TOO_EARLY = Rule(
    "date-before-period",
    N_('The value is of {value}, before its period "{period}" begins.'),
    N_(
        "Correct the date or the period. A plan that was published before has the status "
        "preliminary."
    ),
)


def find(record: Record, claims: pd.DataFrame, _dates: pd.DataFrame) -> Iterator[Finding]:
    """Every breach of the rules in this module."""
    dated = records(claims[claims["period"].notna()])
    happened = {row["measure_id"] for row in dated if not _years_before(row)}
    for row in dated:
        yield from _period(record.file(row["table"]), row, row["measure_id"] in happened)
    if "surveys" in record.tables:
        for row in records(record.table("surveys").dropna(subset=["fieldwork_from"])):
            first, last = row["fieldwork_from"], row["fieldwork_to"]
            if pd.notna(last) and last < first[: len(last)]:
                yield FIELDWORK.at(
                    record.file("surveys"), row["row"], "fieldwork_to", last, first=first
                )


def _years_before(row: Row) -> int:
    """How many years a value is older than the beginning of its period; 0 if it is not."""
    first, year = row["period"][:4], str(row["as_of"])[:4]
    return max(int(first) - int(year), 0) if first.isdecimal() and year.isdecimal() else 0


def _period(file: str, row: Row, happened: bool) -> Iterator[Finding]:
    """A finding if a value is dated before its period. happened: whether the measure counts what
    has happened; if not, it is a plan, which may be dated up to a year before."""
    before = _years_before(row)
    if row["status"] != "preliminary" and before > (not happened):
        at = (file, row["row"], "as_of", row["as_of"])
        yield TOO_EARLY.at(*at, period=row["period"])
