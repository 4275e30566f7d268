"""Rules on when places exist: their days are in order, and what refers to a place does so while it
is valid."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from publicrecord.findings import Finding, Rule
from publicrecord.geography import Level
from publicrecord.language import N_
from publicrecord.record.context import context_claims
from publicrecord.record.descriptor import nearest
from publicrecord.record.package import Record, Row, records, rows
from publicrecord.record.places import earlier_numbers
from publicrecord.record.rules.places import CODE_UNKNOWN
from publicrecord.record.validity import (
    FORMER,
    OPEN,
    PlaceVersion,
    day_after,
    last_day,
    lifetimes,
    numbers_of_upper,
    place_versions,
    successions,
)

REVERSED = Rule(
    "place-ends-before-it-begins",
    N_("The place {code} is valid to {value}, which is before the day it is valid from ({first})."),
    N_("Correct valid_from or valid_to."),
)
BROKEN = Rule(
    "place-validity-broken",
    N_(
        "The place {code} is valid to {last} in row {other} of {where}, but this row, which "
        "follows it, is valid from {first}."
    ),
    N_("Correct one of the two days. The later row must be valid from the day after, {day}."),
)
OPEN_BEGINNING = N_("the beginning of the record")
PARENT = Rule(
    "place-in-wrong-parent",
    N_(
        "{code} belongs to {value} from {first} to {last}, but {value} is valid from "
        "{parent_first} to {parent_last} only."
    ),
    N_(
        "Correct the code of the area around it, or the days of one of the two. If {code} belonged "
        "to another area before, add that time to {former}."
    ),
)
TODAY = N_("today")
PREDECESSOR = Rule(
    "place-predecessor-without-day",
    N_("{code} came out of {value}, but no row says on which day."),
    N_("Write valid_from of {code}, or valid_to of {value} if that place ended."),
)
PREDECESSOR_LATER = Rule(
    "place-predecessor-later",
    N_("{code} came out of {value} on {day}, but {value} was not valid on the day before."),
    N_("Correct predecessors, or the days of one of the two places."),
)
NOT_THEN = Rule(
    "place-not-then",
    N_(
        "This number is on {period}, as of {as_of}, but {value} was valid from {first} to {last} "
        "only."
    ),
    N_(
        "If the place was renamed or moved, first copy its earlier row into former_places.csv. "
        "Otherwise correct the code, the period or the date, or the days of the place."
    ),
)
BOUNDARY = Rule(
    "boundary-unknown",
    N_("There were never {value} {places} in this record."),
    N_("Write how many there were on the day of the number: {numbers}."),
)


def find(record: Record, claims: pd.DataFrame, _dates: pd.DataFrame) -> Iterator[Finding]:
    """Every breach of the rules in this module."""
    geography = record.settings.geography
    known = {level: place_versions(record, level) for level in geography.levels[:2]}
    yield from _former(record, known)
    reversed_days = [*_reversed(known)]
    yield from reversed_days
    if reversed_days:
        return
    for listed in known.values():
        yield from _unbroken(listed)
    yield from _parents(record)
    for level in known:
        yield from _predecessors(record, level)
    yield from _figures(record, claims)
    yield from _boundaries(record)


def _former(record: Record, known: dict[Level, dict[str, list[PlaceVersion]]]) -> Iterator[Finding]:
    """A row of the former places is on a place that is listed."""
    codes = [code for listed in known.values() for code in listed]
    for row in rows(record.table(FORMER)) if FORMER in record.tables else ():
        if row["code"] not in codes:
            yield CODE_UNKNOWN.at(
                record.file(FORMER), row["row"], "code", row["code"],
                target=", ".join(record.resource(level.table)["path"] for level in known),
                near=nearest(row["code"], codes),
            )  # fmt: skip


def _reversed(known: dict[Level, dict[str, list[PlaceVersion]]]) -> Iterator[Finding]:
    for entry in (e for listed in known.values() for former in listed.values() for e in former):
        if entry.first > entry.last:
            yield REVERSED.at(
                entry.file, entry.row, "valid_to", entry.last, code=entry.code, first=entry.first
            )


def _unbroken(listed: dict[str, list[PlaceVersion]]) -> Iterator[Finding]:
    """One row of a place follows the other."""
    for former in listed.values():
        for before, after in pairwise(former):
            day = day_after(before.last) if before.last != OPEN else ""
            if after.first != day:
                yield BROKEN.at(
                    after.file, after.row, "valid_from", after.first, code=after.code,
                    last=before.last, other=before.row, where=before.file, day=day,
                    first=_began(after.first),
                )  # fmt: skip


def _parents(record: Record) -> Iterator[Finding]:
    """The area around a place is valid as long as the place belongs to it."""
    geography = record.settings.geography
    upper, lower = geography.levels[:2]
    lives = lifetimes(record, upper) | lifetimes(record, lower)
    listed = [e for former in place_versions(record, lower).values() for e in former]
    for entry in listed:
        yield from _parent(lives, entry, upper)
    for level in geography.below[:1]:
        for row in rows(record.table(level.table)) if level.table in record.tables else ():
            file = record.file(level.table)
            entry = PlaceVersion(row[level.code], "", row[lower.code], OPEN, OPEN, file, row["row"])
            yield from _parent(lives, entry, lower)


def _parent(
    lives: dict[str, tuple[str, str]], entry: PlaceVersion, around: Level
) -> Iterator[Finding]:
    first, last = lives.get(entry.upper, ("", OPEN))  # a key that is unknown is reported as such
    if entry.first < first or entry.last > last:
        yield PARENT.at(
            entry.file, entry.row, around.code, entry.upper, code=entry.code,
            first=_began("" if entry.first == OPEN else entry.first), last=_ended(entry.last),
            parent_first=_began(first), parent_last=_ended(last),
            former=FORMER + ".csv",
        )  # fmt: skip


def _predecessors(record: Record, level: Level) -> Iterator[Finding]:
    listed, file = place_versions(record, level), record.file(level.table)
    found = {(origin.code, origin.predecessor): origin for origin in successions(record, level)}
    for row in rows(record.table(level.table)):
        code = row[level.code]
        for value in row["predecessors"].split():
            place = (file, row["row"], "predecessors", value)
            origin = found.get((code, value))
            if value not in listed or value == code:
                others = [known for known in listed if known != code]
                yield CODE_UNKNOWN.at(
                    *place, target=record.resource(level.table)["path"], near=nearest(value, others)
                )
            elif not origin:
                if not row.get("created_on"):
                    yield PREDECESSOR.at(*place, code=code)
            elif not any(e.first < origin.day <= day_after_last(e) for e in listed[value]):
                yield PREDECESSOR_LATER.at(*place, code=code, day=origin.day)


def day_after_last(entry: PlaceVersion) -> str:
    """The day after the last of an entry."""
    return OPEN if entry.last == OPEN else day_after(entry.last)


def _figures(record: Record, claims: pd.DataFrame) -> Iterator[Finding]:
    """A number of a place begins before the place ended, and is dated after the place began: a
    later file may count earlier years by the places of its own day."""
    upper, lower = record.settings.geography.levels[:2]
    lives = lifetimes(record, upper) | lifetimes(record, lower)
    limited = {code: life for code, life in lives.items() if life != ("", OPEN)}
    if not limited:
        return
    on_upper = claims.assign(code=claims[upper.code].where(claims["table"] == upper.figures))
    on_lower = claims[claims["table"] == "place_figures"]
    both = pd.concat([on_upper, on_lower, context_claims(record)])
    for row in records(both[both["code"].isin(limited) & both["status"].ne("unfit")]):
        first, last = limited[row["code"]]
        begin, day = _span(row)
        if day < first or begin > last:
            column = "place_as_printed" if row["table"] == "place_figures" else "code"
            yield NOT_THEN.at(
                record.file(row["table"]), row["row"],
                upper.as_printed if row["table"] == upper.figures else column, row["code"],
                period=row["period"] if pd.notna(row["period"]) else row["as_of"],
                as_of=row["as_of"], first=_began(first), last=_ended(last),
            )  # fmt: skip


def _span(row: Row) -> tuple[str, str]:
    """The first day of the time that a number is on, and the day that it is of."""
    as_of: str = last_day(row["as_of"]) if pd.notna(row["as_of"]) else OPEN
    period: str = row["period"] if pd.notna(row["period"]) else row["as_of"]
    if pd.isna(period) or period == "cumulative":
        return "", as_of
    return period if period == row["as_of"] else period[:4], as_of


def _boundaries(record: Record) -> Iterator[Finding]:
    upper = record.settings.geography.upper
    numbers = {*numbers_of_upper(record)} | earlier_numbers(record)
    for name, frame in record.tables.items():
        if "boundary" in frame:
            for row in records(frame.dropna(subset="boundary")):
                if row["boundary"] not in numbers:
                    yield BOUNDARY.at(
                        record.file(name), row["row"], "boundary", row["boundary"],
                        places=lambda language: language.levels[upper.table],
                        numbers=", ".join(map(str, sorted(numbers))),
                    )  # fmt: skip


def _began(day: str) -> object:
    return day or OPEN_BEGINNING


def _ended(day: str) -> object:
    return TODAY if day == OPEN else day
