"""Texts that a program damaged: error words of spreadsheets, letters in a wrong encoding."""

from __future__ import annotations

import re
from functools import partial

from publicrecord.characters import scripts
from publicrecord.findings import Rule
from publicrecord.language import N_
from publicrecord.record.form import OFFERED
from publicrecord.record.slip import Slip

ERROR_WORD = Rule(
    "cell-error-word",
    N_('The cell contains "{word}", which a spreadsheet writes where a formula failed: "{value}".'),
    N_("Restore the cell from git, or write what the source says."),
)
PROGRAM_WORD = Rule(
    "cell-program-word",
    N_('The cell contains "{word}", which programs write for an empty cell or a sign: "{value}".'),
    N_("Delete this word. If a value is missing, leave the cell empty."),
)
MOJIBAKE = Rule(
    "cell-wrong-encoding",
    N_(
        'Letters of the text were read in a wrong encoding: "{value}" should probably be '
        '"{reading}".'
    ),
    OFFERED,
)
LETTERS_LOST = Rule(
    "cell-letters-lost",
    N_(
        "A program that could not read a letter wrote a replacement for it ({word}), so that the "
        'letter is lost: "{value}".'
    ),
    N_("Write the letter again, as the source has it, or restore the cell from git."),
)

ERRORS = re.compile(
    r"#(?:REF!?|NAME\??|N/?A!?|DIV/0!?|VALUE!?|NUM!?|NULL!?|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!"
    r"|UNKNOWN!|BUSY!|GETTING_DATA|ERROR!?|NV|WERT!|BEZUG!|VALEUR!|NOM\?)(?![\w-])"
    r"|\bErr:\d{3}\b|#{3,}",
)
WORDS = re.compile(
    r"(?:nan|null|<na>|nat|undefined|\(null\)|\[null\]|\\n|\(blanks?\)|\(kosong\))"
    r"|.*?(_x[0-9A-Fa-f]{4}_|\[object Object\]).*",
    re.IGNORECASE,
)
NONE = "None"  # as Python writes it; "none" is a word
REPLACED = re.compile("\ufffd|ï¿½|[^\\W\\d_]\\?[^\\W\\d_]{2,}")
ADDRESS = re.compile(r"https?://\S+|\S*\?\w+=\S*")
# Signs that are not ASCII, side by side: the bytes of one letter, if they were read in one of these
# encodings.
RUN = re.compile("[^\x00-\x7f]{2,}")
ENCODINGS = ("cp1252", "latin-1", "mac_roman", "cp850", "cp437")


def text_slip(cell: str) -> Slip | None:
    """What a program damaged in a text; None if nothing is known."""
    if found := ERRORS.search(cell):
        return Slip(ERROR_WORD, details={"word": found[0]})
    word = WORDS.fullmatch(cell)
    if word or cell == NONE:
        return Slip(PROGRAM_WORD, details={"word": (word and word[1]) or cell})
    if "\ufffd" in cell or "ï¿½" in cell:
        return Slip(LETTERS_LOST, details={"word": "\ufffd" if "\ufffd" in cell else "ï¿½"})
    if not cell.isascii() and (reading := reread(cell)) != cell:
        return Slip(MOJIBAKE, reading=reading)
    if "?" in cell and (lost := REPLACED.search(ADDRESS.sub("", cell))):
        return Slip(LETTERS_LOST, details={"word": lost[0]})
    return None


def reread(text: str) -> str:
    """A text with the letters that were read in a wrong encoding as they were."""
    for encoding in ENCODINGS:
        read = RUN.sub(partial(_reread, encoding), text)
        if read != text and _is_likely(read, text):
            return reread(read)
    return text


def _is_likely(read: str, text: str) -> bool:
    """Whether letters of another alphabet that a reading brings make a word; one alone comes from
    signs that happen to be side by side."""
    brought = [letter for letter in read if letter.isalpha() and letter > "\u024f"]
    new = [letter for letter in brought if letter not in text]
    return not new or (len(new) > 1 and len(scripts(new)) == 1)


def _reread(encoding: str, found: re.Match[str]) -> str:
    """A run of signs that were read in an encoding, read as UTF-8; as it is if it is not that."""
    try:
        raw = b"".join(_byte(sign, encoding) for sign in found[0])
        read = raw.decode("utf-8")
    except UnicodeError:
        return found[0]
    return read if read.isprintable() and len(read) < len(found[0]) else found[0]


def _byte(sign: str, encoding: str) -> bytes:
    """The byte of a sign; in Windows' encoding, signs that it lacks are kept as they were."""
    try:
        return sign.encode(encoding)
    except UnicodeEncodeError:
        if encoding == "cp1252" and ord(sign) < 256:
            return sign.encode("latin-1")
        raise
