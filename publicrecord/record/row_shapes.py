"""The rows of a table: none is empty, broken, too short or too long, and each is data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from publicrecord.characters import BLANKS
from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.record.bounds import QUOTE_OPEN
from publicrecord.record.form import OFFERED
from publicrecord.record.table_file import TableFile

EMPTY_ROW = Rule(
    "row-empty",
    N_("The row is empty."),
    OFFERED,
)
ROW_SHAPE = Rule(
    "row-shape",
    N_("The row has {found} cells, but the table has {count} columns."),
    N_(
        "The row must have exactly {count} cells. If a text contains a comma, put the "
        "text in quotation marks."
    ),
)
DECIMAL_SPLIT = Rule(
    "row-split-by-comma",
    N_(
        "The row has {found} cells, but the table has {count} columns: a number with a comma, "
        '"{value}", is without quotation marks and became two cells.'
    ),
    N_("Write the number with a point before decimals and without separators of thousands."),
)
ROW_ENDS_EMPTY = Rule(
    "row-ends-with-empty-cells",
    N_("The row ends with {found} empty cells more than the table has columns."),
    OFFERED,
)
NOT_DATA = Rule(
    "row-not-data",
    N_('The row is not data, but looks like a heading, a total or a remark: "{value}".'),
    N_("Delete the row. A note on a value belongs in its column note."),
)
NO_ROWS = (NOT_DATA, DECIMAL_SPLIT)  # what is no row of data, though it may have as many cells


def usable_rows(table: TableFile, columns: int) -> dict[int, list[str]]:
    """The rows that have one cell for each column, by their number; empty cells that follow are
    left out."""
    return {
        number: cells[:columns]
        for number, cells in table.body()
        if len(cells) >= columns and _has_text(cells) and not _has_text(cells[columns:])
    }


def _has_text(cells: Sequence[str]) -> bool:
    """Whether any cell has more than blanks."""
    return bool("".join(cells).strip(BLANKS))


def find(table: TableFile, fields: Sequence[dict[str, Any]], name: str) -> Iterator[Finding]:
    """Each row that is not one of data; `name` is the file as it is shown."""
    count, heads = len(fields), set(table.copies_of_head)
    for index in sorted(table.broken):
        yield QUOTE_OPEN.at(name, index + 1)
    extra = table.empty_columns
    for number, cells in table.body():
        if not _has_text(cells):
            yield EMPTY_ROW.at(name, number)
            continue
        filled = len(cells) - cells.count("")
        if number in heads or (len(cells) == count and filled > 1):
            continue  # repeated names of columns are reported with these
        if filled == 1 and count > 2 and _is_remark(cells, fields):
            yield NOT_DATA.at(name, number, value=" ".join(filter(None, cells)))
        elif split := _split(cells, fields, name, number):
            yield split
        elif len(cells) > count and not any(cell.strip(BLANKS) for cell in cells[count:]):
            if len(cells) > count + extra:
                yield ROW_ENDS_EMPTY.at(name, number, found=len(cells) - count)
        elif len(cells) != count:
            yield ROW_SHAPE.at(name, number, found=len(cells), count=count)


def _is_remark(cells: Sequence[str], fields: Sequence[dict[str, Any]]) -> bool:
    """Whether the only cell of a row leaves another one empty that must be filled in."""
    at = next(i for i, cell in enumerate(cells) if cell.strip(BLANKS))
    return any(
        field.get("constraints", {}).get("required") for i, field in enumerate(fields) if i != at
    )


def _split(
    cells: list[str], fields: Sequence[dict[str, Any]], name: str, number: int
) -> Finding | None:
    """A row that has one cell more because a number with a comma became two."""
    if len(cells) != len(fields) + 1:
        return None
    for at, field in enumerate(fields[:-1]):
        one, two = cells[at : at + 2]
        numeric = field["type"] == "number" and fields[at + 1]["type"] == "string"
        if numeric and one.isdecimal() and two.isdecimal():
            counts = {"found": len(cells), "count": len(fields)}
            return DECIMAL_SPLIT.at(name, number, field["name"], f"{one},{two}", **counts)
    return None
