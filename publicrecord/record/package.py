"""The data package: the descriptor and its tables, read and checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd

from publicrecord.findings import MOST_FINDINGS, Finding, refuse
from publicrecord.record import form, pattern_check, texts
from publicrecord.record.descriptor import DESCRIPTOR, read_descriptor
from publicrecord.record.schema_check import cell_findings, schema_findings
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
        return next(r for r in self.descriptor["resources"] if r["name"] == name)


def rows(frame: pd.DataFrame) -> list[Row]:
    """A frame's rows for printing: an empty cell is an empty text, numbers are plain numbers."""
    names = frame.columns.tolist()
    if not names:
        return [{} for _ in range(len(frame))]
    columns = [_cells(column) for _name, column in frame.items()]
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def unsaid(frame: pd.DataFrame) -> tuple[list[str], list[Any], bytes]:
    """What `rows` does not say of a frame: the types of its columns, its index, and which of its
    cells are missing."""
    types = [str(kind) for kind in frame.dtypes]
    return types, frame.index.tolist(), frame.isna().to_numpy().tobytes()


def records(frame: pd.DataFrame) -> list[Row]:
    """A frame's rows as plain Python values, missing ones as they are; pandas' own to_dict reads
    each column anew for each frame and takes several times as long."""
    names = frame.columns.tolist()
    columns = [column.tolist() for _name, column in frame.items()]
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def _cells(column: pd.Series) -> list[Any]:
    """The cells of a column as plain Python values, an empty text for each that is missing."""
    cells: list[Any] = column.tolist()
    for index in column.isna().to_numpy().nonzero()[0]:
        cells[index] = ""
    return cells


def read_record(folder: Path, settings: Settings) -> Record:
    """Read and check the package in `folder`; settings: of the site it belongs to.

    Raises ValidationFailed with every finding of every table if one breaks its schema.
    """
    descriptor = read_descriptor(folder, settings)
    refuse(_form_and_schema(folder, descriptor))
    cells = {r["name"]: _read_texts(folder, r) for r in descriptor["resources"]}
    refuse(_cells_and_texts(folder, descriptor, cells, settings))
    tables = {r["name"]: _typed(r, cells[r["name"]]) for r in descriptor["resources"]}
    return Record(folder, descriptor, tables, settings)


def _form_and_schema(folder: Path, descriptor: dict[str, Any]) -> Iterator[Finding]:
    """Both at once; a cell or a file in another form is told once, as that."""
    found = [
        finding
        for r in descriptor["resources"]
        for finding in islice(
            form.find(folder / r["path"], r, f"{folder.name}/{r['path']}"), MOST_FINDINGS
        )
    ]
    yield from found
    files = {finding.file for finding in found if finding.rule in form.WHOLE_FILE}
    cells = {(finding.file, finding.row, finding.column) for finding in found}
    for finding in schema_findings(folder, descriptor):
        if finding.file not in files and (finding.file, finding.row, finding.column) not in cells:
            yield finding


def _cells_and_texts(
    folder: Path, descriptor: dict[str, Any], cells: dict[str, pd.DataFrame], settings: Settings
) -> Iterator[Finding]:
    """What is found in the cells of the tables, those of each table together."""
    described = f"{folder.name}/{DESCRIPTOR}"
    yield from pattern_check.slow_patterns(described, descriptor, cells)
    for r in descriptor["resources"]:
        file, frame = f"{folder.name}/{r['path']}", cells[r["name"]]
        yield from texts.find(file, r, frame, settings.languages)
        yield from pattern_check.find(file, r, frame)
        yield from cell_findings(file, r, frame, settings)


def _read_texts(folder: Path, resource: dict[str, Any]) -> pd.DataFrame:
    """A table with every cell as the text it is."""
    return pd.read_csv(
        folder / resource["path"], dtype="str", keep_default_na=False, na_values=[""]
    )


def _typed(resource: dict[str, Any], texts: pd.DataFrame) -> pd.DataFrame:
    """A table with its types; `value` keeps its text beside it, as `printed`."""
    frame = texts.copy()
    if "value" in frame:
        frame["printed"] = frame["value"]
    for field in resource["schema"]["fields"]:
        if field["type"] == "integer":
            frame[field["name"]] = pd.to_numeric(frame[field["name"]]).astype("Int64")
        elif field["type"] == "number":
            frame[field["name"]] = pd.to_numeric(frame[field["name"]]).astype("float64")
    frame["row"] = range(2, len(frame) + 2)
    return frame
