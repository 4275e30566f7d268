"""One cell against the description of its column: what is wrong, and what the cell may have been.

The check reports what is found here, and `check --fix` writes the reading where there is only one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from publicrecord.characters import typed
from publicrecord.findings import Rule
from publicrecord.language import N_, Language, Message, Text
from publicrecord.record.code_lists import CODE_NOT_LISTED, CODES
from publicrecord.record.date_slips import date_slip, is_day
from publicrecord.record.descriptor import nearest
from publicrecord.record.form import OFFERED
from publicrecord.record.number_slips import PLAIN, number_slip
from publicrecord.record.patterns import FORMS, code_examples, form_in_words, in_words, matches
from publicrecord.record.slip import Slip

WRONG_TYPE = Rule(
    "type-wrong",
    N_('"{value}" is not {type}.'),
    N_("Write {sample}."),
)
REQUIRED = Rule(
    "cell-required",
    N_("The cell is empty, but this column must be filled in."),
    N_("Fill in the cell. The column contains: {meaning}"),
)
CONSTRAINT = Rule(
    "constraint-broken",
    N_('"{value}" is not allowed in this column. Allowed: {allowed}.'),
    N_("Correct the value. The column contains: {meaning}"),
)
NOT_LISTED = Rule(
    "value-not-listed",
    N_('"{value}" is not one of the values that are allowed in this column.'),
    N_("Write one of the allowed values. Most similar: {near}. All allowed values: {allowed}."),
)
OTHER_SPELLING = Rule(
    "value-spelling",
    N_('"{value}" is written "{reading}" in this column.'),
    OFFERED,
)
CODE_SHORTENED = Rule(
    "code-shortened",
    N_(
        'The code "{value}" was changed as a spreadsheet changes numbers: it has lost zeros or has '
        'another point. It should be "{reading}".'
    ),
    OFFERED,
)
CODE_AS_DATE = Rule(
    "code-as-date",
    N_(
        '"{value}" is a date or a power of ten, which spreadsheets make of codes such as {example}.'
    ),
    N_("Restore the column from git, and import it as text."),
)
# What a constraint of a column asks for.
ASKED = {
    "minimum": N_("a number of at least {limit}"),
    "maximum": N_("a number of at most {limit}"),
    "minLength": N_("a text of at least {limit} characters"),
    "maxLength": N_("a text of at most {limit} characters"),
}
TYPES = {
    "integer": N_("a whole number"),
    "number": N_("a number"),
    "date": N_("a date"),
    "boolean": N_("true or false"),
}
SAMPLES = {
    "integer": N_("only digits, without thousands separators or a unit, such as 1234567"),
    "number": N_(
        "digits without thousands separators or a unit, with a point before decimals, "
        "such as 1234567 or 88.92"
    ),
    "date": N_("the date as year-month-day, such as 2001-08-22"),
    "boolean": N_("true or false"),
}
YES, NO = (
    {"true", "t", "yes", "y", "1", "ya", "benar"},
    {"false", "f", "no", "n", "0", "tidak", "salah"},
)
AS_DATE = re.compile(
    r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{2,4}|[0-9]{1,2}[- ][^\W\d_]{3,9}([- ][0-9]{2,4})?"
    r"|[^\W\d_]{3,9}[- ][0-9]{1,4}|[0-9]+([.,][0-9]+)?[eE]\+?[0-9]+"
)


Fits = Callable[[str, str], bool]


def cell_slip(cell: str, field: dict[str, Any], whole: bool, in_form: Fits) -> Slip | None:
    """What is wrong in a cell that is not empty. field: its column, as described. whole: a number
    of the column counts something, and has no decimals. in_form: tells of a pattern and a cell
    whether one fits the other, as `fits` does."""
    kind, rules = field["type"], field.get("constraints", {})
    if kind in ("integer", "number"):
        if slip := _number(cell, kind, whole or kind == "integer"):
            return slip
        value: object = float(cell) if "." in cell else int(cell)
    elif kind == "boolean":
        return _boolean(cell)
    else:
        value = cell
        if is_day(field) and (slip := date_slip(cell, field)):
            return slip
        if kind == "date" and not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
            return _wrong(kind)
    return _constraint(cell, value, rules, field) or _form(cell, rules, field, in_form)


def _wrong(kind: str) -> Slip:
    return Slip(WRONG_TYPE, details={"type": TYPES[kind], "sample": SAMPLES[kind]})


def _number(cell: str, kind: str, whole: bool) -> Slip | None:
    slip = number_slip(cell, whole)
    if slip is None and (not PLAIN.fullmatch(cell) or (kind == "integer" and "." in cell)):
        return _wrong(kind)
    return slip


def _boolean(cell: str) -> Slip | None:
    if cell in ("true", "false"):
        return None
    word = cell.strip("'\"").casefold()
    if word in ("true", "false"):
        return Slip(OTHER_SPELLING, reading=word)
    near = "true" if word in YES else "false" if word in NO else "true; false"
    return Slip(NOT_LISTED, details={"near": near, "allowed": "true, false"})


def _constraint(
    cell: str, value: Any, rules: Mapping[str, Any], field: Mapping[str, Any]
) -> Slip | None:
    """What a constraint of the column has against a cell of its type."""
    if "enum" in rules and value not in rules["enum"]:
        return _not_listed(cell, tuple(str(word) for word in rules["enum"]), field.get(CODES))
    broken: dict[str, Callable[[Any], bool]] = {
        "minimum": lambda limit: value < limit,
        "maximum": lambda limit: value > limit,
        "minLength": lambda limit: len(cell) < limit,
        "maxLength": lambda limit: len(cell) > limit,
    }
    for name, breaks in broken.items():
        if name in rules and breaks(rules[name]):
            return _refused(in_words(ASKED[name], limit=rules[name]), field)
    return None


def _form(
    cell: str, rules: Mapping[str, Any], field: Mapping[str, Any], in_form: Fits
) -> Slip | None:
    """What the pattern of the column has against a cell."""
    pattern = rules.get("pattern")
    if not pattern or in_form(pattern, cell):
        return None
    reading = typed(cell)
    if reading != cell and fits(pattern, reading):
        return Slip(OTHER_SPELLING, reading=reading)
    return _code(cell, pattern) or _refused(form_in_words(pattern), field)


def _refused(allowed: Text, field: Mapping[str, Any]) -> Slip:
    return Slip(CONSTRAINT, details={"allowed": allowed, "meaning": meaning_of(field)})


def _not_listed(cell: str, allowed: tuple[str, ...], code_list: str | None) -> Slip:
    """A word that is not allowed: another spelling of one that is, or another word. code_list: the
    list of codes that are allowed, if it is one."""
    same = [word for word in allowed if alike(word) == alike(cell)]
    if len(same) == 1:
        return Slip(OTHER_SPELLING, reading=same[0])
    near = later(lambda: nearest(cell, list(allowed)))
    words = {"near": near, "allowed": ", ".join(allowed), "code_list": code_list}
    return Slip(CODE_NOT_LISTED if code_list else NOT_LISTED, details=words)


def alike(text: str) -> str:
    """The letters and digits of a text without accents and capitals: two texts that have the same
    are spellings of one."""
    plain = unicodedata.normalize("NFKD", text)
    return re.sub(
        r"[\W_]+", "", "".join(c for c in plain if not unicodedata.combining(c))
    ).casefold()


def later(make: Callable[[], str]) -> Text:
    """A text that takes a while to make, made when it is shown."""

    def said(language: Language) -> str:
        text = make()
        return language.gettext(text) if isinstance(text, Message) else text

    return said


@lru_cache(maxsize=8192)
def fits(pattern: str, cell: str) -> bool:
    """Whether a cell is in the form of a pattern."""
    return matches(pattern, [cell])[0]


def _code(cell: str, pattern: str) -> Slip | None:
    """A code that a spreadsheet took for a number or a date."""
    shapes = [] if pattern in FORMS else code_examples(pattern)
    if not shapes:
        return None
    text = cell.strip("'\"` \u00a0\u2007\u202f")
    readings = [each for each in dict.fromkeys(_codes(text, shapes)) if fits(pattern, each)]
    if len(readings) == 1:
        same = readings[0].casefold() == text.casefold()
        return Slip(OTHER_SPELLING if same else CODE_SHORTENED, reading=readings[0])
    if AS_DATE.fullmatch(text):
        return Slip(CODE_AS_DATE, example=", ".join(shapes))
    return None


def _codes(text: str, shapes: list[str]) -> list[str]:
    """The codes of these shapes that a text may have been: with zeros that a number does not keep,
    with a comma for the point, with other capitals, or without points."""
    found = [text, text.upper(), text.lower(), text.replace(",", ".").replace("-", ".")]
    parts = re.split("[.,]", text)
    for shape in shapes:
        wanted = shape.split(".")
        if len(parts) <= 2 and len(parts) == len(wanted) and all(map(str.isdecimal, parts)):
            first, *others = parts
            decimals = (part.ljust(len(w), "0") for part, w in zip(others, wanted[1:], strict=True))
            found.append(".".join([first.zfill(len(wanted[0])), *decimals]))
        digits = shape.replace(".", "")
        if text.isdecimal() and len(wanted) > 1 and len(digits) - len(text) in (0, 1):
            number, at = text.zfill(len(digits)), 0
            pieces = []
            for part in wanted:
                pieces.append(number[at : at + len(part)])
                at += len(part)
            found.append(".".join(pieces))
    return found


def meaning_of(field: Mapping[str, Any]) -> Text:
    """What the column holds, as the descriptor says it."""
    return lambda language: language.meaning(field)
