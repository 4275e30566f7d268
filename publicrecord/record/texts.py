"""The texts of the tables: each cell is what it looks like, in the tables and in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

import pandas as pd

from publicrecord.characters import foreign_letters, is_formula, is_shown, scripts
from publicrecord.findings import Finding, Rule
from publicrecord.language import N_, Language
from publicrecord.record.bounds import CELL_TOO_LONG, LONGEST_CELL

CONTROL_CHARACTER = Rule(
    "cell-control-character",
    N_(
        "The cell contains a line break or an invisible character, shown here as \\x and "
        'a code: "{value}".'
    ),
    N_(
        "Delete this character. If the cell contains text of the following rows, a "
        "quotation mark in this row was not closed: close it."
    ),
)
FORMULA = Rule(
    "cell-formula",
    N_(
        'The text begins with +, -, = or @, or has such a sign after a semicolon: "{value}". '
        "Spreadsheet programs calculate such a text as a formula."
    ),
    N_("Write a word before the sign, or put the text into quotation marks “ ”."),
)
FOREIGN_LETTER = Rule(
    "name-foreign-letter",
    N_(
        'The name "{value}" contains letters of another alphabet ({letters}), which may look '
        "like letters of the alphabet that the site is written in."
    ),
    N_("Type the name again in the alphabet of the site, or write how it is pronounced."),
)
# Who is behind a number: columns that are written in the alphabet of the site.
PUBLISHERS = re.compile(
    r"(?:publisher|said_by|paid_by|organisation|owner|body|authors)(?:_[a-z]+)?"
)
# Names that rows are looked up by: each word is written in one alphabet.
NAMES = re.compile(r"(?:name|alias)(?:_[a-z]+)?|\w+_as_printed")


def find(
    file: str, resource: dict[str, Any], texts: pd.DataFrame, languages: Collection[Language]
) -> Iterator[Finding]:
    """A finding for each cell of a table that is too long, has hidden characters, is a formula or
    has letters that only look like those of the languages of the site."""
    known = scripts(language.name for language in languages)
    for field in resource["schema"]["fields"]:
        name = field["name"]
        cells = texts[name].dropna()
        for index, cell in zip(cells.index, cells.tolist(), strict=True):
            at = (file, int(index) + 2, name, cell)
            if len(cell) > LONGEST_CELL:
                yield CELL_TOO_LONG.at(*at, count=len(cell), most=LONGEST_CELL)
            if not is_shown(cell):
                yield CONTROL_CHARACTER.at(*at)
            elif field["type"] == "string" and is_formula(cell):
                yield FORMULA.at(*at)
            elif letters := _foreign(cell, name, known):
                yield FOREIGN_LETTER.at(*at, letters=", ".join(dict.fromkeys(letters)))


def _foreign(cell: str, column: str, known: set[str]) -> str:
    """The letters of a name that are not of the alphabet that its column asks for."""
    if cell.isascii():
        return ""
    if PUBLISHERS.fullmatch(column):
        return foreign_letters(cell, known)
    return foreign_letters(cell, scripts([cell])) if NAMES.fullmatch(column) else ""
