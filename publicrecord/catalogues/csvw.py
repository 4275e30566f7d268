"""CSV on the Web: a description beside each CSV, and one of all tables with their keys.

https://www.w3.org/TR/tabular-metadata/: `waves.csv-metadata.json` belongs to `waves.csv`, and
`csv-metadata.json` to its folder.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from publicrecord.catalogues.language_tagged import language_tagged
from publicrecord.files.table import Table
from publicrecord.outputs import new_file
from publicrecord.record.descriptor import names_of

CONTEXT = "http://www.w3.org/ns/csvw"
GROUP = "csv-metadata.json"
TYPES = {
    "string": "string", "integer": "integer", "number": "decimal", "date": "date",
    "boolean": "boolean",
}  # fmt: skip


def write_csvw(tables: list[Table], folder: Path) -> None:
    """Write the description beside each CSV of `folder`, and the group's."""
    context = [CONTEXT, {"@language": tables[0].settings.source_language.code}]
    paths = {table.name: str(table.resource["path"]) for table in tables}
    for table in tables:
        path = folder / paths[table.name]
        alone = {"@context": context, **_table(table, path.name)}
        _write(alone, path.with_name(path.name + "-metadata.json"))
    described = []
    for table in tables:
        entry = _table(table, paths[table.name])
        keys = [
            _foreign_key(key, paths)
            for key in table.resource["schema"].get("foreignKeys", [])
            if _filled(table, key["fields"])
        ]
        if keys:
            entry["tableSchema"]["foreignKeys"] = keys
        described.append(entry)
    _write({"@context": context, "tables": described}, folder / GROUP)


def _table(table: Table, url: str) -> dict[str, Any]:
    return {
        "url": url,
        "dc:title": language_tagged(table.resource, "title", table.settings.source_first),
        "dc:description": language_tagged(
            table.resource, "description", table.settings.source_first
        ),
        "dc:license": {"@id": table.resource["licenses"][0]["path"]},
        "dc:source": table.sources,
        "tableSchema": {
            "columns": [_column(table, field) for field in table.fields],
            **_primary_key(table),
        },
    }


def _primary_key(table: Table) -> dict[str, Any]:
    return {"primaryKey": table.key} if table.has_whole_key else {}


def _filled(table: Table, key: str | list[str]) -> bool:
    """Whether no part of a key is empty: strict readers of CSVW refuse an empty one."""
    return not table.frame[names_of(key)].isna().any(axis=None)


def _column(table: Table, field: dict[str, Any]) -> dict[str, Any]:
    constraints, languages = field.get("constraints", {}), table.settings.source_first
    column = {
        "name": field["name"],
        "titles": field["name"],  # what is in the header row
        "datatype": _datatype(field["type"], constraints),
        "required": bool(constraints.get("required")),
        "dc:title": language_tagged(field, "title", languages),
    }
    if "description" in field:
        column["dc:description"] = language_tagged(field, "description", languages)
    units = table.units(field)
    return column | ({"schema:unitText": ", ".join(units)} if units else {})


def _datatype(kind: str, constraints: dict[str, Any]) -> dict[str, Any]:
    """The type with its bounds; a list of allowed words is a pattern in CSVW."""
    datatype: dict[str, Any] = {"base": TYPES[kind]}
    datatype |= {key: constraints[key] for key in ("minimum", "maximum") if key in constraints}
    if kind == "string" and "enum" in constraints:
        datatype["format"] = f"^({'|'.join(map(re.escape, constraints['enum']))})$"
    elif kind == "string" and "pattern" in constraints:
        datatype["format"] = constraints["pattern"]
    elif kind == "boolean":
        datatype["format"] = "true|false"
    return datatype


def _foreign_key(key: dict[str, Any], paths: dict[str, str]) -> dict[str, Any]:
    target = key["reference"]
    return {
        "columnReference": names_of(key["fields"]),
        "reference": {
            "resource": paths[target["resource"]],
            "columnReference": names_of(target["fields"]),
        },
    }


def _write(content: dict[str, Any], file: Path) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    new_file(file).write_text(text + "\n", encoding="utf-8")
