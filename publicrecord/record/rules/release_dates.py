"""Rules on the dates of releases: a later version never has an earlier date, and nothing that has
already happened is dated in the future."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pandas as pd

from publicrecord.checkout import data_epoch
from publicrecord.findings import Finding, Rule, UsageError
from publicrecord.language import N_
from publicrecord.record.package import Record, Row, rows
from publicrecord.record.releases import read_releases, version_key
from publicrecord.record.rules import rehearsal

BACKWARDS = Rule(
    "date-backwards",
    N_("The date {value} is earlier than {earliest}, the date of the release {version}."),
    N_(
        "Correct the date. A release is neither published nor planned before an earlier version, "
        "and a value is not revised before a release has published it. If the command release "
        "reports this, correct SOURCE_DATE_EPOCH or the clock of this computer."
    ),
)

NOT_YET = Rule(
    "date-not-yet",
    N_("The date {value} has not come yet."),
    N_(
        "Correct the date: what this column names has already happened. If it is right, correct "
        "the clock of this computer."
    ),
)
NO_VERSION = Rule(
    "event-without-version",
    N_('The event "{value}" begins with release-, but no version follows.'),
    N_("Write release- and the version of the release, such as release-2026.12.0."),
)
# The columns of days on which something has happened; a source is read after it was published.
HAPPENED = {
    "sources": "accessed_on", "revisions": "date", "releases": "released_on", "calendar": "done_on",
}  # fmt: skip
RELEASE = "release-"  # how the name of an event begins that is a release
VERSION = re.compile(r"[0-9]{4}\.[0-9]{2}\.[0-9]{1,9}")


def find(record: Record, claims: pd.DataFrame, dates: pd.DataFrame) -> Iterator[Finding]:
    """Every breach of the rules in this module."""
    released = [row | {"date": row["released_on"]} for row in rows(record.table("releases"))]
    yield from _ordered(record.file("releases"), "released_on", released)
    planned = []
    for row in rows(record.table("calendar")):
        version = row["event_id"].removeprefix(RELEASE)
        if version == row["event_id"] or row["done_on"]:
            continue
        if VERSION.fullmatch(version):
            planned.append(row | {"version": version, "date": row["planned_on"]})
        else:
            yield NO_VERSION.at(record.file("calendar"), row["row"], "event_id", row["event_id"])
    yield from _ordered(record.file("calendar"), "planned_on", planned)
    yield from _revisions(record)
    if not rehearsal.notice(record):  # which may be of another time
        yield from _not_yet(record)


def _not_yet(record: Record) -> Iterator[Finding]:
    """A finding for each day of a past event that is in the future, both by the clock (in the
    earliest time zone, 14 hours ahead of UTC) and by the date of the data."""
    latest = datetime.now(UTC) + timedelta(hours=14)
    late = [
        (table, column, row)
        for table, column in HAPPENED.items()
        for row in rows(record.table(table))
        if row[column] > latest.date().isoformat()
    ]
    if late:
        latest = max(latest, _dated(record))
    for table, column, row in late:
        if row[column] > latest.date().isoformat():
            yield NOT_YET.at(record.file(table), row["row"], column, row[column])


def _dated(record: Record) -> datetime:
    """The date of the data; the earliest there is where it is not known."""
    try:
        return datetime.fromtimestamp(data_epoch(record.folder.parent), UTC)
    except UsageError:
        return datetime.min.replace(tzinfo=UTC)


def _ordered(file: str, column: str, events: list[Row]) -> Iterator[Finding]:
    """A finding for each event of a version that is dated before one of an earlier version."""
    last: Row | None = None
    for event in sorted(events, key=lambda row: version_key(row["version"])):
        if last and event["date"] < last["date"]:
            yield BACKWARDS.at(
                file, event["row"], column, event["date"],
                earliest=last["date"], version=last["version"],
            )  # fmt: skip
        else:
            last = event


def _revisions(record: Record) -> Iterator[Finding]:
    """A finding for each revision that is dated before the release of the value that it revises."""
    history = read_releases(record).history
    for row in rows(record.table("revisions")):
        published = [r for r, v in history.get(row["claim"], []) if v["value"] == row["old"]]
        if published and row["date"] < published[0].released_on:
            first = published[0]
            yield BACKWARDS.at(
                record.file("revisions"), row["row"], "date", row["date"],
                earliest=first.released_on, version=first.version,
            )  # fmt: skip
