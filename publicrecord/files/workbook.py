"""Workbooks of charts and tables, in the form of ONS's gptables: a cover, and the data with notes.

gptables has the rules and styles of accessible spreadsheets (one marked-up table a sheet, no merged
or blank rows, shorthand explained); texts are never run as formulas or links.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import Any

import gptables
from gptables.core.wrappers import GPWorkbook
from xlsxwriter.utility import cell_autofit_width

from publicrecord.charts.chart import NUMBER_KINDS, Chart, cell
from publicrecord.files.chart_facts import ChartFacts
from publicrecord.files.citation import licence_in_words
from publicrecord.files.sheets import COVER, DATA
from publicrecord.files.workbook_file import disk_faults
from publicrecord.language import Language
from publicrecord.record.package import without_point

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
UNKNOWN, BLANK = "[x]", "[z]"  # the shorthand of the Government Statistical Service
SHORTHAND = re.compile(r"\[[\w\s]+\]")

Columns = dict[str, list[Any]]
"""The cells of each column by its heading, none of them empty."""


@dataclass(frozen=True)
class Cover:
    """What a workbook says of its one table.

    scope: what holds for all rows, such as the unit. about: lines of the cover. source: one
    line below the table.
    """

    title: str
    subtitle: str
    scope: str
    about: list[str]
    source: str
    citation: str


def write(chart: Chart, language: Language, facts: ChartFacts, file: Path, epoch: int) -> None:
    """Write the workbook of a chart."""
    cover = Cover(
        title=facts.headline,
        subtitle=facts.subtitle,
        scope=language.gettext("Unit: {unit}.").format(unit=facts.unit),
        about=[
            *facts.definitions,
            *facts.notes,
            *facts.caveats,
            *facts.status,
            language.gettext("As of {date}.").format(date=language.date(facts.as_of)),
            *(language.gettext("Source: {sources}.").format(sources=s) for s in facts.sources),
            language.gettext("Licence: {licence}.").format(licence=licence_in_words(facts.licence)),
            facts.citation,
        ],
        source=f"{facts.attributed}.",
        citation=facts.citation,
    )
    name = chart.chart_id.replace("-", "_")
    produce(file, name, _columns(chart, language), cover, language, epoch)


def produce(
    file: Path, name: str, columns: Columns, cover: Cover, language: Language, epoch: int
) -> None:
    """Write a workbook of one table; its own date is that of the data, so that bytes repeat."""
    book = GPWorkbook(str(file), OPTIONS)
    book.add_worksheet(language.gettext(COVER)).write_cover(
        gptables.Cover(
            cover_label=language.gettext(COVER),
            title=without_markup(cover.title),
            intro=[without_markup(cover.subtitle), without_markup(cover.scope)],
            about=[without_markup(text) for text in cover.about],
            contact=None,
        )
    )
    theme, sheet = book.theme, book.add_worksheet(language.gettext(DATA))
    shorthand = language.gettext(
        "Shorthand: {unknown} value not known or not published, see the status; "
        "{blank} nothing stated."
    ).format(unknown=UNKNOWN, blank=BLANK)
    above = [
        (without_markup(cover.title), theme.title_format),
        (without_markup(cover.subtitle), theme.subtitle_format),
        (shorthand, theme.instructions_format),
        (without_markup(cover.source), theme.source_format),
        (without_markup(cover.scope), theme.scope_format),
    ]
    above = [(text, style) for text, style in above if text]  # no row is empty above the table
    for row, (text, style) in enumerate(above):
        sheet.write_string(row, 0, text, book.add_format(style))
    named = {without_markup(heading): cells for heading, cells in columns.items()}
    _write_table(book, sheet, len(above), name, named)
    book.set_properties(
        {
            "title": cover.title,
            "comments": cover.citation,
            "created": datetime.fromtimestamp(epoch, UTC).replace(tzinfo=None),
        }
    )
    with disk_faults():
        book.close()


def _write_table(book: Any, sheet: Any, top: int, name: str, columns: Columns) -> None:
    """Write a table as gptables does, with a heading and one format for each column. gptables keeps
    a format for each cell, and takes several times as long."""
    theme, headings, styles = book.theme, [], []
    for at, (heading, cells) in enumerate(columns.items()):
        aligned = {"align": "right" if at and _has_numbers(cells) else "left"}
        above = theme.column_heading_format | aligned
        below = (theme.data_format if at else theme.index_1_format) | aligned
        widths = [
            _width(sheet, heading, above),
            *(_width(sheet, value, below) for value in {*cells}),
        ]
        sheet.set_column_pixels(at, at, max(widths))
        headings.append({"header": heading, "header_format": book.add_format(above)})
        styles.append(book.add_format(below))
    last = top + max(map(len, columns.values()))
    options = {"autofilter": False, "columns": headings, "style": None, "name": name}
    sheet.add_table(top, 0, last, len(columns) - 1, options)
    for row, line in enumerate(zip(*columns.values(), strict=True), start=top + 1):
        for at, value in enumerate(line):
            write = sheet.write_string if isinstance(value, str) else sheet.write_number
            write(row, at, value, styles[at])


def _has_numbers(cells: list[Any]) -> bool:
    """Whether cells are numbers, or shorthand in their place."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    return len(texts) < len(cells) and all(SHORTHAND.search(text) for text in texts)


def _width(sheet: Any, value: Any, style: dict[str, Any]) -> int:
    """How many pixels wide a cell is, as gptables estimates it."""
    longest = max(str(value).split("\n"), key=len)
    pixels: float = cell_autofit_width(longest) * sheet._get_scaling_factor(style, longest)
    return ceil(pixels)


def without_markup(text: str) -> str:
    """A text that gptables takes for no link, `[words](address)`, and no note, `$$note$$`."""
    return text.replace("](", "] (").replace("$$", "$ $")


def _columns(chart: Chart, language: Language) -> Columns:
    """The chart's table under its headings in words; numbers are numbers. A heading that a column
    before it has gets the name of its column, or one of the two would be lost."""
    columns: Columns = {}
    for column in chart.columns:
        values: list[Any] = []
        for row in chart.rows:
            value = cell(row, column.key, language)
            if column.kind in NUMBER_KINDS and value != "":
                values.append(without_point(float(value)))
            else:
                values.append(
                    without_markup(str(value)) or (UNKNOWN if column.key == "value" else BLANK)
                )
        heading = column.heading(language)
        columns[f"{heading} ({column.key})" if heading in columns else heading] = values
    return columns
