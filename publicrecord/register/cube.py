"""Counts from the engine into tables: faults counted, codes matched, linked tables filled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from publicrecord.register.aggregate import COUNTS, Frames
from publicrecord.register.mapping import Mapping
from publicrecord.register.places import (
    NOT_STATED,
    Classifications,
    place_codes,
    regency_codes,
)
from publicrecord.register.profile import UNCOUNTED, categories_of, traits_told
from publicrecord.register.tables import Counts, Table, Tree

Positions = NDArray[np.integer]
OUTCOMES = ["revoked", "completed", "not-completed"]


@dataclass(frozen=True)
class Cube:
    """tables: linked tables of people selected. rows: of the register. faults: rows dropped by
    rule. unstated: selected people by trait of whom it is not known. absent: waves of the record
    of which the register has no row."""

    tables: list[Table]
    rows: int
    faults: dict[str, int]
    unstated: dict[str, int]
    absent: list[str]


def build_cube(frames: Frames, kinds: Classifications, mapping: Mapping, duplicates: int) -> Cube:
    """Tables from the counts of aggregate.count_rows."""
    main = frames["fault", "wave", "place"]
    rows = int(main["registrants"].sum()) + duplicates
    by_rule = main.groupby("fault", observed=True)["registrants"].sum()
    faults = {str(name): int(n) for name, n in by_rule.items() if name and n}
    faults |= {"duplicate": duplicates} if duplicates else {}
    main = main[main["fault"] == ""]
    by_wave = main.groupby("wave")[COUNTS].sum().rename(index=str)
    by_wave = by_wave.reindex([kinds.time.names[n] for n in kinds.time.leaves], fill_value=0)
    absent = [str(wave) for wave in by_wave.index[by_wave["registrants"] == 0]]
    tables = [_by_place_and_time(main, kinds), _by_outcome(by_wave, kinds.time)]
    unstated = {}
    for trait in traits_told(mapping):
        of_place = _by_trait(frames["regency", "profile"], "place", kinds.regencies, trait, kinds)
        of_time = _by_trait(frames["wave", "profile"], "time", kinds.time, trait, kinds)
        tables += [of_place, of_time]
        unstated[trait] = int(of_time.counts[0, of_time.trees[1].index[NOT_STATED]])
    return Cube(tables, rows, faults, unstated, absent)


def unknown_places(frames: Frames, kinds: Classifications) -> list[str]:
    """Values of the register's place column that fit no district and no regency."""
    known = {kinds.places.names[node] for node in kinds.places.leaves}
    main = frames["fault", "wave", "place"]
    values = main.loc[main["fault"] == "", "place"].drop_duplicates().astype("str")
    return sorted(values[~place_codes(values).isin(known)])


def _by_place_and_time(main: pd.DataFrame, kinds: Classifications) -> Table:
    places, time = kinds.places, kinds.time
    rows, columns = _leaves(main["place"], places, place_codes), _leaves(main["wave"], time)
    grid = _grid(rows, places, columns, time, main["selected"])
    return Table.of("place-time", ("place", "time"), (places, time), grid)


def _by_outcome(by_wave: pd.DataFrame, time: Tree) -> Table:
    outcome = Tree.of(dict.fromkeys(OUTCOMES, "selected"), "selected")
    rest = by_wave["selected"] - by_wave["revoked"] - by_wave["completed"]
    parts = np.stack([by_wave["revoked"], by_wave["completed"], rest], axis=1)
    return Table.of("time-outcome", ("time", "outcome"), (time, outcome), parts)


def _by_trait(
    frame: pd.DataFrame, dimension: str, rows: Tree, trait: str, kinds: Classifications
) -> Table:
    """Regencies, or waves, by the categories of a trait."""
    counted = frame[frame["profile"] != UNCOUNTED]
    if dimension == "place":
        at_row = _leaves(counted["regency"], rows, regency_codes)
    else:
        at_row = _leaves(counted["wave"], rows)
    tree = kinds.traits[trait]
    at_column = categories_of(counted["profile"].to_numpy(np.int64))[trait]
    grid = _grid(at_row, rows, at_column, tree, counted["selected"])
    return Table.of(f"{dimension}-{trait}", (dimension, trait), (rows, tree), grid)


def _leaves(
    values: pd.Series, tree: Tree, codes: Callable[[pd.Series], pd.Series] = lambda names: names
) -> Positions:
    """Which leaf of a tree, in their order, each value is; each that repeats is read once."""
    repeated = values.astype("category").cat.remove_unused_categories()
    names = codes(repeated.cat.categories.astype("str").to_series())
    at = {tree.names[node]: i for i, node in enumerate(tree.leaves)}
    found: Positions = names.map(at).to_numpy(np.int64)[repeated.cat.codes]
    return found


def _grid(
    at_row: Positions, rows: Tree, at_column: Positions, columns: Tree, people: pd.Series
) -> Counts:
    """People by leaf of rows and leaf of columns."""
    grid = np.zeros((len(rows.leaves), len(columns.leaves)), dtype=np.int64)
    np.add.at(grid, (at_row, at_column), people.to_numpy(np.int64))
    return grid
