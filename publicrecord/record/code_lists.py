"""The values that a column of codes may hold: those of its list in reference/codes.csv.

A column names its list in the description (`"codes": "unit"`), so that a new code is a row of that
table and nothing else.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from publicrecord.findings import Rule
from publicrecord.language import N_

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
    """The codes of each list, in their order."""
    lists: dict[str, list[str]] = {}
    for resource in descriptor["resources"]:
        if resource["name"] == CODES:
            try:
                text = (folder / resource["path"]).read_text(encoding="utf-8-sig")
                for row in csv.DictReader(text.splitlines()):
                    if row["code_list"] and row["code"]:
                        lists.setdefault(row["code_list"], []).append(row["code"])
            except (OSError, ValueError, KeyError, csv.Error):
                return {}
    return lists


def _filled(resource: dict[str, Any], lists: dict[str, list[str]]) -> dict[str, Any]:
    fields = [
        field | {"constraints": field.get("constraints", {}) | {"enum": list(lists[field[CODES]])}}
        if field.get(CODES) in lists
        else field
        for field in resource["schema"]["fields"]
    ]
    return resource | {"schema": resource["schema"] | {"fields": fields}}
