"""The page of changes: revisions, what is not released yet, releases, and the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Self

from publicrecord.feeds.calendar import events, state_name
from publicrecord.history.changes import Changes, value_in_words
from publicrecord.pages.page_context import PageContext
from publicrecord.record.package import Row
from publicrecord.record.release_file import Value
from publicrecord.record.releases import TAKEN_BACK, Release, source_of
from publicrecord.site_map import Page


@dataclass(frozen=True)
class ChangesPage:
    """What the template of the page of changes may use."""

    latest: Annotated[Release | None, "The last release, if there is one."]
    revisions: Annotated[
        list[Row], "Rows of revisions.csv, the latest first, with old and new value in words."
    ]
    pending: Annotated[list[Row], "What the next release will publish, old and new in words."]
    releases: Annotated[
        list[Row], "The releases, the latest first, with how many values are new, changed and gone."
    ]
    events: Annotated[list[Row], "Rows of the calendar, the latest first, with their state."]
    today: Annotated[str, "The date of the data (ISO)."]

    @classmethod
    def of(cls, page_context: PageContext, page: Page) -> Self:
        """What the template of this page may use."""
        content, language = page_context.content, page_context.language
        changes = content.changes
        return cls(
            latest=changes.releases.latest,
            revisions=[_revision(page_context, row) for row in changes.revisions],
            pending=[_pending(page_context, value) for value in changes.pending],
            releases=[
                _counted(changes, release) | {"note": language.of(release.note, "note")}
                for release in reversed(changes.releases.listed)
            ],
            events=[
                row | {"said": state_name(row, language)}
                for row in events(content.record, content.epoch)
            ],
            today=content.data_date,
        )


def _revision(page_context: PageContext, row: Row) -> Row:
    language, changes = page_context.language, page_context.content.changes
    return _source(page_context, row["claim"]) | {
        "name": language.of(row, "name"),
        "date": row["date"],
        "kind": row["kind"],
        "reason": language.of(row, "reason"),
        "old": _in_words(page_context, row | {"value": row["old"]}),
        "new": _in_words(page_context, row | {"value": row["new"]}),
        "href": _href(changes, row["claim"], row["old"]),
        "version": _released(changes, row),
    }


def _pending(page_context: PageContext, value: Value) -> Row:
    changes = page_context.content.changes
    before = changes.value_before(value, None)
    old = before["value"] if before else ""
    return _source(page_context, value["claim"]) | {
        "name": page_context.language.of(value, "name"),
        "old": _in_words(page_context, value | {"value": old}) if old else "",
        "new": _in_words(page_context, value),
        "href": _href(changes, value["claim"], old) if old else "",
    }


def _counted(changes: Changes, release: Release) -> Row:
    changed = gone = 0
    for value in release.values:
        before = changes.value_before(value, release)
        if value["status"] == TAKEN_BACK:
            gone += 1
        elif before and before["value"] and before["value"] != value["value"]:
            changed += 1
    new = {v["claim"] for v in release.values if changes.is_new_figure(v, release)}
    return {
        "version": release.version,
        "released_on": release.released_on,
        "count": release.count,
        "new": len(new),
        "changed": changed,
        "gone": gone,
    }


def _released(changes: Changes, row: Row) -> str:
    """The version that first published what a revision says, or nothing."""
    for release, value in changes.releases.history.get(row["claim"], []):
        if release.released_on >= row["date"] and value["value"] == row["new"]:
            return release.version
    return ""


def _in_words(page_context: PageContext, value: Row | Value) -> str:
    return value_in_words(
        value["value"], value["table"], value["unit"], page_context.codes, page_context.language
    )


def _href(changes: Changes, claim: str, value: str) -> str:
    publisher = changes.release_of_value(claim, value)
    return changes.permalink(publisher, claim) if publisher else ""


def _source(page_context: PageContext, claim: str) -> Row:
    source = source_of(claim)
    return {"source_id": source, "known": source in page_context.content.sources}
