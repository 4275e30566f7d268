"""Bounds: what is refused before a parser reads it, so that memory and time stay bounded.

The tables are typed by hand and small. A file of gigabytes, a row of 100,000 columns or a text
as long as a book is a mistake or an attack; either is reported by name, after reading no more
than one bounded row at a time. Each bound allows some ten times what the record holds today.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_

LARGEST_FILE = 8_000_000  # bytes; the largest table has 0.4 million
LARGEST_FOLDER = 100_000_000  # bytes of all files; the record has 3 million
MOST_FILES = 1_000  # the record has 40
MOST_ROWS = 100_000  # of all tables; the record has 17,000
MOST_CELLS = 2_000_000  # of all tables; the record has 0.2 million
LONGEST_ROW = 20_000  # bytes; the longest row has 900
MOST_COMMAS = 200  # in a row, with those of its texts; the widest has 37
SEPARATORS = (b",", b";", b"\t", b"|")
LONGEST_CELL = 2_000  # characters; the longest cell has 400

UNREADABLE = Rule(
    "file-unreadable",
    N_("The file cannot be read as a CSV table: {reason}."),
    N_(
        "Save the table under this name as CSV with UTF-8 encoding and commas between "
        "the columns, or restore the last version of the file from git."
    ),
)
TOO_BIG = Rule(
    "file-too-big",
    N_("The file has {value} bytes; at most {most} are allowed."),
    N_(
        "Remove everything that is not a published figure. Large data sets do not belong "
        "in these tables."
    ),
)
ROW_TOO_LONG = Rule(
    "row-too-long",
    N_("The row has more than {most} bytes."),
    N_("Delete the columns or the text that do not belong in this row."),
)
ROW_TOO_WIDE = Rule(
    "row-too-wide",
    N_("The row has {count} commas; at most {most} are allowed."),
    N_("Delete the cells that do not belong in this row."),
)
CELL_TOO_LONG = Rule(
    "cell-too-long",
    N_('The cell has {count} characters, but at most {most} are allowed: "{value}".'),
    N_(
        "Shorten the text. If the cell contains text of the following rows, a quotation "
        "mark in this row was not closed: close it."
    ),
)
QUOTE_OPEN = Rule(
    "quote-open",
    N_("In this row a quotation mark is not closed, or a cell contains a line break."),
    N_(
        "Close the quotation mark, or delete the line break. Inside a text, write each "
        'quotation mark twice ("").'
    ),
)


TOO_MANY = Rule(
    "table-too-long",
    N_("The tables have more than {most} rows or {cells} cells together, up to this row."),
    N_("Delete the rows that are not published figures. Large data sets do not belong here."),
)
FOLDER_TOO_BIG = Rule(
    "folder-too-big",
    N_("The folder has more than {files} files or {most} bytes."),
    N_("Delete the files that do not belong to the record."),
)


def folder(folder: Path) -> Iterator[Finding]:
    """A finding if the files below a folder are too many or too big together."""
    files = size = 0
    for place, _folders, names in os.walk(folder):
        files += len(names)
        size += sum(Path(place, name).lstat().st_size for name in names)
        if files > MOST_FILES or size > LARGEST_FOLDER:
            yield FOLDER_TOO_BIG.at(folder.name, files=MOST_FILES, most=LARGEST_FOLDER)
            return


def read(folder: Path, paths: Sequence[str]) -> tuple[dict[str, bytes], list[Finding]]:
    """The tables at these paths below `folder`, by their path; and why others are not even opened.
    No more is read once all together are too many."""
    files: dict[str, bytes] = {}
    found: list[Finding] = []
    rows = cells = 0
    for path in paths:
        name = f"{folder.name}/{path}"
        if faults := list(size(folder, path, name)):
            found += faults
            continue
        raw = (folder / path).read_bytes()
        lines = max(raw.count(b"\n"), raw.count(b"\r"))
        signs = max(map(raw.count, SEPARATORS))
        if rows + lines > MOST_ROWS or cells + lines + signs > MOST_CELLS:
            row = MOST_ROWS - rows + 1 if rows + lines > MOST_ROWS else None
            found.append(TOO_MANY.at(name, row, most=MOST_ROWS, cells=MOST_CELLS))
            return files, found
        rows, cells = rows + lines, cells + lines + signs
        files[path] = raw
    return files, found


def size(folder: Path, path: str, name: str) -> Iterator[Finding]:
    """Why a file is not opened at all: it is not there, or too big; `name` is as shown."""
    file = folder / path
    if not file.is_file():
        yield UNREADABLE.at(name, reason=N_("the file does not exist"))
    elif file.stat().st_size > LARGEST_FILE:
        yield TOO_BIG.at(name, value=file.stat().st_size, most=LARGEST_FILE)


def rows_fault(stream: IO[bytes], name: str, most: int) -> Finding | None:
    """The first fault of a table in a stream that has at most so many rows, if it has one."""
    for row, line in enumerate(_lines(stream), 1):
        if row > most:
            return TOO_MANY.at(name, row, most=most, cells=MOST_CELLS)
        if fault := row_fault(line, name, row):
            return fault
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return UNREADABLE.at(name, row, reason=N_("the row is not encoded in UTF-8"))
    return None


def _lines(stream: IO[bytes]) -> Iterable[bytes]:
    """The lines of a stream; of one that is too long, a part that shows it."""
    return iter(lambda: stream.readline(LONGEST_ROW + 1), b"")


def row_fault(line: bytes, name: str, row: int) -> Finding | None:
    """Why a line of a table is not read."""
    if len(line) > LONGEST_ROW:
        return ROW_TOO_LONG.at(name, row, most=LONGEST_ROW)
    if line.count(b",") > MOST_COMMAS:
        return ROW_TOO_WIDE.at(name, row, count=line.count(b","), most=MOST_COMMAS)
    if line.count(b'"') % 2:  # or what follows is swallowed, and no row is where it seems
        return QUOTE_OPEN.at(name, row)
    if b"\0" in line:
        return UNREADABLE.at(
            name,
            row,
            reason=N_("the row contains a NUL byte, which no text has"),
        )
    return None


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """A member of a zip archive, however much it pretends to hold; raises ValueError if it is too
    big or packed in a way that `release` does not use, which may ask for gigabytes."""
    info = archive.getinfo(name)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError(name)
    with archive.open(info) as stream:
        content = stream.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise ValueError(name)
    return content
