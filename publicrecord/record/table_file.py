"""The one reader of the files of data/: a table as it is written down, line by line.

Everything that reads a table (the check, the frames, the corrections of `check --fix`, the prompt
of `add`) reads it here, so that all agree on its encoding, its lines, its separator, its first row
and the number of each row. A row is one line of the file; its number is that of a spreadsheet.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from publicrecord.characters import BLANKS
from publicrecord.language import N_

MARK = b"\xef\xbb\xbf"
SEPARATORS = {";": N_("semicolons"), "\t": N_("tabs"), "|": N_("vertical bars")}
SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[,;|\t]*', re.IGNORECASE)
LINE_ENDS = re.compile("\r\n|\n|\r")
SEARCHED = 30  # lines in which the names of the columns are looked for


@dataclass(frozen=True)
class TableFile:
    """A table file as it is written down.

    lines: its lines without their ends. ends: the ends of lines that it uses. rows: the cells of
    each line, with every blank; none of a line that is broken. broken: the indexes of lines whose
    quotation marks cannot be read. packed: those of lines that are one cell with a whole row in it.
    separator: what is between cells. marked: whether it begins with a byte order mark. head: the
    index of the line with the names of the columns. names: for each of its cells the column of the
    table that it names, or None.
    """

    lines: list[str]
    ends: frozenset[str]
    rows: list[list[str]]
    separator: str
    marked: bool
    head: int
    names: list[str | None]
    broken: frozenset[int] = frozenset()
    packed: frozenset[int] = frozenset()
    ended: bool = field(default=True)

    @property
    def labels(self) -> list[str]:
        """The cells of the row with the names of the columns."""
        return self.rows[self.head] if self.rows else []

    @cached_property
    def width(self) -> int:
        """How many columns have a name or a value."""
        widest = max(map(len, self.rows), default=0)
        while widest and not any(
            len(row) >= widest and row[widest - 1].strip(BLANKS) for row in self.rows
        ):
            widest -= 1
        return widest

    @property
    def empty_columns(self) -> int:
        """How many columns on the right have neither a name nor a value."""
        return max(len(self.labels) - self.width, 0)

    def body(self) -> Iterator[tuple[int, list[str]]]:
        """Each row below the names of the columns: its number and its cells."""
        for index in range(self.head + 1, len(self.rows)):
            if index not in self.broken:
                yield index + 1, self.rows[index]

    @cached_property
    def copies_of_head(self) -> list[int]:
        """The numbers of rows that repeat the names of the columns."""
        names = [cell.strip(BLANKS).casefold() for cell in self.labels]
        first = names[0] if len(names) > 1 else None
        return [
            number
            for number, cells in self.body()
            if cells
            and cells[0].strip(BLANKS).casefold() == first
            and [cell.strip(BLANKS).casefold() for cell in cells] == names
        ]


def read_table(raw: bytes, known: Mapping[str, str]) -> TableFile:
    """A table from the bytes of its file, which are UTF-8.

    known: what may be written for a column -> its name, as `column_labels` gives it.
    """
    marked = raw.startswith(MARK)
    text = raw.removeprefix(MARK).decode("utf-8")
    ends = frozenset(LINE_ENDS.findall(text))
    lines = LINE_ENDS.split(text)
    ended = not lines[-1]
    if ended:
        lines.pop()
    head, separator, names = _find_head(lines, known)
    rows, broken = _cells(lines, separator)
    packed = []
    for index, row in enumerate(rows):
        if len(row) == 1 and "," in row[0] and len(names) > 1:
            (inside,), unreadable = _cells([row[0]], ",")
            if not unreadable and len(inside) == len(names):
                rows[index] = inside
                packed.append(index)
    return TableFile(
        lines, ends, rows, separator, marked, head, names, broken, frozenset(packed), ended
    )


def column_labels(resource: Mapping[str, Any]) -> dict[str, str]:
    """What may be written for each column of a table, without blanks, signs and capitals -> its
    name: the name itself, or a title in one of the languages."""
    labels: dict[str, str] = {}
    fields = resource["schema"]["fields"]
    for column in fields:
        for key, text in column.items():
            if key.startswith("title"):
                labels.setdefault(plain_label(text), column["name"])
    return labels | {plain_label(column["name"]): column["name"] for column in fields}


def plain_label(text: str) -> str:
    """The letters and digits of a name of a column, in small letters."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _find_head(lines: Sequence[str], known: Mapping[str, str]) -> tuple[int, str, list[str | None]]:
    """Where the names of the columns are: the index of the line, the separator, and the columns
    that its cells name; the first line where none is recognized."""
    best: tuple[int, str, list[str | None]] = 0, ",", []
    most, columns = 0, len(set(known.values()))
    for index, line in enumerate(lines[:SEARCHED]):
        for sign in (",", *SEPARATORS):
            (cells,), _broken = _cells([line], sign)
            if len(cells) == 1 and "," in cells[0]:
                (cells,), _broken = _cells([cells[0]], ",")
            names = [known.get(plain_label(cell)) for cell in cells]
            recognized = len(set(names) - {None})
            if recognized > most:
                best, most = (index, sign, names), recognized
            if most == columns:
                return best
    if most * 2 < columns and most < 2:  # a word of a text may be a name, too
        separator = max(",", *SEPARATORS, key=lines[0].count) if lines else ","
        (cells,), _broken = _cells(lines[:1] or [""], separator)
        return 0, separator, [known.get(plain_label(cell)) for cell in cells]
    return best


def _cells(lines: Sequence[str], separator: str) -> tuple[list[list[str]], frozenset[int]]:
    """The cells of each line, and the indexes of lines that cannot be read."""
    try:
        rows = list(csv.reader(lines, delimiter=separator, strict=True))
        if len(rows) == len(lines):
            return rows, frozenset()
    except csv.Error:
        pass  # which line it is, is found below
    rows, broken = [], set()
    for index, line in enumerate(lines):
        try:
            rows.append(next(csv.reader([line], delimiter=separator, strict=True), []))
        except csv.Error:
            rows.append([])
            broken.add(index)
    return rows, frozenset(broken)


def written(cells: Iterable[str]) -> str:
    """A row as a line of a table, without its end; quoted only where it must be."""
    return ",".join(map(_quoted, cells))


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if re.search('[",\r\n]', cell) else cell
