"""The translations of a site: plain .po files, read at each build, so that none can be stale."""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from publicrecord.install import ENGINE, TEMPLATES
from publicrecord.language import SOURCE_LANGUAGE

# The same methods as in babel.cfg, which `make messages` reads.
METHODS = [("**.py", "python"), ("**.jinja", "jinja2")]
OPTIONS = {"**.jinja": {"trimmed": "true", "silent": "false"}}
KEYWORDS = {"gettext": None, "_": None, "N_": None}


@dataclass(frozen=True)
class Translations:
    """The texts of the engine and of a programme, and their translations.

    folder: the project's, with site_src/. package: the folder of the programme.
    """

    folder: Path
    package: Path

    def file(self, code: str) -> Path:
        """Where the translations into a language are."""
        return self.folder / "site_src" / "locale" / code / "LC_MESSAGES" / "messages.po"

    def translator(self, code: str) -> Callable[[str], str]:
        """English text -> the text of a language; the catalogue is read when it is first asked."""
        return str if code == SOURCE_LANGUAGE else partial(_translated, self, code)

    def read(self, code: str) -> Catalog:
        """The translations into a language."""
        with self.file(code).open("rb") as stream:
            return read_po(stream, locale=code)

    def sources(self) -> Iterator[Path]:
        """The folders and files whose texts are translated."""
        templates = dict.fromkeys((TEMPLATES, self.folder / "site_src"))
        yield from (ENGINE, self.package, *templates, self.folder / "build.py")

    @cached_property
    def messages(self) -> dict[str, str]:
        """Every marked text of code and templates, with the place where it was first seen."""
        found: dict[str, str] = {}
        for source in self.sources():
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
        return found

    def untranslated(self, code: str) -> dict[str, str]:
        """Texts without a finished translation, and where each is.

        A translation that lost or changed a {named} place counts as unfinished.
        """
        catalogue = self.read(code)
        missing = {}
        for text, place in self.messages.items():
            message = catalogue.get(text)
            if (
                message is None
                or not message.string
                or message.fuzzy
                or _places(text) != _places(str(message.string))
            ):
                missing[text] = place
        return missing


def _translated(translations: Translations, code: str, text: str) -> str:
    return str(_compiled(translations, code).gettext(text))


@cache
def _compiled(translations: Translations, code: str) -> gettext.NullTranslations:
    """A catalogue that is a link is not opened: the check refuses it, in the source language."""
    if translations.file(code).is_symlink():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, translations.read(code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _singular(message: str | tuple[str, ...]) -> str:
    return message if isinstance(message, str) else message[0]


def _places(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s|\{(\w+)\}", text))
