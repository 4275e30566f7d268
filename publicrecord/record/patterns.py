"""What the pattern of a column or of a setting asks for, in words and with an example."""

from __future__ import annotations

import re
from math import prod

import pyarrow as pa
import pyarrow.compute as pc

from publicrecord.findings import detail_in
from publicrecord.language import N_, Language, Message, Text

DAY = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
CODE = N_("a code such as {example}")
FORMS: dict[str, tuple[Message, str]] = {
    DAY: (N_("a year, a month or a day, such as {example}"), "2001, 2001-08, 2001-08-22"),
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": (N_("a date such as {example}"), "2001-08-22"),
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}": (N_("a date such as {example}"), "2001-08-22"),
    "^(20[0-9]{2}(-20[0-9]{2})?|cumulative)$": (
        N_("a year, a range of years or the word cumulative, such as {example}"),
        "2002, 2001-2002, cumulative",
    ),
    "^https?://[^\\s]+$": (
        N_("a web address without spaces, such as {example}"),
        "https://example.org/page",
    ),
    "^https://": (N_("a web address such as {example}"), "https://example.org/licence"),
    "^[0-9]{2}$": (CODE, "10"),
    "^ID-[A-Z]{2}$": (CODE, "ID-AB"),
    "^[0-9]{2}\\.[0-9]{2}$": (CODE, "12.34"),
    "^[0-9]{2}\\.[0-9]{2}\\.[0-9]{2}$": (CODE, "12.34.56"),
    "^[0-9]{2}\\.[0-9]{2}(\\.[0-9]{2})?$": (CODE, "12.34, 12.34.56"),
    "^[0-9]{2}(\\.[0-9]{2})?$": (CODE, "12, 12.34"),
    "^(ID|[0-9]{2}(\\.[0-9]{2})?)$": (CODE, "ID, 12, 12.34"),
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
        "note_en",
    ),
    "^[a-z_]+\\Z": (N_("lowercase letters and underscores, such as {example}"), "wave_dates"),
    "^(reference/)?[a-z_]+\\.csv\\Z": (
        N_("a CSV file in data/ or data/reference/, named in lowercase letters, such as {example}"),
        "wave_dates.csv, reference/codes.csv",
    ),
    "^[^\\s]+$": (N_("a text without spaces, such as {example}"), "programme/quota/2001@media-1"),
    "^[^\\s]+( [^\\s]+)+$": (
        N_("two or more claims, separated by one space, such as {example}"),
        "waves/1/quota@media-1 waves/1/quota@media-2",
    ),
    "^[a-z0-9_~./-]+@[a-z0-9-]+$": (
        N_("a figure, the sign @ and its source, such as {example}"),
        "waves/1/quota@media-1",
    ),
    "^[0-9]{4}\\.[0-9]{2}\\.[0-9]+$": (N_("a version such as {example}"), "2026.12.0"),
    "^[0-9]{4}\\.[0-9]{2}\\.[0-9]+\\Z": (N_("a version such as {example}"), "2026.12.0"),
    "^[0-9a-f]{64}$": (
        N_("the SHA-256 checksum that build.py release writes, 64 digits and letters"),
        "",
    ),
}
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
    message, example = FORMS.get(pattern, (UNNAMED, ""))
    return in_words(message, example=example)


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
