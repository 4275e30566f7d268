"""From a register to tables for rehearsal: looked at, counted, perturbed, written."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb
import pandas as pd

from publicrecord.findings import Finding, Rule, UsageError, refuse, shown_in
from publicrecord.language import N_, Message
from publicrecord.progress import Progress, Watch
from publicrecord.record.package import read_record
from publicrecord.register.count import Answers, count_register
from publicrecord.register.csv_files import CsvForm, csv_form, ends_openly, row_faults
from publicrecord.register.cube import Cube
from publicrecord.register.dropped import said
from publicrecord.register.earlier import check_last_release
from publicrecord.register.files import check_files, files_left_out, kind_of, register_files
from publicrecord.register.keys import Secret, read_secret
from publicrecord.register.mapping import FILE, Mapping, read_mapping, unfit_settings
from publicrecord.register.notice import NOTICE
from publicrecord.register.parquet_files import damaged_pages
from publicrecord.register.places import Classifications, read_classifications
from publicrecord.register.read import engine, percent_done
from publicrecord.register.release import make_release, write_release
from publicrecord.register.write import new_folder
from publicrecord.settings import Settings

UNREADABLE = Rule(
    "register-unreadable",
    N_("The register cannot be read. The database program reports: {reason}."),
    N_(
        "Check the file and the value that are named in this report. A value may have "
        "another type than the rest of its column, or a file may be damaged."
    ),
)
NOT_READ = N_("These files of the folder were not read: {files}.")
UNENDED = N_(
    "The last row of these files does not end with a line end; perhaps they were cut short: "
    "{files}."
)
NO_MEMORY = N_(
    "There was not enough memory, so nothing was written. Allow more memory, such as --memory 1GB."
)
NO_ROOM = N_(
    "The disk is full, so nothing was written. Free some space, then run the command again."
)


def aggregate(
    register: Path,
    out: Path,
    data: Path,
    settings: Settings,
    key: Path,
    url: str | None,
    memory: str,
    progress: Progress,
) -> None:
    """Write to `out` the package of `data` with the tables of a register (for rehearsal only), and
    the report for the office. key: the file with the secret.

    Raises ValidationFailed for a register or a secret that breaks a rule, UsageError for a machine
    or call that is not ready.
    """
    _say(settings, progress, NOTICE)
    folder_of_register = register if register.is_dir() else register.parent
    secret = read_secret(key, [data.parent, folder_of_register, out])
    with tables_of(data, settings):
        kinds, names = read_classifications(data), _names(data)
        check_last_release(data, secret)
    try:
        with new_folder(out) as folder:
            counted = look_and_count(register, kinds, names, secret, url, memory, progress)
            with progress.stage("Add the noise"), tables_of(data, settings):
                release = make_release(
                    counted.cube, counted.answers, counted.mapping, counted.synthetic, secret,
                    kinds, names, data, settings,
                )  # fmt: skip
            with progress.stage("Write the tables"):
                write_release(folder, release, data, settings)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise UsageError(NO_ROOM) from error
        raise
    for text, words in notices_of(register, counted, progress.is_watched):
        _say(settings, progress, text, **words)
    for text, words in release.notices():
        _say(settings, progress, text, **words)
    _say(settings, progress, N_("Written: {file}."), file=str(out))
    _say(settings, progress, NOTICE)


@dataclass(frozen=True)
class Counted:
    """What was counted of a register. synthetic: its settings or a file say that it is."""

    mapping: Mapping
    files: list[Path]
    synthetic: bool
    cube: Cube
    answers: Answers


def look_and_count(
    register: Path,
    kinds: Classifications,
    names: dict[str, pd.DataFrame],
    secret: Secret,
    url: str | None,
    memory: str,
    progress: Progress,
) -> Counted:
    """A register checked and counted; names: tables of the record. Raises as aggregate does."""
    mapping = read_mapping(register)
    refuse(unfit_settings(mapping, kinds, list(names["items"]["item_id"])))
    files = [] if url and not url.startswith(("duckdb", "pyspark")) else register_files(register)
    with progress.stage("Check the files"):
        marked = check_files(files, mapping) if files else False
    with progress.stage("Count the rows") as watch:
        cube, answers = _count(files, mapping, kinds, secret, url, memory, watch)
    return Counted(mapping, files, mapping.synthetic or marked, cube, answers)


def notices_of(
    register: Path, counted: Counted, numbers: bool
) -> Iterator[tuple[Message, dict[str, object]]]:
    """What was not read, left out, or taken for nothing. numbers: of rows and people too, which
    are for a terminal only."""
    unread = files_left_out(register)
    if unread:
        yield NOT_READ, {"files": ", ".join(unread)}
    unended = [file.name for file in counted.files if ends_openly(file)]
    if unended:
        yield UNENDED, {"files": ", ".join(unended)}
    yield from said(counted.cube, numbers)


def _say(settings: Settings, progress: Progress, text: Message, **words: object) -> None:
    """A text in each language of the site."""
    for language in settings.languages:
        filled = {name: shown_in(word, language) for name, word in words.items()}
        progress.say(f"{language.code}: {language.gettext(text).format(**filled)}")


@contextmanager
def tables_of(data: Path, settings: Settings) -> Iterator[None]:
    """While tables of the record are read: if that fails, the check of the record says why."""
    try:
        yield
    except (OSError, ValueError, KeyError):
        read_record(data, settings)
        raise


def _count(
    files: list[Path],
    mapping: Mapping,
    kinds: Classifications,
    secret: Secret,
    url: str | None,
    memory: str,
    watch: Watch,
) -> tuple[Cube, Answers]:
    """count_register in an engine that is opened for it. Raises ValidationFailed or UsageError for
    what the engine cannot read or do."""
    try:
        with engine(url, memory) as connection:
            watch.percent = partial(percent_done, connection)
            return count_register(connection, files, mapping, kinds, secret.secret)
    except duckdb.Error as error:
        first = _without_cells(error)
        if "No space left" in str(error):
            raise UsageError(NO_ROOM) from error
        if isinstance(error, duckdb.OutOfMemoryException):
            raise UsageError(NO_MEMORY) from error
        refuse(_damaged(files, mapping))
        refuse([UNREADABLE.at(FILE, reason=first)])
        raise


def _damaged(files: list[Path], mapping: Mapping) -> Iterator[Finding]:
    """The files and rows that a count may have failed on."""
    kind = kind_of(files[0]) if files else ""
    if kind == "parquet":
        yield from damaged_pages(files, mapping.all_columns)
    for file in files if kind == "csv" else []:
        form = csv_form(file, mapping.all_columns)
        if isinstance(form, CsvForm):
            yield from row_faults(file, form)


def _without_cells(error: duckdb.Error) -> str:
    """What the engine says, in one line. A number, and what follows a quotation mark, may be a cell
    of the register, which nobody should see, unless it speaks of names of columns."""
    first = str(error).splitlines()[0]
    if not isinstance(error, (duckdb.BinderException, duckdb.CatalogException)):
        first = re.sub("""['"].*""", "…", first)
        first = re.sub(r"\b[0-9][0-9.,eE+-]*", "…", first)
    return first[:300]


def _names(data: Path) -> dict[str, pd.DataFrame]:
    paths = {
        "place_aliases": "reference/place_aliases.csv",
        "province_aliases": "reference/province_aliases.csv",
        "provinces": "reference/provinces.csv",
        "regencies": "reference/regencies.csv",
        "districts": "reference/districts.csv",
        "items": "items.csv",
    }
    return {
        name: pd.read_csv(data / path, dtype="str", keep_default_na=False)
        for name, path in paths.items()
    }
