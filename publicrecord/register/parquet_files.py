"""Parquet files of a register: whole, and with the same types in the columns that are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_, Text
from publicrecord.record.patterns import in_words
from publicrecord.register.damaged import (
    FILE_CUT,
    FILE_EMPTY,
    FILE_IS_OTHER,
    NO_ROWS,
    PLAIN_TEXT,
    both_ends,
    content_of,
    damaged,
)
from publicrecord.register.mapping import Mapping

FILE_DIFFERS = Rule(
    "register-file-differs",
    N_(
        'In this file the column "{value}" contains {found}, but in the other files it '
        "contains {expected}."
    ),
    N_("Save all files of the register with the same column types."),
)
# What a column of an Arrow type contains, by a part of the type's name.
CONTENTS = {
    "missing": N_("nothing (the column is missing)"),
    "int": N_('whole numbers (type "{kind}")'),
    "float": N_('numbers with decimals (type "{kind}")'),
    "double": N_('numbers with decimals (type "{kind}")'),
    "decimal": N_('numbers with decimals (type "{kind}")'),
    "string": N_('texts (type "{kind}")'),
    "date": N_('dates (type "{kind}")'),
    "time": N_('times (type "{kind}")'),
    "bool": N_('true or false (type "{kind}")'),
}
OTHER_CONTENT = N_('values of another type (type "{kind}")')
MARK = b"PAR1"


def parquet_faults(file: Path) -> Iterator[Finding]:
    """What is wrong with a file as a whole."""
    beginning, end = both_ends(file, len(MARK))
    if not beginning:
        yield FILE_EMPTY.at(file.name)
    elif not beginning.startswith(MARK):
        yield FILE_IS_OTHER.at(file.name, found=content_of(beginning) or PLAIN_TEXT)
    elif end != MARK:
        yield FILE_CUT.at(file.name)
    else:
        try:
            if not pq.read_metadata(file).num_rows:
                yield NO_ROWS.at(file.name)
        except (OSError, pa.ArrowException) as error:
            yield damaged(file, error)


def damaged_pages(files: list[Path], columns: list[str]) -> Iterator[Finding]:
    """The files whose columns cannot be read, for a count that ended in an error."""
    for file in files:
        try:
            opened = pq.ParquetFile(file)
            opened.read([name for name in columns if name in opened.schema_arrow.names])
        except (OSError, pa.ArrowException) as error:
            yield damaged(file, error)


def same_types(schemas: list[tuple[Path, pa.Schema]], mapping: Mapping) -> Iterator[Finding]:
    """Columns whose type in one file is not that of most files."""
    usual: dict[str, str] = {}
    for name in mapping.all_columns:
        types = pd.Series([_plain(s, name) for _file, s in schemas])
        usual[name] = str(types.mode()[0])
    for file, schema in schemas:
        for name, expected in usual.items():
            kind = _plain(schema, name)
            if kind != expected and expected != "missing":
                yield FILE_DIFFERS.at(
                    file.name, None, name, name,
                    found=_kind_in_words(kind), expected=_kind_in_words(expected),
                )  # fmt: skip


def _plain(schema: pa.Schema, name: str) -> str:
    if name not in schema.names:
        return "missing"
    kind = schema.field(name).type
    return str(kind.value_type if pa.types.is_dictionary(kind) else kind)


def _kind_in_words(kind: str) -> Text:
    """A type of Arrow, such as int16, with what a column of it holds."""
    words = next((words for name, words in CONTENTS.items() if name in kind), OTHER_CONTENT)
    return in_words(words, kind=kind)
