"""Mends of a table file that need no choice: what `build.py check --fix` offers as a diff.

The form of the file (`form`), rows that are empty, rows that a spreadsheet put into one cell,
and separators of thousands where no other reading is possible. Nothing is written.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any

from publicrecord.record.form import BLANK, read_form

CONTEXT = 3  # unchanged lines around those that change
# Numbers as people group them: 1.234.567,89 and 1,234,567.89 and 1 234 567.
POINTS = re.compile(r"-?[1-9][0-9]{0,2}(\.[0-9]{3})+,[0-9]+|-?[1-9][0-9]{0,2}(\.[0-9]{3}){2,}")
COMMAS = re.compile(r"-?[1-9][0-9]{0,2}(,[0-9]{3})+\.[0-9]+|-?[1-9][0-9]{0,2}(,[0-9]{3}){2,}")
SPACES = re.compile("-?[1-9][0-9]{0,2}([ \u00a0\u202f][0-9]{3})+")
ONE_GROUP = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")  # 1.234: a decimal, but for counts
DECIMAL_COMMA = re.compile(r"-?[0-9]+,([0-9]{1,2}|[0-9]{4,10})|-?(0|[0-9]{4,}),[0-9]{3}")


def diff(folder: Path, descriptor: dict[str, Any], measured: Collection[str]) -> Iterator[str]:
    """A unified diff that mends every table below `folder`, in pieces; `git apply` takes it.

    measured: the units that may have decimals (Settings.measured).
    """
    for resource in descriptor["resources"]:
        path = f"{folder.name}/{resource['path']}"
        raw = (folder / resource["path"]).read_bytes()
        changes = marked_ends(hunks(mended(raw, resource, measured)))
        for first in changes:
            yield from (f"--- a/{path}\n", f"+++ b/{path}\n", first)
            yield from changes


def marked_ends(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a diff; after one without an end stands what git wants to read there."""
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def hunks(lines: list[tuple[str, str]]) -> Iterator[str]:
    """The parts of a unified diff that change something; lines: as `mended` returns them.

    It is known what became of each line. To look for lines that are alike, as difflib does, takes
    hours for a table of many lines that are.
    """
    dropped = [0, *accumulate(not new for _old, new in lines)]
    for first, last in _changed(lines):
        old, added = last - first, last - first - dropped[last] + dropped[first]
        yield f"@@ -{_range(first, old)} +{_range(first - dropped[first], added)} @@\n"
        for same, run in groupby(lines[first:last], lambda line: line[0] == line[1]):
            pairs = [*run]
            yield from (f"{' ' if same else '-'}{old}" for old, _new in pairs)
            yield from (f"+{new}" for _old, new in pairs if new and not same)


def _changed(lines: list[tuple[str, str]]) -> list[tuple[int, int]]:
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


def mended(
    raw: bytes, resource: dict[str, Any], measured: Collection[str]
) -> list[tuple[str, str]]:
    """Each line of a table with what it should be; both have their ends, and a line that should not
    be there is empty. A row that needs no mend stays as it is written."""
    old, form = _lines(raw.decode("utf-8")), read_form(raw)
    if not form.rows:
        return [(line, line) for line in old]
    fields = resource["schema"]["fields"]
    width = form.width
    new: list[str] = []
    named = False
    for line, row in zip(form.lines, form.rows, strict=True):
        cells = [_mended(cell) for cell in _unpacked(row, len(fields))][:width]
        if not any(cells):
            new.append("")
            continue
        if named and len(cells) == len(fields):
            cells = _numbers(cells, fields, measured)
        keep = cells == row and form.separator == ","
        new.append(f"{line if keep else _written(cells)}\n")
        named = True
    if not form.ended:
        last = max((number for number, line in enumerate(new) if line), default=0)
        new[last] = new[last].removesuffix("\n")
    return [*zip(old, new, strict=True)]


def _unpacked(row: list[str], count: int) -> list[str]:
    """The cells of a row; a whole row in one cell is what a spreadsheet with another separator
    makes of a row with quotation marks."""
    if len(row) == 1 and "," in row[0]:
        inside = next(csv.reader(row), [])
        if len(inside) == count:
            return inside
    return row


def _mended(cell: str) -> str:
    return unicodedata.normalize("NFC", cell.strip(BLANK))


def _numbers(
    cells: list[str], fields: list[dict[str, Any]], measured: Collection[str]
) -> list[str]:
    names = [field["name"] for field in fields]
    unit = cells[names.index("unit")] if "unit" in names else ""
    return [
        plain(
            cell, field["type"] == "integer" or (field["name"] == "value" and unit not in measured)
        )
        if field["type"] in ("integer", "number")
        else cell
        for cell, field in zip(cells, fields, strict=True)
    ]


def plain(number: str, whole: bool) -> str:
    """A number without separators of thousands and with a decimal point; unchanged where it
    could be read in two ways. `whole`: the number counts something, and has no decimals."""
    if POINTS.fullmatch(number):
        return number.replace(".", "").replace(",", ".")
    if COMMAS.fullmatch(number):
        return number.replace(",", "")
    if SPACES.fullmatch(number):
        return re.sub("[ \u00a0\u202f]", "", number)
    if whole and ONE_GROUP.fullmatch(number):
        return re.sub("[.,]", "", number)
    if not whole and DECIMAL_COMMA.fullmatch(number):
        return number.replace(",", ".")
    return number


def _written(cells: list[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
