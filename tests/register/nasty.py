"""Small nasty registers of people who do not exist, and all tables that are published of them:
sparse waves, one person in a district, all of one sex, equal columns, one who moved, one who came
late, rows only added."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from publicrecord.register.noise import KEYS
from publicrecord.register.places import OUTCOME
from publicrecord.register.tables import Table, Tree

PROVINCES = Tree.of({"A": "ID", "B": "ID"}, "ID")
REGENCIES = Tree.of({"A": "ID", "B": "ID", "A1": "A", "A2": "A", "B1": "B"}, "ID")
PLACES = Tree.of(
    {"A": "ID", "B": "ID", "A1": "A", "A2": "A", "B1": "B",
     "A1a": "A1", "A1b": "A1", "A2a": "A2", "B1a": "B1", "B1b": "B1", "B1c": "B1"},
    "ID",
)  # fmt: skip
YEARS = Tree.of({"2020": "ever", "2021": "ever"}, "ever")
TIME = Tree.of({"2020": "ever", "2021": "ever", "1": "2020", "2": "2020", "3": "2021"}, "ever")


def trait(*names: str) -> Tree:
    """A trait of these categories."""
    return Tree.of(dict.fromkeys([*names, "not-stated"], "any"), "any")


PARTS = {
    "gender": trait("female", "male"),
    "age": trait("young", "old"),
    "education": trait("school", "degree"),
    "disability": trait("disability", "no-disability"),
    "outcome": OUTCOME,
    "answer": Tree.of(
        {"answered": "any", "none": "any", "yes": "answered", "no": "answered"}, "any"
    ),
}  # fmt: skip
"""By what the people of a place and time are parted: the inner cells are place by time by each."""
SHARES = [[0.5, 0.49, 0.01], [0.6, 0.35, 0.05], [0.7, 0.28, 0.02], [0.04, 0.95, 0.01],
          [0.07, 0.85, 0.08], [0.7, 0.2, 0.1]]  # fmt: skip
INNER = len(PLACES.leaves), len(TIME.leaves)
TABLES = [
    ("place", PLACES, "time", TIME),
    ("time", TIME, "outcome", OUTCOME),
    *(("place", REGENCIES, name, PARTS[name]) for name in list(PARTS)[:4]),
    *(("time", TIME, name, PARTS[name]) for name in list(PARTS)[:4]),
    ("place", PROVINCES, "answer", PARTS["answer"]),
    ("time", YEARS, "answer", PARTS["answer"]),
]
"""All tables that are published. Of answers it is taken that the people of each side are given,
which is more than their share."""
KINDS = ["dense", "sparse waves", "one in a district", "one sex", "equal columns", "small"]


def people(kind: str, rng: np.random.Generator) -> pd.DataFrame:
    """One row a person: place, time and each of PARTS (positions of leaves), and a record key."""
    size = {"dense": 900, "small": 90}.get(kind, 400)
    weights = [rng.dirichlet(np.full(n, 1.5)) for n in INNER]
    if kind == "sparse waves":
        weights[1] = np.array([0.01, 0.03, 0.96])
    names = ["place", "time", *PARTS]
    frame = pd.DataFrame(
        {name: rng.choice(len(w), size, p=w)
         for name, w in zip(names, [*weights, *SHARES], strict=True)}
    )  # fmt: skip
    if kind == "one in a district":
        frame = frame[(frame["place"] != 1) | (np.cumsum(frame["place"] == 1) <= 1)]
    if kind == "one sex":
        frame.loc[frame["place"] <= 1, "gender"] = 0
    if kind == "equal columns":
        frame["gender"] = (frame["time"] > 0).astype(int)
    return frame.assign(key=rng.integers(0, KEYS, len(frame))).reset_index(drop=True)


def position(name: str, tree: Tree, leaves: np.ndarray) -> np.ndarray:
    """The positions of leaves of PLACES or TIME among those of a smaller tree."""
    whole = {"place": PLACES, "time": TIME}.get(name, tree)
    at = {tree.names[leaf]: position for position, leaf in enumerate(tree.leaves)}
    paths = [[whole.names[node] for node in whole.paths[leaf]] for leaf in whole.leaves]
    up = [next(at[name] for name in path if name in at) for path in paths]
    return np.array(up)[leaves]


def tables(frame: pd.DataFrame) -> list[Table]:
    """The linked tables of these people."""
    found = []
    for row, rows, column, columns in TABLES:
        at = {
            side: position(name, tree, frame[name].to_numpy())
            for side, name, tree in (("row", row, rows), ("column", column, columns))
        }
        counted = pd.DataFrame({**at, "people": 1, "keys": frame["key"]})
        found.append(Table.of(f"{row}-{column}", (row, column), (rows, columns), counted))
    return found


@dataclass(frozen=True)
class Cells:
    """The cells of all tables that are different people. first: their positions among all cells,
    in the order of TABLES. sums: the inner cells that each adds. reach: the people whom each
    counts, so that parts can be known. names: of the rows and columns of each. same: sums of inner
    cells that are zero, as all of PARTS part the same people."""

    first: np.ndarray
    sums: np.ndarray
    reach: np.ndarray
    names: list[tuple[str, str]]
    same: np.ndarray


def cells() -> Cells:
    """What anyone knows of the tables."""
    blocks = {name: len(tree.leaves) for name, tree in PARTS.items()}
    starts = dict(zip(blocks, np.cumsum([0, *blocks.values()]), strict=False))
    width = sum(blocks.values())
    sums, reach, names = [], [], []
    for row, rows, column, columns in TABLES:
        for r, c in np.ndindex(len(rows.names), len(columns.names)):
            mask = np.ones(INNER, dtype=bool)
            mask &= within(rows, r, row)
            mask &= within(columns, c, column)
            those = range(blocks["gender"])  # all people: those of any block
            if column in PARTS and c:
                leaves = [columns.leaves.index(leaf) for leaf in columns.below(c)]
                those = [starts[column] + leaf for leaf in leaves]
            adds, counts = np.zeros((2, *INNER, width))
            adds[..., those] = mask[..., None]
            counts[..., those if column in PARTS and c else slice(None)] = mask[..., None]
            sums.append(adds.ravel())
            reach.append(counts.ravel())
            names.append((rows.names[r], columns.names[c]))
    _unique, first = np.unique(np.array(reach), axis=0, return_index=True)
    first.sort()
    same = []
    for name in list(PARTS)[1:]:
        for at in np.ndindex(*INNER):
            zero = np.zeros((*INNER, width))
            zero[at][: blocks["gender"]] = -1
            zero[at][starts[name] : starts[name] + blocks[name]] = 1
            same.append(zero.ravel())
    kept = [names[at] for at in first]
    return Cells(first, np.array(sums)[first], np.array(reach)[first], kept, np.array(same))


def within(tree: Tree, node: int, name: str) -> np.ndarray:
    """The inner places and times that a node of a table's classification contains."""
    axis = {"place": 0, "time": 1}.get(name)
    if axis is None:
        return np.ones(INNER, dtype=bool)
    whole = (PLACES, TIME)[axis]
    leaves = [whole.leaves.index(leaf) for leaf in whole.below(whole.index[tree.names[node]])]
    mask = np.zeros(INNER[axis], dtype=bool)
    mask[leaves] = True
    return mask[:, None] if axis == 0 else mask[None, :]


def flat(values: list[np.ndarray]) -> np.ndarray:
    """The cells of all tables in one row."""
    return np.concatenate([table.ravel() for table in values]).astype(float)
