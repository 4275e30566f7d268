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
    N_("The file cannot be read as a UTF-8 CSV table: {reason}."),
    N_("Save it again as CSV with UTF-8 encoding and commas between the columns."),
)
TOO_BIG = Rule(
    "file-too-big",
    N_("The file has {value} bytes; more than {most} are not read."),
    N_("Take out what is not published figures; large data does not belong into the record."),
)
ROW_TOO_LONG = Rule(
    "row-too-long",
    N_("The row has more than {most} bytes."),
    N_("Take out the columns or the text that do not belong here."),
)
ROW_TOO_WIDE = Rule(
    "row-too-wide",
    N_("The row has {count} commas; more than {most} are not read."),
    N_("Take out the cells that do not belong here."),
)
CELL_TOO_LONG = Rule(
    "cell-too-long",
    N_('The cell has {count} characters; at most {most} are read: "{value}".'),
    N_("Shorten the text, or look for a quotation mark left open."),
)
QUOTE_OPEN = Rule(
    "quote-open",
    N_("A quotation mark is left open in this row, or a cell holds a line break."),
    N_("Close it. Within a text a quotation mark is written twice; a cell is one line."),
)


def find(folder: Path, path: str, name: str) -> Iterator[Finding]:
    """Why the table `path` below `folder` is not even opened by a parser; `name` is as shown."""
    found = list(size(folder, path, name))
    yield from found or _rows(folder / path, name)


def size(folder: Path, path: str, name: str) -> Iterator[Finding]:
    """Why a file is not opened at all: it is not there, or too big."""
    file = folder / path
    if not file.is_file():
        yield UNREADABLE.at(name, reason=N_("it is not there"))
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
                yield UNREADABLE.at(name, row, reason=N_("it holds a NUL byte"))
                return
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                yield UNREADABLE.at(name, row, reason=N_("it is not in UTF-8"))
                return
