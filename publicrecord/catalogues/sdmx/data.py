"""Observations as SDMX-CSV 2.0, one file a table.

https://github.com/sdmx-twg/sdmx-csv/blob/v2.0.0/data-message/docs/sdmx-csv-field-guide.md
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from publicrecord.catalogues.sdmx.data_structure import (
    NOT_APPLICABLE,
    OBS_STATUS,
    PLACE,
    STATUSES,
    TIME,
    VALUE,
    DataStructure,
    agency,
    area,
    component,
    version,
)
from publicrecord.characters import inert
from publicrecord.charts.chart import plain_number
from publicrecord.csv_text import csv_text
from publicrecord.files.table import Cell
from publicrecord.record.package import Record
from publicrecord.record.periods import described_periods
from publicrecord.record.whole_days import days

ENDING = "sdmx.csv"
YEAR = 4  # the length of a year in ISO 8601


def write_sdmx_csv(record: Record, shape: DataStructure, file: Path) -> None:
    """Write one row a claim: its key and time, value, status in the standard's words, and
    attributes. record: to which the table belongs."""
    table = shape.table
    target = ["dataflow", f"{agency(table.settings)}:{shape.flow}({version(table.version)})", "I"]
    columns = [
        *("STRUCTURE", "STRUCTURE_ID", "ACTION"),
        *map(component, shape.dimensions),
        *(TIME, VALUE, OBS_STATUS),
        *map(component, shape.attributes),
    ]
    listed, lines = table.rows(), []
    for row, period in zip(listed, described_periods(record, listed), strict=True):
        status = STATUSES[str(row.get("status", "published"))]
        key = [_code(name, row[name]) or NOT_APPLICABLE for name in shape.dimensions]
        rest = [_text(row[name]) for name in shape.attributes]
        time, value = time_period(*period), _text(row["value"])
        lines.append([*target, *key, time, value, status, *rest])
    file.write_text(csv_text(columns, lines), encoding="utf-8", newline="")


def time_period(start: str, end: str) -> str:
    """A period as SDMX writes it: a year, a month or a day, or the first day of a longer one with
    its length. start, end: ISO 8601 texts."""
    if start == end:
        return start
    first, last = days(start)[0], days(end)[1]
    if len(start) == len(end) == YEAR:
        return f"{first}/P{int(end) - int(start) + 1}Y"
    length = date.fromisoformat(last) - date.fromisoformat(first)
    return f"{first}/P{length.days + 1}D"


def _code(column: str, cell: Cell) -> str:
    text = _text(cell)
    return area(text) if column == PLACE else text


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return inert(cell)
    return plain_number(cell) if isinstance(cell, float) else str(cell)
