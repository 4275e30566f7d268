"""From when to when a place exists, and what it was called and belonged to before.

The table of a level lists each place once, as it is now or was last. The table `former_places` has
a row for each time in which a place had another name, or belonged to another place of the upper
level. In both, `valid_from` and `valid_to` are the first and the last day, as in official code
lists: an empty valid_from means as far back as the record goes, an empty valid_to that it is valid
still. Why: docs/adr/0018-validity.md.

The day that decides on the places of a figure is its as_of: a file of 2031 that counts earlier
years counts them in the places of 2031.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from publicrecord.geography import Level
from publicrecord.record.once import once
from publicrecord.record.package import Record, rows

FORMER = "former_places"
OPEN = "9999-12-31"
"""The last day of what is valid still."""


class PlaceVersion(NamedTuple):
    """A place as it was in one span of time.

    upper: the place of the upper level that it belongs to; empty for one of that level. first,
    last: days; an empty first is before all others, and last is OPEN where it is valid still.
    file, row: where the record says so.
    """

    code: str
    name: str
    upper: str
    first: str
    last: str
    file: str
    row: int

    def on(self, day: str) -> bool:
        """Whether the entry is valid on a day."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Succession:
    """A place and one of its predecessors. day: when the place was created from it (`created`), or
    when a place that existed already absorbed it."""

    code: str
    predecessor: str
    day: str
    created: bool


class Move(NamedTuple):
    """An area of the lower level that went from one place of the upper level (before) to another
    (after). code: of the area from that day on."""

    day: str
    code: str
    before: str
    after: str


def last_day(as_of: str) -> str:
    """The last day of a year, a month or a day, as text that compares with other days."""
    return as_of + "-12-31"[len(as_of) - 4 :]


def day_after(day: str) -> str:
    """The next day."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def day_before(day: str) -> str:
    """The day before."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


@once
def place_versions(record: Record, level: Level) -> dict[str, list[PlaceVersion]]:
    """The versions of each place of the upper or the lower level, the earliest first, by code in
    the order of the table."""
    found = {entry.code: [entry] for entry in _entries(record, level, level.table, level.code)}
    for entry in _entries(record, level, FORMER, "code") if FORMER in record.tables else ():
        if entry.code in found:
            found[entry.code].append(entry)
    return {code: sorted(listed, key=lambda entry: entry.last) for code, listed in found.items()}


def _entries(record: Record, level: Level, table: str, code: str) -> list[PlaceVersion]:
    """The versions in a table, read by column: every question about places asks for them. code: the
    column of the code."""
    frame, upper, file = record.table(table), record.settings.geography.upper, record.file(table)
    above = [""] * len(frame) if level == upper else frame[upper.code].fillna("").tolist()
    names, firsts, lasts = (
        frame[column].fillna(empty).tolist()
        for column, empty in (("name", ""), ("valid_from", ""), ("valid_to", OPEN))
    )
    cells = frame[code].tolist(), names, above, firsts, lasts, frame["row"].tolist()
    return [
        PlaceVersion(own, name, around, first, last, file, row)
        for own, name, around, first, last, row in zip(*cells, strict=True)
    ]


def valid(record: Record, level: Level, day: str = OPEN) -> list[str]:
    """The codes of the places of a level that are valid on a day, by default those that are valid
    still; in the order of their table."""
    found = place_versions(record, level).items()
    return [code for code, listed in found if any(entry.on(day) for entry in listed)]


def lifetimes(record: Record, level: Level) -> dict[str, tuple[str, str]]:
    """The first and the last day of each place of a level."""
    found = place_versions(record, level).items()
    return {code: (listed[0].first, listed[-1].last) for code, listed in found}


@once
def upper_on(record: Record, day: str) -> dict[str, str]:
    """To which place of the upper level each of the lower that was valid on a day belonged."""
    found = place_versions(record, record.settings.geography.lower).items()
    return {code: entry.upper for code, listed in found for entry in listed if entry.on(day)}


