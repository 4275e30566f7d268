"""Rules on what was published: no value changes or goes without a row that says why."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime

import pandas as pd

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.record import releases
from publicrecord.record.claims import VALUELESS
from publicrecord.record.context import context_claims
from publicrecord.record.descriptor import nearest
from publicrecord.record.package import Record, Row, rows
from publicrecord.record.release_file import is_value
from publicrecord.record.rules.release_history import silent_changes

CHANGED = Rule(
    "value-changed-silently",
    N_(
        'The release {version} published the value "{old}", but the table now contains '
        '"{value}", and revisions.csv does not explain this change.'
    ),
    N_(
        "Restore the old value, or add the following row to revisions.csv and fill in "
        "its columns kind (revision if the source published another value, correction if "
        "the table was wrong), {columns}: {row_to_add}"
    ),
)
GONE = Rule(
    "value-removed-silently",
    N_(
        'The release {version} published the value "{old}" for {value}, but no table '
        "contains this claim now, and revisions.csv does not explain this change."
    ),
    N_(
        "Restore the row, or add the following row to revisions.csv and fill in its "
        "columns kind (revision if the source published another value, correction if the "
        "table was wrong), {columns}: {row_to_add}"
    ),
)
UNPUBLISHED = Rule(
    "revision-of-nothing",
    N_('No release contains a value of the claim "{value}".'),
    N_(
        "Correct the name of the claim. Similar claims: {near}. If the value was never "
        "released, delete this row: such a value can be changed without a revision."
    ),
)
BROKEN_CHAIN = Rule(
    "revision-differs",
    N_('The column {column} contains "{value}", but it should contain "{expected}".'),
    N_(
        "Correct the row. The revisions of one claim follow each other by date: each row "
        "begins with the value with which the row before it ended, and the last row ends "
        "with the value that the table contains now."
    ),
)
CALENDAR = Rule(
    "calendar-differs",
    N_(
        'The column done_on contains "{value}", but according to releases.csv the date '
        'of this release is "{expected}".'
    ),
    N_(
        "Write the date from releases.csv in the column done_on. Leave the column empty "
        "for a release that is not published yet."
    ),
)


def find(record: Record, claims: pd.DataFrame, dates: pd.DataFrame) -> Iterator[Finding]:
    """Every breach of the rules in this module."""
    broken = list(releases.find(record))
    yield from broken
    yield from _calendar(record)
    if not broken:
        yield from _revisions(record, claims, dates)


def _revisions(record: Record, claims: pd.DataFrame, dates: pd.DataFrame) -> Iterator[Finding]:
    released = releases.read_releases(record)
    chains: dict[str, list[Row]] = {}
    for row in sorted(rows(record.table("revisions")), key=lambda r: (r["date"], r["row"])):
        chains.setdefault(row["claim"], []).append(row)
    yield from silent_changes(record, released, chains)
    now = releases.published_values(record, claims, dates)
    columns = ["claim_id", "table", "row", "status"]
    known = pd.concat([frame[columns] for frame in (claims, dates, context_claims(record))])
    places = {row["claim_id"]: row for row in rows(known)}
    for claim, chain in chains.items():
        if claim not in released.history:
            near = nearest(claim, list(released.history))
            yield UNPUBLISHED.at(
                record.file("revisions"), chain[0]["row"], "claim", claim, near=near
            )
            continue
        current = now[claim]["value"] if claim in now else ""
        yield from _chain(record, chain, released, current)
    version = released.latest.version if released.latest else ""
    reasons = record.settings.columns("reason")
    for claim, value in released.current.items():
        old, new = value["value"], now[claim]["value"] if claim in now else ""
        passed = [v for row in chains.get(claim, []) for v in (row["old"], row["new"])]
        if old == new or (old in passed and passed[-1] == new):
            continue
        row_to_add = _row_to_add(claim, old, new, len(reasons))
        if claim in places:
            place = places[claim]
            column = "date" if value["table"] == "wave_dates" else "value"
            yield CHANGED.at(
                record.file(place["table"]), place["row"], column, new or _why_none(place),
                version=version, old=old, row_to_add=row_to_add, columns=", ".join(reasons),
            )  # fmt: skip
        else:
            table = value["table"] if value["table"] in record.tables else "revisions"
            yield GONE.at(
                record.file(table), value=claim, version=version, old=old, row_to_add=row_to_add,
                columns=", ".join(reasons),
            )  # fmt: skip


def _chain(
    record: Record, chain: list[Row], released: releases.Releases, current: str
) -> Iterator[Finding]:
    """The rows of one claim follow from a released value to the value of the record."""
    file, claim = record.file("revisions"), chain[0]["claim"]
    values = [value["value"] for _release, value in released.history[claim]]
    table = released.history[claim][-1][1]["table"]
    words = [
        (row["row"], column, row[column])
        for row in chain
        for column in ("old", "new")
        if row[column] and not is_value(row[column], table)
    ]
    if words:
        for place in words:
            yield BROKEN_CHAIN.at(file, *place, expected=values[-1])
        return
    if chain[0]["old"] not in values:
        yield BROKEN_CHAIN.at(file, chain[0]["row"], "old", chain[0]["old"], expected=values[-1])
    for before, after in zip(chain, chain[1:], strict=False):
        if before["new"] != after["old"]:
            yield BROKEN_CHAIN.at(file, after["row"], "old", after["old"], expected=before["new"])
    if chain[-1]["new"] != current:
        yield BROKEN_CHAIN.at(file, chain[-1]["row"], "new", chain[-1]["new"], expected=current)


def _why_none(place: Row) -> str:
    """The status of a claim that publishes no value, if that is what it says."""
    return str(place["status"]) if place["status"] in {*VALUELESS, "unfit"} else ""


def _row_to_add(claim: str, old: str, new: str, reasons: int) -> str:
    """The row of revisions.csv that is missing, of today; what only a person knows, the kind and
    the reason in each language, is empty."""
    stream = io.StringIO()
    today = datetime.now(UTC).date().isoformat()
    csv.writer(stream, lineterminator="").writerow([claim, old, new, today, "", *[""] * reasons])
    return stream.getvalue()


def _calendar(record: Record) -> Iterator[Finding]:
    """A release that came out has its day in the calendar, and no other has."""
    days = {row["version"]: row["released_on"] for row in rows(record.table("releases"))}
    for row in rows(record.table("calendar")):
        kind, _, version = row["event_id"].partition("-")
        expected = days.get(version, "")
        if kind == "release" and row["done_on"] != expected:
            yield CALENDAR.at(
                record.file("calendar"), row["row"], "done_on", row["done_on"], expected=expected
            )
