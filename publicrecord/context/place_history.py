"""What became of a place: from when to when it exists, out of which it came and what followed."""

from __future__ import annotations

from dataclasses import dataclass, field

from publicrecord.record.package import Record
from publicrecord.record.validity import OPEN, PlaceVersion, moves, place_versions, successions

DatedCode = tuple[str, str]
"""A day, and the code or name that it concerns."""
PlaceMove = tuple[str, str, str]
"""A day, the code of a place of the lower level, and that of the other one of the upper level."""


@dataclass
class PlaceHistory:
    """The history of a place, with dates. Places are given by code.

    since, until: its first and last day; empty: as old as the record, still valid. predecessors:
    the places that it was made of. split_off: places made of a part of it. absorbed: places that
    became part of it. successors: what there is since it ended. names, former_parents: former names
    and former places of the upper level, each with its last day. left, joined: of a place of the
    upper level, the places that moved to another one that existed already, and those that moved
    into it after it began.
    """

    since: str = ""
    until: str = ""
    predecessors: list[str] = field(default_factory=list)
    split_off: list[DatedCode] = field(default_factory=list)
    absorbed: list[DatedCode] = field(default_factory=list)
    successors: list[str] = field(default_factory=list)
    names: list[DatedCode] = field(default_factory=list)
    former_parents: list[DatedCode] = field(default_factory=list)
    left: list[PlaceMove] = field(default_factory=list)
    joined: list[PlaceMove] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return self != PlaceHistory()


def place_histories(record: Record) -> dict[str, PlaceHistory]:
    """The history of each place of both levels, by its code."""
    upper, lower = record.settings.geography.levels[:2]
    listed = {level: place_versions(record, level) for level in (upper, lower)}
    found = {code: _own(former) for places in listed.values() for code, former in places.items()}
    for level in (upper, lower):
        for origin in successions(record, level):
            new, old = found[origin.code], found[origin.predecessor]
            ended = bool(old.until) and old.until < origin.day
            if origin.created:
                new.predecessors.append(origin.predecessor)
            else:
                new.absorbed.append((origin.day, origin.predecessor))
            if ended:
                old.successors.append(origin.code)
            else:
                old.split_off.append((origin.day, origin.code))
    for day, code, before, after in moves(record):
        if found[after].since != day:
            found[before].left.append((day, code, after))
            found[after].joined.append((day, code, before))
    return found


def _own(former: list[PlaceVersion]) -> PlaceHistory:
    """What the entries of a place say of itself."""
    last = former[-1]
    since, until = former[0].first, "" if last.last == OPEN else last.last
    history = PlaceHistory(since=since, until=until)
    for at, entry in enumerate(former[:-1]):
        if entry.name != former[at + 1].name:
            history.names.append((entry.last, entry.name))
        if entry.upper != former[at + 1].upper:
            history.former_parents.append((entry.last, entry.upper))
    return history
