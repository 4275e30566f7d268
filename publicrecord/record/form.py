"""The form of a table file: UTF-8 without a mark, commas, lines that end with LF, cells without
blanks around them, dates as year-month-day.

Spreadsheets write other forms. A table in another form is refused by name rather than read as
something that it does not say; `mends` offers what can be mended without a choice.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.record.patterns import DAY

MARK = b"\xef\xbb\xbf"
SEPARATORS = {";": N_("semicolons"), "\t": N_("tabs")}
BLANK = " \t\u00a0\u2007\u202f\u3000"

OFFERED = N_("Run `python build.py check --fix | git apply`, which corrects this automatically.")

BYTE_ORDER_MARK = Rule(
    "file-byte-order-mark",
    N_("The file begins with a byte order mark (BOM), an invisible character that Excel adds."),
    OFFERED,
)
LINE_ENDS = Rule(
    "file-line-ends",
    N_(
        "The lines of the file end in the Windows style (CR LF), so that every line "
        "would count as changed."
    ),
    OFFERED,
)
SEPARATOR = Rule(
    "file-separator",
    N_("The columns are separated by {sign} instead of commas."),
    OFFERED,
)
EMPTY_COLUMNS = Rule(
    "columns-empty",
    N_("On the right of the table there are empty columns without a name: {count}."),
    OFFERED,
)
BLANKS = Rule(
    "cell-blanks-around",
    N_('The cell begins or ends with a space: "{value}".'),
    OFFERED,
)
NOT_COMPOSED = Rule(
    "cell-not-composed",
    N_(
        'In "{value}", a letter and its accent are stored as two separate characters '
        "instead of one (Unicode NFC)."
    ),
    OFFERED,
)
LOCAL_DATE = Rule(
    "date-local-form",
    N_('The date "{value}" is not written as year-month-day. It could mean: {readings}.'),
    N_("Check the date in the source, then write it as year-month-day, such as 2001-08-22."),
)

LOCAL = re.compile(r"([0-9]{1,4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,4})")
WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# What makes a parser stumble over the rest of the file.
WHOLE_FILE = (BYTE_ORDER_MARK, SEPARATOR, EMPTY_COLUMNS)


@dataclass(frozen=True)
class Form:
    """A table file as it is written down.

    lines: its lines without their ends. rows: the cells of each line. separator: what stands
    between cells. marked, windows: whether it has a byte order mark, and ends of lines as on
    Windows. ended: whether the last line has an end.
    """

    lines: list[str]
    rows: list[list[str]]
    separator: str
    marked: bool
    windows: bool
    ended: bool

    @property
    def width(self) -> int:
        """How many columns there are, without those on the right that have neither a name nor
        a value."""
        return max(
            (i for row in self.rows for i, cell in enumerate(row, 1) if cell.strip(BLANK)),
            default=0,
        )

    @property
    def empty_columns(self) -> int:
        """How many columns on the right have neither a name nor a value."""
        if not self.rows or not self.rows[0] or self.rows[0][-1].strip(BLANK):
            return 0
        return max(len(self.rows[0]) - self.width, 0)


def read_form(raw: bytes) -> Form:
    """How a table is written down; `raw` is UTF-8 and every row of it one line, which `bounds`
    has seen to. Where a line cannot be read as cells, there are no rows."""
    marked = raw.startswith(MARK)
    text = raw.removeprefix(MARK).decode("utf-8")
    lines = text.removesuffix("\n").split("\n") if text else []
    windows = any(line.endswith("\r") for line in lines)
    lines = [line.removesuffix("\r") for line in lines]
    separator = max(",", *SEPARATORS, key=lines[0].count) if lines else ","
    try:
        rows = list(csv.reader(lines, delimiter=separator))
    except csv.Error:  # a hidden character, which is told at its cell
        rows = []
    return Form(lines, rows, separator, marked, windows, text.endswith("\n"))


def find(file: Path, resource: dict[str, Any], name: str) -> Iterator[Finding]:
    """What is unusual in the form of a table; `name` is the file as it is shown."""
    form = read_form(file.read_bytes())
    if form.marked:
        yield BYTE_ORDER_MARK.at(name)
    if form.windows:
        yield LINE_ENDS.at(name)
    if form.separator in SEPARATORS:
        yield SEPARATOR.at(name, sign=SEPARATORS[form.separator])
    if form.empty_columns:
        yield EMPTY_COLUMNS.at(name, 1, count=form.empty_columns)
    fields = resource["schema"]["fields"]
    days = {i for i, field in enumerate(fields) if is_day(field)}
    for number, row in enumerate(form.rows, 1):
        for i, cell in enumerate(row[: len(fields)]):
            at = (name, number, fields[i]["name"], cell)
            if cell.strip(BLANK) != cell:
                yield BLANKS.at(*at)
            elif not cell.isascii() and not unicodedata.is_normalized("NFC", cell):
                yield NOT_COMPOSED.at(*at)
            elif i in days and number > 1 and (readings := days_of(cell)):
                yield LOCAL_DATE.at(*at, readings=" / ".join(readings))


def is_day(field: dict[str, Any]) -> bool:
    """Whether a column holds days."""
    pattern = field.get("constraints", {}).get("pattern")
    return bool(field["type"] == "date" or pattern == DAY)


def days_of(cell: str) -> list[str]:
    """The days that a date in the form of a country can be, the likelier first: 11/04/2020 is
    2020-04-11 in Indonesia and 2020-11-04 in America."""
    found = LOCAL.fullmatch(cell)
    if not found or WRITTEN.fullmatch(cell):
        return []
    one, two, three = (int(part) for part in found.groups())
    days = []
    for year, month, day in ((three, two, one), (three, one, two), (one, two, three)):
        try:
            days.append(date(year + 2000 if year < 100 else year, month, day))
        except ValueError:
            continue
    return [day.isoformat() for day in dict.fromkeys(days) if 2000 <= day.year < 2100]
