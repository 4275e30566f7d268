"""Gettext catalogues, and numbers and dates in a locale's own form.

English is the language of the message ids; Indonesian is the language of the site's
root. The catalogues are plain .po files, read at each build, so that no compiled
file can be stale.
"""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_compact_decimal, format_decimal

ROOT = Path(__file__).resolve().parent.parent
LOCALE_DIR = ROOT / "site_src" / "locale"
# The same methods as in babel.cfg, which `make messages` reads.
METHODS = [("**.py", "python"), ("**.jinja", "jinja2")]
OPTIONS = {"**.jinja": {"trimmed": "true", "silent": "false"}}
KEYWORDS = {"gettext": None, "_": None, "N_": None}
MILLION, TRILLION = 1e6, 1e12
SOURCE_LANGUAGE = "en"
SITE_LANGUAGES = ("id", "en")
"""The languages of the site; the first has its pages at the root, the others in a folder each."""
DATE_FORMATS = {"en": "d MMMM y"}
"""Where a language is written in another form than Babel's long one (26 November 2026)."""


class Message(str):
    """A text of the catalogues that is translated where it is shown."""


def N_(text: str) -> Message:  # noqa: N802 (the conventional name of a deferred gettext)
    """Mark a text for the catalogues where it is declared."""
    return Message(text)


@dataclass(frozen=True)
class Language:
    """One language of the site.

    code: ISO 639-1. gettext: English text -> this language's text.
    """

    code: str
    gettext: Callable[[str], str]

    @property
    def folder(self) -> str:
        """Where its pages lie below the root of the site: "" or "en/"."""
        return language_folder(self.code)

    @property
    def locale(self) -> Locale:
        """Babel's data of this language."""
        return _locale(self.code)

    @property
    def separators(self) -> str:
        """The signs before decimals and between thousands: ",." or ".,"."""
        symbols = self.locale.number_symbols["latn"]
        return f"{symbols['decimal']}{symbols['group']}"

    def number(self, value: float) -> str:
        """1.234.567 or 1,234,567; decimals only as far as the value has them."""
        return _number(float(value), self.code)

    def short(self, value: float) -> str:
        """A number as people say it: trillions as such, smaller ones in full."""
        if value < TRILLION:
            return self.number(value)
        return self.gettext("{value} trillion").format(value=self.number(value / TRILLION))

    def spoken(self, value: float) -> str:
        """A round number, from a million on in words: 6 juta, 1.5 million; smaller ones in full."""
        if value < MILLION:
            return self.number(value)
        return format_compact_decimal(
            value, format_type="long", locale=self.locale, fraction_digits=1
        )

    def date(self, iso: str) -> str:
        """An ISO date, possibly only year or year-month, in words of this language."""
        return iso_date(iso, self.code)

    def of(self, row: object, stem: str) -> str:
        """The text of a bilingual pair of columns, such as name_id and name_en."""
        value = row[f"{stem}_{self.code}"]  # type: ignore[index]
        return "" if value is None or value != value else str(value)

    def described(self, description: Mapping[str, Any], key: str) -> str:
        """A text of datapackage.json, where English has the plain key and others their code at
        its end: title, title_id."""
        return str(description.get(described_key(key, self.code), ""))


def language_folder(code: str) -> str:
    """Where the pages of a language lie below the root of the site: "" or "en/"."""
    return "" if code == SITE_LANGUAGES[0] else f"{code}/"


def described_key(key: str, code: str) -> str:
    """The key of a text of datapackage.json in a language: title, title_id."""
    return key if code == SOURCE_LANGUAGE else f"{key}_{code}"


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(code)


@cache
def _number(value: float, code: str) -> str:
    return format_decimal(value, format="#,##0.####", locale=_locale(code))


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


@cache
def language(code: str) -> Language:
    """The language with this code; the source language needs no catalogue. A catalogue that is a
    link is not opened: the check refuses it, in the source language."""
    if code == SOURCE_LANGUAGE or catalogue_file(code).is_symlink():
        return Language(code, str)
    compiled = io.BytesIO()
    write_mo(compiled, read_catalogue(code))
    compiled.seek(0)
    translations = gettext.GNUTranslations(compiled)
    return Language(code, lambda text: str(translations.gettext(text)))


def in_every_language(message: Message) -> dict[str, str]:
    """A text by the code of each language of the site, for a pair of columns."""
    return {spoken.code: spoken.gettext(message) for spoken in site_languages()}


def site_languages() -> list[Language]:
    """The languages of the site, the root's first."""
    return [language(code) for code in SITE_LANGUAGES]


def catalogue_file(code: str) -> Path:
    """Where the texts of a language lie."""
    return LOCALE_DIR / code / "LC_MESSAGES" / "messages.po"


def read_catalogue(code: str) -> Catalog:
    """The texts of a language."""
    with catalogue_file(code).open("rb") as stream:
        return read_po(stream, locale=code)


def extract_messages() -> dict[str, str]:
    """Every marked text of code and templates, with the place it was first seen."""
    found: dict[str, str] = {}
    for folder in ("publicrecord", "prakerja", "site_src"):
        for filename, line, message, _comments, _context in extract_from_dir(
            ROOT / folder, METHODS, OPTIONS, keywords=KEYWORDS
        ):
            found.setdefault(_singular(message), f"{folder}/{filename}:{line}")
    for line, message, _comments, _context in extract_from_file(
        "python", ROOT / "build.py", keywords=KEYWORDS
    ):
        found.setdefault(_singular(message), f"build.py:{line}")
    return found


def _singular(message: str | tuple[str, ...]) -> str:
    return message if isinstance(message, str) else message[0]


def untranslated(code: str) -> dict[str, str]:
    """Texts without a finished translation, and where each stands.

    A translation that lost or changed a {named} place counts as unfinished.
    """
    catalogue = read_catalogue(code)
    missing = {}
    for text, place in extract_messages().items():
        message = catalogue.get(text)
        if (
            message is None
            or not message.string
            or message.fuzzy
            or _places(text) != _places(str(message.string))
        ):
            missing[text] = place
    return missing


def _places(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s|\{(\w+)\}", text))
