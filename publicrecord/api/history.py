"""The answers on time: the latest release, and the history of every number."""

from __future__ import annotations

import hashlib
from typing import Any

from publicrecord.history.changes import Changes
from publicrecord.pages.release_files import packed_description
from publicrecord.record.descriptor import DESCRIPTOR
from publicrecord.record.package import Row, without_point
from publicrecord.record.releases import Release, figure_of, source_of

REVISION = ("date", "old", "new", "kind")


def time_answers(changes: Changes) -> dict[str, Any]:
    """latest.json, history.json, and history/<group>.json for each group of claims.

    Addresses (`page`, `files`, `published`) are relative to the root of the site.
    """
    listed = [_release(release) for release in changes.releases.listed]
    latest = changes.releases.latest
    found: dict[str, Any] = {
        "latest.json": {
            "release": listed[-1] if listed else None,
            "changed_since": len(changes.pending),
            "files": _files(latest, changes.record.settings.name) if latest else [],
        }
    }
    reasons = changes.record.settings.columns("reason")
    revisions: dict[str, list[dict[str, Any]]] = {}
    for row in reversed(changes.revisions):
        revision = {key: row[key] or None for key in (*REVISION, *reasons)}
        revisions.setdefault(row["claim"], []).append(revision)
    groups: dict[str, list[dict[str, Any]]] = {}
    pending = {value["claim"]: value for value in changes.pending}
    for claim in dict.fromkeys([*changes.releases.history, *pending]):
        published = [
            {"version": release.version, "released_on": release.released_on}
            | _value(value)
            | {"published": changes.permalink(release, claim)}
            for release, value in changes.releases.history.get(claim, [])
        ]
        if claim in pending:
            now = {"version": None, "released_on": None} | _value(pending[claim])
            published.append(now | {"published": None})
        groups.setdefault(changes.group_of(claim), []).append(
            {
                "claim": claim,
                "figure_id": figure_of(claim),
                "source_id": source_of(claim),
                "caveats": changes.current_values.get(claim, {}).get("caveats", "").split(),
                "values": published,
                "revisions": revisions.get(claim, []),
            }
        )
    answers = {f"history/{group}.json": {"claims": claims} for group, claims in groups.items()}
    found["history.json"] = {"releases": listed, "answers": sorted(answers)}
    return found | answers


def _release(release: Release) -> dict[str, Any]:
    return {
        "version": release.version,
        "released_on": release.released_on,
        "values": release.count,
        "page": f"data/{release.version}/",
    }


def _files(release: Release, name: str) -> list[dict[str, Any]]:
    """What a program fetches first: the archive with its checksum, and the description."""
    folder, described = f"data/{release.version}/", packed_description(release)
    return [
        {
            "path": f"{folder}{name}.zip",
            "bytes": release.file.stat().st_size,
            "sha256": release.sha256,
        },
        {
            "path": f"{folder}{DESCRIPTOR}",
            "bytes": len(described),
            "sha256": hashlib.sha256(described).hexdigest(),
        },
    ]


def _value(value: Row) -> dict[str, Any]:
    """A value as JSON: a number, or the date of a wave as a text; null if taken back."""
    text, is_date = value["value"], value["table"] == "wave_dates"
    plain = None if is_date or not text else without_point(float(text))
    return {
        "value": text if is_date and text else plain,
        "unit": value["unit"] or None,
        "status": value["status"],
        "as_of": value["as_of"] or None,
        "shown": value["shown"] == "yes",
    }
