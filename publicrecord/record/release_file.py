"""The file of a release: an archive with the tables, their description, and values.csv.

It may come from a pull request like everything else in data/: it is read only if it is the one that
releases.csv lists, and never more of it than fits.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
import zlib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from publicrecord.cache import is_known, remember
from publicrecord.characters import is_formula, is_shown
from publicrecord.language import N_
from publicrecord.record import bounds, contract, json_text
from publicrecord.record.descriptor import DESCRIPTOR
from publicrecord.record.plain_zip import is_plain

VALUES = "values.csv"
MOST_VALUES = 50_000  # of a release; the first one has 4,000
COLUMNS = ("claim", "table", "value", "unit", "status", "as_of", "shown")
"""The columns of values.csv beside `name`, which has one for each language, and `caveats`, which
releases before 2026.11.3 do not have."""
OTHERS = {DESCRIPTOR, VALUES, "LICENSE", "CITATION.txt", "dictionary.csv"}
TABLE = re.compile(r"(reference/)?[a-z_]+\.csv")
README = re.compile(r"README\.[a-z]{2}\.txt")
CLAIM = re.compile(r"[a-z_]+(/[a-z0-9_~-][a-z0-9_~.-]*){2,}@[a-z0-9-]+")
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")
DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")

Value = dict[str, str]
"""One row of values.csv as text; `shown` is yes or no; `value` is empty if taken back."""


def read_release(file: Path, sha256: str) -> tuple[dict[str, Any], tuple[Value, ...]]:
    """The description of a release and what it published; raises ValueError with the reason if
    its file is not sound."""
    if not file.is_file():
        raise ValueError(N_("the file does not exist"))
    if file.stat().st_size > bounds.LARGEST_FILE:
        raise ValueError(N_("the file is too large"))
    content = file.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(N_("its checksum differs from the checksum in releases.csv"))
    return _read(content, sha256, file.name)


@lru_cache(maxsize=16)  # the rules and the pages each ask for the releases
def _read(content: bytes, sha256: str, name: str) -> tuple[dict[str, Any], tuple[Value, ...]]:
    """The same of the content of a file with this hash and name."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            description = json_text.parse(bounds.member(archive, DESCRIPTOR).decode())
            values = bounds.member(archive, VALUES)
            list(contract.find(description, description, DESCRIPTOR))  # or it lacks what promises
            paths = {str(resource["path"]) for resource in description["resources"]}
            sound = f"release {sha256}"
            if not is_known(sound):
                if not is_plain(archive, content, bounds.LARGEST_FILE):
                    raise ValueError(name)
                _examine(archive, paths)
                remember(sound)
        if bounds.rows_fault(io.BytesIO(values), VALUES, MOST_VALUES):
            raise ValueError(VALUES)
        table = tuple(csv.DictReader(io.StringIO(values.decode(), newline=""), strict=True))
    except (
        OSError, EOFError, LookupError, TypeError, AttributeError, RuntimeError, ValueError,
        zipfile.BadZipFile, zlib.error, csv.Error,
    ):  # fmt: skip
        raise ValueError(N_("it is not an archive that contains a table of values")) from None
    if not all(map(_sound, table)):
        raise ValueError(N_("it is not an archive that contains a table of values"))
    return description, table


def _examine(archive: zipfile.ZipFile, paths: set[str]) -> None:
    """Raise ValueError if an archive has a file that `release` does not write, one twice, or a
    table that is too long or has texts that the record may not have; paths: of its tables."""
    names = archive.namelist()
    if not all(map(TABLE.fullmatch, paths)):
        raise ValueError(paths)
    written = [name for name in names if name in paths | OTHERS or README.fullmatch(name)]
    if len(set(written)) < len(names):
        raise ValueError(names)
    for name in names:
        content = bounds.member(archive, name)
        if not all(is_shown(line) for line in content.decode().splitlines()):
            raise ValueError(name)
        if name.endswith(".csv"):
            if bounds.rows_fault(io.BytesIO(content), name, bounds.MOST_ROWS):
                raise ValueError(name)
            rows = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
            if not all(_is_inert(cell) for row in rows for cell in row):
                raise ValueError(name)


def _is_inert(cell: str) -> bool:
    return not is_formula(cell) or bool(NUMBER.fullmatch(cell))


def _sound(row: Value) -> bool:
    """Whether a row of values.csv has its columns, and what pages rely on in them."""
    if not set(row) > set(COLUMNS) or None in row or None in row.values():
        return False
    return bool(
        CLAIM.fullmatch(row["claim"])
        and (not row["value"] or is_value(row["value"], row["table"]))
        and (not row["as_of"] or is_day(row["as_of"]))
    )


def is_value(text: str, table: str) -> bool:
    """Whether a text is a value of the table: a number, or a day of a wave."""
    return is_day(text) if table == "wave_dates" else bool(NUMBER.fullmatch(text))


def is_day(text: str) -> bool:
    """Whether a text is a year, a month or a day of the calendar."""
    if not DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True
