"""The data package: the descriptor and its tables, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from publicrecord.findings import refuse
from publicrecord.record.descriptor import read_descriptor
from publicrecord.record.tables import Tables
from publicrecord.settings import Settings

Row = dict[Any, Any]
"""A row of a frame: column -> cell."""


@dataclass(frozen=True)
class Record:
    """The record as read.

    folder: where the tables lie. descriptor: datapackage.json. tables: a frame for each
    resource, columns as in its schema plus `row` (its row in a spreadsheet). Integers are
    Int64, numbers float64, everything else text; an empty cell is missing. settings: of the
    site that the record belongs to.
    """

    folder: Path
    descriptor: dict[str, Any]
    tables: dict[str, pd.DataFrame]
    settings: Settings

    @property
    def version(self) -> str:
        """The version of the data, such as 2026.11.0."""
        return str(self.descriptor["version"])

    @property
    def licence(self) -> str:
        """The licence of the record, such as CC-BY-4.0; tables may have others."""
        return str(self.descriptor["licenses"][0]["name"])

    @property
    def terms(self) -> str:
        """The address of the text of this licence."""
        return str(self.descriptor["licenses"][0]["path"])

    @property
    def topics(self) -> list[str]:
        """The topics that have tables, in their order."""
        found = {resource["topic"] for resource in self.descriptor["resources"]}
        return [topic for topic in self.settings.topics if topic in found]

    def table(self, name: str) -> pd.DataFrame:
        """The frame of a resource."""
        return self.tables[name]

    def file(self, name: str) -> str:
        """The path of a table as a maintainer knows it, such as data/waves.csv."""
        return f"{self.folder.name}/{self.resource(name)['path']}"

    def resource(self, name: str) -> dict[str, Any]:
        """The description of a resource, as in the descriptor."""
        return self._resources[name]

    @cached_property
    def _resources(self) -> dict[str, dict[str, Any]]:
        return {resource["name"]: resource for resource in self.descriptor["resources"]}


def rows(frame: pd.DataFrame) -> list[Row]:
    """A frame's rows for printing: an empty cell is an empty text, numbers are plain numbers."""
    names = frame.columns.tolist()
    if not names:
        return [{} for _ in range(len(frame))]
    columns = [_cells(column) for _name, column in frame.items()]
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def cited_sources(frame: pd.DataFrame) -> pd.Series:
    """The keys of the sources that the rows of a table cite, in any of its columns of sources; a
    source once for each row that cites it."""
    named = [frame[name] for name in frame.columns if name.endswith("source_id")]
    each = [[*dict.fromkeys(cells)] for cells in zip(*map(pd.Series.tolist, named), strict=True)]
    return pd.Series([source for cited in each for source in cited], dtype=object).dropna()


def exact(frame: pd.DataFrame) -> list[list[Any]]:
    """A frame in plain lists that differ where frames differ: the names and types of its columns,
    its index, and the cells of each column, among which a missing one is not an empty text."""
    return [
        frame.columns.tolist(),
        [str(kind) for kind in frame.dtypes],
        frame.index.tolist(),
        # Missing whole numbers are objects of pandas, which take long to write down.
        *(
            _cells(cells) if cells.dtype == "Int64" else cells.tolist()
            for _, cells in frame.items()
        ),
    ]


def records(frame: pd.DataFrame) -> list[Row]:
    """A frame's rows as plain Python values, missing ones as they are; pandas' own to_dict reads
    each column anew for each frame and takes several times as long."""
    names = frame.columns.tolist()
    listed = [column.tolist() for _name, column in frame.items()]
    return [dict(zip(names, cells, strict=True)) for cells in zip(*listed, strict=True)]


def without_point(value: float) -> int | float:
    """A whole number as an int, any other as it is."""
    return int(value) if value == int(value) else value


def _cells(column: pd.Series) -> list[Any]:
    """The cells of a column as plain Python values, an empty text for each that is missing."""
    cells = column.tolist()
    return ["" if cell is None or cell is pd.NA or cell != cell else cell for cell in cells]


def read_record(folder: Path, settings: Settings) -> Record:
    """Read and check the package in `folder`; settings: of the site it belongs to.

    Raises ValidationFailed with every finding of every table if one breaks its schema.
    """
    descriptor = read_descriptor(folder, settings)
    read = Tables(folder, descriptor, settings)
    refuse(read.findings())
    tables = {r["name"]: _typed(r, read.tables[r["name"]].frame()) for r in descriptor["resources"]}
    return Record(folder, descriptor, tables, settings)


def _typed(resource: dict[str, Any], texts: pd.DataFrame) -> pd.DataFrame:
    """A table with its types; `value` keeps its text beside it, as `printed`."""
    frame = texts.reset_index(drop=True)
    if "value" in frame:
        frame["printed"] = frame["value"]
    for field in resource["schema"]["fields"]:
        if field["type"] == "integer":
            frame[field["name"]] = pd.to_numeric(frame[field["name"]]).astype("Int64")
        elif field["type"] == "number":
            frame[field["name"]] = pd.to_numeric(frame[field["name"]]).astype("float64")
    frame["row"] = texts.index
    return frame
