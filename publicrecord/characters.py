"""Which characters may be in a text: those that a reader sees, and that mean what they look like.

This is the one place that decides it, for the record, its description and the translations.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

# What Unicode calls printable and nobody sees: letters and marks without a shape. All other
# characters without a shape are controls, formats, separators or not assigned.
WITHOUT_SHAPE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U00016fe4\U0001d159\U000e0100-\U000e01ef]"
)
BLANKS = " \t\u00a0\u2007\u202f\u3000"  # that a person or a program puts around a text
QUOTES = "'\"`´‘’“”„"  # that a spreadsheet or a word processor puts around or before a text
HYPHENS = re.compile("[\u2010-\u2015\u2212\ufe63\uff0d]")
MARKS = ("Mn", "Me", "Mc")
MOST_MARKS = 3  # on one letter; Hebrew and Thai need that many, and more cover the next line
WORD = re.compile(r"[^\W\d_]+")
SAME_SHAPES = {"CYRILLIC", "ARMENIAN", "CHEROKEE"}  # have letters that look like Latin ones
POWERS = "²³"  # of units: km²
PHONETIC = re.compile("[\u0250-\u02ff\u1d00-\u1dbf\u2c60-\u2c7f\ua720-\ua7ff\uab30-\uab6f]")
# Where a spreadsheet program begins to read a formula; with the settings of many countries a
# semicolon ends a cell (CWE-1236).
SIGN = r"[=+@\-\uff1d\uff0b\uff20\uff0d]"
# Letters and digits that are written from right to left, and those written from left to right.
LEFTWARDS, RIGHTWARDS = {"R", "AL", "AN"}, {"L", "EN"}
FORMULA = re.compile(rf'^(?=\s*{SIGN}|[\t\r\0])|;(?=[\s"]*{SIGN})')


def is_shown(text: str) -> bool:
    """Whether each character of a text is seen, and none changes how the others are read."""
    if text.isascii():
        return text.isprintable()
    return (
        text.isprintable()
        and not WITHOUT_SHAPE.search(text)
        and max(_marks(text)) <= MOST_MARKS
        and not _turns(text)
    )


def visible(text: str) -> str:
    """A text in one line, with a code such as \\x1b for each character that would not be seen."""
    if is_shown(text):
        return text
    turns = _turns(text)
    return "".join(
        letter
        if seen and not (turns and unicodedata.bidirectional(letter) in LEFTWARDS)
        else f"\\x{ord(letter):02x}"
        for letter, seen in zip(text, map(_is_seen, text, _marks(text)), strict=True)
    )


def _is_seen(letter: str, marks: int) -> bool:
    return letter.isprintable() and not WITHOUT_SHAPE.match(letter) and marks <= MOST_MARKS


def _turns(text: str) -> bool:
    """Whether a text has letters of both directions, so that its words and numbers are not shown in
    their order."""
    ways = {unicodedata.bidirectional(letter) for letter in text}
    return not ways.isdisjoint(LEFTWARDS) and not ways.isdisjoint(RIGHTWARDS)


def _marks(text: str) -> Iterator[int]:
    """For each character, how many marks its letter has up to this one; 0 for a letter. A mark at
    the beginning, without a letter, counts as one too many."""
    marks = MOST_MARKS
    for letter in text:
        marks = marks + 1 if unicodedata.category(letter) in MARKS else 0
        yield marks


def keyboard(text: str) -> str:
    """A text with the blanks and the hyphen of a keyboard."""
    return HYPHENS.sub("-", re.sub("[\u00a0\u2007\u2009\u202f]", " ", text))


def typed(text: str) -> str:
    """A text as a keyboard types it, without quotation marks around it."""
    return keyboard(text).strip(QUOTES + BLANKS)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet program may read a text, or what follows a semicolon in it, as a
    formula."""
    return bool(FORMULA.search(text))


def inert(text: str) -> str:
    """A text that no spreadsheet program reads as a formula: one gets an apostrophe before it."""
    return FORMULA.sub(lambda found: f"{found[0]}'", text)


def scripts(texts: Iterable[str]) -> set[str]:
    """The scripts of the letters of some texts, such as LATIN and CYRILLIC."""
    return {_script(letter) for text in texts for letter in text if letter.isalpha()}


def foreign_letters(text: str, known: set[str]) -> str:
    """The letters of a text that are not of these scripts, or are of another than the letters
    before them in the same word, or that only look like other letters or digits."""
    found, first = "", ""
    for letter in text:
        if not letter.isascii() and _is_lookalike(letter):
            found += letter
            continue
        own = _script(letter) if letter.isalpha() else ""
        first = first or own if letter.isalnum() else ""
        if own and (own not in known or own != first):
            found += letter
    return found


def mixed_letters(text: str) -> str:
    """The letters of a text that look like Latin ones and are in a word with these."""
    words = (word for word in WORD.findall(text) if not word.isascii())
    mixed = (word for word in words if (own := scripts([word])) & SAME_SHAPES and "LATIN" in own)
    return "".join(letter for word in mixed for letter in word if _script(letter) in SAME_SHAPES)


def _is_lookalike(letter: str) -> bool:
    """Whether a character is a form of another one, such as \u24c0 and \u216d; a digit other than
    0 to 9; or a letter of phonetic writing, which resembles those of the alphabet."""
    plain = unicodedata.normalize("NFKC", letter)
    other = letter.isdecimal() or (plain != letter and plain[0].isalnum())
    return (other and letter not in POWERS) or bool(PHONETIC.match(letter))


def _script(letter: str) -> str:
    """The script of a letter: the first word of its name in Unicode."""
    return unicodedata.name(letter, "?").partition(" ")[0]
