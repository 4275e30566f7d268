"""What one site says of itself: its names, country and languages, from the programme's settings.

Whatever can be read from the tables (years, waves, numbers of places) is read from them and has no
setting.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from publicrecord.geography import Geography
from publicrecord.inputs import tree_hash
from publicrecord.install import TEMPLATES
from publicrecord.language import SOURCE_LANGUAGE, Language, Message, described_key
from publicrecord.translations import Translations


@dataclass(frozen=True)
class PlaceCounts:
    """Which published figures count the people of every regency: their source and measure."""

    source_id: str
    measure_id: str


@dataclass(frozen=True)
class EveryWave:
    """What the record must say of every wave, be it that nothing is known: these measures, and the
    days of these events, which follow each other."""

    measures: tuple[str, ...]
    events: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """What catalogues of data ask of a publisher, in words of public vocabularies.

    publisher: its kind, a publisher type of ADMS, such as NonGovernmentalOrganisation. frequency:
    how often data are released, a code of the EU's list, such as MONTHLY. themes: what the record
    is about, codes of the EU's list of data themes with their names in English.
    """

    publisher: str
    frequency: str
    themes: Mapping[str, str]


@dataclass(frozen=True)
class Ended:
    """The end of the programme: its day (ISO 8601), the source that names it, and the name of the
    programme that followed, if one did."""

    day: str
    source_id: str
    successor: str = ""


@dataclass(frozen=True)
class Affixes:
    """What is taken off the words of a language to find their roots, and what then takes its
    place."""

    endings: Mapping[str, list[str]]
    beginnings: Mapping[str, list[str]]


@dataclass(frozen=True)
class SearchWords:
    """Words of the search, those of all languages together.

    ignored: words that queries have and texts need not have. asks: words that ask for a number.
    qualifiers: words that only choose among the texts that have the others, such as "largest".
    synonyms: in each line words and phrases that are found by each other, with commas between them;
    those before a > find those after it, which do not find them.
    affixes: those of each language.
    """

    ignored: list[str]
    asks: list[str]
    qualifiers: list[str]
    synonyms: list[str]
    affixes: list[Affixes]


@dataclass(frozen=True, eq=False)
class Settings:
    """The settings of a site.

    folder: the project's folder, with site_src/. package: the folder of the programme: its code,
    its templates and settings.yml.
    name: in names of files (prakerja.zip), small letters. identity: in identifiers of feeds and
    calendars, which never change. programme: its name, the same in every language. country,
    country_code: ISO 3166-1 alpha-3. currency: unit -> the sign that is written before its number.
    measured: units that may have decimals or signs; values in others count whole things.
    every_wave, catalogue, geography, place_counts, search: see EveryWave, Catalogue, Geography,
    PlaceCounts, SearchWords. at_most: measure -> the measure of the whole that it is a part of; it
    must not be larger for the same wave, period and place. searched: the source_id of rows that say
    "looked for and not found". city: the type of lower places whose names get it as a prefix in
    addresses and lists. management: who runs the programme, as surveys name it in the root's
    language.
    ended: the end of the programme; None while it goes on, or if no end is known.
    languages: the site's, the root's first.
    """

    folder: Path
    package: Path
    name: str
    identity: str
    programme: str
    country: str
    country_code: str
    currency: dict[str, str]
    measured: frozenset[str]
    every_wave: EveryWave
    at_most: dict[str, str]
    catalogue: Catalogue
    geography: Geography
    place_counts: PlaceCounts
    searched: str
    city: str
    management: str
    search: SearchWords
    languages: tuple[Language, ...]
    ended: Ended | None = None

    @property
    def root_language(self) -> Language:
        """The language whose pages are at the root of the site."""
        return self.languages[0]

    @cached_property
    def source_language(self) -> Language:
        """The site's language of the message ids, or the root's where the site has it not."""
        return self.language(SOURCE_LANGUAGE) or self.root_language

    @cached_property
    def source_first(self) -> tuple[Language, ...]:
        """The languages, that of the message ids first, as catalogues list them."""
        return tuple(sorted(self.languages, key=lambda lang: lang is not self.source_language))

    def language(self, code: str) -> Language | None:
        """The language with this code, if it is one of the site's."""
        return next((lang for lang in self.languages if lang.code == code), None)

    @property
    def file(self) -> str:
        """The file of the settings as findings name it."""
        return f"{self.package.name}/settings.yml"

    @property
    def templates(self) -> Path:
        """The folder of the programme's templates."""
        return self.package / "templates"

    @property
    def translations(self) -> Translations:
        """The texts of the site and their translations."""
        return Translations(self.folder, self.package)

    @cached_property
    def texts_hashes(self) -> tuple[str, str]:
        """The hashes of what names and texts come from: the programme's folder without its
        templates, and the engine's translations. An input of every step that writes words."""
        code = [path for path in sorted(self.package.iterdir()) if path != self.templates]
        hashes = "".join(tree_hash(path) for path in code if path.name != "__pycache__")
        return hashes, tree_hash(TEMPLATES / "locale")

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics of tables, in their order."""
        return tuple(self.root_language.topics)

    def columns(self, stem: str) -> tuple[str, ...]:
        """The columns of a text of the tables, one a language: note_id, note_en."""
        return tuple(f"{stem}_{lang.code}" for lang in self.languages)

    def texts_in(self, names: Collection[str]) -> list[tuple[str, ...]]:
        """Of these columns of a table those that are one text in several languages, together:
        (note_id, note_en), but not source_id."""
        stems = (name.removesuffix(f"_{s.code}") for name in names for s in self.languages)
        sets = (
            tuple(column for column in self.columns(stem) if column in names)
            for stem in dict.fromkeys(stems)
        )
        return [found for found in sets if len(found) > 1]

    def described_keys(self, *keys: str) -> tuple[str, ...]:
        """The keys of texts of the descriptor, each in every language: title, title_id."""
        return tuple(described_key(key, s.code) for key in keys for s in self.source_first)

    def in_every_language(self, message: Message) -> dict[str, str]:
        """A text by the code of each language of the site, for a set of columns."""
        return {lang.code: lang.gettext(message) for lang in self.languages}
