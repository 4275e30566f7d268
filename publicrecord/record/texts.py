"""The texts of the tables: each cell is what it looks like, in the tables and in a spreadsheet."""

from __future__ import annotations

import re

from publicrecord.characters import (
    BLANKS,
    foreign_letters,
    is_formula,
    is_shown,
    mixed_letters,
    scripts,
)
from publicrecord.findings import Rule
from publicrecord.language import N_
from publicrecord.record.bounds import CELL_TOO_LONG, LONGEST_CELL
from publicrecord.record.form import OFFERED, tidy
from publicrecord.record.slip import Slip

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
ODD_BLANK = Rule(
    "cell-odd-blank",
    N_(
        "The cell contains a blank that is not the one of the keyboard, such as one that does not "
        'break: "{value}".'
    ),
    OFFERED,
)
FOREIGN_LETTER = Rule(
    "name-foreign-letter",
    N_(
        'The text "{value}" contains letters of another alphabet ({letters}), which may look '
        "like letters of the alphabet that the site is written in."
    ),
    N_("Type the text again in the alphabet of the site, or write how it is pronounced."),
)
NUMBER_MARKED = Rule(
    "cell-number-marked",
    N_(
        'The text "{value}" begins with an apostrophe, with which spreadsheets mark digits as text.'
    ),
    OFFERED,
)
MARKED = re.compile(r"['‘’`][0-9 .,/-]+")
ODD_BLANKS = re.compile("[\u00a0\u2002-\u200a\u202f\u205f\u3000]")
# Who is behind a number: columns that are written in the alphabet of the site.
PUBLISHERS = re.compile(
    r"(?:publisher|said_by|paid_by|organisation|owner|body|authors)(?:_[a-z]+)?"
)
# Names that rows are looked up by: each word is written in one alphabet.
NAMES = re.compile(r"(?:name|alias)(?:_[a-z]+)?|\w+_as_printed")


def hidden_slip(cell: str) -> Slip | None:
    """What of a cell is too long to be read, or not seen; None if nothing is."""
    if len(cell) > LONGEST_CELL:
        return Slip(CELL_TOO_LONG, details={"count": len(cell), "most": LONGEST_CELL})
    if is_shown(cell.strip(BLANKS)):
        return None
    plain = ODD_BLANKS.sub(" ", cell)
    return Slip(ODD_BLANK, reading=tidy(plain)) if is_shown(plain) else Slip(CONTROL_CHARACTER)


def letters_slip(cell: str, column: str, known: set[str]) -> Slip | None:
    """Whether a text is a formula, or has letters that only look like those of the languages of the
    site; known: their alphabets."""
    if is_formula(cell):
        return Slip(FORMULA)
    if MARKED.fullmatch(cell):
        return Slip(NUMBER_MARKED, reading=cell[1:])
    letters = ", ".join(dict.fromkeys(_foreign(cell, column, known)))
    return Slip(FOREIGN_LETTER, details={"letters": letters}) if letters else None


def _foreign(cell: str, column: str, known: set[str]) -> str:
    """The letters of a name that are not of the alphabet that its column asks for; in another text
    those within a word of another alphabet, which no reader sees and no search finds."""
    if cell.isascii():
        return ""
    if PUBLISHERS.fullmatch(column):
        return foreign_letters(cell, known)
    if NAMES.fullmatch(column):
        return foreign_letters(cell, scripts([cell]))
    return mixed_letters(cell)
