"""The keys of the tables: a key names one row, and a key into another table exists there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.record.cell_slips import alike, later
from publicrecord.record.descriptor import names_of, nearest
from publicrecord.record.table import Table

DUPLICATE = Rule(
    "row-duplicate",
    N_("Row {first} has the same values in the key columns ({keys})."),
    N_("Delete one of the two rows, or correct the cell that should be different."),
)
REPEATED = Rule(
    "row-repeated",
    N_("The row repeats row {first} in every cell."),
    N_("Delete one of the two rows."),
)
UNKNOWN_KEY = Rule(
    "key-unknown",
    N_('"{value}" does not exist in {target}.'),
    N_(
        "Correct the spelling. Similar there: {near}. If it is new, first add it to {target}. If "
        "its row was deleted there, restore it."
    ),
)
TABLE_EMPTY = Rule(
    "table-empty",
    N_("The table has no rows, but keys of other tables lead to it."),
    N_("Restore the rows from git."),
)


class Keys:
    """The keys of all tables that could be read, by the name of the table."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables = tables
        self._known: dict[tuple[str, ...], dict[tuple[str, ...], None]] = {}

    def of(self, table: str, columns: list[str]) -> dict[tuple[str, ...], None]:
        """The values of these columns of a table, in the order of its rows."""
        if (table, *columns) not in self._known:
            values = dict.fromkeys(self._tables[table].keys(columns))
            self._known[table, *columns] = values
        return self._known[table, *columns]

    def listed(self, table: str, columns: list[str]) -> list[str]:
        """The same as texts, joined by a comma and a blank."""
        return [", ".join(value) for value in self.of(table, columns)]

    def file(self, table: str) -> str:
        """The file of a table as it is shown."""
        return self._tables[table].file

    def has(self, table: str) -> bool:
        """Whether the keys of a table are all known, so that another is a mistake."""
        return table in self._tables and self._tables[table].is_whole and self._has_rows(table)

    def empty(self) -> Iterator[Finding]:
        """A finding for each table that has no rows and that keys lead to."""
        into = {into for t in self._tables.values() for _own, into, _ in foreign_keys(t.resource)}
        for name in sorted(into & self._tables.keys()):
            if self._tables[name].is_whole and not self._has_rows(name):
                yield TABLE_EMPTY.at(self.file(name))

    def _has_rows(self, table: str) -> bool:
        return bool(self._tables[table].rows)

    def unknown(self, into: str, columns: list[str], own: list[str], value: str) -> dict[str, Any]:
        """What a finding of a key that does not exist says, besides its place. own: the columns of
        the key."""
        near = later(lambda: self._near(into, columns, value))
        return {
            "column": ", ".join(own), "value": value, "target": self.file(into), "near": near,
        }  # fmt: skip

    def _near(self, into: str, columns: list[str], value: str) -> str:
        """The keys that are other spellings of a value, or that resemble it."""
        known = self.listed(into, columns)
        same = [each for each in known if alike(each) == alike(value)]
        return "; ".join(same[:3]) or nearest(value, known)


def foreign_keys(resource: Mapping[str, Any]) -> Iterator[tuple[list[str], str, list[str]]]:
    """The keys of a table into others: its columns, the other table (or itself), its columns."""
    for key in resource["schema"].get("foreignKeys", []):
        reference = key["reference"]
        into = reference["resource"] or resource["name"]
        yield names_of(key["fields"]), into, names_of(reference["fields"])


def duplicates(table: Table, wrong: Mapping[int, Mapping[int, Finding]]) -> Iterator[Finding]:
    """Each row whose key, or whose cell that must be unique, another row has. wrong: cells that are
    wrong, by row and place; a key with one of these says nothing."""
    primary = names_of(table.resource["schema"]["primaryKey"])
    unique = [
        [column["name"]]
        for column in table.fields
        if column.get("constraints", {}).get("unique") and [column["name"]] != primary
    ]
    for names in [primary, *unique]:
        seen: dict[tuple[str, ...], int] = {}
        places = {table.columns[name] for name in names}
        for row, value in zip(table.rows, table.keys(names), strict=True):
            if places & wrong.get(row, {}).keys():
                continue
            first = seen.setdefault(value, row)
            if first == row or not any(value):
                continue
            if table.rows[first] == table.rows[row]:
                if names is primary:
                    yield REPEATED.at(table.file, row, first=first)
            else:
                keys = ", ".join(names)
                yield DUPLICATE.at(table.file, row, keys, ", ".join(value), keys=keys, first=first)


def unknown(table: Table, keys: Keys) -> Iterator[tuple[int, list[str], Finding]]:
    """Each key of a table into another that does not exist there: its row, its columns, and the
    finding. Keys into a table that has lost rows are not looked for."""
    for own, into, columns in foreign_keys(table.resource):
        if not keys.has(into):
            continue
        known = keys.of(into, columns)
        for row, value in zip(table.rows, table.keys(own), strict=True):
            if value not in known and any(value):
                words = keys.unknown(into, columns, own, ", ".join(value))
                yield row, own, UNKNOWN_KEY.at(table.file, row, **words)
