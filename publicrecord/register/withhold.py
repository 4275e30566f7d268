"""Rows too thin to be split up: only their total is published, and that protects many at once.

Where a place is so small that most of its counts by wave would be hidden, all of them are. The
inner rows withheld under one place with published detail form a block whose every cell is
hidden, so people can be moved in it as long as each row keeps its total and each column its sum.
In such a transportation table the range of a row (or group of rows) with total a, in a column
with sum b, of a block with t people, is exactly max(0, a + b - t) to min(a, b) (the Fréchet
bounds): one comparison in place of a search for each cell.
"""

from __future__ import annotations

import numpy as np

from publicrecord.register.tables import Flags, Table

SPARSE = 2 / 3
"""A row is withheld when a larger share of its inner counts is below the threshold."""


def withhold(table: Table, threshold: int) -> Flags:
    """Hide the detail of thin rows; returns which cells are certified by it.

    A row whose own total is below the threshold is certified on the condition that its total can
    be raised to the threshold: the caller protects all totals by shifts.
    """
    rows = table.trees[0]
    withheld = _thin_rows(table, threshold)
    blocks: dict[int, list[int]] = {}
    for leaf in rows.leaves:
        if withheld[leaf]:
            top = next(node for node in rows.paths[leaf] if not withheld[node])
            blocks.setdefault(top, []).append(leaf)
    certified = np.zeros_like(table.hidden)
    for top in sorted(blocks, key=lambda node: -len(rows.paths[node])):
        _certify(table, top, blocks[top], threshold, certified)
    return certified


def _thin_rows(table: Table, threshold: int) -> Flags:
    """Rows below the root with a thin group of columns, or too many thin columns; with a row
    all that is under it."""
    rows, columns = table.trees
    small = table.primary
    groups = [node for node in range(1, len(columns.names)) if columns.children[node]]
    few = small[:, columns.leaves].sum(axis=1)
    some = (table.counts[:, columns.leaves] > 0).sum(axis=1)
    thin: Flags = small[:, groups].any(axis=1) | (few > SPARSE * some)
    thin &= ~table.known[:, 1:].any(axis=1)
    thin[0] = False
    empty = table.counts[:, 0] == 0
    for node in range(1, len(rows.names)):  # a parent comes before its children
        thin[node] |= thin[rows.parents[node]]
    thin &= ~table.known[:, 1:].any(axis=1)
    for node in reversed(range(1, len(rows.names))):
        # Where something under a row must stay open, the row is not withheld as a whole.
        if any(not thin[child] and not empty[child] for child in rows.children[node]):
            thin[node] = False
    thin &= ~empty
    return thin


def _certify(table: Table, top: int, block: list[int], threshold: int, certified: Flags) -> None:
    """Hide the rows of a block, with as many rows more as its small cells need."""
    rows = table.trees[0]
    block = list(block)
    inside = sorted({n for leaf in block for n in rows.paths[leaf][: _steps(table, leaf, top)]})
    small = table.primary[inside] & (table.counts[inside] < threshold)
    small[:, 0] = False
    totals = table.counts[inside, 0][:, None]
    spare = _spare_rows(table, top, set(block))
    while True:
        sums = table.counts[block].sum(axis=0)[None, :]
        people = sums[0, 0]
        safe = (sums >= threshold) & (people - sums >= totals)
        if not (small & ~safe).any() or not spare:
            break
        block.append(spare.pop())
    for leaf in block:
        table.hidden[np.array(rows.paths[leaf][: _steps(table, leaf, top)]), 1:] = True
    certified[inside] |= small & safe


def cover(table: Table, row: int, column: int, low: int, high: int) -> bool:
    """Hide a block around a cell that single moves could not protect; false, with nothing
    hidden, where no block is wide enough for the cell to be anything from `low` to `high`.

    The block's columns are all below one of the column's groups, so that each row keeps its
    total of the group; its rows are those of the cell and of as many neighbours as it needs.
    """
    groups = table.trees[1].paths[column][1:]
    return row > 0 and any(_cover(table, row, column, group, low, high) for group in groups)


def _cover(table: Table, row: int, column: int, group: int, low: int, high: int) -> bool:
    rows, columns = table.trees
    across = [n for n, path in enumerate(columns.paths) if group in path[1:]]
    held = np.asarray(table.known[:, across].any(axis=1))
    total = int(table.counts[row, group])
    inside, top = rows.within(row), row
    neighbours: list[int] = []
    # A total below `high` bounds the cell; that it is hidden itself, or known, is not our doing.
    if held[inside].any() or (total < high and low > 0):
        return False
    while True:
        leaves = [n for n in inside if not rows.children[n]]
        people = int(table.counts[leaves, group].sum())
        sums = int(table.counts[leaves, column].sum())
        if sums >= high and people - sums >= total - low:
            table.hidden[np.ix_(inside, across)] = True
            return True
        while not neighbours:
            if top == 0:
                return False
            near, top = top, rows.parents[top]
            if near != row and held[near]:
                return False  # a sum that is known bounds the block from here on
            inside = [*inside, near] if near != row else inside
            neighbours = [n for n in rows.children[top] if n != near]
            neighbours = [n for n in neighbours if not held[rows.within(n)].any()]
            neighbours.sort(key=lambda n: int(table.counts[n, column]))
        inside = [*inside, *rows.within(neighbours.pop())]


def _steps(table: Table, leaf: int, top: int) -> int:
    """How many nodes lie from a leaf up to, and without, the node at the top."""
    paths = table.trees[0].paths
    return len(paths[leaf]) - len(paths[top])


def _spare_rows(table: Table, top: int, block: set[int]) -> list[int]:
    """Other inner rows under the top that may be withheld too, the smallest loss last."""
    rows = table.trees[0]
    free = []
    for leaf in rows.below(top):
        path = list(rows.paths[leaf][: _steps(table, leaf, top)])
        if leaf not in block and not table.known[path, 1:].any():
            fresh = sum(not table.hidden[node, 1:].all() for node in path)
            free.append((fresh, int(table.counts[leaf, 0]), leaf))
    return [leaf for _fresh, _people, leaf in sorted(free, reverse=True)]
