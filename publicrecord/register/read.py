"""A register opened in an engine: files looked at first, then one expression of clean rows."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from ibis import _
from ibis.expr.operations import IsNan
from ibis.expr.types import Table as Expression

from publicrecord.findings import Rule, UsageError, refuse
from publicrecord.language import N_, Text
from publicrecord.record.patterns import in_words
from publicrecord.register.mapping import FILE, Mapping
from publicrecord.register.places import Classifications
from publicrecord.register.profile import UNCOUNTED, profile

FILE_SPOILT = Rule(
    "register-file-spoilt",
    N_("This file of the register cannot be read. The reading program reports: {reason}."),
    N_("Copy the file again from its origin. It may be incomplete or damaged."),
)
FILE_DIFFERS = Rule(
    "register-file-differs",
    N_(
        'In this file the column "{value}" contains {found}, but in the other files it '
        "contains {expected}."
    ),
    N_("Save all files of the register with the same column types."),
)
COLUMN_MISSING = Rule(
    "register-column-missing",
    N_('The register has no column "{value}".'),
    N_("Correct the column name in register.yml. Columns of the register: {columns}."),
)
WEIGHT_UNUSABLE = Rule(
    "register-weight-unusable",
    N_(
        'At least one answer has a weight in the column "{value}" that is empty, '
        "negative, infinite or not a number."
    ),
    N_("Give each answer a weight of zero or more, or remove weight from register.yml."),
)
NO_FILES = Rule(
    "register-empty",
    N_("No Parquet, CSV or Stata file was found."),
    N_("Give the path of such a file, or of a folder that contains files of one of these kinds."),
)
NO_ENGINE = N_(
    "The database cannot be reached, or its package is not installed. Check the "
    "address after --engine."
)
# What a column of an Arrow type contains, by a part of the type's name.
CONTENTS = {
    "missing": N_("nothing (the column is missing)"),
    "int": N_("whole numbers ({kind})"),
    "float": N_("numbers with decimals ({kind})"),
    "double": N_("numbers with decimals ({kind})"),
    "decimal": N_("numbers with decimals ({kind})"),
    "string": N_("texts ({kind})"),
    "date": N_("dates ({kind})"),
    "time": N_("times ({kind})"),
    "bool": N_("true or false ({kind})"),
}
OTHER_CONTENT = N_("values of another type ({kind})")
KINDS = {".parquet": "parquet", ".csv": "csv", ".gz": "csv", ".dta": "stata"}
LARGEST_WEIGHT = 1e100
"""Squares of weights are summed: of much larger ones they are infinite."""


def register_files(register: Path) -> list[Path]:
    """The data files of a register, in order."""
    if register.is_file():
        return [register]
    found = sorted(p for p in register.rglob("*") if p.is_file() and p.suffix in KINDS)
    return [p for p in found if KINDS[p.suffix] == KINDS[found[0].suffix]]


def check_files(files: list[Path], mapping: Mapping) -> bool:
    """Refuse files that are spoilt or differ in types; whether any says that it is synthetic."""
    if not files:
        refuse([NO_FILES.at(FILE)])
    if KINDS[files[0].suffix] != "parquet":
        return False
    found, schemas = [], []
    for file in files:
        try:
            schemas.append((file, pq.read_schema(file)))
        except (OSError, pa.ArrowException) as error:
            found.append(FILE_SPOILT.at(file.name, reason=str(error).splitlines()[0][:200]))
    refuse(found)
    usual: dict[str, str] = {}
    for name in mapping.all_columns:
        types = pd.Series([_plain(s, name) for _file, s in schemas])
        usual[name] = str(types.mode()[0])
    for file, schema in schemas:
        for name, expected in usual.items():
            kind = _plain(schema, name)
            if kind != expected and expected != "missing":
                found.append(
                    FILE_DIFFERS.at(
                        file.name, None, name, name,
                        found=_kind_in_words(kind), expected=_kind_in_words(expected),
                    )
                )  # fmt: skip
    refuse(found)
    return any(b"synthetic" in (schema.metadata or {}) for _file, schema in schemas)


def _plain(schema: pa.Schema, name: str) -> str:
    if name not in schema.names:
        return "missing"
    kind = schema.field(name).type
    return str(kind.value_type if pa.types.is_dictionary(kind) else kind)


def _kind_in_words(kind: str) -> Text:
    """A type of Arrow, such as int16, with what a column of it holds."""
    words = next((words for name, words in CONTENTS.items() if name in kind), OTHER_CONTENT)
    return in_words(words, kind=kind)


@contextmanager
def engine(url: str | None, memory: str) -> Iterator[Any]:
    """An Ibis connection: DuckDB in a wiped folder of its own, or what the URL names."""
    scratch = Path(tempfile.mkdtemp(prefix="register-"))
    try:
        if url:
            try:
                connection = ibis.connect(url)
            except Exception as error:
                raise UsageError(NO_ENGINE) from error
        else:
            connection = ibis.duckdb.connect(
                memory_limit=memory,
                temp_directory=str(scratch),
                preserve_insertion_order=False,
            )
            connection.raw_sql("SET enable_progress_bar_print = false")  # we draw it
            connection.raw_sql("SET enable_progress_bar = true")
        yield connection
        connection.disconnect()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def percent_done(connection: Any) -> float:
    """How far the query is that an engine works on; less than zero where it does not tell."""
    try:
        return float(connection.con.query_progress()) if connection.name == "duckdb" else -1.0
    except duckdb.Error:  # closed in the meantime
        return -1.0


def open_register(connection: Any, files: list[Path], mapping: Mapping) -> Expression:
    """The rows as they lie: from files where the engine reads files, else its table."""
    kind = KINDS[files[0].suffix] if files else "table"
    paths = [str(file) for file in files]
    if kind == "parquet" and connection.name == "pyspark":
        table = ibis.union(*map(connection.read_parquet, paths), distinct=False)
    elif kind == "parquet":
        table = connection.read_parquet(paths)
    elif kind == "csv":
        # Types are guessed file by file; a day may be a date in one and a time in another.
        guess = {"union_by_name": True} if connection.name == "duckdb" else {}
        table = connection.read_csv(paths if len(paths) > 1 else paths[0], **guess)
    elif kind == "stata":
        frames = pd.concat([pd.read_stata(file) for file in files], ignore_index=True)
        table = connection.create_table("register", frames, temp=True)
    else:
        table = connection.table(mapping.table)
    refuse(
        COLUMN_MISSING.at(FILE, None, None, name, columns=", ".join(table.columns))
        for name in mapping.all_columns
        if name not in table.columns
    )
    return table


def clean(table: Expression, mapping: Mapping, kinds: Classifications) -> Expression:
    """Rows in our words.

    Columns: fault (empty, or the first rule the row breaks), wave, place (as in the register),
    regency (four digits), selected, revoked, completed (0 or 1), profile (a number for the
    traits of who was selected, of others UNCOUNTED). Faulty rows stay, to be counted.
    """
    columns = mapping.columns

    def raw(name: str) -> Any:
        return table[columns[name]]

    def flag(name: str) -> Any:
        return _flag(raw(name), is_day=name.endswith("_on")) if name in columns else ibis.literal(0)

    rules = [(raw("wave").isnull(), "wave-missing"), (raw("place").isnull(), "place-missing")]
    rules.append((~raw("wave").cast("int64").between(1, kinds.last_wave), "wave-unknown"))
    last = ibis.date(mapping.as_of)
    days = [
        raw(n).cast("date")
        for n in ("registered_on", "selected_on", "completed_on")
        if n in columns
    ]
    for day in days:
        rules.append(((day < ibis.date(kinds.first_day)) | (day > last), "date-impossible"))
    for before, after in zip(days, days[1:], strict=False):
        rules.append((before > after, "dates-out-of-order"))
    if "revoked" in columns:
        rules.append(((flag("revoked") == 1) & (flag("selected") == 0), "revoked-not-selected"))
    fault = ibis.cases(*rules, else_="")
    place = raw("place").cast("string").fill_null("")
    selected = flag("selected")
    return table.select(
        fault=fault,
        wave=raw("wave").cast("int64").fill_null(0),
        place=place,
        regency=place.replace(".", "").left(4),
        selected=selected,
        revoked=flag("revoked"),
        completed=flag("completed_on") * (1 - flag("revoked")),
        profile=(selected == 1).ifelse(profile(table, mapping), UNCOUNTED),
    )


def _flag(value: Any, *, is_day: bool) -> Any:
    """A column as 1 or 0. is_day: whether it says on which day something was, so that it is 1 where
    there is a day."""
    if is_day:
        yes = value.notnull()
    else:  # not every engine casts a truth value to a number
        yes = value if value.type().is_boolean() else value.cast("int8") == 1
    return yes.ifelse(1, 0)


def check_weights(connection: Any, table: Expression, mapping: Mapping) -> None:
    """Refuse a register in which an answer has a weight that cannot be summed."""
    name = mapping.columns.get("weight")
    if not name or not mapping.satisfaction:
        return
    answered = reduce(or_, (table[column].notnull() for column in mapping.satisfaction.values()))
    weight = table[name].cast("float64")
    usable = weight.between(0, LARGEST_WEIGHT).fill_null(False)  # noqa: FBT003
    # Asked by name, as DuckDB compares with what Parquet says of a column, which leaves NaN out.
    # An engine that cannot be asked, such as SQLite, has no NaN.
    if connection.has_operation(IsNan):
        usable &= ~weight.isnan()
    if len(table.filter(answered & ~usable).select(name).limit(1).execute()):
        refuse([WEIGHT_UNUSABLE.at(FILE, None, "weight", name)])


def answers(table: Expression, mapping: Mapping, column: str) -> Expression:
    """Answers to one question: wave, place, answer, weight (1 where the register has none).
    An answer of weight zero stands for nobody and is left out."""
    weight = mapping.columns.get("weight")
    rows = table.filter(table[column].notnull())
    return rows.select(
        wave=rows[mapping.columns["wave"]].cast("int64"),
        place=rows[mapping.columns["place"]].cast("string"),
        answer=rows[column].cast("float64"),
        weight=rows[weight].cast("float64") if weight else ibis.literal(1.0),
    ).filter(_.weight > 0)
