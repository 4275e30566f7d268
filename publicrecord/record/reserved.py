"""Names in the description of the tables: two that would be taken for one, and names that have a
meaning of their own to the code, to a database or to a system of files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.settings import Settings

RESERVED = Rule(
    "name-reserved",
    N_('The name "{value}" cannot be used for a table or a column: it has a meaning of its own.'),
    N_("Choose another name, in datapackage.json and in the table."),
)
COLUMN_TWICE = Rule(
    "column-twice",
    N_('Two columns of the table {table} have the same name or the same title: "{value}".'),
    N_("Give one of the two columns another name or title. Spaces and capitals do not count."),
)
# What `package` and `claims` add to tables.
INTERNAL_COLUMNS = {"row", "printed", "claim_id", "figure_id", "chosen", "retold"}
# `databases` writes the table of all columns under this name; SQLite keeps names for itself.
KEPT = ("columns", "sqlite_")
DEVICES = {"con", "prn", "aux", "nul"}  # no file may have these names on Windows


def find(descriptor: dict[str, Any], settings: Settings, file: str) -> Iterator[Finding]:
    """A finding for each name that is reserved, and for two columns of one name or title."""
    titles = settings.described_keys("title")
    for resource in descriptor["resources"]:
        table, fields = resource["name"], resource["schema"]["fields"]
        stems = {table, PurePosixPath(resource["path"]).stem}
        for name in sorted(stems):
            if name in DEVICES or name == KEPT[0] or name.startswith(KEPT[1]):
                yield RESERVED.at(file, value=name)
        for key in ("name", *titles):
            seen = set[str]()
            for field in fields:
                plain = "".join(field[key].split()).casefold()
                if plain in seen:
                    yield COLUMN_TWICE.at(file, value=field[key], table=table)
                seen.add(plain)
        for field in fields:
            if field["name"] in INTERNAL_COLUMNS:
                yield RESERVED.at(file, column=field["name"], value=field["name"])
