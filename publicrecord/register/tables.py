"""Frequency tables over two classifications, each a tree; margins are nodes like any other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from publicrecord.register.noise import THRESHOLD, Noises, perturbed

Counts = NDArray[np.int64]


class Tree:
    """A classification, such as country > province > regency > district.

    names: a node each, the root first. parents: the index of each node's parent, -1 for the
    root. leaves: indices of the nodes without children, in order.
    """

    def __init__(self, names: list[str], parents: list[int]) -> None:
        self.names = names
        self.parents = parents
        self.index = {name: node for node, name in enumerate(names)}
        self.children: list[list[int]] = [[] for _ in names]
        for node, parent in enumerate(parents):
            if parent >= 0:
                self.children[parent].append(node)
        self.leaves = [node for node, below in enumerate(self.children) if not below]
        self.paths = [self._path(node) for node in range(len(names))]

    @classmethod
    def of(cls, links: dict[str, str], root: str) -> Tree:
        """A tree from the parent of each name; a parent comes before its children."""
        names = [root, *links]
        place = {name: node for node, name in enumerate(names)}
        return cls(names, [-1, *(place[parent] for parent in links.values())])

    def _path(self, node: int) -> tuple[int, ...]:
        path = [node]
        while self.parents[path[-1]] >= 0:
            path.append(self.parents[path[-1]])
        return tuple(path)

    def below(self, node: int) -> list[int]:
        """The leaves under a node, itself if it is one."""
        parts = [self.below(child) for child in self.children[node]]
        return [leaf for part in parts for leaf in part] or [node]

    def only_of(self, leaves: Collection[str]) -> set[int]:
        """The nodes under which there are no other leaves than these."""
        return {
            node
            for node in range(len(self.names))
            if all(self.names[leaf] in leaves for leaf in self.below(node))
        }


@dataclass
class Table:
    """People by two classifications.

    dimensions: the name of the classification of rows and of columns. counts: people by node of
    rows and node of columns, each counted once in a cell. keys: the sums of their record keys.
    """

    name: str
    dimensions: tuple[str, str]
    trees: tuple[Tree, Tree]
    counts: Counts
    keys: Counts

    @classmethod
    def of(
        cls, name: str, dimensions: tuple[str, str], trees: tuple[Tree, Tree], people: pd.DataFrame
    ) -> Table:
        """A table of people who are in one inner cell each. people: one row a group, with row and
        column (the position of their leaf among the leaves of the tree), people and keys."""
        at = tuple(
            np.asarray(tree.leaves)[people[side].to_numpy()]
            for tree, side in zip(trees, ("row", "column"), strict=True)
        )
        counts, keys = (_filled(trees, at, people[name]) for name in ("people", "keys"))
        return cls(name, dimensions, trees, counts, keys)

    def published(self, table: Noises) -> Published:
        """The counts with noise; below the threshold it is only known that they are."""
        noisy = perturbed(self.counts, self.keys, table)
        values = np.where(noisy < THRESHOLD, np.nan, noisy)
        return Published(self.name, self.dimensions, self.trees, values)

    def add(self, people: pd.DataFrame) -> None:
        """Count people of whole cells too. people: row and column (names of nodes), people, keys;
        of names that the trees do not have none are counted."""
        rows, columns = (
            people[side].map(tree.index)
            for tree, side in zip(self.trees, ("row", "column"), strict=True)
        )
        known = rows.notna() & columns.notna()
        at = rows[known].astype(int), columns[known].astype(int)
        np.add.at(self.counts, at, people.loc[known, "people"].to_numpy(np.int64))
        np.add.at(self.keys, at, people.loc[known, "keys"].to_numpy(np.int64))


@dataclass(frozen=True)
class Published:
    """What is published of a table. values: people with noise by node of rows and node of columns,
    missing where they are below the threshold."""

    name: str
    dimensions: tuple[str, str]
    trees: tuple[Tree, Tree]
    values: NDArray[np.float64]


def _filled(
    trees: tuple[Tree, Tree], at: tuple[NDArray[np.int64], ...], numbers: pd.Series
) -> Counts:
    """Sums by node of rows and node of columns."""
    rows, columns = trees
    cells = np.zeros((len(rows.names), len(columns.names)), dtype=np.int64)
    np.add.at(cells, at, numbers.to_numpy(np.int64))
    for tree, view in ((rows, cells), (columns, cells.T)):
        for node in sorted(range(1, len(tree.names)), key=lambda n: -len(tree.paths[n])):
            view[tree.parents[node]] += view[node]
    return cells
