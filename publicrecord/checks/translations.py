"""A translation that is missing, or that holds markup of its own, stops the build.

A catalogue is data, which a pull request may change: what it holds is shown as text. A link or
another tag belongs to the text that is translated, and the translation repeats it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from babel.messages.catalog import Catalog

from publicrecord.cache import is_known, remember
from publicrecord.characters import is_shown
from publicrecord.files import sheets
from publicrecord.findings import Finding, Rule
from publicrecord.inputs import tree_hash
from publicrecord.language import N_, SOURCE_LANGUAGE
from publicrecord.outputs import known_name
from publicrecord.settings import Settings
from publicrecord.translations import (
    ENGINE_SOURCES,
    Translations,
    UnreadableTranslations,
    read,
)

UNTRANSLATED = Rule(
    "text-untranslated",
    N_(
        'The text "{value}" ({place}) has no translation, or the translation does not '
        "have the same words in braces."
    ),
    N_("Run `make messages`, then write the translation in this file."),
)

UNREADABLE = Rule(
    "translations-unreadable",
    N_("The translations cannot be read: {reason}."),
    N_("Restore the last version of the file from git, and make your change again."),
)
HIDDEN = Rule(
    "text-hidden-character",
    N_(
        'The translation of "{value}" contains an invisible character, shown here as \\x and a '
        "code: {text}."
    ),
    N_("Delete this character from the translation."),
)
MARKUP_DIFFERS = Rule(
    "text-markup-differs",
    N_(
        'The translation of "{value}" does not have the same tags and signs as the '
        "original text: {differing}."
    ),
    N_(
        "Write exactly the HTML tags, entities, braces and Markdown signs of the "
        "original text, and no others."
    ),
)
TOO_LONG = Rule(
    "translation-too-long",
    N_(
        'The translation of "{value}" has {count} characters, but at most {most} are allowed for '
        "this text."
    ),
    N_("Shorten the translation. It is repeated on every page that has the text."),
)
LONGER, MORE = 3, 100  # how many times as long as its text a translation may be, and characters
SHEET_UNUSABLE = Rule(
    "sheet-name-unusable",
    N_(
        'The translation of "{value}" is also the name of a sheet in spreadsheets, but it cannot '
        "be one: {text}."
    ),
    N_(
        "Shorten it to at most {most} characters without the signs [ ] : * ? / \\, and give each "
        "sheet another name."
    ),
)
# Tags, entities, and signs that Markdown or a format reads; named places are counted elsewhere.
MARKUP = re.compile(r"%\(\w+\)s|\{\w+\}|(<[^<>]*>|&[#\w]+;|[<>`*_%\[\]{}\\])")


def broken_texts(settings: Settings) -> Iterator[Finding]:
    """A finding for each text of code and templates that a catalogue lacks, and for each
    translation whose markup is not that of its text. Texts that were sound are not read again
    until a template, a catalogue or the code changes."""
    texts = settings.translations
    codes = [language.code for language in settings.languages if language.code != SOURCE_LANGUAGE]
    files = [file for code in codes for file in texts.files(code)]
    inputs = [*ENGINE_SOURCES, *texts.sources, *files]
    sound = f"texts {[tree_hash(path) for path in inputs]}"
    if is_known(sound):
        return
    found = [finding for code in codes for finding in _broken_texts(texts, code)]
    if not found:
        remember(sound)
    yield from found


def _broken_texts(texts: Translations, code: str) -> Iterator[Finding]:
    catalogues: dict[Path, Catalog] = {}
    for file in texts.files(code):
        try:
            catalogues[file] = read(file, code)
        except UnreadableTranslations as unreadable:
            yield UNREADABLE.at(_name(texts, file), unreadable.line, reason=unreadable.reason)
    if len(catalogues) < len(texts.files(code)):
        return
    for text, place in texts.untranslated(catalogues.values()).items():
        file = texts.file_of(text, code)
        yield UNTRANSLATED.at(_name(texts, file), value=text, place=place)
    said = {file: dict(_translations(catalogue)) for file, catalogue in catalogues.items()}
    shown = dict(chain(*(given.items() for given in reversed(said.values()))))
    for text in sheets.unusable(shown):
        file = next(file for file, given in said.items() if text in given)
        yield SHEET_UNUSABLE.at(
            _name(texts, file), value=text, text=shown[text][:80], most=sheets.LONGEST
        )
    for file, given in said.items():
        yield from _broken_translations(_name(texts, file), given)


def _name(texts: Translations, file: Path) -> str:
    """A file as findings name it: below the project, or below the engine's."""
    if file.is_relative_to(texts.folder):
        return file.relative_to(texts.folder).as_posix()
    return known_name(file)


def _broken_translations(file: str, said: Mapping[str, str]) -> Iterator[Finding]:
    """What is wrong in the translations of a file; said: by their text."""
    for text, translation in said.items():
        most = LONGER * len(text) + MORE
        if len(translation) > most:
            yield TOO_LONG.at(file, value=text, count=len(translation), most=most)
            continue
        if not all(map(is_shown, translation.split("\n"))):
            yield HIDDEN.at(file, value=text, text=translation[:80])
        if differing := markup(text) ^ markup(translation):
            signs = ", ".join(sorted({sign for sign, _count in differing}))
            yield MARKUP_DIFFERS.at(file, value=text, differing=signs)


def _translations(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    for message in catalogue:
        if isinstance(message.id, str) and message.id and message.string:
            yield message.id, str(message.string)


def markup(text: str) -> set[tuple[str, int]]:
    """The markup of a text, each with how often it is there."""
    return set(Counter(filter(None, MARKUP.findall(text))).items())
