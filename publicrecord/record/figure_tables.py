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
from publicrecord.record.places import split_provinces, with_place_codes, with_province_codes
from publicrecord.settings import Settings

# The columns that every table of figures has, beside its notes; `printed` is the value as its text.
COMMON = [
    "measure_id", "value", "printed", "unit", "as_of", "source_id", "status", "choice",
    "arithmetic", "row",
]  # fmt: skip


@dataclass(frozen=True)
class FigureTable:
    """One table of claims on figures.

    name: the table, such as wave_figures. key: the first part of its figures' keys, such as waves.
    identify: its rows with figure_id, and with codes where names stand for places. subject: what a
    figure is about, one of the subjects that indicators.naming knows. series: the columns that,
    beside the measure, tell one series of figures from another. api: the answer that lists all of
    them, if one does.
    """

    name: str
    key: str
    identify: Callable[[Record, pd.DataFrame], pd.DataFrame]
    subject: str
    series: tuple[str, ...] = ()
    api: str = ""

    def claims(self, record: Record) -> pd.DataFrame:
        """The rows of the table with `table` and `figure_id`, one row a claim."""
        return self.identify(record, record.table(self.name)).assign(table=self.name)


def _waves(record: Record, rows: pd.DataFrame) -> pd.DataFrame:
    claims = rows.copy()
    ids = [f"waves/{wave}/{measure}" for wave, measure in _cells(claims, "wave", "measure_id")]
    return claims.assign(figure_id=ids)


def _programme(record: Record, rows: pd.DataFrame) -> pd.DataFrame:
    claims = rows.copy()
    ids = [
        f"programme/{measure}/{span}"
        for measure, span in zip(claims["measure_id"], _spans(claims), strict=True)
    ]
    return claims.assign(figure_id=ids)


def _provinces(record: Record, rows: pd.DataFrame) -> pd.DataFrame:
    claims = with_province_codes(record, rows)
    upper = record.settings.geography.upper
    split, today = split_provinces(record), str(len(record.table(upper.table)))
    ids = []
    for (code, boundary, measure, item), span in zip(
        _cells(claims, upper.code, "boundary", "measure_id", "item"),
        _spans(claims),
        strict=True,
    ):
        before = boundary not in ("", today) and code in split
        area = f"{code}~{boundary}".lower() if before else code.lower()
        ids.append(f"{upper.table}/{area}/{measure}/{span}" + (f"/{item}" if item else ""))
    return claims.assign(figure_id=ids)


def _places(record: Record, rows: pd.DataFrame) -> pd.DataFrame:
    claims = with_place_codes(record, rows)
    ids = [
        f"places/{code.lower() or key_part(name)}/{measure}/{span}"
        for (code, name, measure), span in zip(
            _cells(claims, "code", "place_as_printed", "measure_id"), _spans(claims), strict=True
        )
    ]
    return claims.assign(figure_id=ids)


def _surveys(record: Record, rows: pd.DataFrame) -> pd.DataFrame:
    claims = rows.copy()
    ids = [
        f"surveys/{survey}/{item}/{measure}"
        for survey, item, measure in _cells(claims, "survey_id", "item_id", "measure_id")
    ]
    return claims.assign(figure_id=ids)


def _demographics(record: Record, rows: pd.DataFrame) -> pd.DataFrame:
    claims = rows.copy()
    ids = []
    for (dimension, category, group, place, measure), span in zip(
        _cells(claims, "dimension", "category", "group", "place", "measure_id"),
        _spans(claims),
        strict=True,
    ):
        where = f"/{key_part(place)}" if place else ""
        ids.append(f"demographics/{dimension}/{category}/{group}{where}/{span}/{measure}")
    return claims.assign(figure_id=ids)


def _outcomes(record: Record, rows: pd.DataFrame) -> pd.DataFrame:
    claims = rows.copy()
    ids = []
    for item, period, first, last, measure in _cells(
        claims, "item_id", "period", "wave_from", "wave_to", "measure_id"
    ):
        waves = f"/{first}-{last}" if first or last else ""
        ids.append(f"outcomes/{item}/{period}{waves}/{measure}")
    return claims.assign(figure_id=ids)


