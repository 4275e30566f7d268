"""A translation that is missing, or that holds markup of its own, stops the build.

A catalogue is data, which a pull request may change: what it holds is shown as text. A link or
another tag belongs to the text that is translated, and the translation repeats it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from babel.messages.catalog import Catalog

from publicrecord.cache import is_known, remember
from publicrecord.characters import is_shown
from publicrecord.files import sheets
from publicrecord.findings import Finding, Rule
from publicrecord.inputs import tree_hash
from publicrecord.language import N_, SOURCE_LANGUAGE
from publicrecord.settings import Settings
from publicrecord.translations import Translations, UnreadableTranslations

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
    codes = [spoken.code for spoken in settings.languages if spoken.code != SOURCE_LANGUAGE]
    read = [*texts.sources(), *map(texts.file, codes)]
    sound = f"texts {[tree_hash(path) for path in read]}"
    if is_known(sound):
        return
    found = [finding for code in codes for finding in _broken_texts(texts, code)]
    if not found:
        remember(sound)
    yield from found


def _broken_texts(texts: Translations, code: str) -> Iterator[Finding]:
    file = texts.file(code).relative_to(texts.folder).as_posix()
    try:
        catalogue = texts.read(code)
    except UnreadableTranslations as unreadable:
        yield UNREADABLE.at(file, unreadable.line, reason=unreadable.reason)
        return
    for text, place in texts.untranslated(catalogue).items():
        yield UNTRANSLATED.at(file, value=text, place=place)
    for text in sheets.unusable(said := dict(_translations(catalogue))):
        yield SHEET_UNUSABLE.at(file, value=text, text=said[text][:80], most=sheets.LONGEST)
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
    """The markup of a text, each with how often it stands there."""
    return set(Counter(filter(None, MARKUP.findall(text))).items())
