"""Mends of a table file that need no choice: what `build.py check --fix` offers as a diff.

The form of the file (`form`), rows that are empty, rows that a spreadsheet put into one cell,
and separators of thousands where no other reading is possible. Nothing is written.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any

from publicrecord.record.form import BLANK, read_form

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
        old, new = raw.decode("utf-8"), mended(raw, resource, measured)
        for line in unified_diff(_lines(old), _lines(new), f"a/{path}", f"b/{path}"):
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Lines as git counts them, each with its end."""
    return list(io.StringIO(text, newline="\n"))


def mended(raw: bytes, resource: dict[str, Any], measured: Collection[str]) -> str:
    """The text that a table should be; a row that needs no mend stays as it is written."""
    form = read_form(raw)
    if not form.rows:
        return raw.decode("utf-8")
    fields = resource["schema"]["fields"]
    width = form.width
    lines: list[str] = []
    for line, row in zip(form.lines, form.rows, strict=True):
        cells = [_mended(cell) for cell in _unpacked(row, len(fields))][:width]
        if not any(cells):
            continue
        if lines and len(cells) == len(fields):
            cells = _numbers(cells, fields, measured)
        keep = cells == row and form.separator == ","
        lines.append(line if keep else _written(cells))
    return "\n".join(lines) + ("\n" if form.ended else "")


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
