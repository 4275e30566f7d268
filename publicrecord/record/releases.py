"""Releases: what was published when. One file a release, which is never changed again.

data/releases/<version>.zip holds the tables as released and values.csv: every value that the
release published anew, changed or took back. Read in order, these are the history of each number,
whatever the code and the tables have become since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.record.claims import VALUELESS
from publicrecord.record.context import context_claims
from publicrecord.record.package import Record, Row, rows
from publicrecord.record.release_file import Value, read_release
from publicrecord.settings import Settings

FOLDER = "releases"
TAKEN_BACK = "removed"  # the status of a value that a release took back
BY_PLACE = {"places", "population"}  # kinds of claims, which begin with the code of a place
MOST_VALUES = 200_000  # of all releases together; the first one has 4,000
LEAST = 500  # as many values a release counts for, however few it has
MOST_BROKEN = 10  # files that are not sound, before the others are not read
TOO_MANY = N_("the releases have too many values together")
COMPARED = ("value", "unit", "status", "as_of", "shown")

BROKEN = Rule(
    "release-broken",
    N_("This file is not a published release: {reason}."),
    N_(
        "Restore the file from git, or delete it if it was never published. A published "
        "release must not be changed."
    ),
)


@dataclass(frozen=True)
class Release:
    """One release: version, day, note in each language, file, the description of its tables (the
    descriptor of then), and what it published."""

    version: str
    released_on: str
    count: int
    sha256: str
    note: Row
    file: Path
    description: dict[str, Any]
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Releases:
    """All releases, the first one first."""

    listed: tuple[Release, ...]

    @property
    def latest(self) -> Release | None:
        """The last release, if there is one."""
        return self.listed[-1] if self.listed else None

    @cached_property
    def by_version(self) -> dict[str, Release]:
        """The releases by their version."""
        return {release.version: release for release in self.listed}

    @cached_property
    def history(self) -> dict[str, list[tuple[Release, Value]]]:
        """Of each claim what was published of it, in order."""
        found: dict[str, list[tuple[Release, Value]]] = {}
        for release in self.listed:
            for value in release.values:
                found.setdefault(value["claim"], []).append((release, value))
        return found

    @cached_property
    def current(self) -> dict[str, Value]:
        """The values as the last release left them, by claim."""
        last = {claim: published[-1][1] for claim, published in self.history.items()}
        return {claim: value for claim, value in last.items() if value["value"]}


def figure_of(claim: str) -> str:
    """The figure that a claim is on."""
    return claim.rpartition("@")[0]


def source_of(claim: str) -> str:
    """The source of a claim."""
    return claim.rpartition("@")[2]


def group_of(claim: str, upper: Mapping[str, str]) -> str:
    """Where a claim is among the pages and answers: waves, programme, places-11, ...

    upper: the place of the upper level that each place lies in, codes in small letters. Population
    that is of none of them is the country's.
    """
    kind, code, _rest = claim.split("/", 2)
    if kind in BY_PLACE:
        return f"{kind}-{upper.get(code, code if kind == 'population' else 'other')}"
    return kind.replace("_", "-")


def published_values(record: Record, claims: pd.DataFrame, dates: pd.DataFrame) -> dict[str, Row]:
    """Every value that the record publishes, by claim: the claim's row with `value` as text.

    Claims that are unfit or say that there is no value are left out.
    """
    found = {}
    for row in [*rows(claims), *rows(dates), *rows(context_claims(record))]:
        value = row["date"] if row["table"] == "wave_dates" else row["value"]
        if value != "" and row["status"] != "unfit" and row["status"] not in VALUELESS:
            text = value if isinstance(value, str) else plain(value)
            found[row["claim_id"]] = row | {"value": text}
    return found


def plain(value: float) -> str:
    """A number as it is typed into the tables."""
    return str(int(value)) if value == int(value) else format(Decimal(repr(float(value))), "f")


def read_releases(record: Record) -> Releases:
    """The releases of the record; one whose file is not sound is left out (see `find`)."""
    sound = [read for read in _read(record) if isinstance(read, Release)]
    return Releases(tuple(sorted(sound, key=lambda r: version_key(r.version))))


def _read(record: Record) -> Iterator[Release | Finding]:
    """Each release that releases.csv lists, or why its file is not sound; no more are read once
    they hold more than fits."""
    left = MOST_VALUES
    for row in rows(record.table("releases")):
        file = record.folder / FOLDER / f"{row['version']}.zip"
        try:
            description, values = read_release(file, row["sha256"])
            left -= len(values) + LEAST
            if left < 0:
                raise ValueError(TOO_MANY)
        except ValueError as error:
            yield BROKEN.at(f"{record.folder.name}/{FOLDER}/{file.name}", reason=error.args[0])
            left -= MOST_VALUES // MOST_BROKEN
        else:
            yield Release(
                row["version"], row["released_on"], int(row["values"]), row["sha256"], row, file,
                description, with_missing_names(values, record.settings),
            )  # fmt: skip
        if left < 0:
            return


def with_missing_names(values: tuple[Value, ...], settings: Settings) -> tuple[Value, ...]:
    """Values of a release with a name in every language of the site: in one that the site did not
    have when they were released, the name in another."""
    columns = settings.columns("name")
    given = [column for column in (values[0] if values else ()) if column.startswith("name_")]
    missing = [column for column in columns if column not in given]
    if not missing or not given:
        return values
    source = f"name_{settings.source_language.code}"
    name = source if source in given else given[0]
    return tuple(value | dict.fromkeys(missing, value[name]) for value in values)


def version_key(version: str) -> list[int]:
    """A version as numbers, to be compared."""
    return [int(part) for part in version.split(".")]


def find(record: Record) -> Iterator[Finding]:
    """A finding for each release whose file is not there, not sound or not listed."""
    yield from (read for read in _read(record) if isinstance(read, Finding))
    expected = {f"{row['version']}.zip" for row in rows(record.table("releases"))}
    for path in sorted((record.folder / FOLDER).glob("*")):
        if path.name not in expected:
            name = f"{record.folder.name}/{FOLDER}/{path.name}"
            yield BROKEN.at(name, reason=N_("releases.csv does not list it"))
