"""From a register to tables for rehearsal: looked at, counted, cells hidden, written."""

from __future__ import annotations

import errno
import json
import re
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from publicrecord.findings import Rule, UsageError, refuse
from publicrecord.language import N_, Message
from publicrecord.progress import Progress, Watch
from publicrecord.register.aggregate import (
    Frames,
    count_answers,
    count_duplicates,
    count_rows,
    without_duplicates,
)
from publicrecord.register.cube import Cube, build_cube, unknown_places
from publicrecord.register.known import mark_known, published_counts
from publicrecord.register.mapping import FILE, Mapping, read_mapping
from publicrecord.register.notice import NOTICE
from publicrecord.register.places import Classifications, read_classifications
from publicrecord.register.protect import Unprotectable, protect
from publicrecord.register.read import (
    answers,
    check_files,
    check_weights,
    clean,
    engine,
    open_register,
    percent_done,
    register_files,
)
from publicrecord.register.report import disclosure_report
from publicrecord.register.rows import RowWriter
from publicrecord.register.satisfaction import satisfaction_shares
from publicrecord.register.tables import Table
from publicrecord.register.write import new_folder, write_cube, write_package
from publicrecord.settings import Settings

Answers = dict[str, pd.DataFrame]
THRESHOLD = 10
"""Fewest people a published count may stand for; the threshold of ACRO and of the SDC Handbook."""

UNREADABLE = Rule(
    "register-unreadable",
    N_("The register cannot be read. The database program reports: {reason}."),
    N_(
        "Check the file and the value that are named in this report. A value may have "
        "another type than the rest of its column, or a file may be damaged."
    ),
)
TOO_FEW = Rule(
    "register-too-few",
    # The table only: which of its cells is small is told to nobody.
    N_("The table {table} counts too few people: small numbers cannot be hidden safely."),
    N_("Use a register with more rows, or remove this breakdown from register.yml."),
)
DROPPED = N_(
    "Rows that break these rules were left out: {rules}. Their number is not shown, "
    "because together with the tables it could reveal information about individual "
    "people. If you need it, count the rows in the register itself."
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
    url: str | None,
    memory: str,
    progress: Progress,
) -> None:
    """Write to `out` the package of `data` with the tables of a register, for rehearsal only.

    Raises ValidationFailed for a register that breaks a rule, UsageError for a machine or call
    that is not ready.
    """
    _say(settings, progress, NOTICE)
    mapping = read_mapping(register)
    files = [] if url and not url.startswith(("duckdb", "pyspark")) else register_files(register)
    kinds = read_classifications(data)
    try:
        with new_folder(out) as folder:
            with progress.stage("Check the files"):
                marked = check_files(files, mapping) if files else False
            with progress.stage("Count the rows") as watch:
                cube, counted = _count(files, mapping, kinds, url, memory, watch)
            with progress.stage("Hide small counts"):
                mark_known(cube.tables, published_counts(data, kinds), THRESHOLD)
                shares, tables = _protect(cube, counted, kinds)
            with progress.stage("Write the tables"):
                synthetic = mapping.synthetic or marked
                source = f"{'synthetic-' if synthetic else ''}register-{mapping.as_of}"
                writer = RowWriter(mapping, kinds, source, _names(data), settings)
                rows = writer.all(cube, shares)
                write_package(data, folder, rows, synthetic, settings)
                write_cube(folder / "wave_places.csv", cube.tables[0])
                report = disclosure_report(cube, tables, THRESHOLD, synthetic, settings.languages)
                (folder / "disclosure.json").write_text(json.dumps(report, indent=2) + "\n")
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise UsageError(NO_ROOM) from error
        raise
    if cube.faults:
        _say(settings, progress, DROPPED, rules=", ".join(sorted(cube.faults)))
    _say(settings, progress, N_("Written: {file}."), file=str(out))
    _say(settings, progress, NOTICE)


def _say(settings: Settings, progress: Progress, text: Message, **words: str) -> None:
    """A text in each language of the site."""
    for language in settings.languages:
        progress.say(f"{language.code}: {language.gettext(text).format(**words)}")


def _count(
    files: list[Path],
    mapping: Mapping,
    kinds: Classifications,
    url: str | None,
    memory: str,
    watch: Watch,
) -> tuple[Cube, Answers]:
    try:
        with engine(url, memory) as connection:
            watch.percent = partial(percent_done, connection)
            return count_register(connection, files, mapping, kinds)
    except duckdb.Error as error:
        first = _without_cells(error)
        if "No space left" in str(error):
            raise UsageError(NO_ROOM) from error
        if isinstance(error, duckdb.OutOfMemoryException):
            raise UsageError(NO_MEMORY) from error
        refuse([UNREADABLE.at(FILE, reason=first)])
        raise


def _without_cells(error: duckdb.Error) -> str:
    """What the engine says, in one line. What stands in quotation marks may be a cell of the
    register, which nobody should see, unless it speaks of names of columns."""
    first = str(error).splitlines()[0]
    if not isinstance(error, (duckdb.BinderException, duckdb.CatalogException)):
        first = re.sub("""(['"]).*\\1""", "…", first)
    return first[:300]


def count_register(
    connection: Any, files: list[Path], mapping: Mapping, kinds: Classifications
) -> tuple[Cube, Answers]:
    """Everything that is counted, of each person and wave once: the linked tables, and for each
    item of satisfaction the frame of count_answers. Raises ValidationFailed over the stated
    share."""
    table = open_register(connection, files, mapping)
    duplicates, person, wave = 0, mapping.columns.get("person"), mapping.columns["wave"]
    if person:
        duplicates = count_duplicates(table, person, wave)
        if duplicates:
            table = without_duplicates(table, person, wave)
    check_weights(connection, table, mapping)
    frames = _frames(connection, clean(table, mapping, kinds), kinds)
    counted = {
        item: count_answers(answers(table, mapping, column), mapping.satisfied_from)
        for item, column in mapping.satisfaction.items()
    }
    return build_cube(frames, kinds, mapping, duplicates), counted


def _frames(connection: Any, rows: Any, kinds: Classifications) -> Frames:
    """Counts; where codes fit no place, once more with their rows marked."""
    frames = count_rows(connection, rows)
    unknown = unknown_places(frames, kinds)
    if not unknown:
        return frames
    fault = (rows.fault == "") & rows.place.isin(unknown)
    return count_rows(connection, rows.mutate(fault=fault.ifelse("place-unknown", rows.fault)))


def _protect(cube: Cube, counted: Answers, kinds: Classifications) -> tuple[Answers, list[Table]]:
    shares, tables = {}, []
    try:
        protect(cube.tables, THRESHOLD)
        for item, frame in counted.items():
            shares[item], more = satisfaction_shares(frame, kinds, THRESHOLD)
            tables += more
    except Unprotectable as cell:
        refuse([TOO_FEW.at(FILE, table=cell.table)])
    return shares, tables


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
