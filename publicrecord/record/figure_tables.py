"""The tables of figures, each declared once: how a row becomes a claim on a figure, what the figure
is called by, and which figures form a series.

Whatever treats the tables of figures reads this list; none names them all itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pandas as pd

from publicrecord.geography import Level
from publicrecord.record.package import Record
from publicrecord.record.places import split_before, with_place_codes, with_province_codes
from publicrecord.record.validity import area_changes, numbers_of_upper
from publicrecord.settings import Settings

# The columns that every table of figures has, beside its notes; `printed` is the value as its text.
COMMON = [
    "measure_id", "value", "printed", "unit", "as_of", "source_id", "status", "choice",
    "arithmetic", "row",
]  # fmt: skip


SPAN = "span"
"""In `by`: period and waves of a row, and its day where it is a running count."""

Identify = Callable[[Record, pd.DataFrame], list[str]]
"""The keys of the figures that rows are about, without their first part."""
Prepare = Callable[[Record, pd.DataFrame], pd.DataFrame]
"""The rows of a table as claims: with codes where names stand for places, without columns that are
no part of a claim."""


@dataclass(frozen=True)
class FigureTable:
    """One table of claims on figures.

    name: the table, such as wave_figures. key: the first part of its figures' keys, such as waves.
    identify: the rest of them. subject: what a figure is about, one of the subjects that
    indicators.naming knows. series: the columns that, beside the measure, tell one series of
    figures from another. api: the answer that lists all of them, if one does. prepare: makes claims
    of its rows, where these are not claims as they are.
    """

    name: str
    key: str
    identify: Identify
    subject: str
    series: tuple[str, ...] = ()
    api: str = ""
    prepare: Prepare = lambda _record, rows: rows

    def claims(self, record: Record) -> pd.DataFrame:
        """The rows of the table with `table` and `figure_id`, one row a claim."""
        claims = self.prepare(record, record.table(self.name))
        ids = [f"{self.key}/{rest}" for rest in self.identify(record, claims)]
        return claims.assign(figure_id=ids, table=self.name)


def by(*columns: str) -> Identify:
    """Identifies rows by the text of columns of theirs, or of SPAN."""

    def identify(_record: Record, claims: pd.DataFrame) -> list[str]:
        texts = [_spans(claims) if name == SPAN else _texts(claims, name) for name in columns]
        return ["/".join(parts) for parts in zip(*texts, strict=True)]

    return identify


def _upper_places(record: Record, claims: pd.DataFrame) -> list[str]:
    upper = record.settings.geography.upper
    split, changes, began = split_before(record), area_changes(record), numbers_of_upper(record)

    def other_area(code: str, boundary: str) -> bool:
        """Whether the area is another than when the record begins."""
        day = began.get(int(boundary)) if boundary else ""
        return code in split if day is None else any(c <= day for c in changes.get(code, ()))

    ids = []
    for (code, boundary, measure, item), span in zip(
        _cells(claims, upper.code, "boundary", "measure_id", "item"),
        _spans(claims),
        strict=True,
    ):
        area = f"{code}~{boundary}".lower() if other_area(code, boundary) else code.lower()
        ids.append(f"{area}/{measure}/{span}" + (f"/{item}" if item else ""))
    return ids


def _places(_record: Record, claims: pd.DataFrame) -> list[str]:
    return [
        f"{code.lower() or key_part(name)}/{measure}/{span}"
        for (code, name, measure), span in zip(
            _cells(claims, "code", "place_as_printed", "measure_id"), _spans(claims), strict=True
        )
    ]


def _groups(_record: Record, claims: pd.DataFrame) -> list[str]:
    ids = []
    for (dimension, category, group, place, measure), span in zip(
        _cells(claims, "dimension", "category", "group", "place", "measure_id"),
        _spans(claims),
        strict=True,
    ):
        where = f"/{key_part(place)}" if place else ""
        ids.append(f"{dimension}/{category}/{group}{where}/{span}/{measure}")
    return ids


def _outcomes(_record: Record, claims: pd.DataFrame) -> list[str]:
    ids = []
    for item, period, first, last, measure in _cells(
        claims, "item_id", "period", "wave_from", "wave_to", "measure_id"
    ):
        waves = f"/{first}-{last}" if first or last else ""
        ids.append(f"{item}/{period}{waves}/{measure}")
    return ids


def _with_own_key(name: str, key: str, own: str, dimension: str, subject: str) -> FigureTable:
    """A table whose rows have a key of their own, the column `own`. What it says in words is left
    out of the claims; dimension: the column that stays."""

    def without_words(record: Record, rows: pd.DataFrame) -> pd.DataFrame:
        return rows[[own, dimension, *COMMON, *record.settings.columns("note")]]

    identify = by(own, "measure_id")
    return FigureTable(name, key, identify, subject, (own,), key, without_words)


def _spans(claims: pd.DataFrame) -> list[str]:
    spans = []
    for period, first, last, as_of in _cells(claims, "period", "wave_from", "wave_to", "as_of"):
        running = not last and (bool(first) or period == "cumulative")
        spans.append(f"{period}/{first}-{last}" + (f"/{as_of}" if running and as_of else ""))
    return spans


def _cells(frame: pd.DataFrame, *columns: str) -> list[tuple[str, ...]]:
    """Rows of these columns as text."""
    return list(zip(*(_texts(frame, column) for column in columns), strict=True))


def _texts(frame: pd.DataFrame, column: str) -> list[str]:
    """The cells of a column as text, an empty one as an empty text."""
    return [str(cell) for cell in frame[column].astype("object").where(frame[column].notna(), "")]


def key_part(text: str) -> str:
    """A name as part of a key or an address: lower case, ASCII letters and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


