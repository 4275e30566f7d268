"""The way of a number: checked, chosen, measured, drawn, written, published.

This is the table of contents of a build; each stage is a package of its own.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from publicrecord.attribution import attributed_errors
from publicrecord.cache import prune
from publicrecord.charts.all_charts import all_charts
from publicrecord.checked_record import checked_record
from publicrecord.checkout import data_epoch
from publicrecord.context.site_context import SiteContext, compute
from publicrecord.deploy import published_addresses
from publicrecord.deploy.builder import convert
from publicrecord.deploy.folder import (
    plotly_bundle,
    write_answers,
    write_charts,
    write_data_folder,
    write_folder,
    write_search,
    write_shared,
    write_table_files,
)
from publicrecord.deploy.site import publish
from publicrecord.deploy.size import size_report
from publicrecord.explain import causes
from publicrecord.explain import report as causes_report
from publicrecord.history.changes import read_changes, with_data_version, with_revision_notes
from publicrecord.language import Language
from publicrecord.outputs import link_unchanged
from publicrecord.pages import unshown
from publicrecord.pages.embeds import embed_style
from publicrecord.pages.markdown_pages import all_pages, plotly_pages
from publicrecord.pages.page_set import PageSet, write_page_sets
from publicrecord.pages.release_pages import RELEASE_PAGES
from publicrecord.pages.run_record import write_run_record
from publicrecord.pages.source_pages import SOURCE_PAGES
from publicrecord.pages.table_pages import TABLE_PAGES
from publicrecord.pages.templates import environment
from publicrecord.parallel import LanguageProcesses, Work
from publicrecord.progress import Progress
from publicrecord.project import Project
from publicrecord.site_files import SiteFiles

TABLES, DATA = "Write the tables", "Write the data"
DATA_PAGES = "Write the pages of tables and sources"
OPEN_DATA = (TABLES, DATA, DATA_PAGES)
"""The stages whose cost the build reports at its end."""
CHARTS, PAGES = "Write the files of charts", "Write the pages"
BUILD = "Build the site"


def gather(project: Project, progress: Progress) -> SiteContext:
    """The checked record and all that pages are made from it. Raises ValidationFailed."""
    content = _checked(project, progress)
    _draw(project, progress, content)
    return content


def _checked(project: Project, progress: Progress) -> SiteContext:
    """The checked record, of which no chart is drawn yet. Raises ValidationFailed."""
    root, programme = project.root, project.programme
    record, claims, dates = checked_record(project, progress)
    with attributed_errors(root):
        changes = read_changes(record, claims, dates)
    record = with_data_version(record, changes)
    return SiteContext(
        programme.site_map(),
        record,
        claims,
        dates,
        lambda: with_revision_notes(all_charts(programme.charts, record, claims, dates), changes),
        changes,
        docs=root / "build" / "docs",
        bundle=plotly_bundle(),
        epoch=data_epoch(root),
        site_url=_address("SITE_URL", "/"),
        repository=_address("REPOSITORY_URL"),
    )


def _draw(project: Project, progress: Progress, content: SiteContext) -> None:
    """Draw the charts. Raises ValidationFailed if a chart has no headline that is true."""
    with progress.stage("Draw the charts"), attributed_errors(project.root):
        compute(content, "charts")


def page_sets_of(project: Project) -> dict[str, Sequence[PageSet]]:
    """The pages that are data, by the stage that writes them."""
    return {
        "Write the pages of places": project.programme.page_sets(),
        "Write the pages of releases": RELEASE_PAGES,
        DATA_PAGES: (TABLE_PAGES, SOURCE_PAGES),
    }


def explain_page(project: Project, address: str) -> None:
    """Print what a page of the site is made from, the latest change first, in every language."""
    content = gather(project, Progress(quiet=True))
    sets = [*chain(*page_sets_of(project).values())]
    found = causes(content, project.programme.contexts(), sets, address, project.root)
    for language in project.languages:
        project.progress.say(causes_report(address, found, language))


def make_site(project: Project) -> SiteFiles:
    """Check the record, make everything of it, and put the new site in the place of the old.
    Returns its files."""
    started, root, progress = time.time(), project.root, project.progress
    content = _checked(project, progress)
    _begin_anew(project, content)
    compute(content, "published_files")
    of_tables = _processes(project, [partial(write_table_files, content)])
    with of_tables:  # beside the charts, on the other core: no table needs a chart
        _draw(project, progress, content)
        content.compute_all()
        not_shown = _write(project, content, of_tables)
    with progress.stage("Publish"):
        jinja = environment(project.settings, project.settings.root_language)
        files = publish(
            root, [*project.languages], content.site_url, content.repository, content.epoch,
            plotly_pages(content), partial(embed_style, jinja=jinja), partial(_finish, content),
        )  # fmt: skip
        prune(before=started)
    seconds = sum(progress.processor[name] for name in OPEN_DATA)
    for line in [*size_report(files.sizes, [*project.languages], seconds), *not_shown]:
        progress.say(line)
    return files


def _begin_anew(project: Project, content: SiteContext) -> None:
    """Empty the folders that the site is built in; what did not change is linked from the site."""
    for folder in (content.docs, _out(project)):
        shutil.rmtree(folder, ignore_errors=True)
    link_unchanged(
        {
            folder / language.code: project.root / "site" / language.folder
            for folder in (content.docs, _out(project))
            for language in project.languages
        }
    )


def _write(project: Project, content: SiteContext, of_tables: LanguageProcesses) -> list[str]:
    """Write the pages and files of every language, and what all share, to build/. Returns lines on
    what no page shows. of_tables: the processes that write files of the tables."""
    progress, page_sets, out = project.progress, page_sets_of(project), _out(project)
    pages = all_pages(content, chain(*page_sets.values()))
    works: dict[str, Work] = {
        DATA: partial(write_answers, content),
        CHARTS: partial(write_charts, content),
        PAGES: partial(write_folder, content, project.programme.contexts(), pages),
        BUILD: partial(convert, project.root, content),
        **{name: partial(write_page_sets, sets, content, out) for name, sets in page_sets.items()},
    }
    processes = _processes(project, [*works.values()])
    content.files.before_shared = processes.gate.wait
    with processes:  # what all languages share is made meanwhile
        _stage(progress, TABLES, partial(write_shared, content), of_tables)
        _stage(progress, DATA, partial(write_data_folder, content), processes)
        processes.gate.open()
        for name in (CHARTS, PAGES):
            _stage(progress, name, lambda: None, processes)
        _stage(progress, BUILD, partial(write_search, content, out), processes)
        not_shown = _not_shown(project, content)
        for name in page_sets:
            _stage(progress, name, lambda: None, processes)
    return not_shown


def _processes(project: Project, works: Sequence[Work]) -> LanguageProcesses:
    """Processes that do works for each language; a fault is reported with the template it is in."""
    attributed = [partial(_attributed, project.root, work) for work in works]
    return LanguageProcesses(attributed, [*project.languages])


def _stage(
    progress: Progress, name: str, work: Callable[[], None], processes: LanguageProcesses
) -> None:
    """Do some work while the processes of the languages come to the end of their next stage; its
    processor time is that of all of them."""
    with progress.stage(name):
        work()
        of_languages = processes.finish_stage()
    progress.processor[name] += of_languages


def _out(project: Project) -> Path:
    """The folder in which the site is built, with one folder for each language."""
    return project.root / "build" / "out"


def _not_shown(project: Project, content: SiteContext) -> list[str]:
    """Lines in each language on what of the record no page shows."""
    found = {lang: unshown.unshown(content, lang) for lang in project.languages}
    return [line for lang, rows in found.items() for line in unshown.report(rows, lang)]


def _attributed(root: Path, work: Work, language: Language) -> None:
    """Do some work for a language; a fault is reported with the template it is in."""
    with attributed_errors(root):
        work(language)


def add_addresses(project: Project) -> None:
    """Add the addresses of the site, which has been built, to those that were published."""
    content = gather(project, Progress(quiet=True))
    published_addresses.add(content, project.root / "site")


def _finish(content: SiteContext, files: SiteFiles) -> None:
    """Add to a new site what can be written only when it is whole."""
    published_addresses.write_redirects(content, files)
    write_run_record(files, content)


def _address(variable: str, end: str = "") -> str:
    """An address given in the surroundings, with this end; empty if none is given."""
    given = os.environ.get(variable, "").rstrip("/")
    return given and given + end
