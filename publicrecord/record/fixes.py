"""Corrections of a table file that need no choice: what `build.py check --fix` offers as a diff.

The form of the file, rows that are empty, columns in another order, and cells that can only mean
one thing (`cell_slips`). Nothing is written.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby
from typing import Any

from publicrecord.characters import BLANKS
from publicrecord.record.table import CellChecks
from publicrecord.record.table_file import (
    SEPARATOR_LINE,
    TableFile,
    column_labels,
    read_table,
    written,
)
from publicrecord.record.tables import Tables
from publicrecord.settings import Settings

CONTEXT = 3  # unchanged lines around those that change
Lines = list[tuple[str, str]]
"""Each line of a file with what should be there: a line, several, or nothing; with their ends."""


def offer(tables: Tables) -> dict[str, Lines]:
    """The lines of every table that can be corrected, by the path of its file.

    The corrected tables are read and checked like those in the folder. All are offered together if
    less is wrong than before and nothing in any table is worse; otherwise those of which this is
    true one after the other.
    """
    lines = {
        path: corrected(raw, tables.resource(path), tables.settings)
        for path, raw in tables.files.items()
        if tables.is_readable(path)
    }
    lines = {path: pairs for path, pairs in lines.items() if any(old != new for old, new in pairs)}
    before = Counter(finding.file for finding in tables.findings()) if lines else Counter[str]()
    if _is_better(tables, lines, before):
        return lines
    offered: dict[str, Lines] = {}
    for path, pairs in lines.items():
        if _is_better(tables, offered | {path: pairs}, before):
            offered[path] = pairs
    return offered


def _is_better(tables: Tables, lines: dict[str, Lines], before: Counter[str]) -> bool:
    """Whether less is wrong in each of these tables after its correction, not more in another, and
    no row was lost. before: how much is wrong, by file."""
    new = {path: "".join(new for _old, new in pairs).encode() for path, pairs in lines.items()}
    then = tables.replaced(new)
    after = Counter(finding.file for finding in then.findings())
    corrected_files = {tables.shown(path) for path in lines}
    return (
        all(after[file] < before[file] for file in corrected_files)
        and all(count <= before[file] for file, count in after.items())
        and all(then.count(path) >= tables.count(path) for path in lines)
    )


def diff(tables: Tables) -> Iterator[str]:
    """A unified diff with the corrections of all tables, in pieces; `git apply` takes it."""
    for path, lines in offer(tables).items():
        name = tables.shown(path)
        yield from (f"--- a/{name}\n", f"+++ b/{name}\n")
        yield from marked_ends(hunks(lines))


def marked_ends(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a diff; after one without an end is what git wants to read there."""
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def hunks(lines: Lines) -> Iterator[str]:
    """The parts of a unified diff that change something; lines: as `corrected` returns them.

    It is known what became of each line. To look for lines that are alike, as difflib does, takes
    hours for a table of many lines that are.
    """
    counts = [0, *accumulate(len(_lines(new)) for _old, new in lines)]
    for first, last in _changed(lines):
        old, added = last - first, counts[last] - counts[first]
        yield f"@@ -{_range(first, old)} +{_range(counts[first], added)} @@\n"
        for same, run in groupby(lines[first:last], lambda line: line[0] == line[1]):
            pairs = [*run]
            yield from (f"{' ' if same else '-'}{old}" for old, _new in pairs)
            if not same:
                yield from (f"+{line}" for _old, new in pairs for line in _lines(new))


def _changed(lines: Lines) -> list[tuple[int, int]]:
    """Where lines change, with the lines around them: first line, and the line after the last."""
    parts: list[tuple[int, int]] = []
    for number, (old, new) in enumerate(lines):
        if old != new:
            first, last = max(number - CONTEXT, 0), min(number + CONTEXT + 1, len(lines))
            if parts and first <= parts[-1][1]:
                first = parts.pop()[0]
            parts.append((first, last))
    return parts


def _range(start: int, count: int) -> str:
    """The place of lines as a diff writes it, which counts from 1."""
    return f"{start + (count > 0)},{count}"


def _lines(text: str) -> list[str]:
    """Lines as git counts them, each with its end."""
    return list(io.StringIO(text, newline="\n"))


def corrected(raw: bytes, resource: dict[str, Any], settings: Settings) -> Lines:
    """Each line of a table with what it should be. A row that needs no correction stays as it is
    written."""
    table = read_table(raw, column_labels(resource))
    new = [f"{line}\n" if line else "" for line in _rows(table, resource, settings)]
    if not table.ended:
        last = max((number for number, line in enumerate(new) if line), default=0)
        new[last] = new[last].removesuffix("\n")
    old = _lines(raw.decode("utf-8"))
    if len(old) == len(new):
        return [*zip(old, new, strict=True)]
    return [(line, "" if number else "".join(new)) for number, line in enumerate(old)]


def _rows(table: TableFile, resource: dict[str, Any], settings: Settings) -> Iterator[str]:
    """Each line of a table as it should be, without its end; empty if it should not be there."""
    columns = [field["name"] for field in resource["schema"]["fields"]]
    checks = CellChecks(resource, settings)
    names = table.names[: table.width]
    places = (
        [names.index(name) for name in columns]
        if sorted(map(str, names)) == sorted(columns)
        else []
    )
    for index, (line, row) in enumerate(zip(table.lines, table.rows, strict=True)):
        cells = row[: table.width] if not any(c.strip(BLANKS) for c in row[table.width :]) else row
        if index in table.broken:
            yield line
        elif not any(cell.strip(BLANKS) for cell in cells) or (
            index < table.head and SEPARATOR_LINE.fullmatch(line)
        ):
            yield ""
        else:
            if index == table.head:
                new = list(columns) if places else cells
            elif index > table.head and places and len(cells) == len(columns):
                new = checks.corrected([cells[at] for at in places])
            else:
                new = cells
            keep = new == row and table.separator == "," and index not in table.packed
            yield line if keep else written(new)
