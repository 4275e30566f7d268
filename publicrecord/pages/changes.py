"""What the page of changes says, in one language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from publicrecord.context.site_context import SiteContext
from publicrecord.feeds.calendar import events, state_name
from publicrecord.history.changes import notes, permalink, spoken_value
from publicrecord.language import Language
from publicrecord.record.package import Row
from publicrecord.record.release_file import Value
from publicrecord.record.releases import TAKEN_BACK, Release, source_of


class ChangesWords:
    """The rows of the page of changes."""

    def __init__(self, content: SiteContext, language: Language) -> None:
        self._content, self._language = content, language
        self._changes = content.changes
        self.today = datetime.fromtimestamp(content.epoch, UTC).date().isoformat()

    def notes(self, claims: Iterable[str]) -> list[str]:
        """What is said of revisions beside numbers that are made of these claims."""
        told = notes(self._changes.of(claims), self._content.codes)
        return [note(self._language) for note in told]

    def revisions(self) -> list[Row]:
        """The rows of revisions.csv, the latest first."""
        return [
            self._source(row["claim"])
            | {
                "name": self._language.of(row, "name"),
                "date": row["date"],
                "kind": row["kind"],
                "reason": self._language.of(row, "reason"),
                "old": self._spoken(row | {"value": row["old"]}),
                "new": self._spoken(row | {"value": row["new"]}),
                "href": self._href(row["claim"], row["old"]),
                "version": self._released(row),
            }
            for row in self._changes.revisions
        ]

    def pending(self) -> list[Row]:
        """What the next release will publish."""
        found = []
        for value in self._changes.pending:
            before = self._changes.before(value, None)
            old = before["value"] if before else ""
            found.append(
                self._source(value["claim"])
                | {
                    "name": self._language.of(value, "name"),
                    "old": self._spoken(value | {"value": old}) if old else "",
                    "new": self._spoken(value),
                    "href": self._href(value["claim"], old) if old else "",
                }
            )
        return found

    def releases(self) -> list[Row]:
        """The releases, the latest first, with how many values are new, changed and gone."""
        return [self._counted(release) for release in reversed(self._changes.releases.listed)]

    def events(self) -> list[Row]:
        """The rows of the calendar, the latest first."""
        return [
            row | {"said": state_name(row, self._language)}
            for row in events(self._content.record, self._content.epoch)
        ]

    def _counted(self, release: Release) -> Row:
        changed = gone = 0
        for value in release.values:
            before = self._changes.before(value, release)
            if value["status"] == TAKEN_BACK:
                gone += 1
            elif before and before["value"] and before["value"] != value["value"]:
                changed += 1
        new = {v["claim"] for v in release.values if self._changes.is_new_figure(v, release)}
        return {
            "version": release.version,
            "released_on": release.released_on,
            "count": release.count,
            "new": len(new),
            "changed": changed,
            "gone": gone,
            "note": self._language.of(release.note, "note"),
        }

    def _released(self, row: Row) -> str:
        """The version that first published what a revision says, or nothing."""
        for release, value in self._changes.releases.history.get(row["claim"], []):
            if release.released_on >= row["date"] and value["value"] == row["new"]:
                return release.version
        return ""

    def _spoken(self, value: Row | Value) -> str:
        codes = self._content.codes
        return spoken_value(value["value"], value["table"], value["unit"], codes, self._language)

    def _href(self, claim: str, value: str) -> str:
        publisher = self._changes.publisher(claim, value)
        return permalink(publisher, claim) if publisher else ""

    def _source(self, claim: str) -> Row:
        source = source_of(claim)
        return {"source_id": source, "known": source in self._content.sources}
