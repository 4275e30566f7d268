"""The shown values of the record, from name to frame in two lines.

    record = Record("https://example.org/")
    record.values("recipients_gross", period="2021").to_pandas()

Needs nothing beyond the standard library; pandas or polars where their frame is asked for. A record
is read from the address of a site, or without a network from a ZIP archive of the data.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.request import urlopen

TYPES = {
    "value": float, "wave_from": int, "wave_to": int, "boundary": int,
    "as_of_start": date.fromisoformat, "as_of_end": date.fromisoformat,
}  # fmt: skip
"""Of the columns that are no text."""
SHOWN = "shown.csv"


class MixedError(ValueError):
    """Numbers of two measures, bases or units cannot be added."""


class NotShownError(ValueError):
    """An archive does not say which values are shown."""


class Values:
    """Shown values: rows with their columns by name. An empty cell is None."""

    def __init__(self, rows: list[dict[str, Any]], sources: dict[str, dict[str, str]]) -> None:
        self.rows, self._sources = rows, sources

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def sources(self) -> list[dict[str, str]]:
        """The sources of the values, each once."""
        return [self._sources[key] for key in dict.fromkeys(row["source_id"] for row in self.rows)]

    def total(self) -> float:
        """The sum. Raises MixedError for two measures, bases or units, such as gross and net, for a
        place and one in it, and where a value is not known."""
        for key in ("measure_id", "basis", "unit", "period"):
            found = sorted({str(row[key]) for row in self.rows})
            if len(found) > 1:
                raise MixedError(f"These values have different {key}: {', '.join(found)}.")
        places = [str(row["place_code"]) for row in self.rows]
        around = {place[:at] for place in places for at, sign in enumerate(place) if sign in "-."}
        if twice := sorted(around & {*places}):
            raise MixedError(f"Values of {twice[0]} and of places in it cannot be added.")
        if any(row["value"] is None for row in self.rows):
            raise MixedError("Not all of these values are known.")
        return sum(row["value"] for row in self.rows)

    def to_pandas(self) -> Any:
        """The values as a frame of pandas."""
        import pandas as pd

        return pd.DataFrame(self.rows)

    def to_polars(self) -> Any:
        """The values as a frame of polars."""
        import polars as pl

        return pl.DataFrame(self.rows, infer_schema_length=None)


class Record:
    """The record at the address of a site, or in a ZIP archive of its data.

    cache: a folder that keeps what was downloaded; it is not asked for again. Raises NotShownError
    for the archive of a release from before there was a table of the shown values.
    """

    def __init__(self, place: str, cache: str | None = None) -> None:
        self._place, self._cache = place, Path(cache) if cache else None
        self._shown = [_typed(row) for row in self._table(SHOWN)]
        self._sources = {row["source_id"]: row for row in self._table("sources.csv")}

    def values(self, measure_id: str, **where: str) -> Values:
        """The values of a measure; where: what columns must be, such as period="2021"."""
        asked = {"measure_id": measure_id} | where
        unknown = asked.keys() - self._shown[0].keys()
        if unknown:
            raise ValueError(f"No such column: {', '.join(sorted(unknown))}.")
        rows = [row for row in self._shown if all(row[key] == asked[key] for key in asked)]
        return Values(rows, self._sources)

    def _table(self, name: str) -> list[dict[str, str]]:
        text = self._read(name).decode("utf-8")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def _read(self, name: str) -> bytes:
        if self._place.endswith(".zip"):
            with zipfile.ZipFile(self._place) as archive:
                if name == SHOWN and name not in archive.namelist():
                    version = json.loads(archive.read("datapackage.json"))["version"]
                    raise NotShownError(
                        f"Release {version} has no {SHOWN}, so it does not say which values are "
                        "shown. Use a later release, or read its tables of claims, one by one."
                    )
                return archive.read(name)
        kept = self._cache / name if self._cache else None
        if kept and kept.is_file():
            return kept.read_bytes()
        with urlopen(f"{self._place.rstrip('/')}/data/{name}", timeout=30) as answer:  # noqa: S310
            content: bytes = answer.read()
        if kept:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(content)
        return content


def _typed(row: dict[str, str]) -> dict[str, Any]:
    return {key: TYPES.get(key, str)(cell) if cell else None for key, cell in row.items()}
