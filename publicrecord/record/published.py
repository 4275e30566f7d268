"""The record as it is published: each table of figures has the caveats of its claims as one column
more, which its input in the record does not have.

The column is worked out from the whole record, so that nobody has to keep it right by hand. Where
an input has it, because somebody put a published table in its place, it is worked out again.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pandas as pd

from publicrecord.language import N_, described_key
from publicrecord.record.figure_tables import every_figure_table
from publicrecord.record.package import Record
from publicrecord.settings import Settings

CAVEATS = "caveats"
TITLE = N_("Caveats")
DESCRIPTION = N_(
    "Why the value is to be read with care, as codes with blanks between; see "
    "reference/codes.csv. Empty: no such reason is known. Worked out when the table is published."
)


def published(record: Record, claims: pd.DataFrame) -> Record:
    """The record with the column in its tables of figures and in their description. claims: all
    claims on figures of the record."""
    tables = dict(record.tables)
    for name in _names(record.settings) & tables.keys():
        mine = claims[claims["table"] == name].set_index("row")["caveats"]
        codes = tables[name]["row"].map(mine).astype("str")
        tables[name] = tables[name].assign(**{CAVEATS: codes.mask(codes.eq(""))})
    described = published_schemas(record.descriptor, record.settings)
    return replace(record, tables=tables, descriptor=described)


def published_schemas(descriptor: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """A description of tables with the column in each table of figures, as its last."""
    names, field = _names(settings), _field(settings)
    resources = [
        _with_last(resource, field) if resource["name"] in names else resource
        for resource in descriptor["resources"]
    ]
    return descriptor | {"resources": resources}


def published_csv(record: Record, name: str) -> bytes:
    """A table of a published record as CSV: the bytes of its input, with the column if it has it.
    The cells of the input stay as they are written there."""
    content: bytes = (record.folder / record.resource(name)["path"]).read_bytes()
    if name not in _names(record.settings):
        return content
    reader = csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))
    columns = [field["name"] for field in record.resource(name)["schema"]["fields"]]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    for row, codes in zip(reader, record.table(name)[CAVEATS].fillna(""), strict=True):
        writer.writerow(row | {CAVEATS: codes})
    return text.getvalue().encode("utf-8")


def _names(settings: Settings) -> set[str]:
    return {table.name for table in every_figure_table(settings)}


def _field(settings: Settings) -> dict[str, Any]:
    texts = {
        described_key(key, language.code): language.gettext(text)
        for key, text in (("title", TITLE), ("description", DESCRIPTION))
        for language in settings.source_first
    }
    return {"name": CAVEATS, "type": "string", **texts}


def _with_last(resource: dict[str, Any], field: dict[str, Any]) -> dict[str, Any]:
    schema = resource["schema"]
    fields = [known for known in schema["fields"] if known["name"] != field["name"]]
    return resource | {"schema": schema | {"fields": [*fields, field]}}
