"""What the pattern of a column or of a setting asks for, in words and with an example."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import cycle, product
from math import prod
from re import _parser  # type: ignore[attr-defined]  # what the standard library parses with
from string import ascii_uppercase
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publicrecord.findings import detail_in
from publicrecord.language import N_, Language, Message, Text

DAY = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
WEB_PATTERN = "^https?://[^\\s]+$"  # of a column
WEB_ADDRESS = r"""^https?://[^\s"'<>\\^`{|}]+\Z"""
CODE = N_("a code such as {example}")
FORMS: dict[str, tuple[Message, str]] = {
    DAY: (N_("a year, a month or a day, such as {example}"), "2001, 2001-08, 2001-08-22"),
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": (N_("a date such as {example}"), "2001-08-22"),
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:]{8}Z)?\\Z": (N_("a date such as {example}"), "2001-08-22"),
    "^(20[0-9]{2}(-20[0-9]{2})?|cumulative)$": (
        N_("a year, a range of years or the word cumulative, such as {example}"),
        "2002, 2001-2002, cumulative",
    ),
    WEB_PATTERN: (
        N_("a web address without spaces, such as {example}"),
        "https://example.org/page",
    ),
    WEB_ADDRESS: (N_("a web address such as {example}"), "https://example.org/licence"),
    "^[a-z0-9-]+$": (
        N_("lowercase letters, digits and hyphens, such as {example}"),
        "media-240131",
    ),
    "^[a-z0-9-]+\\Z": (
        N_("lowercase letters, digits and hyphens, such as {example}"),
        "my-record",
    ),
    "^[a-z0-9]+(-[a-z0-9]+)*$": (
        N_("lowercase letters and digits, with single hyphens between words, such as {example}"),
        "first-survey",
    ),
    "^[a-z0-9]+(_[a-z0-9]+)*$": (
        N_(
            "lowercase letters and digits, with single underscores between words, such as {example}"
        ),
        "new_measure",
    ),
    "^[a-z0-9]+([.-][a-z0-9]+)*$": (
        N_(
            "lowercase letters and digits, with hyphens or full stops between them, such as "
            "{example}"
        ),
        "release-2026.12.0",
    ),
    "^[a-z0-9_]+\\Z": (
        N_("lowercase letters, digits and underscores, such as {example}"),
        "new_column",
    ),
    "^[a-z_]+\\Z": (N_("lowercase letters and underscores, such as {example}"), "wave_dates"),
    "^(reference/)?[a-z_]+\\.csv\\Z": (
        N_("a CSV file in data/ or data/reference/, named in lowercase letters, such as {example}"),
        "wave_dates.csv, reference/codes.csv",
    ),
    "^[^\\s]+$": (
        N_("a text without spaces, such as {example}"),
        "programme/new_measure/2001@media-1",
    ),
    "^[^\\s]+( [^\\s]+)+$": (
        N_("two or more claims, separated by one space, such as {example}"),
        "waves/1/new_measure@media-1 waves/1/new_measure@media-2",
    ),
    "^[a-z0-9_~./-]+@[a-z0-9-]+$": (
        N_("a figure, the sign @ and its source, such as {example}"),
        "waves/1/new_measure@media-1",
    ),
    "^[0-9]{4}\\.[0-9]{2}\\.[0-9]+$": (N_("a version such as {example}"), "2026.12.0"),
    "^[0-9]{4}\\.[0-9]{2}\\.[0-9]+\\Z": (N_("a version such as {example}"), "2026.12.0"),
    "^[0-9a-f]{64}$": (
        N_("the SHA-256 checksum that build.py release writes, 64 digits and letters"),
        "",
    ),
}
DIGIT, CAPITAL = "\0", "\1"
SIGNS = {(ord("0"), ord("9")): DIGIT, (ord("A"), ord("Z")): CAPITAL}
MOST_SHAPES, LONGEST_SHAPE = 8, 40  # of a code; a pattern may come from anybody
COUNTS = re.compile(r"\{([0-9]+)(?:,([0-9]*))?\}")
UNNAMED = N_("a value in the form that the description of this column asks for")


def in_words(message: Message, **words: object) -> Text:
    """A text with its {named} places filled, made for a language when it is shown."""

    def said(language: Language) -> str:
        filled = {name: detail_in(word, language) for name, word in words.items()}
        return language.gettext(message).format(**filled)

    return said


def form_in_words(pattern: str) -> Text:
    """What a pattern asks for."""
    if pattern in FORMS:
        message, example = FORMS[pattern]
        return in_words(message, example=example)
    codes = ", ".join(code_examples(pattern))
    return in_words(CODE, example=codes) if codes else in_words(UNNAMED)


def code_examples(pattern: str) -> list[str]:
    """Examples of the codes that a pattern asks for, such as 12 and 12.34, one for each of its
    lengths; none if it asks for more than a certain number of digits, capitals and signs."""
    try:
        shapes = _shapes(_parser.parse(pattern))
    except (ValueError, re.error, RecursionError, OverflowError):
        return []
    return [_filled(shape) for shape in shapes]


def _filled(shape: str) -> str:
    """A shape with digits and capitals in their order."""
    digits, capitals = cycle("1234567890"), cycle(ascii_uppercase)
    fill = {DIGIT: lambda: next(digits), CAPITAL: lambda: next(capitals)}
    return "".join(fill.get(sign, lambda sign=sign: sign)() for sign in shape)


def _shapes(parsed: Iterable[tuple[Any, Any]]) -> list[str]:
    """What a parsed pattern matches, with marks for any digit and any capital; raises ValueError
    for a pattern that is no form of a code."""
    return _joined([_alternatives(str(kind), detail) for kind, detail in parsed])


def _joined(parts: list[list[str]]) -> list[str]:
    """Every choice of one alternative for each part; raises ValueError if they are many or long."""
    longest = sum(max(map(len, part), default=0) for part in parts)
    if prod(map(len, parts)) > MOST_SHAPES or longest > LONGEST_SHAPE:
        raise ValueError(longest)
    return ["".join(chosen) for chosen in product(*parts)]


def _alternatives(kind: str, detail: Any) -> list[str]:
    """What one part of a pattern matches."""
    match kind, detail:
        case "AT", _:
            return [""]
        case "LITERAL", letter:
            return [chr(letter)]
        case "IN", [(_, span)] if span in SIGNS:
            return [SIGNS[span]]
        case "SUBPATTERN", (*_, inside):
            return _shapes(inside)
        case "BRANCH", (_, branches):
            return [shape for branch in branches for shape in _shapes(branch)]
        case "MAX_REPEAT", (0, 1, inside):
            return ["", *_shapes(inside)]
        case "MAX_REPEAT", (least, most, inside) if least == most <= LONGEST_SHAPE:
            return _joined([_shapes(inside)] * least)
    raise ValueError(kind)


def matches(pattern: str, texts: list[str]) -> list[bool]:
    """Whether each text as a whole is in the form of a pattern.

    The engine is RE2, whose time grows with the length of a text and nothing else, whatever the
    pattern. Raises ValueError for a pattern that it does not take, such as one that looks back.
    """
    found: list[bool] = pc.match_substring_regex(
        pa.array(texts, pa.string()), f"^(?:{pattern})$"
    ).to_pylist()
    return found


def effort(pattern: str, texts: list[str]) -> int:
    """At most how many steps `matches` takes: the pattern with its repetitions written out, for
    each character of the texts."""
    counts = (int(count) for found in COUNTS.findall(pattern) for count in found if count)
    return len(pattern) * prod(max(count, 1) for count in counts) * sum(map(len, texts))
