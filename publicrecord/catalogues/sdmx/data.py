"""Observations as SDMX-CSV 2.0, one file a table.

https://github.com/sdmx-twg/sdmx-csv/blob/v2.0.0/data-message/docs/sdmx-csv-field-guide.md
"""

from __future__ import annotations

import csv
from pathlib import Path

from publicrecord.catalogues.sdmx.data_structure import (
    NOT_APPLICABLE,
    OBS_STATUS,
    STATUSES,
    VALUE,
    DataStructure,
    agency,
    component,
    version,
)
from publicrecord.characters import inert
from publicrecord.charts.chart import plain_number
from publicrecord.files.table import Cell

ENDING = "sdmx.csv"


def write_sdmx_csv(shape: DataStructure, file: Path) -> None:
    """Write one row a claim: its key, value, status in the standard's words, and attributes."""
    table = shape.table
    target = ["dataflow", f"{agency(table.settings)}:{shape.flow}({version(table.version)})", "I"]
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(
            [
                *("STRUCTURE", "STRUCTURE_ID", "ACTION"),
                *map(component, shape.dimensions),
                *(VALUE, OBS_STATUS),
                *map(component, shape.attributes),
            ]
        )
        for row in table.rows():
            status = STATUSES[str(row.get("status", "published"))]
            key = [_text(row[name]) or NOT_APPLICABLE for name in shape.dimensions]
            rest = [_text(row[name]) for name in shape.attributes]
            writer.writerow([*target, *key, _text(row["value"]), status, *rest])


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return inert(cell)
    return plain_number(cell) if isinstance(cell, float) else str(cell)
