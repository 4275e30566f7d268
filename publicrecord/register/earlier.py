"""The last release in the record: a figure that hardly moved since is published as it was.

A figure below the threshold counts as the largest number below it. As the noise of a count moves by
twice the largest deviation at most, fewer people than the threshold change no figure.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from publicrecord.findings import Rule, refuse
from publicrecord.language import N_
from publicrecord.register.keys import KEY_OTHER, Secret
from publicrecord.register.noise import RENEWED, THRESHOLD

INCOMPLETE = Rule(
    "register-release-incomplete",
    N_("The record contains the release {value}, but not its file {file}."),
    N_("Copy this file from the tables of that release into the folder of the record."),
)
METHOD, CUBE, SOURCES = "method.json", "wave_places.csv", "sources.csv"
OURS = re.compile(r"(synthetic-)?register-(\d{4}-\d{2}-\d{2})")
NO_DIMENSION = {"value", "status", "as_of", "source_id", "unit"}
BASE, OF_BASE = "survey_respondents", "survey_"
"""Results of a survey are renewed together with the number of people who answered."""
FEW = 0.01
"""Below this share of figures that moved, a release is said to change few people."""

Rows = list[dict[str, Any]]
Cell = tuple[str, ...]


@dataclass
class Earlier:
    """The last release. source: its source_id. tables: its rows, by table of the package. cube: its
    counts by place and time. figures, renewed: how many were compared, and how many moved."""

    source: str
    tables: dict[str, Rows]
    cube: pd.DataFrame
    figures: int = field(default=0, init=False)
    renewed: int = field(default=0, init=False)

    @property
    def has_few_changes(self) -> bool:
        """Whether so few figures moved that people who compare the releases may ask whose."""
        return self.renewed < FEW * self.figures

    def keep(self, tables: dict[str, Rows], source: str) -> None:
        """Give rows of a new release the value of the last one where they hardly moved."""
        for name, rows in tables.items():
            names = sorted({column for row in rows for column in row} - NO_DIMENSION)
            if "measure_id" not in names or not self.tables.get(name):
                continue
            at = names.index("measure_id")
            old = {_cell(row, names, self.source): row["value"] for row in self.tables[name]}
            new = {_cell(row, names, source): row["value"] for row in rows}
            for row in rows:
                here = counted = _cell(row, names, source)
                if here[at].startswith(OF_BASE):
                    counted = (*here[:at], BASE, *here[at + 1 :])
                if here in old and self._hardly_moved(old[counted], new[counted]):
                    row["value"] = old[here]
                    row["status"] = "perturbed" if old[here] else "suppressed"

    def _hardly_moved(self, old: str, new: str) -> bool:
        moved = abs(_number(new) - _number(old)) >= RENEWED
        self.figures += 1
        self.renewed += moved
        return not moved

    def keep_cube(self, cube: pd.DataFrame) -> pd.DataFrame:
        """The counts by place and time of a new release, with those of the last one where they
        hardly moved."""
        both = cube.merge(self.cube, how="left", on=["place", "time"], suffixes=("", "_old"))
        new, old = (both[name].fillna(THRESHOLD - 1) for name in ("value", "value_old"))
        known = both["status_old"].notna()
        moved = (new - old).abs() >= RENEWED
        self.figures += int(known.sum())
        self.renewed += int((known & moved).sum())
        renewed = (moved | ~known).to_numpy()
        return both[["place", "time"]].assign(
            value=both["value"].where(renewed, both["value_old"]),
            status=both["status"].where(renewed, both["status_old"]),
        )


def _number(value: str) -> float:
    """A published value as a number."""
    return float(value) if value else THRESHOLD - 1


def _cell(row: dict[str, Any], names: list[str], source: str) -> Cell:
    """What a row is about, whichever release it is of."""
    return tuple(str(row.get(name, "")).removeprefix(source) for name in names)


def check_last_release(data: Path, secret: Secret) -> None:
    """Raise ValidationFailed if the record in `data` contains a release with which a new one could
    not be compared: files of it are missing, or it was made with another secret."""
    ours = [row["source_id"] for row in _rows(data / SOURCES) if OURS.fullmatch(row["source_id"])]
    if not ours:
        return
    refuse(
        INCOMPLETE.at(f"{data.name}/{name}", value=max(ours))
        for name in (METHOD, CUBE)
        if not (data / name).is_file()
    )
    method = json.loads((data / METHOD).read_text(encoding="utf-8"))
    refuse([] if method["keys"] == secret.fingerprint else [KEY_OTHER.at(f"{data.name}/{METHOD}")])


def last_release(data: Path, paths: dict[str, str], source: str) -> Earlier | None:
    """The last release of the same register before `source`, if the record has one. paths: of its
    tables."""
    made, day = OURS.fullmatch(source).groups()  # type: ignore[union-attr]
    found = [OURS.fullmatch(row["source_id"]) for row in _rows(data / SOURCES)]
    days = [match[2] for match in found if match and match[1] == made and match[2] < day]
    if not days:
        return None
    last = f"{made or ''}register-{max(days)}"
    tables = {
        name: [row for row in _rows(data / path) if row.get("source_id") == last]
        for name, path in paths.items()
        if path.endswith("figures.csv")
    }
    cube = pd.read_csv(data / CUBE, dtype={"place": "str", "time": "str", "status": "str"})
    return Earlier(last, tables, cube)


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)
