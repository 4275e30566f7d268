"""What changed, and when: revisions, releases, and what is not released yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from publicrecord.charts.chart import Chart
from publicrecord.history.release import changed_values, released_values
from publicrecord.language import N_, Language, Text
from publicrecord.record.codes import Codes
from publicrecord.record.package import Record, Row, rows
from publicrecord.record.places import within
from publicrecord.record.release_file import Value
from publicrecord.record.releases import (
    TAKEN_BACK,
    Release,
    Releases,
    figure_of,
    group_of,
    read_releases,
    source_of,
)
from publicrecord.record.validity import place_versions

PAGE_HOLDS = 300  # values; a release with more has a page for each group. Never change it.
NOTES = 3  # revisions named below a chart, the latest ones; the page of changes has all


@dataclass(frozen=True)
class Changes:
    """The record beside its releases.

    releases: all of them. current_values: every value that the record publishes, by claim.
    """

    record: Record
    releases: Releases
    current_values: dict[str, Value]

    @cached_property
    def revisions(self) -> list[Row]:
        """The rows of revisions.csv, each with the value's name and unit, the latest first."""
        listed, names = [], self.record.settings.columns("name")
        for row in rows(self.record.table("revisions")):
            value = (
                self.current_values.get(row["claim"]) or self.releases.history[row["claim"]][-1][1]
            )
            about = {key: value[key] for key in (*names, "unit", "table")}
            listed.append(row | about | {"figure": figure_of(row["claim"])})
        return sorted(listed, key=lambda row: (row["date"], row["row"]), reverse=True)

    @cached_property
    def pending(self) -> list[Value]:
        """The values that the next release will add, change or take back."""
        return changed_values(self.releases, self.current_values)

    def value_before(self, value: Value, release: Release | None) -> Value | None:
        """The value before a release published this one; before now, if no release is given."""
        history = self.releases.history.get(value["claim"], [])
        versions = [published.version for published, _value in history]
        at = versions.index(release.version) if release else len(history)
        return history[at - 1][1] if at else None

    def next_value(self, value: Value, release: Release) -> tuple[Release | None, Value] | None:
        """The next different value of the claim, and the release that published it (None: not
        released yet); None if the value is still the current one."""
        history = self.releases.history[value["claim"]]
        versions = [published.version for published, _value in history]
        for published, new in history[versions.index(release.version) + 1 :]:
            if new["value"] != value["value"]:
                return published, new
        gone = {"value": "", "status": TAKEN_BACK, "unit": value["unit"], "table": value["table"]}
        current = self.current_values.get(value["claim"], gone)
        released = self.releases.current.get(value["claim"])
        if not released or current["value"] == value["value"]:
            return None
        return None, current

    @cached_property
    def groups(self) -> dict[str, dict[str, list[Value]]]:
        """Of each release, by its version, the groups of values that have a page of their own."""
        return {release.version: self.page_groups(release) for release in self.releases.listed}

    @cached_property
    def first_seen(self) -> dict[str, str]:
        """Of each figure the version that first had a value of it."""
        found: dict[str, str] = {}
        for release in self.releases.listed:
            for value in release.values:
                found.setdefault(figure_of(value["claim"]), release.version)
        return found

    def is_new_figure(self, value: Value, release: Release) -> bool:
        """Whether no release before this one had a value of the figure, and this one shows it."""
        first = self.first_seen[figure_of(value["claim"])]
        return first == release.version and value["shown"] == "yes"

    @cached_property
    def _upper(self) -> dict[str, str]:
        """Of each place that of the upper level in which it lay first, in small letters: a value
        keeps its address where its place is moved."""
        upper, lower = self.record.settings.geography.levels[:2]
        first = {code: e[0].upper for code, e in place_versions(self.record, lower).items()}
        around = within(self.record, upper)
        inner = within(self.record, lower)
        around |= {code: first[place] for code, place in inner.items()}
        return {code.lower(): upper.lower() for code, upper in around.items()}

    def group_of(self, claim: str) -> str:
        """Where a claim is among the pages of a release and the answers on time."""
        return group_of(claim, self._upper)

    def page_groups(self, release: Release) -> dict[str, list[Value]]:
        """The values of a release by group, in order, if it is too large for one page; else
        none."""
        groups: dict[str, list[Value]] = {}
        if len(release.values) > PAGE_HOLDS:
            for value in release.values:
                groups.setdefault(self.group_of(value["claim"]), []).append(value)
        order = sorted(groups.items(), key=lambda item: (item[0].startswith("places"), item[0]))
        return dict(order)

    def permalink(self, release: Release, claim: str) -> str:
        """The permanent address of a released value, below the root of a language."""
        group = f"{self.group_of(claim)}/" if len(release.values) > PAGE_HOLDS else ""
        return f"data/{release.version}/{group}#{claim}"

    def release_of_value(self, claim: str, value: str) -> Release | None:
        """The last release that published this value of a claim."""
        history = self.releases.history.get(claim, [])
        found = [release for release, published in history if published["value"] == value]
        return found[-1] if found else None

    def revisions_of(self, claims: Iterable[str]) -> list[Row]:
        """The revisions of the figures that these claims are on, the latest first."""
        if not self.revisions:
            return []
        figures = {figure_of(claim) for claim in claims}
        return [row for row in self.revisions if row["figure"] in figures]

    def revised_rows(self, chart: Chart) -> set[int]:
        """The rows of a chart's frame of which a figure was revised."""
        revised = {row["figure"] for row in self.revisions}
        if not revised:
            return set()
        return {
            at
            for at, claims in enumerate(chart.row_claims)
            if any(figure_of(claim) in revised for claim in claims)
        }


