"""A table as a workbook, one in each language: headings, cover and notes are read by people."""

from __future__ import annotations

import re
from pathlib import Path

from publicrecord.files.table import Cell, Table
from publicrecord.files.workbook import BLANK, UNKNOWN, Columns, Cover, produce, without_markup
from publicrecord.language import Language

LETTER = re.compile(r"\w")


def write_workbook(table: Table, language: Language, file: Path, epoch: int) -> None:
    """Write the table under its headings in words; a cover explains each column."""
    produce(
        file,
        table.name,
        _columns(table, language),
        Cover(
            title=language.described(table.resource, "title"),
            subtitle=language.described(table.resource, "description"),
            scope=language.gettext("Data version {version}.").format(version=table.version),
            about=[
                *(_meaning(field, language) for field in table.fields),
                *(
                    language.gettext(
                        "With care: {source} also gives a value that we do not use. {note}"
                    ).format(source=source, note=language.of(notes, "note"))
                    for source, notes in table.caveats.items()
                ),
                language.gettext("Licence: {licence}.").format(licence=table.licence),
                table.citation(language),
            ],
            source=", ".join(table.sources[:8]),
            citation=table.citation(language),
        ),
        language,
        epoch,
    )


def _meaning(field: dict[str, str], language: Language) -> str:
    """Heading, name in the other formats, and meaning of a column."""
    heading = f"{language.described(field, 'title')} ({field['name']})"
    meaning = language.described(field, "description")
    return f"{heading}: {meaning}" if meaning else heading


def _columns(table: Table, language: Language) -> Columns:
    columns: Columns = {}
    for field in table.fields:
        heading = language.described(field, "title")
        empty = UNKNOWN if field["name"] == "value" else BLANK
        cells = [_shown(cell, heading, empty) for cell in table.cells(field)]
        columns[heading] = cells or [BLANK]  # no table is without a row
    return columns


def _shown(cell: Cell, heading: str, empty: str) -> Cell:
    """A cell as guidance for spreadsheets has it: nothing is empty, and no text is a sign alone."""
    if cell is None:
        return empty
    if isinstance(cell, bool):
        return str(cell).lower()
    if not isinstance(cell, str):
        return cell
    return without_markup(cell if LETTER.search(cell) else f"{heading}: {cell}")
