"""In which file and row of a register a value occurs first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import duckdb

from publicrecord.register.csv_files import CsvForm, csv_form, rows_of
from publicrecord.register.files import kind_of
from publicrecord.register.mapping import FILE
from publicrecord.register.stata_files import read_stata

MOST = 100
Cells = dict[str, str | None]
"""The name of a column in the register -> a cell as a text; None where it is empty."""


def locate(files: list[Path], cells: Cells, before: int = 0) -> tuple[str, int | None]:
    """The name of the file and the row as a spreadsheet shows it, of the first row with all these
    cells, or of the one that has so many like it before; register.yml and None for a register in a
    database."""
    found = (
        (file.name, row)
        for file in files
        for row in (_in_csv if kind_of(file) == "csv" else _in_table)(file, cells)
    )
    return next(islice(found, before, None), (FILE, None))


def _in_csv(file: Path, cells: Cells) -> Iterator[int]:
    form = csv_form(file, list(cells))
    if not isinstance(form, CsvForm) or not set(cells) <= set(form.names):
        return
    asked = [(form.names.index(name), text or "") for name, text in cells.items()]
    for row, found in enumerate(rows_of(file, form), 1):
        if row > 1 and found and all(found[at].strip() == text for at, text in asked):
            yield row


def _in_table(file: Path, cells: Cells) -> Iterator[int]:
    """Of Parquet and Stata, by the texts that DuckDB makes of their values."""
    with duckdb.connect() as connection:
        if kind_of(file) == "parquet":
            table = connection.read_parquet(str(file), file_row_number=True)
        else:
            frame = read_stata([file])
            table = connection.from_df(frame.assign(file_row_number=range(len(frame))))
        if not set(cells) <= set(table.columns):  # a folder that names a value
            return
        for name, text in cells.items():
            column = f"trim(CAST({_quoted(name)} AS VARCHAR))"
            table = table.filter(f"coalesce({column}, '') = {_literal(text or '')}")
        for (row,) in table.order("file_row_number").project("file_row_number").fetchmany(MOST):
            yield int(row) + 2


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