def read_changes(record: Record, claims: pd.DataFrame, dates: pd.DataFrame) -> Changes:
    """The record beside its releases."""
    return Changes(record, read_releases(record), released_values(record, claims, dates))


def with_data_version(record: Record, changes: Changes) -> Record:
    """The record with the version of the last release plus the number of values that differ from
    it (2026.11.0+3), so that nothing unreleased is cited as released."""
    latest, count = changes.releases.latest, len(changes.pending)
    if not latest:
        return record
    version = latest.version + (f"+{count}" if count else "")
    return replace(record, descriptor=record.descriptor | {"version": version})


def value_in_words(value: str, table: str, unit: str, codes: Codes, language: Language) -> str:
    """A value and its unit in words: 47.818 orang; 22 Agustus 2024."""
    if not value:
        return language.gettext("taken back")
    if table == "wave_dates":
        return language.date(value)
    return codes.quantity(float(value), unit, language)


def with_revision_notes(charts: dict[str, Chart], changes: Changes) -> dict[str, Chart]:
    """The charts, each with a note for the latest revisions of the figures that it shows."""
    codes = Codes(changes.record)
    return {
        chart_id: replace(
            chart, notes=(*chart.notes, *notes(changes.revisions_of(chart.claim_ids), codes))
        )
        for chart_id, chart in charts.items()
    }


def notes(revisions: Iterable[Row], codes: Codes) -> list[Text]:
    """What is said of the latest of these revisions beside the numbers."""
    return [_note(row, codes) for row in list(revisions)[:NOTES]]


def _note(row: Row, codes: Codes) -> Text:
    text = {
        "revision": N_("Revised on {date}: {name} ({source}) was {old}, now {new}. {reason}"),
        "correction": N_("Corrected on {date}: {name} ({source}) was {old}, now {new}. {reason}"),
    }[row["kind"]]

    def said(language: Language) -> str:
        return language.gettext(text).format(
            date=language.date(row["date"]),
            name=language.of(row, "name"),
            source=source_of(row["claim"]),
            old=value_in_words(row["old"], row["table"], row["unit"], codes, language),
            new=value_in_words(row["new"], row["table"], row["unit"], codes, language),
            reason=language.of(row, "reason"),
        )

    return said
