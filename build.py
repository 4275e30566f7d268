#!/usr/bin/env python3
"""Prakerja dalam Angka: build the site from the record in data/.

  python build.py          check the record and build the site into site/
  python build.py check    check the record only
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
import io
import os
import sys
import traceback
from pathlib import Path

import pandas as pd

from prakerja.charts.catalogue import all_charts
from prakerja.findings import Refused, Unready, refuse, report
from prakerja.language import N_, site_languages
from prakerja.progress import Progress
from prakerja.publish.cited import broken_citations
from prakerja.publish.folder import write_folder
from prakerja.publish.serve import serve
from prakerja.publish.site import (
    data_epoch,
    one_build_at_a_time,
    publish,
    run_mkdocs,
    write_settings,
)
from prakerja.publish.texts import untranslated_texts
from prakerja.record.claims import date_claims, figure_claims
from prakerja.record.package import Record, read_record
from prakerja.record.rules import find_all

ROOT = Path(__file__).resolve().parent


def check(progress: Progress) -> tuple[Record, pd.DataFrame, pd.DataFrame]:
    """Tables in, checked; one claim chosen for each figure."""
    with progress.stage("Check the record"):
        record = read_record(ROOT / "data")
        claims, dates = figure_claims(record), date_claims(record)
        refuse(find_all(record, claims, dates))
        refuse(broken_citations(record, claims))
    with progress.stage("Check the translations"):
        refuse(untranslated_texts())
    return record, claims, dates


def build(progress: Progress) -> None:
    """Checked, measured, drawn, written out, published."""
    with one_build_at_a_time(ROOT):
        record, claims, dates = check(progress)
        languages, epoch = site_languages(), data_epoch(ROOT)
        site_root, repository = os.environ.get("SITE_URL", ""), os.environ.get("REPOSITORY_URL", "")
        site_root = site_root and site_root.rstrip("/") + "/"
        with progress.stage("Draw the charts"):
            charts = all_charts(record, claims, dates)
        with progress.stage("Write the pages"):
            settings = {}
            for language in languages:
                folder = ROOT / "build" / "docs" / language.code
                write_folder(
                    folder,
                    record,
                    claims,
                    dates,
                    charts,
                    language,
                    int(epoch),
                    site_root,
                    repository,
                )
                settings[language.code] = write_settings(ROOT, language, record.version)
        with progress.stage("Build the site"):
            run_mkdocs(ROOT, settings, epoch)
        with progress.stage("Publish"):
            publish(ROOT, languages, epoch)
    progress.say("Built: open site/index.html")


def aggregate(words: argparse.Namespace, progress: Progress) -> None:
    """Participant rows in, open tables out."""
    if words.register is None or words.out is None:
        raise Unready(N_("Say which register, and where to: build.py aggregate REGISTER --out DIR"))
    try:
        from prakerja.register.run import aggregate as run
    except ImportError as missing:
        raise Unready(
            N_("Counting a register needs more packages: pip install -r requirements-register.txt")
        ) from missing
    run(words.register, words.out, ROOT / "data", words.engine, words.memory, progress)
    progress.say(f"Written: {words.out}")


def words_of_call() -> argparse.Namespace:
    """The command and its options."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = ["build", "check", "serve", "aggregate"]
    parser.add_argument("command", nargs="?", choices=commands, default="build")
    rows = parser.add_argument_group("aggregate")
    rows.add_argument("register", nargs="?", type=Path, help="a file, or a folder of files")
    rows.add_argument("--out", type=Path, metavar="DIR", help="a new folder for the tables")
    rows.add_argument("--engine", metavar="URL", help="where to count (default: DuckDB, here)")
    rows.add_argument("--memory", default="400MB", help="most memory of DuckDB (400MB)")
    return parser.parse_args()


def main() -> int:
    """Run one command; the exit code is described above."""
    words = words_of_call()
    command = words.command
    progress = Progress()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that lacks a sign still gets the text
    try:
        if command == "aggregate":
            aggregate(words, progress)
        elif command == "check":
            check(progress)
        else:
            build(progress)
        if command == "serve":
            serve(ROOT, progress)
    except Refused as refused:
        progress.say(report(refused.findings, site_languages()))
        progress.say(f"{len(refused.findings)} × ✗")
        return 1
    except Unready as unready:
        for language in site_languages():
            progress.say(f"✗ {language.code}: {language.gettext(str(unready))}")
        return 2
    except KeyboardInterrupt:
        return 130
    except Exception as unexpected:
        return unexplained(unexpected, progress)
    return 0


def unexplained(error: Exception, progress: Progress) -> int:
    """Say that something happened which no rule foresaw; the details go to a file."""
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "error.txt").write_text("".join(traceback.format_exception(error)))
    message = N_(
        "Something happened that no rule foresaw: {error}. The last good site was left as it is. "
        "Please report it with the file build/error.txt."
    )
    short = f"{type(error).__name__}: {str(error)[:200]}"
    for language in site_languages():
        progress.say(f"✗ {language.code}: {language.gettext(message).format(error=short)}")
    return 2


if __name__ == "__main__":
    sys.exit(main())
