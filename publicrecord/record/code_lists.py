"""The values that a column of codes may hold: those of its list in reference/codes.csv.

A column names its list in the description (`"codes": "unit"`), so that a new code is a row of that
table and nothing else.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from publicrecord.findings import Rule
from publicrecord.language import N_
from publicrecord.record import unreadable
from publicrecord.record.bounds import LARGEST_FILE
from publicrecord.record.table_file import column_labels, read_table

CODE_NOT_LISTED = Rule(
    "code-not-listed",
    N_('"{value}" is not one of the codes that are allowed in this column.'),
    N_(
        "Write one of the allowed codes. Most similar: {near}. All allowed codes: {allowed}. If it "
        "is new, first add it to the list {code_list} in reference/codes.csv."
    ),
)
CODES = "codes"
"""The name of the table of codes, and the key by which a column names its list."""


def with_code_lists(descriptor: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The description of the tables in `folder`, in which every column that names a list of codes
    has its codes as `enum`. Without a readable table of codes the description is as it was: what is
    wrong with that table is reported where tables are checked."""
    lists = _read(descriptor, folder)
    return descriptor | {"resources": [_filled(r, lists) for r in descriptor["resources"]]}


def _read(descriptor: dict[str, Any], folder: Path) -> dict[str, list[str]]:
    """The codes of each list, in their order; none if a row of the table cannot be read."""
    for resource in descriptor["resources"]:
        file = folder / resource["path"]
        if resource["name"] == CODES and file.is_file() and file.stat().st_size <= LARGEST_FILE:
            return _listed(file.read_bytes(), resource)
    return {}


def _listed(raw: bytes, resource: dict[str, Any]) -> dict[str, list[str]]:
    fields = resource["schema"]["fields"]
    if any(unreadable.find(raw, "", len(fields))):
        return {}
    table = read_table(raw, column_labels(resource))
    names = table.names[: len(fields)]
    if not {"code_list", "code"} <= set(names) or table.broken:
        return {}
    lists: dict[str, list[str]] = {}
    for _number, cells in table.body():
        if "".join(cells).strip():
            if len(cells) < len(fields):
                return {}
            named = dict(zip(names, cells, strict=False))
            lists.setdefault(named["code_list"].strip(), []).append(named["code"].strip())
    return lists


def _filled(resource: dict[str, Any], lists: dict[str, list[str]]) -> dict[str, Any]:
    fields = [
        field | {"constraints": field.get("constraints", {}) | {"enum": list(lists[field[CODES]])}}
        if field.get(CODES) in lists
        else field
        for field in resource["schema"]["fields"]
    ]
    return resource | {"schema": resource["schema"] | {"fields": fields}}
