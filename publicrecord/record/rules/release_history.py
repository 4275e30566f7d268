"""Rules on releases beside each other: none changes in silence what an earlier one published, and
each is what releases.csv says it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.record import contract
from publicrecord.record.package import Record, Row, rows
from publicrecord.record.releases import BROKEN, FOLDER, Release, Releases, source_of
from publicrecord.record.rules.rehearsal import KEY, unpublishable

REPLACED = Rule(
    "release-changes-silently",
    N_(
        'For {value}, the release {version} published "{old}" and the release {later} "{new}", '
        "and revisions.csv does not explain this change."
    ),
    N_(
        "If the release {later} was not made by `python build.py release`, delete it. Otherwise "
        "add to revisions.csv a row that begins with {row_to_add}."
    ),
)
REWRITTEN = Rule(
    "release-rewritten",
    N_("The release {value} was published with other contents than it has now, or is missing."),
    N_(
        "Restore its file in data/releases/ and its row in releases.csv from git. A published "
        "release must not be changed."
    ),
)
REHEARSED = N_("it contains figures that must not be published")
OTHER_VERSION = N_("the description in it has another version")
OTHER_COUNT = N_("it does not have as many values as releases.csv says")


def silent_changes(
    record: Record, released: Releases, revisions: Mapping[str, Sequence[Row]]
) -> Iterator[Finding]:
    """A finding for each value that a release changed without a revision, and each release that is
    not what releases.csv says. revisions: the rows of revisions.csv of each claim, in order."""
    yield from _announced(record, released)
    for before, later in pairwise(released.listed):
        file = f"{record.folder.name}/{FOLDER}/{later.file.name}"
        yield from contract.find(later.description, before.description, file)
    for claim, history in released.history.items():
        for (release, value), (next_release, next_value) in pairwise(history):
            old, new = value["value"], next_value["value"]
            if old and old != new and not _explained(revisions.get(claim, ()), old, new):
                yield REPLACED.at(
                    record.file("releases"), value=claim, version=release.version, old=old,
                    later=next_release.version, new=new, row_to_add=f"{claim},{old},{new}",
                )  # fmt: skip


def rewritten(before: Record, after: Record) -> Iterator[Finding]:
    """A finding for each release of a record that an earlier state of it has with another hash."""
    now = {row["version"]: row["sha256"] for row in rows(after.table("releases"))}
    for row in rows(before.table("releases")):
        if now.get(row["version"]) != row["sha256"]:
            yield REWRITTEN.at(after.file("releases"), value=row["version"])


def _explained(chain: Sequence[Row], old: str, new: str) -> bool:
    """Whether revisions lead from one value to another."""
    starts = (number for number, row in enumerate(chain) if row["old"] == old)
    first = next(starts, None)
    return first is not None and any(row["new"] == new for row in chain[first:])


def _announced(record: Record, released: Releases) -> Iterator[Finding]:
    """A finding for each release that is not what releases.csv and this record say of it."""
    current: set[str] = set()
    for release in released.listed:
        for value in release.values:
            (current.add if value["value"] else current.discard)(value["claim"])
        file = f"{record.folder.name}/{FOLDER}/{release.file.name}"
        if release.description.get("version") != release.version:
            yield BROKEN.at(file, reason=OTHER_VERSION)
        elif release.count != len(current):
            yield BROKEN.at(file, reason=OTHER_COUNT)
        elif _is_rehearsal(release) and not unpublishable(record):
            yield BROKEN.at(file, reason=REHEARSED)


def _is_rehearsal(release: Release) -> bool:
    """Whether a release is of made-up figures or of a register: by its marks, or its sources."""
    marked = release.description.get("synthetic") or release.description.get("rehearsal")
    return bool(marked) or any(re.fullmatch(KEY, source_of(v["claim"])) for v in release.values)
