"""Frequency tables over two classifications, each a tree; margins are nodes like any other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]


def _unset() -> Flags:
    return np.zeros(0, dtype=bool)


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
        self._below: dict[int, list[int]] = {}
        self._beside: dict[int, NDArray[np.int64]] = {}

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

    def within(self, node: int) -> list[int]:
        """A node and all that lie under it."""
        return [node, *(n for child in self.children[node] for n in self.within(child))]

    def below(self, node: int) -> list[int]:
        """The leaves under a node, itself if it is one."""
        if node not in self._below:
            parts = [self.below(child) for child in self.children[node]]
            self._below[node] = [leaf for part in parts for leaf in part] or [node]
        return self._below[node]

    def only_of(self, leaves: Collection[str]) -> set[int]:
        """The nodes under which there are no other leaves than these."""
        return {
            node
            for node in range(len(self.names))
            if all(self.names[leaf] in leaves for leaf in self.below(node))
        }

    def beside(self, node: int) -> NDArray[np.int64]:
        """The leaves under a node's parent that are not under the node."""
        if node not in self._beside:
            own = set(self.below(node))
            others = [leaf for leaf in self.below(self.parents[node]) if leaf not in own]
            self._beside[node] = np.array(others, dtype=np.int64)
        return self._beside[node]

    def apart(self, one: int, other: int) -> tuple[list[int], list[int]]:
        """The nodes that hold one leaf and not the other, and the reverse."""
        mine, theirs = self.paths[one], self.paths[other]
        return [n for n in mine if n not in theirs], [n for n in theirs if n not in mine]


@dataclass
class Table:
    """Counts of people by two classifications.

    dimensions: the name of the classification of rows and of columns; tables that share a name
    share the margin. counts: people by node of rows and node of columns. known: cells that
    anyone can look up elsewhere with this value. hidden: cells not published. primary: those
    hidden for themselves. bounded: of these, the ones that known values bound so tightly that
    no hiding was found to mend it.
    """

    name: str
    dimensions: tuple[str, str]
    trees: tuple[Tree, Tree]
    counts: Counts
    known: Flags = field(default_factory=_unset)
    hidden: Flags = field(default_factory=_unset)
    primary: Flags = field(default_factory=_unset)
    bounded: Flags = field(default_factory=_unset)

    def __post_init__(self) -> None:
        for flags in ("known", "hidden", "primary", "bounded"):
            if getattr(self, flags).shape != self.counts.shape:
                setattr(self, flags, np.zeros(self.counts.shape, dtype=bool))

    @classmethod
    def of(
        cls, name: str, dimensions: tuple[str, str], trees: tuple[Tree, Tree], leaves: Counts
    ) -> Table:
        """A table from its inner counts, rows and columns in the order of the trees' leaves."""
        rows, columns = trees
        counts = np.zeros((len(rows.names), len(columns.names)), dtype=np.int64)
        counts[np.ix_(rows.leaves, columns.leaves)] = leaves
        for tree, view in ((rows, counts), (columns, counts.T)):
            for node in sorted(range(1, len(tree.names)), key=lambda n: -len(tree.paths[n])):
                view[tree.parents[node]] += view[node]
        return cls(name, dimensions, trees, counts)
