"""What differs between two readings of the record: rows added, removed and changed.

Figures and dates of waves are matched by their claim, so that a new value, status or day is a
revision; rows of other tables by their key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from publicrecord.record.descriptor import names_of
from publicrecord.record.package import Record, Row, rows

UNREAD = {"row", "printed"}  # where a row is in its file is no part of what it says


@dataclass(frozen=True)
class RowChange:
    """One row that differs.

    table: its table. key: its claim, or its key in words. before, after: the row as `rows` gives
    it, or None where there is none. columns: what differs, where both are there.
    """

    table: str
    key: str
    before: Row | None
    after: Row | None
    columns: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """added, removed or revised."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "revised"

    @property
    def row(self) -> Row:
        """The row as it is now, or as it was last."""
        return self.after or self.before or {}


def claim_changes(before: pd.DataFrame, after: pd.DataFrame, columns: list[str]) -> list[RowChange]:
    """The claims that differ in one of `columns`, in the order of the tables; added ones last."""
    was = {row["claim_id"]: row for row in rows(before)}
    now = {row["claim_id"]: row for row in rows(after)}
    return _changes(was, now, lambda row: str(row["table"]), columns)


def row_changes(before: Record, after: Record, table: str) -> list[RowChange]:
    """The rows of a table that differ, matched by its key."""
    resources = {resource["name"]: resource for resource in after.descriptor["resources"]}
    names = names_of(resources[table]["schema"]["primaryKey"])
    was = _keyed(before, table, names)
    now = _keyed(after, table, names)
    fields = [field["name"] for field in resources[table]["schema"]["fields"]]
    return _changes(was, now, lambda _row: table, fields)


def _keyed(record: Record, table: str, names: list[str]) -> dict[tuple[str, ...], Row]:
    if table not in record.tables or set(names) - set(record.table(table).columns):
        return {}
    return {tuple(str(row[name]) for name in names): row for row in rows(record.table(table))}


def _changes(
    was: Mapping[Any, Row], now: Mapping[Any, Row], table: Any, columns: list[str]
) -> list[RowChange]:
    """What differs; a key is a claim, or the cells of a row's key."""
    found = []
    for key in [*was, *(key for key in now if key not in was)]:
        old, new = was.get(key), now.get(key)
        differing = tuple(
            column
            for column in columns
            if old and new and column not in UNREAD and old.get(column) != new.get(column)
        )
        if old is None or new is None or differing:
            said = key if isinstance(key, str) else ", ".join(cell for cell in key if cell)
            found.append(RowChange(table(new or old), said, old, new, differing))
    return found


def reordered(before: Record, after: Record) -> list[str]:
    """The tables whose rows are in another order, apart from rows that were added or removed."""
    tables = []
    for resource in after.descriptor["resources"]:
        name, names = resource["name"], names_of(resource["schema"]["primaryKey"])
        was, now = (_keyed(record, name, names) for record in (before, after))
        if [key for key in was if key in now] != [key for key in now if key in was]:
            tables.append(name)
    return tables


def descriptions_changed(before: Record, after: Record) -> list[str]:
    """What differs in the description: its own entries by their name, and the tables whose own
    differ."""
    was, now = (
        {key: entry for key, entry in record.descriptor.items() if key != "resources"}
        | {resource["name"]: resource for resource in record.descriptor["resources"]}
        for record in (before, after)
    )
    return [key for key in dict.fromkeys([*was, *now]) if was.get(key) != now.get(key)]
