"""The file of a release: an archive with the tables, their description, and values.csv.

It may come from a pull request like everything else in data/: it is read only if it is the one that
releases.csv lists, and never more of it than fits.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
import zlib
from datetime import date
from pathlib import Path
from typing import Any

from publicrecord.language import N_
from publicrecord.record.bounds import LARGEST_FILE
from publicrecord.record.descriptor import DESCRIPTOR

VALUES = "values.csv"
COLUMNS = ("claim", "table", "value", "unit", "status", "as_of", "shown")
"""The columns of values.csv beside `name`, which has one for each language."""
CLAIM = re.compile(r"[a-z_]+/[a-z0-9_~./-]+@[a-z0-9-]+")
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")
DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")

Value = dict[str, str]
"""One row of values.csv as text; `shown` is yes or no; `value` is empty if taken back."""


def read_release(file: Path, sha256: str) -> tuple[dict[str, Any], tuple[Value, ...]]:
    """The description of a release and what it published; raises ValueError with the reason if
    its file is not sound."""
    if not file.is_file():
        raise ValueError(N_("the file does not exist"))
    if file.stat().st_size > LARGEST_FILE:
        raise ValueError(N_("the file is too large"))
    content = file.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(N_("its checksum differs from the checksum in releases.csv"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            description = json.loads(_text(archive, DESCRIPTOR))
            paths = [resource["path"] for resource in description["resources"]]
            text = io.StringIO(_text(archive, VALUES), newline="")
        table = tuple(csv.DictReader(text, strict=True))
    except (
        OSError, EOFError, LookupError, TypeError, RuntimeError, ValueError, zipfile.BadZipFile,
        zlib.error, csv.Error,
    ):  # fmt: skip
        raise ValueError(N_("it is not an archive that contains a table of values")) from None
    if not all(isinstance(path, str) for path in paths) or not all(map(_sound, table)):
        raise ValueError(N_("it is not an archive that contains a table of values"))
    return description, table


def _text(archive: zipfile.ZipFile, name: str) -> str:
    """A member of an archive, however much it pretends to hold; raises ValueError if too much."""
    with archive.open(name) as member:
        content = member.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise ValueError(name)
    return content.decode()


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
