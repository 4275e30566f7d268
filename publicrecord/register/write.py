"""The package with the register's rows added: written beside its place, then moved there."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv

from publicrecord.findings import UsageError
from publicrecord.language import N_, Language, described_key
from publicrecord.record.descriptor import DESCRIPTOR
from publicrecord.register.notice import notices
from publicrecord.register.places import ELSEWHERE
from publicrecord.register.scratch import scratch_folder
from publicrecord.register.tables import Published

ARROW_TEXT = pd.StringDtype("pyarrow", na_value=np.nan)
"""Half a million texts, of which no object is made for each."""
OWNER_ONLY = 0o700
NOT_FOR_PUBLICATION = "NOT-FOR-PUBLICATION.txt"
EXISTS = N_(
    "The folder for the tables already exists and is not empty. Choose another "
    "folder, or delete this one."
)


@contextmanager
def new_folder(out: Path) -> Iterator[Path]:
    """A folder that appears at `out` whole, or not at all, and that only its owner may read. Raises
    UsageError if `out` holds something."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(EXISTS)
    out.parent.mkdir(parents=True, exist_ok=True)
    with scratch_folder(out.parent, f".{out.name}.", ".partial") as folder:
        yield folder
        folder.chmod(OWNER_ONLY)  # it may have become as open as the data copied into it
        os.replace(folder, out)


def write_package(
    data: Path,
    folder: Path,
    descriptor: dict[str, Any],
    rows: dict[str, list[dict[str, Any]]],
    synthetic: bool,
    languages: Sequence[Language],
) -> None:
    """A copy of the package in `data`, which `descriptor` describes, with rows added to its tables;
    what was there stays, and a row that an earlier register added already is not added again. Its
    description and a file beside it say that it is for rehearsal only."""
    shutil.copytree(data, folder, dirs_exist_ok=True)
    paths = {resource["name"]: resource for resource in descriptor["resources"]}
    for name, added in rows.items():
        columns = [field["name"] for field in paths[name]["schema"]["fields"]]
        file = folder / paths[name]["path"]
        with file.open(encoding="utf-8", newline="") as before:
            there = {tuple(row) for row in csv.reader(before)}
        with file.open("a", encoding="utf-8", newline="") as after:
            empty = [""] * len(columns)
            cells = (tuple(map(str, map(row.get, columns, empty))) for row in added)
            writer = csv.writer(after, lineterminator="\n")
            writer.writerows(row for row in cells if row not in there)
    described = descriptor | ({"synthetic": True} if synthetic else {})
    texts = notices(languages)
    if not described.get("rehearsal"):  # an earlier register said it already
        described["rehearsal"] = True
        for code, notice in texts.items():
            key = described_key("description", code)
            described[key] = f"{notice} {described[key]}"
    (folder / NOT_FOR_PUBLICATION).write_text("\n\n".join(texts.values()) + "\n", encoding="utf-8")
    (folder / DESCRIPTOR).write_text(
        json.dumps(described, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )


def cube_frame(table: Published, absent: list[str]) -> pd.DataFrame:
    """Gross recipients by place and wave or year: the one table too long for the package.

    Columns: place (code, ID for the country), time (ever, a year, or a wave), value, status.
    absent: waves about which the register says nothing.
    """
    places, time = table.trees
    silent = time.only_of(absent)
    shown = [n for n in range(len(time.names)) if n not in silent]
    of_place = pd.Series(places.names, dtype=ARROW_TEXT)
    of_time = pd.Series([time.names[n] for n in shown], dtype=ARROW_TEXT)
    # People of a regency whose district is not known have a row where there are any.
    listed = ~(of_place.str.endswith(ELSEWHERE).to_numpy(bool) & np.isnan(table.values[:, 0]))
    values = table.values[listed][:, shown].ravel()
    status = pd.Series(["perturbed", "suppressed"], dtype=ARROW_TEXT)
    return pd.DataFrame(
        {
            "place": of_place[listed].repeat(len(shown)).array,
            "time": of_time.take(np.tile(np.arange(len(shown)), int(listed.sum()))).array,
            "value": values,
            "status": status.take(np.isnan(values).astype(int)).array,
        }
    )


def write_cube(file: Path, cube: pd.DataFrame) -> None:
    """The table of cube_frame as CSV, with whole numbers."""
    rows = pa.Table.from_pandas(
        cube.assign(value=cube["value"].astype("Int64")), preserve_index=False
    )
    # Names of places and times are codes: no cell needs quotation marks.
    as_written = pa_csv.WriteOptions(quoting_style="none", quoting_header="none")
    pa_csv.write_csv(rows, file, as_written)