def upper_of(record: Record, figures: pd.DataFrame) -> pd.Series:
    """To which place of the upper level the place of each figure (code, as_of) belonged on the day
    of the figure; nothing for one that was not valid then."""
    found = {as_of: upper_on(record, last_day(as_of)) for as_of in figures["as_of"].unique()}
    pairs = zip(figures["code"], figures["as_of"], strict=True)
    return pd.Series(
        [found[as_of].get(code) for code, as_of in pairs], figures.index, dtype="object"
    )


def first_upper(record: Record) -> dict[str, str]:
    """To which place of the upper level the area of each of the lower belonged first."""
    lower = record.settings.geography.lower
    listed = place_versions(record, lower)
    before = {
        found.code: found.predecessor for found in successions(record, lower) if found.created
    }

    def root(code: str, seen: frozenset[str] = frozenset()) -> str:
        further = before.get(code, code)
        return code if further in seen | {code} else root(further, seen | {code})

    return {code: listed[root(code)][0].upper for code in listed}


def successions(record: Record, level: Level) -> list[Succession]:
    """The predecessors of the places of a level, where the record says on which day."""
    lives, found = lifetimes(record, level), []
    for row in rows(record.table(level.table)):
        code = row[level.code]
        began = lives[code][0]
        for predecessor in row["predecessors"].split():
            last = lives.get(predecessor, ("", OPEN))[1]
            ended = "" if last == OPEN else day_after(last)
            if predecessor in lives and (began or ended):
                created = began >= ended
                found.append(Succession(code, predecessor, began if created else ended, created))
    return found


def renumbered(record: Record, level: Level) -> dict[str, tuple[str, str]]:
    """Places that ended and go on under the same name with a new code: by the old code, the last
    day and the new code."""
    listed, followers = place_versions(record, level), defaultdict[str, list[str]](list)
    for origin in successions(record, level):
        if origin.created and origin.day > listed[origin.predecessor][-1].last:
            followers[origin.predecessor].append(origin.code)
    ended = ((listed[code][-1], codes[0]) for code, codes in followers.items() if len(codes) == 1)
    return {
        before.code: (before.last, code)
        for before, code in ended
        if before.name == listed[code][0].name
    }


@once
def area_changes(record: Record) -> dict[str, set[str]]:
    """The days on which the area of each place of both levels changed; not that on which it
    began."""
    upper, lower = record.settings.geography.levels[:2]
    changed: dict[str, set[str]] = {}
    for move in moves(record):
        for code in (move.before, move.after):
            changed.setdefault(code, set()).add(move.day)
    for level in (upper, lower):
        lives = lifetimes(record, level)
        for origin in successions(record, level):
            kept = origin.predecessor if origin.created else origin.code
            if lives[kept][1] >= origin.day:
                changed.setdefault(kept, set()).add(origin.day)
    return changed


def changed_between(days: Iterable[str], one: str, other: str) -> bool:
    """Whether one of these days of change lies between two days."""
    return any(min(one, other) < day <= max(one, other) for day in days)


def moves(record: Record) -> list[Move]:
    """The places of the lower level, or areas of theirs, that came to another place of the upper
    level, in the order of time."""
    lower, found = record.settings.geography.lower, []
    for code, former in place_versions(record, lower).items():
        for one, next_one in pairwise(former):
            if one.upper != next_one.upper:
                found.append(Move(next_one.first, code, one.upper, next_one.upper))
    for origin in successions(record, lower):
        before = upper_on(record, day_before(origin.day)).get(origin.predecessor, "")
        after = upper_on(record, origin.day).get(origin.code, "")
        if before and after and before != after:
            found.append(Move(origin.day, origin.code, before, after))
    return sorted(found)


@once
def numbers_of_upper(record: Record) -> dict[int, str]:
    """How many places of the upper level there were at a time, and the first day on which there
    were so many; empty where that is as far back as the record goes."""
    upper = record.settings.geography.upper
    listed = [entry for former in place_versions(record, upper).values() for entry in former]
    days = {entry.first for entry in listed}
    days |= {day_after(entry.last) for entry in listed if entry.last != OPEN}
    found: dict[int, str] = {}
    for day in sorted(days | {""}):
        found.setdefault(sum(entry.on(day) for entry in listed), day)
    return found
