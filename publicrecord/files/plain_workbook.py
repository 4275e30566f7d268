"""A table as a plain workbook, one in each language: the data on the first sheet, for programs and
pivot tables. The workbook by gptables is for readers; this one opens at the data.

Row 1 has the headings. Empty cells are empty, dates are dates, whole numbers whole; codes are words
of the language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from publicrecord.files.sheets import COVER, DATA, SOURCES
from publicrecord.files.table import Table
from publicrecord.files.workbook_file import disk_faults
from publicrecord.language import N_, Language
from publicrecord.record.codes import Codes
from publicrecord.record.package import Row

WIDEST, NARROWEST = 50, 10  # of a column, in characters
LOOKED_AT = 100  # rows, for the width of a column
CODED = {"place_level": "level"}
"""Columns whose codes are of a list of another name."""
SOURCE_COLUMNS = {
    "source_id": N_("Source"), "title": N_("Title"), "publisher": N_("Publisher"),
    "published_on": N_("Published"), "url": N_("Address"),
}  # fmt: skip


def write_plain_workbook(
    table: Table, language: Language, codes: Codes, sources: Mapping[str, Row],
    file: Path, epoch: int,
) -> None:  # fmt: skip
    """Write the table. codes: the names of codes. sources: by their key. epoch: the date of the
    data, so that the bytes repeat."""
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with disk_faults(), xlsxwriter.Workbook(str(file), options) as book:
        created = datetime.fromtimestamp(epoch, UTC).replace(tzinfo=None)
        title = language.described(table.resource, "title")
        citation = table.citation(language)
        book.set_properties({"title": title, "comments": citation, "created": created})
        fields = [field for field in table.fields if not _of_another(field, table, language)]
        columns = [_column(table, field, codes, language) for field in fields]
        headings = [language.described(field, "title") for field in fields]
        _write(book, language.gettext(DATA), headings, columns, fields)
        cited = [sources[key] for key in table.sources]
        said = [[str(row[key]) or None for row in cited] for key in SOURCE_COLUMNS]
        named = [language.gettext(name) for name in SOURCE_COLUMNS.values()]
        _write(book, language.gettext(SOURCES), named, said)
        about = _about(table, fields, language)
        _write(book, language.gettext(COVER), [title, ""], [*zip(*about, strict=True)])


def _of_another(field: Row, table: Table, language: Language) -> bool:
    """Whether a column has a text in another language that another column has in this one."""
    names = {each["name"] for each in table.fields}
    sets = table.settings.texts_in(names)
    own = f"_{language.code}"
    return any(field["name"] in texts and not field["name"].endswith(own) for texts in sets)


def _column(table: Table, field: Row, codes: Codes, language: Language) -> list[Any]:
    """The cells of a column: dates as dates, codes as words."""
    cells, name = table.cells(field), str(field["name"])
    if field["type"] == "date":
        return [cell and date.fromisoformat(str(cell)) for cell in cells]
    code_list = CODED.get(name, name)
    words = {code: codes.name(code_list, code, language) for code in codes.listed(code_list)}
    if field["type"] != "string" or not words:
        return list(cells)
    words |= {} if name != "topic" else language.topics
    return [cell and _in_words(str(cell), words) for cell in cells]


def _in_words(cell: str, words: Mapping[str, str]) -> str:
    """A code, or several with blanks between, in words."""
    return ", ".join(words.get(code, code) for code in cell.split()) if cell else cell


def _about(table: Table, fields: Iterable[Row], language: Language) -> list[tuple[str, str]]:
    """What the workbook says of the table and of each of its columns."""
    described = [
        (language.described(field, "title"), f"{field['name']}: {language.meaning(field)}")
        for field in fields
    ]
    return [
        (language.described(table.resource, "description"), ""),
        (language.gettext("Licence: {licence}.").format(licence=table.licence), ""),
        (table.citation(language), ""),
        *described,
    ]


def _write(
    book: xlsxwriter.Workbook, name: str, headings: list[str], columns: list[Any],
    fields: list[Row] | None = None,
) -> None:  # fmt: skip
    """A sheet with its headings in a row that stays in view."""
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    bold, whole = book.add_format({"bold": True}), book.add_format({"num_format": "0"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    thousands = book.add_format({"num_format": "#,##0"})
    decimals = book.add_format({"num_format": "#,##0.0###"})
    counts = [bool(field["type"] == "number" or "unit" in field) for field in fields or []]
    for at, column in enumerate(columns):
        longest = max((len(str(cell)) for cell in column[:LOOKED_AT]), default=0)
        sheet.set_column(at, at, min(WIDEST, max(NARROWEST, longest, len(headings[at]))))
        sheet.write_string(0, at, headings[at], bold)

    def number(value: float, at: int) -> Any:
        if isinstance(value, float):
            return decimals
        return thousands if counts[at] else whole

    put: dict[type, Callable[[int, int, Any], Any]] = {
        str: sheet.write_string,
        bool: sheet.write_boolean,
        int: lambda row, at, cell: sheet.write_number(row, at, cell, number(cell, at)),
        float: lambda row, at, cell: sheet.write_number(row, at, cell, number(cell, at)),
        date: lambda row, at, cell: sheet.write_datetime(row, at, cell, day),
    }
    for row, cells in enumerate(zip(*columns, strict=True), start=1):
        for at, cell in enumerate(cells):
            if cell is not None and cell != "":
                put[type(cell)](row, at, cell)
    if columns and columns[0]:
        sheet.autofilter(0, 0, len(columns[0]), len(columns) - 1)
