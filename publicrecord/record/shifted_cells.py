"""Cells that are right and in the wrong place: two columns swapped, a row shifted, cells merged, a
row of other things than data. One finding each, instead of one for every cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.record.cell_slips import REQUIRED
from publicrecord.record.keys import foreign_keys
from publicrecord.record.row_shapes import NOT_DATA
from publicrecord.record.table import Table

SWAPPED = Rule(
    "columns-swapped",
    N_(
        "The columns {column} and {other} are swapped in {count} rows: each has what belongs in "
        'the other, such as "{value}".'
    ),
    N_("Swap the cells of the two columns in these rows, or restore the file from git."),
)
SHIFTED = Rule(
    "row-shifted",
    N_(
        'From the column {column} on, the cells of the row are in the wrong columns: "{value}" '
        "belongs one column further to the {side}."
    ),
    N_("Move the cells of the row by one column, or restore the row from git."),
)
MERGED = Rule(
    "cells-merged",
    N_(
        "In the column {column}, {count} cells below a filled one are empty, as a spreadsheet "
        "saves cells that were merged."
    ),
    N_("Write into each of these cells what the merged cell says, or restore the file from git."),
)
SIDES = {-1: N_("left"), 1: N_("right")}
FEWEST = (
    3  # wrong cells of a row that is looked at as a whole, and rows of columns that are swapped
)
TOTAL = re.compile(
    r"(?:grand |sub)?-?(?:total|jumlah|sum|mean|average|rata-rata)(?: keseluruhan)?:?",
    re.IGNORECASE,
)
MOST = 500  # rows that are looked at: more tell nothing more

Fits = Callable[[int, str], bool]
"""Whether a cell could be in the column at a place: of its form, and a key that exists."""
Wrong = dict[int, dict[int, Finding]]
"""What is wrong in the cells of a table: a finding by row and by place in it."""


def find(table: Table, wrong: Wrong, fits: Fits) -> Iterator[Finding]:
    """Each cause that explains several wrong cells; what it explains is taken out of `wrong`."""
    yield from _swapped(table, wrong, fits)
    yield from _merged(table, wrong)
    for row in [*wrong]:
        if any(TOTAL.fullmatch(cell) for cell in table.rows[row]):
            del wrong[row]
            yield _no_data(table, row)
    for row in [row for row, places in wrong.items() if len(places) >= FEWEST][:MOST]:
        finding = _not_data(table, row, wrong[row]) or _shifted(table, row, wrong[row], fits)
        if finding:
            del wrong[row]
            yield finding


def _swapped(table: Table, wrong: Wrong, fits: Fits) -> Iterator[Finding]:
    names, strict = list(table.columns), _strict(table)
    counted = Counter(at for places in wrong.values() for at in places)
    for one, count in counted.most_common():
        rows = [row for row, places in wrong.items() if one in places]
        if len(rows) < FEWEST or count < FEWEST or one not in strict:
            continue
        for other in range(len(names)):
            found = [
                row
                for row in rows
                if other != one
                and table.rows[row][other] != table.rows[row][one] != ""
                and fits(one, table.rows[row][other])
                and fits(other, table.rows[row][one])
            ]
            filled = sum(bool(table.rows[row][other]) for row in found)
            both = sum(other in wrong[row] for row in found)
            if len(found) * 10 < len(rows) * 9 or filled * 2 < len(found):
                continue
            if max(both * 10 - len(found) * 9, len(found) * 10 - len(table.rows) * 9) < 0:
                continue  # cells of one column only are wrong, in a part of the rows
            first, second = sorted((one, other))
            for row in found:
                wrong[row].pop(one, None)
                wrong[row].pop(other, None)
            cell = table.rows[found[0]][first]
            words = {"other": names[second], "count": len(found)}
            yield SWAPPED.at(table.file, found[0], names[first], cell, **words)
            break


def _merged(table: Table, wrong: Wrong) -> Iterator[Finding]:
    """A column whose empty cells that must be filled in are below filled ones, several times."""
    for name, at in table.columns.items():
        empty = {row for row, found in wrong.items() if at in found and found[at].rule is REQUIRED}
        below = [row for row in empty if table.rows.get(row - 1, [""] * (at + 1))[at]]
        if len(empty) >= FEWEST and len(below) > 1:
            yield MERGED.at(table.file, min(empty), name, count=len(empty))
            for row in empty:
                del wrong[row][at]


def _strict(table: Table) -> set[int]:
    """The places of columns that do not take any text."""
    keys = {name for own, _into, _columns in foreign_keys(table.resource) for name in own}
    return {
        table.columns[field["name"]]
        for field in table.fields
        if field["type"] != "string"
        or field["name"] in keys
        or field.get("constraints", {}).keys() & {"enum", "pattern"}
    }


def _not_data(table: Table, row: int, places: dict[int, Finding]) -> Finding | None:
    """A finding if a row is no data: most required cells are empty, and no cell has a valid date,
    key or code. An incomplete row of data has one of these; a remark or a total has none."""
    needed = [at for at, f in enumerate(table.fields) if f.get("constraints", {}).get("required")]
    empty = [at for at, finding in places.items() if finding.rule is REQUIRED]
    right = [at for at, cell in enumerate(table.rows[row]) if cell and at not in places]
    numbers = {at for at, f in enumerate(table.fields) if f["type"] in ("integer", "number")}
    if len(empty) * 2 <= len(needed) or _strict(table) & set(right) - numbers:
        return None
    return _no_data(table, row)


def _no_data(table: Table, row: int) -> Finding:
    said = " ".join(cell for cell in table.rows[row] if cell)
    return NOT_DATA.at(table.file, row, value=said)


def _shifted(table: Table, row: int, places: dict[int, Finding], fits: Fits) -> Finding | None:
    """A finding if the cells of a row fit their columns once one empty cell is removed, or one is
    inserted and the empty last cell dropped."""
    cells, names = table.rows[row], list(table.columns)
    for side in (-1, 1):
        for at in range(min(places), -1, -1):
            if side == -1 and not cells[at]:
                moved = [*cells[:at], *cells[at + 1 :], ""]
            elif side == 1 and not cells[-1]:
                moved = [*cells[:at], "", *cells[at:-1]]
            else:
                continue
            if all(fits(place, cell) for place, cell in enumerate(moved)):
                start = next(i for i in range(at, len(cells)) if cells[i] and cells[i] != moved[i])
                return SHIFTED.at(table.file, row, names[at], cells[start], side=SIDES[side])
    return None
