"""CSV files of a register: whole, in UTF-8, with their column names in row 1."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, cast

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.register.damaged import (
    FILE_CUT,
    FILE_EMPTY,
    FILE_IS_OTHER,
    NO_ROWS,
    content_of,
    damaged,
)

ENCODING = Rule(
    "register-encoding",
    N_("The file is not encoded in UTF-8, but probably in {encoding}."),
    N_("Save the file as CSV in the encoding UTF-8. In a spreadsheet: Save as, CSV UTF-8."),
)
NOT_TEXT = Rule(
    "register-not-text",
    N_("The file contains a NUL byte, which does not belong in a text."),
    N_("Copy the file again from its origin. It may be damaged."),
)
HEADER_LATER = Rule(
    "register-header-later",
    N_("The names of the columns are in row {row}. They must be in row 1."),
    N_("Delete the rows above the names of the columns."),
)
NAME_TWICE = Rule(
    "register-name-twice",
    N_('Two columns of the file have the name "{value}".'),
    N_("Give each column a name of its own, and write the right one in register.yml."),
)
ROW_SHAPE = Rule(
    "register-row-shape",
    N_("The row has {found} cells, but row 1 names {expected} columns."),
    N_(
        "Correct the row. A cell that contains the separator of the columns needs quotation marks; "
        "decimals are written with a point."
    ),
)
QUOTE_OPEN = Rule(
    "register-quote-open",
    N_("A quotation mark that opens in this row is not closed."),
    N_("Close the quotation mark, or write two of them for one that belongs to the text."),
)
LINE_ENDS_MIXED = Rule(
    "register-line-ends",
    N_("The rows of the file end in different ways: this one differs from the rows above it."),
    N_("Save the whole file again with one program. Parts of two files may have been joined."),
)
UTF_16 = "UTF-16"
LATIN = N_("Windows-1252 or Latin-1")
GZIP = b"\x1f\x8b"
BLOCK = 1 << 20
DELIMITERS = ",;\t|"
FIRST_ROWS = 30
"""The names of the columns are looked for in so many rows, to tell where they are."""


@dataclass(frozen=True)
class CsvForm:
    """names: of the columns, each once. packed: whether the file is compressed with gzip."""

    delimiter: str
    names: tuple[str, ...]
    packed: bool


def is_packed(file: Path) -> bool:
    """Whether the name says that the file is compressed."""
    return file.suffix.lower() == ".gz"


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    opened = gzip.open if is_packed(file) else open
    with opened(file, "rb") as stream:
        yield cast("IO[bytes]", stream)


def csv_faults(file: Path) -> Iterator[Finding]:
    """What is wrong with a file as a whole; every byte of it is read once."""
    decoder, rows = codecs.getincrementaldecoder("utf-8")(), 0
    beginning = last = b""
    if is_packed(file) and not file.read_bytes()[:2]:
        yield FILE_EMPTY.at(file.name)
        return
    try:
        with _opened(file) as stream:
            while block := stream.read(BLOCK):
                beginning = beginning or block[:512]
                found = _of_block(file, block, rows, beginning, decoder)
                if found:
                    yield found
                    return
                rows += block.count(b"\n")
                last = block[-1:]
            decoder.decode(b"", final=True)
    except (EOFError, UnicodeDecodeError):
        yield FILE_CUT.at(file.name)
    except (gzip.BadGzipFile, zlib.error) as error:
        packed = file.open("rb").read(2) == GZIP
        yield damaged(file, error) if packed else FILE_IS_OTHER.at(file.name, found=NOT_PACKED)
    else:
        if not beginning.strip():
            yield FILE_EMPTY.at(file.name)
        elif rows + (last not in b"\r\n") < 2 and b"\r" not in beginning.strip():
            yield NO_ROWS.at(file.name)


NOT_PACKED = N_("a file that is not compressed (gzip), although its name says so")


def _of_block(
    file: Path, block: bytes, rows: int, beginning: bytes, decoder: codecs.IncrementalDecoder
) -> Finding | None:
    """The first thing wrong in a block; rows: how many ended before it."""
    other = content_of(beginning)
    if other:
        return FILE_IS_OTHER.at(file.name, found=other)
    marked = beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if marked or any(half.count(0) > len(half) // 2 for half in (beginning[::2], beginning[1::2])):
        return ENCODING.at(file.name, encoding=UTF_16)
    if b"\0" in block:
        return NOT_TEXT.at(file.name, rows + block[: block.index(b"\0")].count(b"\n") + 1)
    try:
        decoder.decode(block)
    except UnicodeDecodeError as error:
        row = rows + error.object[: error.start].count(b"\n") + 1
        return ENCODING.at(file.name, row, encoding=LATIN)
    return None


def ends_openly(file: Path) -> bool:
    """Whether the last row of a CSV file that is not compressed has no line end."""
    if not file.name.lower().endswith(".csv"):
        return False
    with file.open("rb") as stream:
        stream.seek(-1, 2)
        return stream.read() not in (b"\n", b"\r")


def csv_form(file: Path, columns: list[str]) -> CsvForm | Finding:
    """How a file is written; columns: that are looked for in its names."""
    with _opened(file) as stream:
        text = io.TextIOWrapper(stream, "utf-8-sig", newline="")
        first = list(islice(_records(text), FIRST_ROWS))
    wanted = set(columns)
    best = max(
        ((row, sign) for row in range(len(first)) for sign in DELIMITERS),
        key=lambda at: (len(wanted & set(_cells(first[at[0]], at[1]))), -at[0],
                        len(_cells(first[at[0]], at[1]))),
    )  # fmt: skip
    row, delimiter = best
    if row and len(wanted & set(_cells(first[row], delimiter))) > 1:
        return HEADER_LATER.at(file.name, row + 1)
    names = _cells(first[0], delimiter)
    for name in columns:
        if names.count(name) > 1:
            return NAME_TWICE.at(file.name, 1, name, name)
    unique = [
        name if name and names.index(name) == at else f"{name}\0{at}"
        for at, name in enumerate(names)
    ]
    return CsvForm(delimiter, tuple(unique), is_packed(file))


def _records(lines: IO[str]) -> Iterator[str]:
    """The first lines of a file, CR line ends among them."""
    for line in lines:
        yield line.rstrip("\r\n")


def _cells(line: str, delimiter: str) -> list[str]:
    found = next(csv.reader([line], delimiter=delimiter), [])
    return [cell.strip() for cell in found]


def rows_of(file: Path, form: CsvForm) -> Iterator[list[str]]:
    """The rows of a file from row 1 on, the names of the columns. Raises csv.Error."""
    with _opened(file) as stream:
        text = io.TextIOWrapper(stream, "utf-8-sig", newline="")
        yield from csv.reader(text, delimiter=form.delimiter, strict=True)


def row_faults(file: Path, form: CsvForm) -> Iterator[Finding]:
    """The first row that does not fit the others, for a count that ended in an error."""
    row = 0
    try:
        for row, cells in enumerate(rows_of(file, form), 1):
            if cells and len(cells) != len(form.names):
                yield ROW_SHAPE.at(file.name, row, found=len(cells), expected=len(form.names))
                return
    except csv.Error:
        yield QUOTE_OPEN.at(file.name, row + 1)
        return
    yield from _line_ends(file)


def _line_ends(file: Path) -> Iterator[Finding]:
    """The first line whose end is not that of the line before it."""
    usual: str | None = None
    with _opened(file) as stream:
        for row, line in enumerate(io.TextIOWrapper(stream, "utf-8-sig", newline=""), 1):
            end = line[len(line.rstrip("\r\n")) :]
            if end and usual and end != usual:
                yield LINE_ENDS_MIXED.at(file.name, row)
                return
            usual = usual or end
