"""Cell suppression over linked hierarchical tables, each hidden cell with a certificate.

A cell below the threshold is primary: it is hidden, and an attacker who knows every published
cell must still hold possible any count from 0 to the threshold. We show that by moves. A move
changes some inner cells and leaves every published cell as it is:

- a swap raises (r, c) and (s, d), lowers (r, d) and (s, c): no margin outside the smallest
  groups that hold both rows or both columns changes (the hypercube method of GHMITER,
  Repsilber 1994);
- a shift raises (r, c) and lowers (s, c) in every table that is classified by the rows'
  classification: it protects margins that a swap cannot change.

All cells that a move changes are hidden. Moves are feasible for all tables as far as they share
margins of one classification, not for one subtable only; and as hiding more only helps, one pass
over the primary cells is enough.

It does not protect people. That the tables are margins of one table of three classifications, what
the open record tells of spans of waves, and what two releases tell together is not in it: see
docs/adr/0012-suppression.md. What is written is for rehearsal only.
"""

from __future__ import annotations

import numpy as np

from publicrecord.register.moves import Moves, Used
from publicrecord.register.tables import Table
from publicrecord.register.withhold import cover, withhold


class Unprotectable(Exception):
    """A cell that no hiding can protect: there are too few people. Carries table and cell."""

    def __init__(self, table: str, row: str, column: str) -> None:
        super().__init__(f"{table}: {row}, {column}")
        self.table = table


def protect(tables: list[Table], threshold: int = 10, complementary: bool = True) -> None:
    """Hide every count from 1 to threshold - 1, and what else would give it away.

    Sets `primary` and `hidden` of each table. `complementary=False` leaves the second step out:
    the tests use it to see that the attacker works. Raises Unprotectable.
    """
    for flag in ("known", "hidden", "primary"):
        _share_margins(tables, flag)
    for table in tables:
        table.primary |= (table.counts > 0) & (table.counts < threshold) & ~table.known
        table.hidden |= table.primary
    if not complementary:
        return
    done = [withhold(table, threshold) for table in tables]
    moves = Moves(tables)
    margins: set[tuple[str, str] | None] = set()
    for number, table in enumerate(tables):
        cells = np.argwhere(table.primary & ~done[number])
        depth = [
            len(table.trees[0].paths[r]) + len(table.trees[1].paths[c]) for r, c in cells.tolist()
        ]
        for row, column in cells[np.argsort(depth, kind="stable")].tolist():
            if _margin(table, row, column) in margins:
                continue  # a shift protects it in every table that shows it
            margins |= {_margin(table, row, column)} - {None}
            count = int(table.counts[row, column])
            # A large count is primary where it is close to one of an earlier release.
            low, high = (
                (0, threshold) if count < threshold else (count - threshold, count + threshold)
            )
            _certify(moves, number, row, column, low, high)
    for table in tables:
        _bound_by_small_known(table, threshold)


def _certify(moves: Moves, number: int, row: int, column: int, low: int, high: int) -> None:
    """Hide cells until a cell can be anything from `low` to `high`."""
    table = moves.tables[number]
    count = int(table.counts[row, column])
    if _free(moves, number, row, column, True, high - count) and _free(
        moves, number, row, column, False, count - low
    ):
        return
    if cover(table, row, column, low, high):
        return
    if not _bounded_by_known(table, row, column):
        names = [t.names[n] for t, n in zip(table.trees, (row, column), strict=True)]
        raise Unprotectable(table.name, *names)
    table.bounded[row, column] = True


def _free(moves: Moves, number: int, row: int, column: int, rise: bool, need: int) -> bool:
    """Hide cells until moves can raise (or lower) a cell by `need`; whether they can."""
    used: Used = {}
    for move in moves.of(number, row, column, rise, need, used):
        lowered = move.down if rise else move.up
        room = min(moves.left(cell, used) for cell in lowered)
        if room <= 0 or moves.meets_known(move):
            continue
        amount = min(need, room)
        for cell in lowered:
            used[cell] = used.get(cell, 0) + amount
        for at, rows, columns in move.spans:
            moves.tables[at].hidden[np.ix_(rows, columns)] = True
        need -= amount
        if need == 0:
            return True
    return False


def _bounded_by_known(table: Table, row: int, column: int) -> bool:
    """Whether a part of a cell, or what it is a part of, was published by others: that bounds
    the cell, whatever we hide."""
    within = [
        [n for n, path in enumerate(tree.paths) if node in path or n in tree.paths[node]]
        for tree, node in zip(table.trees, (row, column), strict=True)
    ]
    return bool(table.known[np.ix_(*within)].any())


def _bound_by_small_known(table: Table, threshold: int) -> None:
    """Count as bounded what a known count below the threshold bounds: its parts are no larger,
    what it is a part of is no smaller. They can be protected up to that only."""
    rows, columns = table.trees
    small = table.known & (table.counts > 0) & (table.counts < threshold)
    for row, column in np.argwhere(small).tolist():
        for at in (
            np.ix_(rows.within(row), columns.within(column)),
            np.ix_(rows.paths[row], columns.paths[column]),
        ):
            table.bounded[at] |= table.primary[at]


def _share_margins(tables: list[Table], flag: str) -> None:
    """What holds of a margin in one table holds of it in every table that shows it."""
    marked = {
        _margin(table, row, column)
        for table in tables
        for row, column in np.argwhere(getattr(table, flag)).tolist()
    } - {None}
    for table in tables:
        for side, dimension in enumerate(table.dimensions):
            cells = getattr(table, flag)
            margin = cells[:, 0] if side == 0 else cells[0, :]
            names = table.trees[side].names
            margin[1:] |= [(dimension, name) in marked for name in names[1:]]


def _margin(table: Table, row: int, column: int) -> tuple[str, str] | None:
    """The classification and node of a margin's cell, by which other tables know it too."""
    if row and column:
        return None
    side = 0 if row else 1
    return table.dimensions[side], table.trees[side].names[(row, column)[side]]
