"""The record as it is published: tables with the added columns and with rows in an order from which
programs guess column types correctly, and the table `shown`.

An added column that the input already has (a published table was put in its place) is computed
again.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd

from publicrecord.csv_text import csv_text
from publicrecord.files.added_columns import with_added
from publicrecord.files.numbers import with_decimals
from publicrecord.files.row_order import with_typical_rows_first
from publicrecord.files.shown_table import shown_resource
from publicrecord.files.table import cells_of
from publicrecord.indicators.shown import shown_figures
from publicrecord.record.claims import date_claims
from publicrecord.record.contract import SHOWN_TABLE
from publicrecord.record.package import Record


def published(record: Record, claims: pd.DataFrame) -> Record:
    """The record with what is added to it, in its tables and in their description. claims: all
    claims on figures of the record."""
    every = pd.concat([claims, date_claims(record)], ignore_index=True)
    tables, resources = dict(record.tables), []
    for resource in record.descriptor["resources"]:
        if (name := resource["name"]) != SHOWN_TABLE:
            described, frame = with_added(record, resource, record.table(name), every)
            resources.append(described)
            tables[name] = with_typical_rows_first(frame)
    tables[SHOWN_TABLE] = with_typical_rows_first(shown_figures(record, claims))
    listed = [shown_resource(record), *resources]
    return replace(record, tables=tables, descriptor=record.descriptor | {"resources": listed})


def published_csv(record: Record, name: str) -> bytes:
    """A table of a published record as CSV. Texts are as they are written in the record; where a
    number of a column has decimals, all have, so that programs read them as one type."""
    resource = record.resource(name)
    columns = [_written(record.table(name), field) for field in resource["schema"]["fields"]]
    names = [field["name"] for field in resource["schema"]["fields"]]
    return csv_text(names, zip(*columns, strict=True)).encode("utf-8")


def _written(frame: pd.DataFrame, field: dict[str, Any]) -> list[str]:
    """The cells of a column as texts."""
    cells = cells_of(frame[field["name"]], field)
    if field["type"] == "boolean":
        return ["" if cell is None else str(cell).lower() for cell in cells]
    if field["type"] in ("number", "integer"):
        return with_decimals(["" if cell is None else f"{Decimal(str(cell)):f}" for cell in cells])
    return ["" if cell is None else str(cell) for cell in cells]
