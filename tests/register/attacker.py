"""An attacker who knows every published cell of every table, and linear programming.

He shares no code with the protection: he reads names and numbers only. Each hidden cell is a
variable of zero or more; each group of children adds to its parent; cells of two tables with the
same meaning are the same variable. HiGHS then gives the least and the largest value each hidden
cell can have.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix


class Attacker:
    """Published tables as {(meaning of the cell): count or None where hidden}."""

    def __init__(self, cells: dict, sums: list[tuple]) -> None:
        self.cells = cells
        self.hidden = {key: i for i, key in enumerate(k for k, v in cells.items() if v is None)}
        rows, columns, signs, right = [], [], [], []
        for whole, parts in sums:
            known, terms = 0, []
            for key, sign in [(whole, -1), *((part, 1) for part in parts)]:
                if cells[key] is None:
                    terms.append((self.hidden[key], sign))
                else:
                    known += sign * cells[key]
            if terms:
                for column, sign in terms:
                    rows.append(len(right))
                    columns.append(column)
                    signs.append(sign)
                right.append(-known)
        self.matrix = coo_matrix(
            (signs, (rows, columns)), shape=(len(right), len(self.hidden))
        ).tocsr()
        self.right = np.array(right, dtype=float)

    def interval(self, key) -> tuple[float, float]:
        """The least and the largest count that the published numbers leave possible."""
        goal = np.zeros(len(self.hidden))
        goal[self.hidden[key]] = 1
        ends = []
        for sign in (1, -1):
            found = linprog(
                sign * goal, A_eq=self.matrix, b_eq=self.right, bounds=(0, None), method="highs"
            )
            if found.status == 3:  # unbounded: nothing is known
                ends.append(-np.inf)
                continue
            assert found.status == 0, found.message
            ends.append(found.fun)
        return ends[0], -ends[1]


def published(tables, only=None) -> tuple[dict, list[tuple]]:
    """What a reader sees of these tables: cells by meaning, and the sums between them."""
    cells: dict = {}
    sums: list[tuple] = []
    for table in tables:
        names = [tree.names for tree in table.trees]
        roots = [tree_names[0] for tree_names in names]

        def meaning(row, column, table=table, names=names, roots=roots):
            parts = [
                (dimension, name)
                for dimension, name, root in zip(
                    table.dimensions, (names[0][row], names[1][column]), roots, strict=True
                )
                if name != root
            ]
            return tuple(sorted(parts))

        for row in range(len(names[0])):
            for column in range(len(names[1])):
                key = meaning(row, column)
                hidden = bool(table.hidden[row, column])
                seen = None if hidden else int(table.counts[row, column])
                # A cell open in one table is open in all.
                cells[key] = seen if cells.get(key) is None else cells[key]
        for row in range(len(names[0])):
            for column in range(len(names[1])):
                for side, tree in enumerate(table.trees):
                    below = tree.children[(row, column)[side]]
                    if below:
                        parts = [
                            meaning(b, column) if side == 0 else meaning(row, b) for b in below
                        ]
                        sums.append((meaning(row, column), parts))
    return cells, sums