def _audits(record: Record, rows: pd.DataFrame) -> pd.DataFrame:
    return _keyed(record, rows, "audits", "finding_id", "period")


def _evaluations(record: Record, rows: pd.DataFrame) -> pd.DataFrame:
    return _keyed(record, rows, "evaluations", "result_id", "study_id")


def _keyed(
    record: Record, rows: pd.DataFrame, key: str, own: str, *dimensions: str
) -> pd.DataFrame:
    """Claims of a table whose rows have a key of their own, the column `own`. What the table says
    in words is left out."""
    claims = rows[[own, *dimensions, *COMMON, *record.settings.columns("note")]].copy()
    ids = [f"{key}/{name}/{measure}" for name, measure in _cells(claims, own, "measure_id")]
    return claims.assign(figure_id=ids)


def _references(record: Record, rows: pd.DataFrame) -> pd.DataFrame:
    claims = rows.copy()
    ids = [
        f"reference/{measure}/{period}/{as_of}"
        for measure, period, as_of in _cells(claims, "measure_id", "period", "as_of")
    ]
    return claims.assign(figure_id=ids)


def _spans(claims: pd.DataFrame) -> list[str]:
    """Period and waves of each row, and its day where it is a running count."""
    spans = []
    for period, first, last, as_of in _cells(claims, "period", "wave_from", "wave_to", "as_of"):
        running = not last and (bool(first) or period == "cumulative")
        spans.append(f"{period}/{first}-{last}" + (f"/{as_of}" if running and as_of else ""))
    return spans


def _cells(frame: pd.DataFrame, *columns: str) -> list[tuple[str, ...]]:
    """Rows of these columns as text, an empty cell as an empty text."""
    texts = [frame[column].astype("object").where(frame[column].notna(), "") for column in columns]
    return [tuple(str(cell) for cell in cells) for cells in zip(*texts, strict=True)]


def key_part(text: str) -> str:
    """A name as part of a key or an address: lower case, ASCII letters and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def every_figure_table(settings: Settings) -> tuple[FigureTable, ...]:
    """The tables of figures that a record with these settings may have."""
    return _tables(settings.geography.upper)


@cache
def _tables(upper: Level) -> tuple[FigureTable, ...]:
    return (
        FigureTable(
            "programme_figures",
            "programme",
            _programme,
            subject="programme",
            api="programme",
        ),
        FigureTable("wave_figures", "waves", _waves, subject="wave"),
        FigureTable(
            upper.figures,
            upper.table,
            _provinces,
            subject="place of the upper level",
            series=("period",),
        ),
        FigureTable("place_figures", "places", _places, subject="place", series=("code",)),
        FigureTable(
            "survey_figures",
            "surveys",
            _surveys,
            subject="survey item",
            series=("item_id",),
        ),
        FigureTable(
            "demographic_figures",
            "demographics",
            _demographics,
            subject="group",
            series=("dimension", "category", "group", "place"),
            api="demographics",
        ),
        FigureTable(
            "outcome_figures",
            "outcomes",
            _outcomes,
            subject="item",
            series=("item_id",),
            api="outcomes",
        ),
        FigureTable(
            "audit_findings",
            "audits",
            _audits,
            subject="audit finding",
            series=("finding_id",),
            api="audits",
        ),
        FigureTable(
            "evaluation_figures",
            "evaluations",
            _evaluations,
            subject="evaluation",
            series=("result_id",),
            api="evaluations",
        ),
        FigureTable(
            "reference_figures",
            "reference",
            _references,
            subject="reference",
            api="reference",
        ),
    )


def figure_tables(record: Record) -> list[FigureTable]:
    """The tables of figures that a record has; it need not have all."""
    return [table for table in every_figure_table(record.settings) if table.name in record.tables]
