"""A register opened in an engine: files looked at first, then one expression of clean rows."""

from __future__ import annotations

import logging
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pandas as pd
from ibis.expr.types import Table as Expression

from publicrecord.findings import Finding, Rule, UsageError, refuse
from publicrecord.language import N_
from publicrecord.record.descriptor import nearest
from publicrecord.register.cells import Cells
from publicrecord.register.csv_files import CsvForm, csv_form
from publicrecord.register.discretion import LEFT_OUT
from publicrecord.register.files import kind_of
from publicrecord.register.mapping import DAYS, FILE, Mapping
from publicrecord.register.places import Classifications
from publicrecord.register.profile import profile
from publicrecord.register.scratch import scratch_folder
from publicrecord.register.stata_files import read_stata

COLUMN_MISSING = Rule(
    "register-column-missing",
    N_('The register has no column "{value}".'),
    N_(
        "Correct the column name in register.yml. Most similar: {near}. Columns of the register: "
        "{columns}."
    ),
)
NO_ENGINE = N_(
    "The database cannot be reached, or its package is not installed. Check the "
    "address after --engine."
)
SCRATCH = "publicrecord-register-"


@contextmanager
def engine(url: str | None, memory: str) -> Iterator[Any]:
    """An Ibis connection: DuckDB in a wiped folder of its own, or what the URL names."""
    fused = ibis.options.sql.fuse_selects
    ibis.options.sql.fuse_selects = False  # each step of an expression is calculated once
    logging.disable()  # the packages of engines log cells that they cannot read
    try:
        with scratch_folder(Path(tempfile.gettempdir()), SCRATCH) as scratch:
            connection = _connected(url) if url else _duckdb(memory, scratch)
            yield connection
            connection.disconnect()
    finally:
        ibis.options.sql.fuse_selects = fused
        logging.disable(logging.NOTSET)


def _connected(url: str) -> Any:
    try:
        connection = ibis.connect(url)
    except Exception as error:
        raise UsageError(NO_ENGINE) from error
    if connection.name == "pyspark":  # so does the part of Spark that is not Python
        connection._session.sparkContext.setLogLevel("OFF")  # noqa: SLF001
    return connection


def _duckdb(memory: str, scratch: Path) -> Any:
    connection = ibis.duckdb.connect(
        memory_limit=memory, temp_directory=str(scratch), preserve_insertion_order=False
    )
    connection.raw_sql("SET enable_progress_bar_print = false")  # we draw it
    connection.raw_sql("SET enable_progress_bar = true")
    return connection


def percent_done(connection: Any) -> float:
    """How far the query is that an engine works on; less than zero where it does not tell."""
    try:
        return float(connection.con.query_progress()) if connection.name == "duckdb" else -1.0
    except duckdb.Error:  # closed in the meantime
        return -1.0


def open_register(connection: Any, files: list[Path], mapping: Mapping) -> Expression:
    """The rows as they are: from files where the engine reads files, else its table. The cells of
    CSV files are texts, so that no program guesses what they are."""
    kind = kind_of(files[0]) if files else "table"
    paths = [str(file) for file in files]
    if kind == "parquet" and connection.name == "pyspark":
        table = ibis.union(*map(connection.read_parquet, paths), distinct=False)
    elif kind == "parquet":
        table = connection.read_parquet(paths)
    elif kind == "csv":
        table = _read_csv(connection, files, mapping)
    elif kind == "stata":
        table = connection.create_table("register", read_stata(files), temp=True)
    else:
        table = connection.table(mapping.table)
    names = list(table.columns)
    refuse(_missing(FILE, names, names, mapping))
    return table


def _missing(
    file: str, names: Sequence[str], shown: Sequence[str], mapping: Mapping
) -> Iterator[Finding]:
    """Columns that are not among these names. shown: the names that messages may show."""
    known = [name for name in shown if "\0" not in name]
    columns = ", ".join(known) or LEFT_OUT
    for name in mapping.all_columns:
        if name not in names:
            near = nearest(name, known)
            yield COLUMN_MISSING.at(file, None, None, name, columns=columns, near=near)


def _read_csv(connection: Any, files: list[Path], mapping: Mapping) -> Expression:
    """The columns that are read of all files, which may have others, in any order."""
    found: list[Finding] = []
    alike: dict[CsvForm, list[str]] = defaultdict(list)
    for file in files:
        form = csv_form(file, mapping.all_columns)
        if isinstance(form, CsvForm):
            # A first row without any name that we look for may be the row of a person.
            named = not set(form.names).isdisjoint(mapping.all_columns)
            found += _missing(file.name, form.names, form.names if named else [], mapping)
            alike[form].append(str(file))
        else:
            found.append(form)
    refuse(found)
    tables = [
        table[mapping.all_columns]
        for form, paths in alike.items()
        for table in _csv_tables(connection, form, paths)
    ]
    return ibis.union(*tables, distinct=False) if len(tables) > 1 else tables[0]


