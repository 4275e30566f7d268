"""A missing translation stops the build: every text of the site in every language."""

from __future__ import annotations

from collections.abc import Iterator

from prakerja.findings import Finding, Rule
from prakerja.language import (
    N_,
    ROOT,
    SITE_LANGUAGES,
    SOURCE_LANGUAGE,
    catalogue_file,
    untranslated,
)

UNTRANSLATED = Rule(
    "text-untranslated",
    N_('The text "{value}" ({place}) has no translation, or the words in braces differ.'),
    N_("Run `make messages` and fill in the translation in this file."),
)


def untranslated_texts() -> Iterator[Finding]:
    """A finding for each text of code and templates that a catalogue lacks."""
    for code in SITE_LANGUAGES:
        if code == SOURCE_LANGUAGE:
            continue
        file = catalogue_file(code).relative_to(ROOT).as_posix()
        for text, place in untranslated(code).items():
            yield UNTRANSLATED.at(file, value=text, place=place)
