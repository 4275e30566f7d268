"""Bounds: what is refused before a parser reads it, so that memory and time stay bounded.

The tables are typed by hand and small. A file of gigabytes, a row of 100,000 columns or a text
as long as a book is a mistake or an attack; either is told by name, after reading no more
than one bounded row at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_

LARGEST_FILE = 16_000_000  # bytes; the largest table has 0.4 million
LONGEST_ROW = 20_000  # bytes; the longest row has 900
MOST_COMMAS = 200  # in a row, with those of its texts; the widest has 37
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


def find(folder: Path, path: str, name: str) -> Iterator[Finding]:
    """Why the table `path` below `folder` is not even opened by a parser; `name` is as shown."""
    found = list(size(folder, path, name))
    yield from found or _rows(folder / path, name)


def size(folder: Path, path: str, name: str) -> Iterator[Finding]:
    """Why a file is not opened at all: it is not there, or too big."""
    file = folder / path
    if not file.is_file():
        yield UNREADABLE.at(name, reason=N_("the file does not exist"))
    elif file.stat().st_size > LARGEST_FILE:
        yield TOO_BIG.at(name, value=file.stat().st_size, most=LARGEST_FILE)


def _rows(file: Path, name: str) -> Iterator[Finding]:
    with file.open("rb") as stream:
        row = 0
        while line := stream.readline(LONGEST_ROW + 1):
            row += 1
            if len(line) > LONGEST_ROW:
                yield ROW_TOO_LONG.at(name, row, most=LONGEST_ROW)
                return
            if line.count(b",") > MOST_COMMAS:
                yield ROW_TOO_WIDE.at(name, row, count=line.count(b","), most=MOST_COMMAS)
                return
            if line.count(b'"') % 2:  # or what follows is swallowed, and no row is where it seems
                yield QUOTE_OPEN.at(name, row)
                return
            if b"\0" in line:
                yield UNREADABLE.at(
                    name,
                    row,
                    reason=N_(
                        "the row contains a NUL byte, as in a spreadsheet file or a text in UTF-16"
                    ),
                )
                return
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                yield UNREADABLE.at(name, row, reason=N_("the row is not encoded in UTF-8"))
                return