def _csv_tables(connection: Any, form: CsvForm, paths: list[str]) -> list[Expression]:
    """Files that are written alike, as DuckDB or Spark reads them."""
    if connection.name == "pyspark":
        return [connection.read_csv(path, sep=form.delimiter, inferSchema=False) for path in paths]
    return [
        connection.read_csv(
            paths,
            columns=dict.fromkeys(form.names, "VARCHAR"),
            auto_detect=False,
            header=True,
            delim=form.delimiter,
            quote='"',
            escape='"',
            compression="gzip" if form.packed else "none",
        )
    ]


def clean(table: Expression, mapping: Mapping, question: str | None = None) -> Expression:
    """Rows in our words.

    Columns: wave, written (the place as it is in the register), person (its identifier), outcome
    (its position among the leaves of OUTCOME) and profile (a number for the traits). With the
    column of a question also answer and weight (1 where the register has none).
    """
    cells = Cells(table, mapping)
    outcome = ibis.literal(2)
    if "completed_on" in mapping.columns:
        outcome = cells.missing("completed_on").ifelse(2, 1)
    if "revoked" in mapping.columns:
        outcome = cells.flag("revoked").ifelse(0, outcome)
    answer = {}
    if question:
        weight = mapping.columns.get("weight")
        answer["answer"] = cells.number(question)
        answer["weight"] = cells.number(weight) if weight else ibis.literal(1.0)
    return table.select(
        wave=cells.whole("wave").fill_null(0),
        written=cells.written("place"),
        person=person(cells),
        outcome=outcome.cast("int16"),
        profile=profile(cells, mapping),
        **answer,
    )


def selected_rows(table: Expression, mapping: Mapping) -> Expression:
    """The rows of people who were selected, sound or not."""
    return table.filter(Cells(table, mapping).flag("selected"))


def selected_persons(table: Expression, mapping: Mapping) -> Expression:
    """Who was selected, a row for each selection, sound or not: a table with person."""
    rows = selected_rows(table, mapping)
    return rows.select(person=person(Cells(rows, mapping)))


def person(cells: Cells) -> Any:
    """The identifier of a person."""
    raw = cells.raw("person")
    return raw if raw.type().is_integer() else cells.text("person")


def sound_rows(table: Expression, mapping: Mapping, kinds: Classifications) -> Expression:
    """The rows that break no rule."""
    return table.filter(~is_broken(Cells(table, mapping), kinds))


def selected_people(
    connection: Any,
    sound: Expression,
    mapping: Mapping,
    places: pd.DataFrame,
    question: str | None = None,
) -> Expression:
    """Clean rows of people who were selected, without those that have no place. places:
    known_places, whose code, place and regency the rows have in place of written."""
    rows = clean(selected_rows(sound, mapping), mapping, question)
    # Each different cell was read once: to read them again in every row takes longer than to count.
    read = ibis.memtable(places)
    # Ibis puts such a table into the engine before its own queries, but not before others, nor
    # before it keeps rows on Spark.
    connection._run_pre_execute_hooks(read)  # noqa: SLF001
    return rows.inner_join(read, "written").drop("written")


def fault(cells: Cells, kinds: Classifications) -> Any:
    """The name of the first rule that a row breaks, or an empty text."""
    # An engine asks which rule only of the rows that break one.
    which = ibis.cases(*row_rules(cells, kinds), else_="")
    return is_broken(cells, kinds).ifelse(which, "")


def is_broken(cells: Cells, kinds: Classifications) -> Any:
    """Whether a row breaks a rule."""
    conditions = [condition for condition, _name in row_rules(cells, kinds)]
    return reduce(or_, conditions).fill_null(False)  # noqa: FBT003


def row_rules(cells: Cells, kinds: Classifications) -> list[tuple[Any, str]]:
    """What a row may break, but for its place, of which each different one is looked at once: a
    condition, which is missing where a cell is, and its name."""
    mapping = cells.mapping
    wave, selected = cells.whole("wave"), cells.flag("selected")
    rules = [
        (wave.isnull(), "wave-missing"),
        (cells.unsaid("selected"), "selected-missing"),
        ((wave < 1) | (wave > kinds.last_wave), "wave-unknown"),
    ]
    first, last = ibis.date(kinds.first_day), ibis.date(mapping.as_of)
    # A missing day is taken for one that breaks nothing: comparing what is missing takes longer.
    # So does "not between".
    days = [cells.day(name) for name in DAYS if name in mapping.columns]
    early, late = ([day.fill_null(at) for day in days] for at in (first, last))
    rules += [((day < first) | (day > last), "date-impossible") for day in early]
    pairs = zip(early, late[1:], strict=False)
    rules += [(before > after, "dates-out-of-order") for before, after in pairs]
    if "revoked" in mapping.columns:
        revoked = cells.flag("revoked")
        rules.append((cells.unsaid("revoked") & selected, "revoked-missing"))
        rules.append((revoked & ~selected, "revoked-not-selected"))
    return rules
