"""Counts from the engine into tables: faults counted, codes matched, tables filled."""

from __future__ import annotations

from dataclasses import dataclass
from string import whitespace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from publicrecord.register.aggregate import SUMS, Frames
from publicrecord.register.mapping import Mapping
from publicrecord.register.places import (
    NOT_STATED,
    OUTCOME,
    REGENCY_LENGTH,
    Classifications,
    place_codes,
)
from publicrecord.register.profile import categories_of, traits_counted
from publicrecord.register.tables import Table, Tree

Positions = NDArray[np.integer]
Side = tuple[str, Tree, Positions]
"""A classification: its name, its tree, and the leaf of each row of a frame."""


@dataclass(frozen=True)
class Cube:
    """tables: people selected, by name of the table. rows: of the register. faults: rows dropped by
    rule. absent: waves of the record of which the register has no row."""

    tables: dict[str, Table]
    rows: int
    faults: dict[str, int]
    absent: list[str]

    @property
    def unstated(self) -> dict[str, int]:
        """Selected people by trait of whom it is not known."""
        return {
            table.dimensions[1]: int(table.counts[0, table.trees[1].index[NOT_STATED]])
            for table in self.tables.values()
            if table.dimensions[0] == "time" and NOT_STATED in table.trees[1].index
        }


def build_cube(
    read: pd.DataFrame,
    broken: dict[str, int],
    places: pd.DataFrame,
    people: Frames,
    absent: list[str],
    kinds: Classifications,
    mapping: Mapping,
) -> Cube:
    """Tables from count_rows, count_faults, known_places, count_people and without_row."""
    faults = dict(broken)
    empty = _empty(read["written"])
    unplaced = ~empty & ~read["written"].isin(places["written"])
    for name, which in (("place-missing", empty), ("place-unknown", unplaced)):
        if number := int(read.loc[which, "rows_read"].sum()):
            faults[name] = number
    main = people["wave", "place"]
    time = ("time", kinds.time, _leaves(main["wave"], kinds.time))
    place = ("place", kinds.places, main["place"].to_numpy())
    tables = [_table(main, place, time)]
    by_wave = people["wave", "profile", "outcome"]
    by_regency = people["regency", "profile"]
    time = ("time", kinds.time, _leaves(by_wave["wave"], kinds.time))
    place = ("place", kinds.regencies, by_regency["regency"].to_numpy())
    tables.append(_table(by_wave, time, ("outcome", OUTCOME, by_wave["outcome"].to_numpy())))
    for trait in traits_counted(mapping):
        for frame, rows in ((by_regency, place), (by_wave, time)):
            at = categories_of(frame["profile"].to_numpy(np.int64))[trait]
            tables.append(_table(frame, rows, (trait, kinds.traits[trait], at)))
    by_name = {table.name: table for table in tables}
    return Cube(by_name, int(read["rows_read"].sum()) + sum(broken.values()), faults, absent)


def without_people(people: Frames, kinds: Classifications) -> list[str]:
    """The waves of the record of which count_people has nobody."""
    seen = set(map(str, people["wave", "place"]["wave"].unique()))
    return [name for leaf in kinds.time.leaves if (name := kinds.time.names[leaf]) not in seen]


def known_places(read: pd.DataFrame, kinds: Classifications) -> pd.DataFrame:
    """The cells of the register's places that fit a district or a regency. read: count_rows.

    One row a cell: written, code (of the district; of a regency alone with .00), place and regency
    (the positions of their leaves).
    """
    written = _written(read)
    codes = place_codes(written.str.strip(whitespace))
    at = {kinds.places.names[node]: i for i, node in enumerate(kinds.places.leaves)}
    above = {kinds.regencies.names[node]: i for i, node in enumerate(kinds.regencies.leaves)}
    known = codes.isin(list(at))
    frame = pd.DataFrame({"written": written[known], "code": codes[known]}, dtype="str")
    frame["place"] = frame["code"].map(at).astype("int32")
    frame["regency"] = frame["code"].str[:REGENCY_LENGTH].map(above).astype("int32")
    return frame.reset_index(drop=True)


def unknown_places(read: pd.DataFrame, places: pd.DataFrame) -> list[str]:
    """The other cells, without the spaces around them that an engine removes. places:
    known_places."""
    written = _written(read)
    other = written[~written.isin(places["written"])].str.strip(whitespace)
    return sorted(set(other) - {""})


def _written(read: pd.DataFrame) -> pd.Series:
    """Each different place, as it is written."""
    return read["written"].dropna().astype("str")


def _empty(written: pd.Series) -> pd.Series:
    return written.isna() | written.isin(
        [cell for cell in written.cat.categories if not cell.strip(whitespace)]
    )


def _table(frame: pd.DataFrame, rows: Side, columns: Side) -> Table:
    """A table of people by two classifications, from the counts of a frame."""
    people = frame[SUMS].assign(row=rows[2], column=columns[2])
    return Table.of(f"{rows[0]}-{columns[0]}", (rows[0], columns[0]), (rows[1], columns[1]), people)


def _leaves(values: pd.Series, tree: Tree) -> Positions:
    """Which leaf of a tree, in their order, each number is."""
    at = {int(tree.names[node]): i for i, node in enumerate(tree.leaves)}
    found: Positions = values.map(at).to_numpy(np.int64)
    return found
