"""The record of a project, checked, and what can be said of it without a site."""

from __future__ import annotations

from itertools import chain

import pandas as pd

from publicrecord.attribution import attributed_errors
from publicrecord.charts.all_charts import all_charts
from publicrecord.checkout import data_at_commit
from publicrecord.checks.addresses import clashing_addresses
from publicrecord.checks.citations import broken_citations
from publicrecord.checks.translations import broken_texts
from publicrecord.findings import Finding, UsageError, refuse
from publicrecord.history.diff_report import State, diff_report
from publicrecord.language import N_
from publicrecord.progress import Progress
from publicrecord.project import Project
from publicrecord.record import doubts, unsafe_paths
from publicrecord.record.claims import date_claims, figure_claims
from publicrecord.record.package import Record, read_record
from publicrecord.record.rules import find_all
from publicrecord.record.rules.release_history import rewritten


def checked_record(
    project: Project, progress: Progress
) -> tuple[Record, pd.DataFrame, pd.DataFrame]:
    """The record of a project with its claims on figures and on dates, checked.

    Raises ValidationFailed with every finding.
    """
    root, settings = project.root, project.settings
    with progress.stage("Check the record"):
        read = [*(root / name for name in unsafe_paths.READ), settings.package]
        refuse(found for path in read for found in unsafe_paths.find(path))
        record = read_record(root / "data", settings)
        claims, dates = figure_claims(record), date_claims(record)
        refuse(
            chain(
                find_all(record, claims, dates),
                broken_citations(record, claims, project.programme.site_map().questions),
                clashing_addresses(record),
            )
        )
    with progress.stage("Check the translations"):
        refuse(broken_texts(settings))
    return record, claims, dates


def check_all(project: Project) -> list[Finding]:
    """Everything that can be said of a record without building a site: the charts too. Returns what
    is worth a second look."""
    checked = record, claims, _dates = checked_record(project, project.progress)
    with project.progress.stage("Draw the charts"), attributed_errors(project.root):
        all_charts(project.programme.charts, *checked)
    return list(doubts.find(record, claims))


def compare(project: Project, base: str) -> None:
    """Print what changed in the data since the commit `base`, in every language."""
    programme, checked = project.programme, checked_record(project, Progress(quiet=True))
    after = State(*checked, all_charts(programme.charts, *checked))
    with data_at_commit(project.root, base) as folder:
        try:
            old = read_record(folder, project.settings)
            read = old, figure_claims(old), date_claims(old)
            before = State(*read, all_charts(programme.charts, *read))
        except Exception as error:  # old data under new code: nothing is wrong with the new data
            raise UsageError(
                N_(
                    "The present code cannot read the data of that commit, because their form was "
                    "different. Choose a later commit."
                )
            ) from error
        refuse(rewritten(old, after.record))
        for language in project.languages:
            project.progress.say(diff_report(before, after, language))
