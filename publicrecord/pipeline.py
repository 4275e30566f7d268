"""The way of a number: checked, chosen, measured, drawn, written, published.

This is the table of contents of a build; each stage is a package of its own.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd

from publicrecord.attribution import attributed_errors
from publicrecord.cache import prune
from publicrecord.charts.catalogue import all_charts
from publicrecord.checkout import data_at_commit, data_epoch
from publicrecord.checks.addresses import clashing_addresses
from publicrecord.checks.citations import broken_citations
from publicrecord.checks.translations import broken_texts
from publicrecord.context.place_index import PlaceIndex
from publicrecord.context.site_context import SiteContext
from publicrecord.deploy.folder import plotly_bundle, write_folder, write_shared
from publicrecord.deploy.site import publish, run_mkdocs
from publicrecord.deploy.size import size_report
from publicrecord.findings import UsageError, refuse
from publicrecord.history.changes import labelled, noted, read_changes
from publicrecord.history.diff_report import State, diff_report
from publicrecord.language import N_, Language, site_languages
from publicrecord.pages.place_pages import write_places
from publicrecord.pages.registry import PAGES, loading
from publicrecord.pages.release_pages import write_vintage_pages
from publicrecord.pages.run_record import write_run_record
from publicrecord.pages.source_pages import write_source_pages
from publicrecord.pages.table_pages import write_table_pages
from publicrecord.parallel import for_each_language
from publicrecord.progress import Progress
from publicrecord.record import linked
from publicrecord.record.claims import date_claims, figure_claims
from publicrecord.record.package import Record, read_record
from publicrecord.record.rules import find_all

# The stages whose cost the build reports at its end.
OPEN_DATA = ("Write the data", "Write the pages of tables and sources")


def check(root: Path, progress: Progress) -> tuple[Record, pd.DataFrame, pd.DataFrame]:
    """The record of a project with its claims on figures and on dates, checked.

    Raises ValidationFailed with every finding.
    """
    with progress.stage("Check the record"):
        refuse(found for name in linked.READ for found in linked.find(root / name))
        record = read_record(root / "data")
        claims, dates = figure_claims(record), date_claims(record)
        refuse(
            [
                *find_all(record, claims, dates),
                *broken_citations(record, claims),
                *clashing_addresses(record),
            ]
        )
    with progress.stage("Check the translations"):
        refuse(broken_texts())
    return record, claims, dates


def check_all(root: Path, progress: Progress) -> None:
    """Everything that can be said of a record without building a site: the charts too."""
    checked = check(root, progress)
    with progress.stage("Draw the charts"), attributed_errors(root):
        all_charts(*checked)


def compare(root: Path, base: str, progress: Progress) -> None:
    """Print what changed in the data since the commit `base`, in every language."""
    record, claims, dates = check(root, Progress(quiet=True))
    after = State(record, claims, dates, all_charts(record, claims, dates))
    with data_at_commit(root, base) as folder:
        try:
            old = read_record(folder)
            old_claims, old_dates = figure_claims(old), date_claims(old)
            before = State(old, old_claims, old_dates, all_charts(old, old_claims, old_dates))
        except Exception as error:  # old data under new code: nothing is wrong with the new data
            raise UsageError(
                N_(
                    "The present code cannot read the data of that commit, because their form was "
                    "different. Choose a later commit."
                )
            ) from error
        for language in site_languages():
            progress.say(diff_report(before, after, language))


def make_site(root: Path, progress: Progress) -> None:
    """Check the record, make everything of it, and put the new site in the place of the old."""
    started = time.time()
    record, claims, dates = check(root, progress)
    languages, epoch = site_languages(), data_epoch(root)
    with progress.stage("Draw the charts"), attributed_errors(root):
        changes = read_changes(record, claims, dates)
        record = labelled(record, changes)
        charts = noted(all_charts(record, claims, dates), changes)
    content = SiteContext(
        record,
        claims,
        dates,
        charts,
        PlaceIndex(record, claims),
        docs=root / "build" / "docs",
        bundle=plotly_bundle(),
        epoch=epoch,
        site_root=_address("SITE_URL", "/"),
        repository=_address("REPOSITORY_URL"),
        stories={page.template: page.title for page in PAGES},
    )
    out = root / "build" / "out"

    def in_each(write: Callable[[Language], None]) -> None:
        """Write for every language at once; a fault is reported with the template it is in."""

        def reporting(language: Language) -> None:
            with attributed_errors(root):
                write(language)

        for_each_language(reporting, languages)

    with progress.stage(OPEN_DATA[0]):
        write_shared(content)
    with progress.stage("Write the pages"):
        in_each(partial(write_folder, content))
    with progress.stage("Build the site"):
        run_mkdocs(root, languages, record.version, epoch)
    with progress.stage("Write the pages of places"):
        in_each(partial(write_places, content, out))
    with progress.stage("Write the pages of releases"):
        in_each(partial(write_vintage_pages, content, out))
    with progress.stage(OPEN_DATA[1]):
        in_each(partial(write_table_pages, content, out))
        in_each(partial(write_source_pages, content, out))
    with progress.stage("Publish"):
        finish = partial(write_run_record, content=content)
        loads = loading(charts.values())
        publish(root, languages, content.site_root, content.repository, epoch, loads, finish)
        prune(before=started)
    for line in size_report(root / "site", sum(progress.seconds[name] for name in OPEN_DATA)):
        progress.say(line)


def _address(variable: str, end: str = "") -> str:
    """An address given in the surroundings, with this end; empty if none is given."""
    given = os.environ.get(variable, "").rstrip("/")
    return given and given + end
