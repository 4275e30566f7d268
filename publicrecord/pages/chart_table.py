"""The table below a chart on a page: its cells with their links."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from publicrecord.charts.chart import (
    NUMBER_KINDS,
    RATE_DECIMALS,
    Chart,
    Column,
    cell,
)
from publicrecord.context.addresses import figure_anchor
from publicrecord.pages.page_context import PageContext
from publicrecord.record.package import Row

ANCHORED = ("programme_figures", "wave_figures")
"""The tables of which the search finds each figure: their rows in charts have anchors."""
ORIGINS = (
    "status",
    "date",
    "source",
)  # kinds of columns that are said once below the table if all rows agree


class ChartCell(NamedTuple):
    """A cell. kind: as of Column; label for the row's heading. href: its link, or empty. sort:
    what it is sorted by, where that is neither its text nor a number."""

    kind: str
    text: str
    href: str = ""
    sort: str = ""


class ChartTable(NamedTuple):
    """The table below a chart. same: the columns that say the same in every row, each with its
    cell; they are said once below the table and not in it. anchors: of the rows, or empty."""

    columns: list[Column]
    rows: list[list[ChartCell]]
    same: list[tuple[Column, ChartCell]]
    anchors: list[str]


def chart_table(page_context: PageContext, chart: Chart) -> ChartTable:
    """The table of a chart on a page."""
    columns = chart.page_columns
    cells = {
        column.key: [_cell(page_context, row, column) for row in chart.rows] for column in columns
    }
    same = [column for column in columns if column.kind in ORIGINS and _same(cells[column.key])]
    said = [column for column in same if cells[column.key][0].text]
    kept = [c for c in columns if c not in same and any(cell.text for cell in cells[c.key])]
    return ChartTable(
        columns=kept,
        rows=[list(row) for row in zip(*(cells[column.key] for column in kept), strict=True)],
        same=[(column, cells[column.key][0]) for column in said],
        anchors=row_anchors(chart),
    )


def row_anchors(chart: Chart) -> list[str]:
    """The anchor of each row that alone says a figure, else an empty text; a page may show a figure
    in several charts. The measure is left out where the rows differ without it."""
    whole = [figure_anchor(row) if row.get("table") in ANCHORED else "" for row in chart.rows]
    times = Counter(whole)
    whole = [anchor if times[anchor] == 1 else "" for anchor in whole]
    short = [
        anchor and anchor.removeprefix(row["measure_id"]).lstrip("-")
        for anchor, row in zip(whole, chart.rows, strict=True)
    ]
    differ = all(short) and len(set(short)) == len(short)
    return [anchor and f"{chart.chart_id}-{anchor}" for anchor in (short if differ else whole)]


def _same(cells: list[ChartCell]) -> bool:
    """Whether several rows say the same."""
    return len(cells) > 1 and len(set(cells)) == 1


def _cell(page_context: PageContext, row: Row, column: Column) -> ChartCell:
    language, kind = page_context.language, column.kind
    value = cell(row, column.key, language)
    if kind == "place":
        return ChartCell("label", str(value), page_context.place_href(row["code"]))
    if kind == "status":
        return ChartCell(kind, page_context.status(str(value)))
    if kind == "source":
        origin = row if column.key == "source_id" else _base(row)
        derived = origin["status"] == "derived" and row["value"] != ""
        text = page_context.calculated(origin) if derived else page_context.source_label(str(value))
        return ChartCell(kind, text, page_context.source_href(str(value)))
    if value == "":
        symbol = page_context.codes.symbol(str(row["status"])) if column.key == "value" else ""
        return ChartCell(kind, symbol)
    if kind in NUMBER_KINDS:
        number = float(value)
        of_value = int(row.get("decimals") or 0) if column.key == "value" else 0
        least = RATE_DECIMALS if kind == "rate" else of_value
        return ChartCell(kind, language.number(number, least))
    if kind == "date":
        return ChartCell(kind, language.date(str(value)), sort=str(value))
    return ChartCell(kind, str(value))


def _base(row: Row) -> Row:
    """Where the number came from that the value of a row was compared with."""
    keys = ("status", "source_id", "as_of", "arithmetic")
    return {"value": row["value"]} | {key: row.get(f"base_{key}", "") for key in keys}
