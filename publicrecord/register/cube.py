"""Counts from the engine into tables: faults counted, codes matched, tables filled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from publicrecord.register.aggregate import SUMS, Frames
from publicrecord.register.mapping import Mapping
from publicrecord.register.places import (
    NOT_STATED,
    OUTCOME,
    Classifications,
    place_codes,
    regency_codes,
)
from publicrecord.register.profile import categories_of, traits_told
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
    unknown: list[str],
    people: Frames,
    kinds: Classifications,
    mapping: Mapping,
) -> Cube:
    """Tables from count_rows, the cells that fit no place, and count_people."""
    clean = read["fault"] == ""
    placed = ~read["place"].isin(unknown)
    by_rule = read[~clean].groupby("fault", observed=True)["rows_read"].sum()
    faults = {str(name): int(n) for name, n in by_rule.items()}
    if unknown:
        faults["place-unknown"] = int(read.loc[clean & ~placed, "rows_read"].sum())
    there = set(read.loc[clean & placed, "wave"].astype("str"))
    absent = [name for name in map(kinds.time.names.__getitem__, kinds.time.leaves)
              if name not in there]  # fmt: skip
    main = people["wave", "place"]
    time = ("time", kinds.time, _leaves(main["wave"], kinds.time))
    place = ("place", kinds.places, _leaves(main["place"], kinds.places, place_codes))
    tables = [_table(main, place, time)]
    by_wave = people["wave", "profile", "outcome"]
    by_regency = people["regency", "profile"]
    time = ("time", kinds.time, _leaves(by_wave["wave"], kinds.time))
    codes = _leaves(by_regency["regency"], kinds.regencies, regency_codes)
    place = ("place", kinds.regencies, codes)
    tables.append(_table(by_wave, time, ("outcome", OUTCOME, by_wave["outcome"].to_numpy())))
    for trait in traits_told(mapping):
        for frame, rows in ((by_regency, place), (by_wave, time)):
            at = categories_of(frame["profile"].to_numpy(np.int64))[trait]
            tables.append(_table(frame, rows, (trait, kinds.traits[trait], at)))
    by_name = {table.name: table for table in tables}
    return Cube(by_name, int(read["rows_read"].sum()), faults, absent)


def unknown_places(read: pd.DataFrame, kinds: Classifications) -> list[str]:
    """Cells of the register's places that fit no district and no regency. read: count_rows."""
    known = {kinds.places.names[node] for node in kinds.places.leaves}
    values = read.loc[read["fault"] == "", "place"].drop_duplicates().astype("str")
    return sorted(values[~place_codes(values).isin(known)])


def _table(frame: pd.DataFrame, rows: Side, columns: Side) -> Table:
    """A table of people by two classifications, from the counts of a frame."""
    people = frame[SUMS].assign(row=rows[2], column=columns[2])
    return Table.of(f"{rows[0]}-{columns[0]}", (rows[0], columns[0]), (rows[1], columns[1]), people)


def _leaves(
    values: pd.Series, tree: Tree, codes: Callable[[pd.Series], pd.Series] = lambda names: names
) -> Positions:
    """Which leaf of a tree, in their order, each value is; each that repeats is read once."""
    repeated = values.astype("category").cat.remove_unused_categories()
    names = codes(repeated.cat.categories.astype("str").to_series())
    at = {tree.names[node]: i for i, node in enumerate(tree.leaves)}
    found: Positions = names.map(at).to_numpy(np.int64)[repeated.cat.codes]
    return found
