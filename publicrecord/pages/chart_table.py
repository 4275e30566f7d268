"""The table below a chart on a page: its cells with their links."""

from __future__ import annotations

from typing import NamedTuple

from publicrecord.charts.chart import Chart, Column, cell, plain_number
from publicrecord.pages.page_context import PageContext
from publicrecord.record.package import Row

NUMBERS = ("number", "percent")


class ChartCell(NamedTuple):
    """A cell. kind: as of Column; label for the row's heading. href: its link, or empty. sort:
    what it is sorted by, where that is not its text."""

    kind: str
    text: str
    href: str = ""
    sort: str = ""


def chart_table(page_context: PageContext, chart: Chart) -> list[list[ChartCell]]:
    """The rows of a chart's table."""
    return [
        [_cell(page_context, row, column) for column in chart.page_columns] for row in chart.rows
    ]


def _cell(page_context: PageContext, row: Row, column: Column) -> ChartCell:
    language, kind = page_context.language, column.kind
    value = cell(row, column.key, language)
    if kind == "place":
        return ChartCell("label", str(value), page_context.place_href(row["code"]))
    if kind == "status":
        return ChartCell(kind, page_context.status(str(value)))
    if kind == "source":
        source = str(value)
        return ChartCell(kind, page_context.source_label(source), page_context.source_href(source))
    if value == "":
        symbol = page_context.codes.symbol(str(row["status"])) if column.key == "value" else ""
        return ChartCell(kind, symbol)
    if kind in NUMBERS:
        number = float(value)
        return ChartCell(kind, language.number(number), sort=plain_number(number))
    if kind == "date":
        return ChartCell(kind, language.date(str(value)), sort=str(value))
    return ChartCell(kind, str(value))
