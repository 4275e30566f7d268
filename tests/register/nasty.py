"""Small nasty registers of people who do not exist, and their tables: sparse waves, one person in a
district, all of one sex, equal columns, one who moved, one who came late, rows only added."""

from __future__ import annotations

import numpy as np
import pandas as pd

from publicrecord.register.noise import KEYS
from publicrecord.register.tables import Table, Tree

PLACES = Tree.of(
    {"A": "ID", "B": "ID", "A1": "A", "A2": "A", "B1": "B",
     "A1a": "A1", "A1b": "A1", "A2a": "A2", "B1a": "B1", "B1b": "B1", "B1c": "B1"},
    "ID",
)  # fmt: skip
REGENCIES = Tree.of({"A": "ID", "B": "ID", "A1": "A", "A2": "A", "B1": "B"}, "ID")
TIME = Tree.of({"2020": "ever", "2021": "ever", "1": "2020", "2": "2020", "3": "2021"}, "ever")
GENDER = Tree.of({"female": "any", "male": "any", "not-stated": "any"}, "any")
UPPER = np.array([0, 0, 1, 2, 2, 2])
"""The position of the regency of each district."""
SHAPE = (len(PLACES.leaves), len(TIME.leaves), len(GENDER.leaves))
KINDS = ["dense", "sparse waves", "one in a district", "one sex", "equal columns", "small"]


def people(kind: str, rng: np.random.Generator) -> pd.DataFrame:
    """One row a person: place, time and gender (positions of leaves), and a record key."""
    size = {"dense": 900, "small": 90}.get(kind, 400)
    weights = [rng.dirichlet(np.full(n, 1.5)) for n in SHAPE]
    weights[2] = np.array([0.5, 0.49, 0.01])
    if kind == "sparse waves":
        weights[1] = np.array([0.01, 0.03, 0.96])
    frame = pd.DataFrame(
        {name: rng.choice(n, size, p=w)
         for name, n, w in zip(("place", "time", "gender"), SHAPE, weights, strict=True)}
    )  # fmt: skip
    if kind == "one in a district":
        frame = frame[(frame["place"] != 1) | (np.cumsum(frame["place"] == 1) <= 1)]
    if kind == "one sex":
        frame.loc[frame["place"] <= 1, "gender"] = 0
    if kind == "equal columns":
        frame["gender"] = (frame["time"] > 0).astype(int)
    return frame.assign(key=rng.integers(0, KEYS, len(frame))).reset_index(drop=True)


def tables(frame: pd.DataFrame) -> list[Table]:
    """The linked tables of these people."""
    found = []
    for name, trees, row, column in (
        ("place-time", (PLACES, TIME), frame["place"], frame["time"]),
        ("place-gender", (REGENCIES, GENDER), UPPER[frame["place"]], frame["gender"]),
        ("time-gender", (TIME, GENDER), frame["time"], frame["gender"]),
    ):
        counted = pd.DataFrame({"row": row, "column": column, "people": 1, "keys": frame["key"]})
        one, other = name.split("-")
        found.append(Table.of(name, (one, other), trees, counted))
    return found


def sums() -> np.ndarray:
    """A row a cell of the tables, in their order: the inner counts of place, time and gender that
    it adds. What anyone knows of the tables."""
    rows = []

    def under(tree: Tree, node: int) -> list[int]:
        return [tree.leaves.index(leaf) for leaf in tree.below(node)]

    for kind in ("place-time", "place-gender", "time-gender"):
        trees = {"place-time": (PLACES, TIME), "place-gender": (REGENCIES, GENDER),
                 "time-gender": (TIME, GENDER)}[kind]  # fmt: skip
        for r in range(len(trees[0].names)):
            for c in range(len(trees[1].names)):
                cell = np.zeros(SHAPE)
                one, other = under(trees[0], r), under(trees[1], c)
                if kind == "place-time":
                    cell[np.ix_(one, other, range(SHAPE[2]))] = 1
                elif kind == "place-gender":
                    places = [p for p in range(SHAPE[0]) if UPPER[p] in one]
                    cell[np.ix_(places, range(SHAPE[1]), other)] = 1
                else:
                    cell[np.ix_(range(SHAPE[0]), one, other)] = 1
                rows.append(cell.ravel())
    return np.array(rows)


def flat(values: list[np.ndarray]) -> np.ndarray:
    """The cells of all tables in one row."""
    return np.concatenate([table.ravel() for table in values]).astype(float)
