"""The places of a programme: their levels, and how people write and search for their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Level:
    """One level of places.

    name: as the code list `level` has it, such as state. table: the table that lists its places,
    such as states.
    """

    name: str
    table: str

    @property
    def code(self) -> str:
        """The column with the key of a place, in its own table and in those that refer to it."""
        return f"{self.name}_code"

    @property
    def figures(self) -> str:
        """The table of figures of places of the upper level, such as state_figures."""
        return f"{self.name}_figures"

    @property
    def aliases(self) -> str:
        """The table of names of places of the upper level as sources printed them."""
        return f"{self.name}_aliases"

    @property
    def as_printed(self) -> str:
        """The column with the name of a place of the upper level as a source printed it."""
        return f"{self.name}_as_printed"


@dataclass(frozen=True)
class MapFrame:
    """What the map of dots shows, in degrees; south and west are negative."""

    west: float
    east: float
    north: float
    south: float


@dataclass(frozen=True)
class Finder:
    """How people write names of places when they search.

    kinds: the words that are before a name, by the kind of place that they mean (a code of the
    list `level`). spellings: words that are read as another, or as nothing. optional: words at the
    beginning of names that may be left out. code_words: words that say that a code follows.
    """

    kinds: Mapping[str, list[str]]
    spellings: Mapping[str, str]
    optional: list[str]
    code_words: list[str]


@dataclass(frozen=True)
class Geography:
    """The places of a programme.

    levels: from the largest to the smallest. Those of the first two have pages; what is below them
    is listed on the page of the place that it lies in. unlisted: levels of names as printed that
    no table lists. residents: the measure of population that rates are made with. more_bases: the
    measures of people that rates of the levels which have them are made with too. abbreviations:
    beginnings of words in names -> what they stand for in addresses.
    """

    levels: tuple[Level, ...]
    unlisted: tuple[str, ...]
    residents: str
    more_bases: tuple[str, ...]
    abbreviations: Mapping[str, str]
    map: MapFrame
    finder: Finder

    @property
    def upper(self) -> Level:
        """The places that the country consists of, such as states."""
        return self.levels[0]

    @property
    def lower(self) -> Level:
        """The places that those of the upper level consist of, such as municipalities."""
        return self.levels[1]

    @property
    def below(self) -> tuple[Level, ...]:
        """The levels whose places have no page."""
        return self.levels[2:]
