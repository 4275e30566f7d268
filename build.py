#!/usr/bin/env python3
"""Prakerja dalam Angka: build the site from the record in data/.

  python build.py          check the record and build the site into site/
  python build.py check    check the record only; with --fix, print mends of its form as a diff
  python build.py add      ask for a row of a table, check each answer, and write it
  python build.py diff X   tell what changed in the data since the commit, branch or tag X
  python build.py pack F   build, and write the site to the archive F (.tar.gz)
  python build.py release  write the data as they are to data/releases/, for ever
  python build.py verify F build, and hold the archive F against it, byte by byte
  python build.py serve    build, show the site at http://127.0.0.1:8000/, build again on change
  python build.py aggregate REGISTER --out DIR
                           participant rows to open tables, protected (docs/register.md)

Ends with 0 when built, 1 when the data are refused, 2 when the call or the machine is not
ready. A build that fails leaves the last good site as it was.

SOURCE_DATE_EPOCH sets the date of the data (default: the last commit of data/), SITE_URL the
address the site will have, REPOSITORY_URL the address for corrections.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pandas as pd

from prakerja.call import outcome, words_of_call
from prakerja.charts.catalogue import all_charts
from prakerja.findings import Unready, refuse
from prakerja.language import N_, Language, site_languages
from prakerja.progress import Progress
from prakerja.publish.archive import differences, write_archive
from prakerja.publish.atlas import Atlas
from prakerja.publish.base import data_at
from prakerja.publish.cited import broken_citations
from prakerja.publish.clashes import clashing_addresses
from prakerja.publish.content import Content
from prakerja.publish.folder import plotly_bundle, write_folder, write_shared
from prakerja.publish.kept import forget
from prakerja.publish.pages import PAGES, loading
from prakerja.publish.parallel import in_every_language
from prakerja.publish.places import write_places
from prakerja.publish.release import write_release
from prakerja.publish.room import refuse_room
from prakerja.publish.run_record import write_run_record, write_times
from prakerja.publish.serve import serve, take_port
from prakerja.publish.site import data_epoch, one_build_at_a_time, publish, run_mkdocs
from prakerja.publish.size import size_report
from prakerja.publish.source_pages import write_source_pages
from prakerja.publish.story import State, story
from prakerja.publish.table_pages import write_table_pages
from prakerja.publish.texts import broken_texts
from prakerja.publish.times.changes import labelled, noted, read_changes
from prakerja.publish.times.vintages import write_vintage_pages
from prakerja.publish.unmade import told_by_maker
from prakerja.record import linked, mends
from prakerja.record.asked import Asker, terminal_languages
from prakerja.record.claims import date_claims, figure_claims
from prakerja.record.descriptor import read_descriptor
from prakerja.record.package import Record, read_record
from prakerja.record.rules import find_all

ROOT = Path(__file__).resolve().parent
OUT = ROOT / "build" / "out"
# The stages whose cost the build tells at its end.
OPEN_DATA = ("Write the data", "Write the pages of tables and sources")


def check(progress: Progress) -> tuple[Record, pd.DataFrame, pd.DataFrame]:
    """Tables in, checked; one claim chosen for each figure."""
    with progress.stage("Check the record"):
        refuse(found for name in linked.READ for found in linked.find(ROOT / name))
        record = read_record(ROOT / "data")
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


def build(progress: Progress) -> None:
    """Checked, measured, drawn, written out, published."""
    with one_build_at_a_time(ROOT):
        record, claims, dates = check(progress)
        languages, epoch, started = site_languages(), data_epoch(ROOT), time.time()
        with progress.stage("Draw the charts"), told_by_maker(ROOT):
            changes = read_changes(record, claims, dates)
            record = labelled(record, changes)
            charts = noted(all_charts(record, claims, dates), changes)
        content = Content(
            record,
            claims,
            dates,
            charts,
            Atlas(record, claims),
            docs=ROOT / "build" / "docs",
            bundle=plotly_bundle(),
            epoch=epoch,
            site_root=address("SITE_URL", "/"),
            repository=address("REPOSITORY_URL"),
            stories={page.template: page.title for page in PAGES},
        )
        with progress.stage(OPEN_DATA[0]):
            write_shared(content)
        with progress.stage("Write the pages"):
            in_every_language(told(partial(write_folder, content)), languages)
        with progress.stage("Build the site"):
            run_mkdocs(ROOT, languages, record.version, epoch)
        with progress.stage("Write the pages of places"):
            in_every_language(told(partial(write_places, content, OUT)), languages)
        with progress.stage("Write the pages of releases"):
            in_every_language(told(partial(write_vintage_pages, content, OUT)), languages)
        with progress.stage(OPEN_DATA[1]):
            in_every_language(told(partial(write_table_pages, content, OUT)), languages)
            in_every_language(told(partial(write_source_pages, content, OUT)), languages)
        with progress.stage("Publish"):
            finish = partial(write_run_record, content=content)
            publish(
                ROOT,
                languages,
                content.site_root,
                content.repository,
                epoch,
                loading(charts.values()),
                finish,
            )
            forget(before=started)
    for line in size_report(ROOT / "site", sum(progress.seconds[name] for name in OPEN_DATA)):
        progress.say(line)
    progress.say("Built: open site/index.html")


def told(work: Callable[[Language], None]) -> Callable[[Language], None]:
    """The same work for a language, with its faults told by their maker."""

    def telling(language: Language) -> None:
        with told_by_maker(ROOT):
            work(language)

    return telling


def address(variable: str, end: str = "") -> str:
    """An address given in the surroundings, with this end; empty if none is given."""
    given = os.environ.get(variable, "").rstrip("/")
    return given and given + end


def add(progress: Progress) -> None:
    """A row asked for in the language of the terminal, and written if no rule refuses it."""

    def held(folder: Path) -> None:
        record = read_record(folder)
        found = find_all(record, figure_claims(record), date_claims(record))
        refuse([*found, *clashing_addresses(record)])

    Asker(ROOT / "data", terminal_languages(), input, progress.say, held).add()


def diff(base: str, progress: Progress) -> None:
    """The record as it is beside the record at a commit: the story of the change, on stdout."""
    record, claims, dates = check(Progress(quiet=True))
    after = State(record, claims, dates, all_charts(record, claims, dates))
    with data_at(ROOT, base) as folder:
        try:
            old = read_record(folder)
            old_claims, old_dates = figure_claims(old), date_claims(old)
            before = State(old, old_claims, old_dates, all_charts(old, old_claims, old_dates))
        except Exception as error:  # old data under new code: nothing is wrong with the new data
            raise Unready(
                N_("The data of that commit cannot be read by the code of today.")
            ) from error
        for language in site_languages():
            progress.say(story(before, after, language))


def release(progress: Progress) -> None:
    """The record, checked, written to a file of its own that is never changed again."""
    record, claims, dates = check(progress)
    with told_by_maker(ROOT):
        all_charts(record, claims, dates)
    now = data_epoch(ROOT) if os.environ.get("SOURCE_DATE_EPOCH") else time.time()
    day = datetime.fromtimestamp(now, UTC).date().isoformat()
    file = write_release(record, claims, dates, day)
    progress.say(f"{file.relative_to(ROOT)} ✓")


def aggregate(words: argparse.Namespace, progress: Progress) -> None:
    """Participant rows in, open tables out; the packages it needs are an extra."""
    try:
        from prakerja.register.run import aggregate as run
    except ImportError as missing:
        raise Unready(
            N_("Counting a register needs more packages: pip install -r requirements-register.txt")
        ) from missing
    run(words.register, words.out, ROOT / "data", words.engine, words.memory, progress)
    progress.say(f"Written: {words.out}")


def run(words: argparse.Namespace, progress: Progress) -> None:
    """Run one command; a disk without room is told as Unready."""
    try:
        match words.command:
            case "build":
                build(progress)
            case "check" if words.fix:
                sys.stdout.writelines(mends.diff(ROOT / "data", read_descriptor(ROOT / "data")))
            case "check":
                checked = check(progress)
                with progress.stage("Draw the charts"), told_by_maker(ROOT):
                    all_charts(*checked)
            case "add":
                add(progress)
            case "diff":
                diff(words.base, progress)
            case "pack":
                build(progress)
                write_archive(ROOT / "site", words.archive)
            case "verify":
                build(progress)
                refuse(differences(ROOT / "site", words.archive))
                progress.say("✓")
            case "release":
                release(progress)
            case "serve":
                server = take_port(ROOT)  # before the wait for the build
                build(progress)
                serve(server, ROOT, progress)
            case "aggregate":
                aggregate(words, progress)
    except OSError as error:
        refuse_room(error)
        raise


def main() -> int:
    """Run one command; the exit code is described above."""
    words, progress = words_of_call(__doc__), Progress()
    code = outcome(partial(run, words, progress), progress)
    if words.command not in ("add", "aggregate", "check", "diff"):
        with suppress(OSError):  # a disk without room has been told
            write_times(ROOT, progress, words.command, code)
    return code


if __name__ == "__main__":
    sys.exit(main())
