"""A published package in the place of the record: it is read as what it was made from.

Publishing adds columns and a table, and gives all numbers of a column decimals where one has them.
A description says by the hashes of its files that it was published.
"""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from publicrecord.csv_text import csv_text
from publicrecord.record.contract import ADDED_COLUMNS, ADDED_TABLES, WHOLE_DAYS

NO_DECIMALS = re.compile(r"(-?[0-9]+)\.0")


def as_record(descriptor: dict[str, Any]) -> dict[str, Any]:
    """A description without what publishing adds, if it is of a published package."""
    resources = [
        _without_added(resource) if _is_published(resource) else resource
        for resource in descriptor["resources"]
        if not (_is_published(resource) and resource["name"] in ADDED_TABLES)
    ]
    return descriptor | {"resources": resources}


def record_csv(raw: bytes, resource: dict[str, Any]) -> bytes:
    """A table of the record from its published CSV; other files, and what is no CSV, as they are.
    resource: of as_record."""
    if not _is_published(resource):
        return raw
    fields = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    try:
        head, *rows = csv.reader(io.StringIO(raw.decode("utf-8"), newline=""), strict=True)
    except (ValueError, csv.Error):
        return raw
    kept = [at for at, name in enumerate(head) if name in fields or not _is_added(name)]
    numbers = {at for at in kept if fields.get(head[at]) == "number"}
    if any(len(row) != len(head) for row in rows):
        return raw
    cells = ([_plain(row[at]) if at in numbers else row[at] for at in kept] for row in rows)
    return csv_text([head[at] for at in kept], cells).encode("utf-8")


def _plain(cell: str) -> str:
    whole = NO_DECIMALS.fullmatch(cell)
    return whole[1] if whole else cell


def _is_published(resource: dict[str, Any]) -> bool:
    return "hash" in resource


def _is_added(column: str) -> bool:
    return column in ADDED_COLUMNS or column.endswith(WHOLE_DAYS)


def _without_added(resource: dict[str, Any]) -> dict[str, Any]:
    schema = resource["schema"]
    fields = [field for field in schema["fields"] if not _is_added(field["name"])]
    return resource | {"schema": schema | {"fields": fields}}
