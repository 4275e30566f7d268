"""One table of data/ as it was read: its rows by their number, and what is wrong in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from publicrecord.findings import Finding
from publicrecord.record import form, header, row_shapes, unreadable
from publicrecord.record.column_check import ColumnCheck
from publicrecord.record.form import cell_form, tidy
from publicrecord.record.number_slips import EXAMPLES
from publicrecord.record.slip import Slip
from publicrecord.record.table_file import TableFile, column_labels, read_table
from publicrecord.settings import Settings


@dataclass
class Table:
    """A table of the record.

    resource: its description. file: its file as it is shown. rows: the cells of each row, in the
    order of the described columns, by the number of the row. file_findings: what is wrong with its
    form, its names of columns and the shapes of its rows.
    """

    resource: dict[str, Any]
    file: str
    rows: dict[int, list[str]]
    file_findings: list[Finding] = field(default_factory=list)

    @property
    def fields(self) -> list[dict[str, Any]]:
        """Its columns, as described."""
        fields: list[dict[str, Any]] = self.resource["schema"]["fields"]
        return fields

    @cached_property
    def columns(self) -> dict[str, int]:
        """The place of each column in a row."""
        return {column["name"]: at for at, column in enumerate(self.fields)}

    @property
    def name(self) -> str:
        """The name of the table."""
        return str(self.resource["name"])

    @property
    def is_whole(self) -> bool:
        """Whether no row is left out, so that a key that is not found here is not in the table."""
        return not any(f.rule not in _HARMLESS for f in self.file_findings)

    def keys(self, names: list[str]) -> list[tuple[str, ...]]:
        """The cells of some columns, row by row."""
        places = [self.columns[name] for name in names]
        return [tuple(cells[at] for at in places) for cells in self.rows.values()]

    def frame(self) -> pd.DataFrame:
        """The rows as texts; an empty cell is missing. The index is the number of each row."""
        columns = zip(*self.rows.values(), strict=True) if self.rows else ([] for _ in self.fields)
        return pd.DataFrame(
            {
                name: pd.array([cell or None for cell in cells], dtype="str")
                for name, cells in zip(self.columns, columns, strict=True)
            },
            index=list(self.rows),
        )


_HARMLESS = {
    form.BYTE_ORDER_MARK, form.LINE_ENDS, form.SEPARATOR, form.EMPTY_COLUMNS, form.SAVED,
    form.PACKED, header.NAMES_SPELT, header.COLUMNS_MOVED, header.SEPARATOR_NAMED,
    header.LINES_ABOVE_BLANK, header.LINES_ABOVE, header.HEADER_AGAIN, header.TABLE_TWICE,
    row_shapes.EMPTY_ROW, row_shapes.ROW_ENDS_EMPTY, row_shapes.NOT_DATA,
}  # fmt: skip


def read(raw: bytes, resource: dict[str, Any], file: str) -> Table:
    """A table from the bytes of its file; `file` is its name as it is shown."""
    fields = resource["schema"]["fields"]
    if faults := list(unreadable.find(raw, file, len(fields))):
        return Table(resource, file, {}, faults)
    written = read_table(raw, column_labels(resource))
    names = list(header.find(written, fields, file))
    found = [*form.find(written, file), *names]
    if any(finding.rule in header.FATAL for finding in names):
        return Table(resource, file, {}, found)
    found += row_shapes.find(written, fields, file)
    left_out = {finding.row for finding in found if finding.rule in row_shapes.NO_ROWS}
    if twice := [f.row for f in names if f.rule is header.TABLE_TWICE and f.row]:
        left_out |= set(range(twice[0], len(written.rows) + 1))
    return Table(resource, file, _ordered(written, resource, left_out), found)


def _ordered(
    written: TableFile, resource: dict[str, Any], left_out: set[int | None]
) -> dict[int, list[str]]:
    """The rows that can be read, in the order of the described columns, but those left out."""
    columns = [field["name"] for field in resource["schema"]["fields"]]
    left_out = left_out.union(written.copies_of_head)
    rows = row_shapes.usable_rows(written, len(columns))
    names = written.names[: len(columns)]
    if names != columns:
        places = [names.index(column) for column in columns]
        rows = {number: [cells[at] for at in places] for number, cells in rows.items()}
    return {number: cells for number, cells in rows.items() if number not in left_out}


class CellChecks:
    """The rules of all columns of a table.

    resource: its description. settings: of the site.
    """

    def __init__(self, resource: dict[str, Any], settings: Settings) -> None:
        fields = resource["schema"]["fields"]
        self.checks = [ColumnCheck(resource, field, settings) for field in fields]
        names = [field["name"] for field in fields]
        self._unit = names.index("unit") if "unit" in names else None

    def slips(self, cells: list[str]) -> Iterator[tuple[int, Slip]]:
        """What is wrong in a row: the places of cells, and what it is."""
        unit = None if self._unit is None else tidy(cells[self._unit])
        for at, (check, cell) in enumerate(zip(self.checks, cells, strict=True)):
            if slip := check.slip(cell, check.whole(unit)):
                yield at, slip

    def corrected(self, cells: list[str]) -> list[str]:
        """A row with every cell as it should be written, as far as that is certain."""
        cells = [tidy(cell) if cell_form(cell) else cell for cell in cells]
        new = list(cells)
        for at, slip in self.slips(cells):
            if slip.reading is not None:
                new[at] = slip.reading
        return new


def cell_findings(table: Table, checks: CellChecks) -> dict[int, dict[int, Finding]]:
    """What is wrong in the cells of a table: a finding by row and by place in it."""
    for at, check in enumerate(checks.checks):
        check.read({cells[at] for cells in table.rows.values()})
    names = list(table.columns)
    found: dict[int, dict[int, Finding]] = {}
    for row, cells in table.rows.items():
        for at, slip in checks.slips(cells):
            finding = slip.at(table.file, row, names[at], cells[at] or None, EXAMPLES)
            found.setdefault(row, {})[at] = finding
    return found
