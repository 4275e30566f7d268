"""The row with the names of the columns: whether it is there, once, and names every column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from publicrecord.characters import BLANKS
from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.record.descriptor import nearest
from publicrecord.record.form import OFFERED
from publicrecord.record.table_file import SEPARATOR_LINE, TableFile

NAMES = N_("Write the names of the columns in this order: {columns}.")
HEADER = Rule(
    "header-differs",
    N_(
        "The column names in the first row do not match the description of the table. "
        'The first row begins with "{value}".'
    ),
    NAMES,
)
HEADER_MISSING = Rule(
    "header-missing",
    N_('The row with the names of the columns is missing: the first row begins with "{value}".'),
    N_("Insert a first row with these names: {columns}."),
)
COLUMNS_MISSING = Rule(
    "columns-missing",
    N_("Columns of the table are missing in the file: {value}."),
    N_(
        "Restore the columns, from git if they were deleted. The columns of the table are: "
        "{columns}."
    ),
)
COLUMNS_UNKNOWN = Rule(
    "columns-unknown",
    N_("The file has columns that the table does not have: {value}."),
    N_("Delete these columns. If they are meant to stay, first describe them in datapackage.json."),
)
COLUMNS_RENAMED = Rule(
    "columns-renamed",
    N_("Columns have other names than in the description of the table: {value}."),
    N_(
        "Write the former names again. A column that a release has published cannot be renamed: "
        "programs of others read it by its name."
    ),
)
NAMES_SPELT = Rule(
    "columns-spelling",
    N_("Names of columns are spelled in another way: {value}."),
    OFFERED,
)
COLUMN_REPEATED = Rule(
    "columns-repeated",
    N_("A name of a column is in the first row more than once: {value}."),
    N_("Delete the column that is not right, or correct its name."),
)
COLUMNS_MOVED = Rule(
    "columns-reordered",
    N_("The columns are in another order than in the description of the table: {value}."),
    OFFERED,
)
SEPARATOR_NAMED = Rule(
    "file-separator-line",
    N_('The first row is "{value}", which only tells Excel how columns are separated.'),
    OFFERED,
)
LINES_ABOVE_BLANK = Rule(
    "file-begins-blank",
    N_("The file begins with empty rows: {count}. The names of the columns belong in row 1."),
    OFFERED,
)
LINES_ABOVE = Rule(
    "lines-above-header",
    N_('Above the names of the columns, in row {head}, is another row: "{value}".'),
    N_("Delete the rows above it. A title or a remark does not belong in a table."),
)
HEADER_AGAIN = Rule(
    "header-again",
    N_("The names of the columns are repeated in rows of the table: {rows}."),
    N_("Delete these rows."),
)
TABLE_TWICE = Rule(
    "table-twice",
    N_(
        "The table is in the file more than once: from row {row} on, its names and its rows are "
        "repeated."
    ),
    N_("Delete the rows from row {row} on. If some of them are new, keep those."),
)
LONGEST_VALUE = 75  # letters of a value that a finding shows
# After these the cells of a table are not looked at: it is not known which column they belong to.
FATAL = (HEADER, HEADER_MISSING, COLUMNS_MISSING, COLUMNS_UNKNOWN, COLUMNS_RENAMED, COLUMN_REPEATED)


def find(table: TableFile, fields: Sequence[dict[str, Any]], name: str) -> Iterator[Finding]:
    """What is wrong with the names of the columns; `name` is the file as it is shown."""
    yield from _above(table, name)
    columns = [field["name"] for field in fields]
    labels = list(table.labels)
    while labels and not labels[-1].strip(BLANKS):
        labels.pop()
    names = table.names[: len(labels)]
    row, all_columns = table.head + 1, ", ".join(columns)
    if labels != columns:
        yield from _different(labels, names, columns, name, row, all_columns)
    yield from _again(table, name)


def _above(table: TableFile, name: str) -> Iterator[Finding]:
    """The lines above the names of the columns."""
    above = table.lines[: table.head]
    blank = [line for line in above if not line.strip(BLANKS + ",;")]
    if blank:
        yield LINES_ABOVE_BLANK.at(name, 1, count=len(blank))
    for number, line in enumerate(above, 1):
        if SEPARATOR_LINE.fullmatch(line):
            yield SEPARATOR_NAMED.at(name, number, value=line)
        elif line not in blank:
            yield LINES_ABOVE.at(name, number, value=line, head=table.head + 1)


def _different(
    labels: list[str], names: list[str | None], columns: list[str], file: str, row: int, listed: str
) -> Iterator[Finding]:
    """How the names of the columns differ from those of the description."""
    found = ", ".join(labels)
    known = [name for name in names if name]
    if not known or len(set(known)) * 3 < min(len(columns), len(labels)):
        rule = HEADER_MISSING if _is_data(labels, len(columns)) else HEADER
        yield rule.at(file, row, value=found, columns=listed)
        return
    counted = Counter(known)
    if repeated := [name for name in counted if counted[name] > 1]:
        yield COLUMN_REPEATED.at(file, row, value=", ".join(repeated))
        return
    lost = [column for column in columns if column not in counted]
    strange = [label or "?" for label, name in zip(labels, names, strict=True) if name is None]
    if lost and len(lost) == len(strange) and len(labels) == len(columns):
        yield COLUMNS_RENAMED.at(file, row, value=_pairs(strange, _matched(strange, lost)))
        return
    if strange:
        yield COLUMNS_UNKNOWN.at(file, row, value=", ".join(strange))
    if lost:
        yield COLUMNS_MISSING.at(file, row, value=", ".join(lost), columns=listed)
    spelt = [(label, str(name)) for label, name in zip(labels, names, strict=True) if name]
    other = [(label, name) for label, name in spelt if label != name]
    if other and not strange and not lost:
        yield NAMES_SPELT.at(file, row, value=_pairs(*zip(*other, strict=True)))
    if known != [column for column in columns if column in counted] and not strange and not lost:
        moved = [name for name, column in zip(known, columns, strict=True) if name != column]
        yield COLUMNS_MOVED.at(file, row, value=", ".join(moved))


def _is_data(labels: list[str], count: int) -> bool:
    """Whether a row looks like values: it has numbers, or is as wide as the table."""
    return len(labels) <= count and any(
        label and not any(letter.isalpha() for letter in label) for label in labels
    )


def _matched(strange: Sequence[str], lost: list[str]) -> list[str]:
    """For each name that is not known the missing one that it resembles, or the next."""
    left, found = list(lost), []
    for label in strange:
        near = nearest(label.casefold(), left).split("; ")[0]
        found.append(left.pop(left.index(near) if near in left else 0))
    return found


def _pairs(written: Sequence[str], meant: Sequence[str]) -> str:
    """Names beside those that are meant, as many as a finding has room for."""
    first, *others = (f"{label} → {name}" for label, name in zip(written, meant, strict=True))
    for pair in others:
        if len(first) + len(pair) > LONGEST_VALUE:
            return f"{first}, …"
        first += f", {pair}"
    return first


def _again(table: TableFile, name: str) -> Iterator[Finding]:
    """Rows that repeat the names of the columns, or the whole table."""
    rows = table.copies_of_head
    if not rows:
        return
    first = rows[0] - 1
    above = {tuple(cells) for number, cells in table.body() if number <= first}
    below = {tuple(cells) for number, cells in table.body() if number > rows[0]}
    if len(above) > 1 and len(below & above) * 2 > len(above):
        yield TABLE_TWICE.at(name, rows[0])
    else:
        listed = ", ".join(map(str, rows[:3])) + (", …" if len(rows) > 3 else "")
        yield HEADER_AGAIN.at(name, rows[0], rows=listed)