PROGRAMME = FigureTable(
    "programme_figures", "programme", by("measure_id", SPAN), "programme", api="programme"
)
WAVES = FigureTable("wave_figures", "waves", by("wave", "measure_id"), "wave")
PLACES = FigureTable(
    "place_figures", "places", _places, "place", series=("code",), prepare=with_place_codes
)
SURVEYS = FigureTable(
    "survey_figures",
    "surveys",
    by("survey_id", "item_id", "measure_id"),
    "survey item",
    series=("item_id",),
)
GROUPS = FigureTable(
    "demographic_figures",
    "demographics",
    _groups,
    "group",
    series=("dimension", "category", "group", "place"),
    api="demographics",
)
OUTCOMES = FigureTable(
    "outcome_figures", "outcomes", _outcomes, "item", series=("item_id",), api="outcomes"
)
AUDITS = _with_own_key("audit_findings", "audits", "finding_id", "period", "audit finding")
EVALUATIONS = _with_own_key(
    "evaluation_figures", "evaluations", "result_id", "study_id", "evaluation"
)
REFERENCES = FigureTable(
    "reference_figures",
    "reference",
    by("measure_id", "period", "as_of"),
    "reference",
    api="reference",
)


def every_figure_table(settings: Settings) -> tuple[FigureTable, ...]:
    """The tables of figures that a record with these settings may have."""
    return _tables(settings.geography.upper)


@cache
def _tables(upper: Level) -> tuple[FigureTable, ...]:
    upper_places = FigureTable(
        upper.figures,
        upper.table,
        _upper_places,
        "place of the upper level",
        series=("period",),
        prepare=with_province_codes,
    )
    figures = PROGRAMME, WAVES, upper_places, PLACES, SURVEYS, GROUPS, OUTCOMES
    return (*figures, AUDITS, EVALUATIONS, REFERENCES)


def figure_tables(record: Record) -> list[FigureTable]:
    """The tables of figures that a record has; it need not have all."""
    return [table for table in every_figure_table(record.settings) if table.name in record.tables]
