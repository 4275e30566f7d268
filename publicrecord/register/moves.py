"""Moves: changes of hidden cells that leave every published cell of all linked tables as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from publicrecord.register.tables import Table, Tree

Used = dict[tuple[int, int, int], int]
"""People already taken from an inner cell (table, row, column) by earlier moves."""

TRIES = 4
BUILT = 24
WIDE = 12
"""How many partners are tried outside the own group; the largest cells come first."""


@dataclass(frozen=True)
class Move:
    """Some inner cells up, some down by the same amount; `spans` are all cells that change."""

    up: tuple[tuple[int, int, int], ...]
    down: tuple[tuple[int, int, int], ...]
    spans: tuple[tuple[int, list[int], list[int]], ...]


class Moves:
    """Finds moves that hide least."""

    def __init__(self, tables: list[Table]) -> None:
        self.tables = tables

    def of(
        self,
        number: int,
        row: int,
        column: int,
        rise: bool,
        need: int,
        used: Used,
    ) -> Iterator[Move]:
        """Moves that raise (or lower) a cell of one table, near and cheap ones first;
        `used` is what the moves before have taken."""
        table = self.tables[number]
        inner = self._inner(table, row, column, rise)
        if row and column:
            for r, c in inner:
                yield from self._near_swaps(number, row, column, r, c, rise, need)
            for r, c in inner:
                yield from self._wide_swaps(number, row, column, r, c, rise)
        for r, c in inner:
            for side in (0, 1):
                if (row, column)[side]:
                    yield from self._shifts(number, side, (row, column)[side], (r, c), rise, used)

    def _inner(self, table: Table, row: int, column: int, rise: bool) -> list[tuple[int, int]]:
        """The inner cells of a cell, largest first; to raise it a few are enough."""
        rows, columns = (
            np.array(tree.below(node))
            for tree, node in zip(table.trees, (row, column), strict=True)
        )
        counts = table.counts[np.ix_(rows, columns)].ravel()
        hidden = table.hidden[np.ix_(rows, columns)].ravel()
        if rise:
            order = np.lexsort((-counts, ~hidden))[:WIDE]
        else:
            order = np.argsort(-counts, kind="stable")
            order = order[counts[order] > 0]
        return [(int(rows[at // len(columns)]), int(columns[at % len(columns)])) for at in order]

    def _near_swaps(
        self, number: int, row: int, column: int, r: int, c: int, rise: bool, need: int
    ) -> Iterator[Move]:
        """Swaps with siblings, which change four cells only."""
        table = self.tables[number]
        rows, columns = (
            np.array([s for s in _siblings(tree, leaf) if node not in tree.paths[s]], dtype=int)
            for tree, leaf, node in zip(table.trees, (r, c), (row, column), strict=True)
        )
        if not len(rows) or not len(columns) or r != row or c != column:
            return
        beside, across = table.counts[r, columns], table.counts[rows, c]
        corner = table.counts[np.ix_(rows, columns)]
        if rise:
            room = np.minimum(beside[None, :], across[:, None])
        else:
            room = np.minimum(corner, table.counts[r, c])
        fresh = (
            (~table.hidden[r, columns]).astype(int)[None, :]
            + (~table.hidden[rows, c])[:, None]
            + ~table.hidden[np.ix_(rows, columns)]
        )
        open_to_use = (room > 0) & ~(
            table.known[r, columns][None, :]
            | table.known[rows, c][:, None]
            | table.known[np.ix_(rows, columns)]
        )
        lost = beside[None, :] + across[:, None] + corner
        # Full protection in one move first, then what is hidden already, then the fewest people.
        short = np.maximum(need - room, 0)
        score = np.where(fresh == 0, 0, 1 + (short > 0) * 10 + fresh)
        order = np.lexsort((lost.ravel(), short.ravel(), score.ravel()))
        for at in order:
            i, j = divmod(int(at), len(columns))
            if open_to_use[i, j]:
                yield _swap(table, number, r, c, int(rows[i]), int(columns[j]))

    def _wide_swaps(
        self, number: int, row: int, column: int, r: int, c: int, rise: bool
    ) -> Iterator[Move]:
        """Swaps with leaves of other groups; the margins between change too."""
        table = self.tables[number]
        rows = _partners(table.trees[0], row, table.counts[:, c])
        columns = _partners(table.trees[1], column, table.counts[r, :])
        if not rows or not columns:
            return
        beside, across = table.counts[r, columns][None, :], table.counts[rows, c][:, None]
        corner = table.counts[np.ix_(rows, columns)]
        room = np.minimum(beside, across) if rise else np.minimum(corner, table.counts[r, c])
        fresh = (
            (~table.hidden[r, columns]).astype(int)[None, :]
            + (~table.hidden[rows, c])[:, None]
            + ~table.hidden[np.ix_(rows, columns)]
        )
        order = np.lexsort((-room.ravel(), fresh.ravel()))
        order = order[room.ravel()[order] > 0][:BUILT]
        pairs = [divmod(int(at), len(columns)) for at in order]
        moves = [_swap(table, number, r, c, rows[i], columns[j]) for i, j in pairs]
        yield from sorted(moves, key=self._cost)

    def _shifts(
        self, number: int, side: int, node: int, cell: tuple[int, int], rise: bool, used: Used
    ) -> Iterator[Move]:
        """Shifts along one classification, in every table that has it."""
        table = self.tables[number]
        counts = np.take(table.counts, [cell[1 - side]], axis=1 - side).ravel()
        partners = _partners(table.trees[side], node, counts)
        hidden = np.take(
            table.hidden, [0], axis=1 - side
        ).ravel()  # a margin hidden already costs no more
        for partner in sorted(partners, key=lambda s: not hidden[s]):
            lowered = partner if rise else cell[side]
            ends = (lowered, cell[1 - side]) if side == 0 else (cell[1 - side], lowered)
            for _ in range(TRIES):  # each takes from what the one before left
                if self.left((number, *ends), used) <= 0:
                    break
                yield self._shift(number, side, cell, partner, rise, used)

    def _shift(
        self,
        number: int,
        side: int,
        cell: tuple[int, int],
        partner: int,
        rise: bool,
        used: Used,
    ) -> Move:
        """One shift: in each table that has the classification, from one leaf to another."""
        table = self.tables[number]
        tree, up, down, spans = table.trees[side], [], [], []
        paths = [[tree.names[n] for n in tree.paths[end]] for end in (cell[side], partner)]
        for at, other in enumerate(self.tables):
            if table.dimensions[side] not in other.dimensions:
                continue
            along = other.dimensions.index(table.dimensions[side])
            if at == number:
                ends, fixed = (cell[side], partner), cell[1 - side]
            else:
                nodes = [_node(other.trees[along], path) for path in paths]
                if nodes[0] == nodes[1]:
                    continue
                low, fixed = self._richest(at, along, nodes[1] if rise else nodes[0], used)
                high = other.trees[along].below(nodes[0] if rise else nodes[1])[0]
                ends = (high, low) if rise else (low, high)
            mine, theirs = other.trees[along].apart(*ends)
            across = list(other.trees[1 - along].paths[fixed])
            raised, lowered = ((e, fixed) if along == 0 else (fixed, e) for e in ends)
            up.append((at, *raised))
            down.append((at, *lowered))
            both = mine + theirs
            spans.append((at, both, across) if along == 0 else (at, across, both))
        return Move(tuple(up), tuple(down), tuple(spans))

    def _richest(self, at: int, along: int, node: int, used: Used) -> tuple[int, int]:
        """The inner cell under a node from which most people can still be moved: its leaf of
        this classification and of the other."""
        trees = self.tables[at].trees
        pairs = [(m, o) for m in trees[along].below(node) for o in trees[1 - along].leaves]
        return max(pairs, key=lambda p: self.left((at, *(p if along == 0 else p[::-1])), used))

    def left(self, cell: tuple[int, int, int], used: Used) -> int:
        """People that can still be taken from an inner cell."""
        table, row, column = cell
        return int(self.tables[table].counts[row, column]) - used.get(cell, 0)

    def meets_known(self, move: Move) -> bool:
        """Whether a move changes a cell that anyone can look up."""
        return any(self.tables[at].known[np.ix_(r, c)].any() for at, r, c in move.spans)

    def _cost(self, move: Move) -> int:
        return sum(
            int((~self.tables[at].hidden[np.ix_(rows, columns)]).sum())
            for at, rows, columns in move.spans
        )


def _swap(table: Table, number: int, r: int, c: int, s: int, d: int) -> Move:
    rows = table.trees[0].apart(r, s)
    columns = table.trees[1].apart(c, d)
    return Move(
        ((number, r, c), (number, s, d)),
        ((number, r, d), (number, s, c)),
        ((number, rows[0] + rows[1], columns[0] + columns[1]),),
    )


def _node(tree: Tree, path: list[str]) -> int:
    """The nearest of these nodes in a tree that may end earlier."""
    return next(tree.index[name] for name in path if name in tree.index)


def _siblings(tree: Tree, leaf: int) -> list[int]:
    return [n for n in tree.children[tree.parents[leaf]] if n != leaf and not tree.children[n]]


def _partners(tree: Tree, node: int, counts: np.ndarray) -> list[int]:
    """Leaves outside a node: the largest of its own group, and of each wider one."""
    found: list[int] = []
    for inner in tree.paths[node][:-1]:
        others = tree.beside(inner)
        found += others[np.argsort(-counts[others], kind="stable")[:WIDE]].tolist()
    return found
