"""A language of the site: its texts, and numbers and dates in its locale's own form.

English is the language of the message ids. The languages of a site are declared in its settings;
their texts are in catalogues (translations.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_compact_decimal, format_decimal

MILLION, TRILLION = 1e6, 1e12
EXACT, ROUNDED = 8, 4
"""The most decimals: EXACT where they show a number in full; else it is rounded to ROUNDED."""
SOURCE_LANGUAGE = "en"
DATE_FORMATS = {"en": "d MMMM y"}
"""Where a language is written in another form than Babel's long one (26 November 2026)."""
LIST_LOCALES = {"en": "en_GB"}
"""Where lists are written in the form of another locale (a, b and c)."""


class Message(str):
    """A text of the catalogues that is translated where it is shown."""


Text = Callable[["Language"], str]
"""A text that is made in whatever language is asked for."""


def N_(text: str) -> Message:  # noqa: N802 (the conventional name of a deferred gettext)
    """Mark a text for the catalogues where it is declared."""
    return Message(text)


COUNTS = (
    N_("one"), N_("two"), N_("three"), N_("four"), N_("five"), N_("six"), N_("seven"), N_("eight"),
    N_("nine"), N_("ten"),
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Language:
    """One language of the site.

    code: ISO 639-1. gettext: English text -> this language's text. folder: where its pages lie
    below the root of the site: "" or "en/". name: what it calls itself. site: the name of the
    site in it. addresses: the first part of the addresses of places, tables, sources, charts,
    changes and the run record. code3: ISO 639-3. topics: the names of the topics of tables, in
    their order. levels: what the places of a level that has pages are called, by its table. finds:
    the places that the finder's field asks for.
    """

    code: str
    gettext: Callable[[str], str]
    folder: str
    name: str
    site: str
    addresses: Mapping[str, str]
    code3: str
    topics: Mapping[str, str]
    levels: Mapping[str, str]
    finds: str

    @property
    def locale(self) -> Locale:
        """Babel's data of this language."""
        return _locale(self.code)

    @property
    def locale_name(self) -> str:
        """The language with the country where most of its speakers live, such as id_ID."""
        likely = str(get_global("likely_subtags").get(self.code, self.code))
        return "_".join(dict.fromkeys([self.code.split("_")[0], likely.split("_")[-1]]))

    @property
    def separators(self) -> str:
        """The signs before decimals and between thousands: ",." or ".,"."""
        symbols = self.locale.number_symbols["latn"]
        return f"{symbols['decimal']}{symbols['group']}"

    def number(self, value: float, least: int = 0) -> str:
        """1.234.567 or 1,234,567; decimals as far as the value has them, and at least so many."""
        return _number(float(value), self.code, least)

    def in_words(self, count: int) -> str:
        """A count as sentences write it: from one to ten in words, else in digits."""
        return self.gettext(COUNTS[count - 1]) if 0 < count <= len(COUNTS) else self.number(count)

    def short(self, value: float, least: int = 0) -> str:
        """A number as people say it: trillions as such. Smaller ones, and those that would lose
        digits, in full."""
        trillions = value / TRILLION
        if value < TRILLION or round(trillions, EXACT) != trillions:
            return self.number(value, least)
        return self.gettext("{value} trillion").format(value=self.number(trillions))

    def compact(self, value: float, digits: int = 1) -> str:
        """A round number, from a million on in words: 6 juta, 1.5 million; smaller ones in full.
        digits: how many may follow the separator."""
        if value < MILLION:
            return self.number(value)
        return format_compact_decimal(
            value, format_type="long", locale=self.locale, fraction_digits=digits
        )

    def listed(self, words: list[str]) -> str:
        """Words as a list in a sentence: a, b and c; one word as it is."""
        return format_list(words, locale=LIST_LOCALES.get(self.code, self.code))

    def date(self, iso: str) -> str:
        """An ISO date, possibly only year or year-month, in words of this language."""
        return iso_date(iso, self.code)

    def of(self, row: object, stem: str) -> str:
        """The text of this language of a set of columns, such as name_id and name_en."""
        value = row[f"{stem}_{self.code}"]  # type: ignore[index]
        return "" if value is None or value != value else str(value)

    def described(self, description: Mapping[str, Any], key: str) -> str:
        """A text of datapackage.json, where English has the plain key and others their code at
        its end: title, title_id."""
        return str(description.get(described_key(key, self.code), ""))

    def meaning(self, description: Mapping[str, Any]) -> str:
        """What a column or table of datapackage.json is: its description, or its title."""
        return self.described(description, "description") or self.described(description, "title")


UNTRANSLATED = Language(SOURCE_LANGUAGE, str, "", "English", "", {}, "eng", {}, {}, "")
"""The language of the message ids, for messages where no site is known."""


def described_key(key: str, code: str) -> str:
    """The key of a text of datapackage.json in a language: title, title_id."""
    return key if code == SOURCE_LANGUAGE else f"{key}_{code}"


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(code)


@cache
def _number(value: float, code: str, least: int) -> str:
    most = EXACT if round(value, EXACT) == value else ROUNDED
    decimals = "0" * least + "#" * (most - least)
    return format_decimal(value, format=f"#,##0.{decimals}", locale=_locale(code))


@cache
def iso_date(iso: str, code: str) -> str:
    """An ISO date, possibly only year or year-month, in words of a language."""
    parts = [int(part) for part in iso.split("-")]
    locale = _locale(code)
    if len(parts) == 1:
        return iso
    if len(parts) == 2:
        return format_skeleton("yMMMM", date(parts[0], parts[1], 1), locale=locale)
    return format_date(date(*parts), DATE_FORMATS.get(code, "long"), locale=locale)
