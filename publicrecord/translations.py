"""The translations of a site: plain .po files, read at each build, so that none can be stale.

The engine's texts and the programme's are in a file of each language each; where both translate a
text, the programme's translation is shown.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as BabelMessage
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import PoFileError, read_po

from publicrecord.cache import cached
from publicrecord.inputs import tree_hash
from publicrecord.install import ENGINE, TEMPLATES
from publicrecord.language import N_, SOURCE_LANGUAGE, Message

# The same methods as in babel.cfg, which `make messages` reads.
METHODS = [("**.py", "python"), ("**.jinja", "jinja2")]
OPTIONS = {"**.jinja": {"trimmed": "true", "silent": "false"}}
LARGEST = 4_000_000  # bytes; the largest catalogue has 0.2 million
# The header may announce a billion forms of the plural, and Babel makes room for each.
PLURAL = re.compile(r"^[ \t#~|]*+msgid_plural", re.MULTILINE)
ENGINE_SOURCES = (ENGINE, TEMPLATES)
KEYWORDS = {"gettext": None, "_": None, "N_": None}


class UnreadableTranslations(ValueError):
    """A file of translations cannot be read: the reason, and the line if there is one."""

    def __init__(self, reason: Message, line: int | None = None) -> None:
        self.reason, self.line = reason, line
        super().__init__(reason)


@dataclass(frozen=True)
class Translations:
    """The texts of the engine and of a programme, and their translations.

    folder: the project's, with site_src/. package: the folder of the programme.
    """

    folder: Path
    package: Path

    def files(self, code: str) -> list[Path]:
        """Where the translations into a language are: the programme's, then the engine's, if the
        engine speaks it."""
        programme, engine = (
            folder / "locale" / code / "LC_MESSAGES" / "messages.po"
            for folder in (self.package, TEMPLATES)
        )
        return [programme, engine] if engine.is_file() else [programme]

    def codes(self) -> list[str]:
        """The languages into which the programme's texts are translated."""
        found = (self.package / "locale").glob("*/LC_MESSAGES/messages.po")
        return sorted(file.parent.parent.name for file in found)

    def translator(self, code: str) -> Callable[[str], str]:
        """English text -> the text of a language; the catalogue is read when it is first asked."""
        return str if code == SOURCE_LANGUAGE else partial(_translated, self, code)

    def file_of(self, text: str, code: str) -> Path:
        """The file in which a text is translated into a language."""
        programme, *engine = self.files(code)
        return engine[0] if engine and text in self.engine_messages else programme

    @property
    def sources(self) -> tuple[Path, ...]:
        """The folders and files of the programme whose texts are translated."""
        own = (self.package, self.folder / "site_src", self.folder / "build.py")
        return tuple(path for path in own if path not in ENGINE_SOURCES)

    @cached_property
    def engine_messages(self) -> dict[str, str]:
        """Every marked text of the engine, with the place where it was first seen."""
        return _marked(ENGINE_SOURCES)

    @cached_property
    def messages(self) -> dict[str, str]:
        """Every marked text of code and templates, with the place where it was first seen."""
        return _marked(self.sources) | self.engine_messages

    def untranslated(self, catalogues: Iterable[Catalog]) -> dict[str, str]:
        """Texts without a finished translation in any of these catalogues, and where each is.

        A translation that lost or changed a {named} place counts as unfinished.
        """
        given = [*catalogues]
        return {
            text: place
            for text, place in self.messages.items()
            if not any(_is_finished(text, catalogue.get(text)) for catalogue in given)
        }


def read(file: Path, code: str) -> Catalog:
    """A file of translations into a language; raises UnreadableTranslations."""
    try:
        return read_po(io.StringIO(_text(file)), locale=code, abort_invalid=True)
    except PoFileError as error:
        raise UnreadableTranslations(N_("this line is not valid"), error.lineno + 1) from None


def _text(file: Path) -> str:
    if file.is_symlink():
        raise UnreadableTranslations(N_("the file is a symbolic link"))
    if not file.is_file():
        raise UnreadableTranslations(N_("the file does not exist"))
    if file.stat().st_size > LARGEST:
        raise UnreadableTranslations(N_("the file is too large"))
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise UnreadableTranslations(N_("the file is not encoded in UTF-8")) from None
    if PLURAL.search(text):
        raise UnreadableTranslations(N_("no text of the site has forms of the plural"))
    return text


def _marked(sources: Iterable[Path]) -> dict[str, str]:
    """Every marked text of some folders and files, with the place where it was first seen."""
    found: dict[str, str] = {}
    for source in sources:
        texts = cached(f"texts {source.name} {tree_hash(source)}", partial(_texts, source))
        found = json.loads(texts) | found
    return found


def _texts(source: Path) -> bytes:
    """The marked texts of a folder or of a file of Python, with the place of each, as JSON."""
    found: dict[str, str] = {}
    if source.is_dir():
        for name, line, message, _comments, _context in extract_from_dir(
            source, METHODS, OPTIONS, keywords=KEYWORDS
        ):
            found.setdefault(_singular(message), f"{source.name}/{name}:{line}")
    elif source.is_file():
        for line, message, _comments, _context in extract_from_file(
            "python", source, keywords=KEYWORDS
        ):
            found.setdefault(_singular(message), f"{source.name}:{line}")
    return json.dumps(found).encode()


def _is_finished(text: str, message: BabelMessage | None) -> bool:
    """Whether a catalogue's entry for a text translates it, with the same named places."""
    if message is None or not message.string or message.fuzzy:
        return False
    return _places(text) == _places(str(message.string))


def _translated(translations: Translations, code: str, text: str) -> str:
    return _finished(translations, code).get(text, text)


@cache
def _finished(translations: Translations, code: str) -> dict[str, str]:
    """The finished translations by their text; none if they cannot be read: then the check refuses
    them, in the source language."""
    try:
        catalogues = [read(file, code) for file in reversed(translations.files(code))]
    except UnreadableTranslations:
        return {}
    return {
        str(message.id): str(message.string)
        for catalogue in catalogues
        for message in catalogue
        if message.id and message.string and not message.fuzzy
    }


def _singular(message: str | tuple[str, ...]) -> str:
    return message if isinstance(message, str) else message[0]


def _places(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s|\{(\w+)\}", text))
