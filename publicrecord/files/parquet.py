"""A table as Parquet: typed columns that carry title, unit and sources as metadata."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from publicrecord.files.table import Table

TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}


def write_parquet(table: Table, file: Path) -> None:
    """Write the table; what holds for all of it is in the schema's metadata."""
    pq.write_table(arrow(table), file, compression="zstd")


def arrow(table: Table) -> pa.Table:
    """The table with Arrow's types and the descriptor's words."""
    columns = [
        pa.array(_typed(table.cells(field), field["type"]), TYPES[field["type"]])
        for field in table.fields
    ]
    about = {
        key: table.resource[key] for key in table.settings.described_keys("title", "description")
    }
    about |= {
        "name": table.name,
        "version": table.version,
        "licence": table.licence,
        "citation": table.citation(table.settings.source_language),
        "sources": json.dumps(table.sources),
    }
    schema = pa.schema([_field(table, field) for field in table.fields], metadata=about)
    return pa.Table.from_arrays(columns, schema=schema)


def _field(table: Table, field: dict[str, Any]) -> pa.Field:
    """A column's type and words; a column of quantities names its units and sources."""
    words = {
        key: field[key]
        for key in table.settings.described_keys("title", "description")
        if key in field
    }
    units = table.units(field)
    if units:
        words |= {"units": json.dumps(units), "sources": json.dumps(table.sources)}
    return pa.field(field["name"], TYPES[field["type"]], metadata=words)


def _typed(cells: list[Any], kind: str) -> list[Any]:
    if kind == "date":
        return [None if cell is None else date.fromisoformat(cell) for cell in cells]
    return cells
