"""The schema that releases promised: what was published under a name stays there under that name.

The code, the API and the files of others read tables and columns by name. A table or column that
is renamed, removed or of another type is reported here, by name, before anything reads it. There
is no second schema: the description in the last release is compared with the one of today. A new
column is free to change until it has been released.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.record import bounds, json_text
from publicrecord.record.code_lists import CODES

TABLE_NEEDED = Rule(
    "table-needed",
    N_('The pages need the table "{value}", but the description does not contain it.'),
    N_("Restore the table with its former name. If it must be renamed, change the code as well."),
)
COLUMN_NEEDED = Rule(
    "column-needed",
    N_(
        'The column "{value}" of the table {table} must have the type {kind}, but the '
        "description says: {found}."
    ),
    N_(
        "Restore the column with its former name and type, both in datapackage.json and "
        "in the table."
    ),
)

CONSTRAINT_NEEDED = Rule(
    "constraint-needed",
    N_(
        'The program needs the rule "{value}" of the column {name} in the table {table}, '
        "but in datapackage.json this rule was deleted or changed."
    ),
    N_("Restore the rule as it was. If it must change, first change the code and its tests."),
)
LINK_NEEDED = Rule(
    "link-needed",
    N_('The column {name} of the table {table} no longer refers to the table "{value}".'),
    N_(
        "Restore this foreign key in the description. Without it, the check cannot find "
        "names that do not exist."
    ),
)

FOLDER = "releases"
WITHDRAWN: frozenset[str] = frozenset()
"""Tables, and columns as table.column, of past releases that the code no longer needs."""
FIGURE, CAVEATS, SHOWN, DECIDED_BY = "figure_id", "caveats", "shown", "decided_by"
PLACE_CODE, PLACE_LEVEL = "place_code", "place_level"
ADDED_COLUMNS = {FIGURE, CAVEATS, SHOWN, DECIDED_BY, PLACE_CODE, PLACE_LEVEL}
"""Columns that published tables have and their inputs need not, beside those with the endings of
WHOLE_DAYS: files/added_columns.py adds them."""
START, END = WHOLE_DAYS = ("_start", "_end")
SHOWN_TABLE = "shown"
ADDED_TABLES = {SHOWN_TABLE}
"""The same of tables: files/shown_table.py describes it."""
GROWING = {"enum", "minimum", "maximum", "maxLength"}
"""Constraints that must stay, with a value that may change as the record grows."""
FOLLOWED = {
    "wave": {"maximum"},
    "wave_from": {"maximum"},
    "wave_to": {"maximum"},
    "year": {"minimum", "maximum"},
    "boundary": {"enum"},
    "iso_code": {"unique"},
}
"""Constraints of past releases, by column, that followed the waves and places of the record;
rules/programme_period.py, rules/validity.py, rules/places.py and foreign keys read their tables
instead."""


def released_descriptor(folder: Path) -> dict[str, Any] | None:
    """The description of the tables in the last release of the package in `folder`; None if there
    is no release. A release that cannot be read is reported by the rules on releases."""
    files = [file for file in (folder / FOLDER).glob("*.zip") if file.is_file()]
    try:
        last = max(files, key=lambda file: [int(part) for part in file.stem.split(".")])
        if last.stat().st_size > bounds.LARGEST_FILE:
            return None
        with zipfile.ZipFile(last) as archive:
            text = bounds.member(archive, "datapackage.json").decode()
        descriptor: dict[str, Any] = json_text.parse(text)
        list(find(descriptor, descriptor, ""))  # or it lacks what is compared
    except (
        OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, RuntimeError,
        zipfile.BadZipFile, zlib.error,
    ):  # fmt: skip
        return None
    return descriptor


def find(descriptor: dict[str, Any], released: dict[str, Any], file: str) -> Iterator[Finding]:
    """A finding for each table, column, constraint and key that the last release has and
    `descriptor` lacks, or has with another type or pattern."""
    tables = {resource["name"]: resource["schema"] for resource in descriptor["resources"]}
    for resource in released["resources"]:
        table = resource["name"]
        if table in tables:
            yield from _columns(table, tables[table], resource["schema"], file)
            yield from _links(table, tables[table], resource["schema"], file)
        elif table not in WITHDRAWN | ADDED_TABLES:
            yield TABLE_NEEDED.at(file, value=table)


def _columns(
    table: str, schema: dict[str, Any], promised: dict[str, Any], file: str
) -> Iterator[Finding]:
    fields = {field["name"]: field for field in schema["fields"]}
    for field in promised["fields"]:
        name, kind = field["name"], _kind(field["type"])
        if f"{table}.{name}" in WITHDRAWN or name in ADDED_COLUMNS:
            continue
        if name.endswith(WHOLE_DAYS):
            continue
        found = _kind(fields[name]["type"]) if name in fields else N_("missing")
        if found != kind:
            yield COLUMN_NEEDED.at(
                file, column=name, value=name, table=table, kind=kind, found=found
            )
            continue
        rules = fields[name].get("constraints", {})
        for rule, value in field.get("constraints", {}).items():
            if rule in FOLLOWED.get(name, ()) or (rule == "enum" and CODES in fields[name]):
                continue
            if rule not in rules or (rule not in GROWING and rules[rule] != value):
                yield CONSTRAINT_NEEDED.at(file, value=rule, name=name, table=table)


def _links(
    table: str, schema: dict[str, Any], promised: dict[str, Any], file: str
) -> Iterator[Finding]:
    links = _targets(schema)
    for column, target in _targets(promised).items():
        if links.get(column) != target and f"{table}.{column}" not in WITHDRAWN:
            yield LINK_NEEDED.at(file, value=target, name=column, table=table)


def _targets(schema: dict[str, Any]) -> dict[str, str]:
    """The table that each column of a schema is a key into, alone or with others."""
    return {
        column: key["reference"]["resource"]
        for key in schema.get("foreignKeys", [])
        for column in ([key["fields"]] if isinstance(key["fields"], str) else key["fields"])
    }


def _kind(field_type: str) -> str:
    return field_type if field_type in ("integer", "number") else "text"
