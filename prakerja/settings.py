"""The settings of Kartu Prakerja's site (settings.yml), as its charts and pages use them."""

from __future__ import annotations

from pathlib import Path

from publicrecord.language import Message
from publicrecord.settings import read_settings

PACKAGE = Path(__file__).resolve().parent
SETTINGS = read_settings(PACKAGE / "settings.yml", PACKAGE.parent)
LANGUAGES = tuple(language.code for language in SETTINGS.languages)
OFFICIAL = SETTINGS.place_counts


def in_every_language(message: Message) -> dict[str, str]:
    """A text by the code of each language of the site, for a set of columns."""
    return SETTINGS.in_every_language(message)
