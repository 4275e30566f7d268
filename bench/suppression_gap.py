"""How many cells more than the optimum the search hides, on tables small enough to solve exactly.

Run: .venv/bin/python bench/suppression_gap.py [TABLES]
The optimum is a mixed-integer programme (Fischetti and Salazar-Gonzalez) solved by HiGHS: fewest
hidden cells such that each small count can be anything from 0 to the threshold.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_matrix

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from publicrecord.register.protect import protect  # noqa: E402
from publicrecord.register.tables import Table, Tree  # noqa: E402

THRESHOLD = 10


def optimum(counts: np.ndarray) -> int:
    """Fewest hidden cells of a table whose margins are published."""
    rows, columns = counts.shape
    size = rows * columns
    flat = counts.ravel()
    targets = np.flatnonzero((flat > 0) & (flat < THRESHOLD))
    moves = [(t, sign) for t in targets for sign in (1, -1)]
    # One 0/1 variable a cell, and a change of every cell for each target and direction.
    width = size * (1 + len(moves))
    low = np.concatenate([np.zeros(size), np.full(size * len(moves), -np.inf)])
    high = np.concatenate([np.ones(size), np.full(size * len(moves), np.inf)])
    low[targets] = 1
    most = 4 * THRESHOLD
    blocks, lower, upper = [], [], []
    for number, (target, sign) in enumerate(moves):
        start = size * (1 + number)
        need = THRESHOLD - flat[target] if sign > 0 else -flat[target]
        low[start + target] = high[start + target] = need
        a = lil_matrix((rows + columns + 2 * size, width))
        for cell in range(size):
            i, j = divmod(cell, columns)
            a[i, start + cell] = a[rows + j, start + cell] = 1
            at = rows + columns + 2 * cell
            a[at, start + cell], a[at, cell] = 1, -most
            a[at + 1, start + cell], a[at + 1, cell] = 1, min(int(flat[cell]), most)
        blocks.append(a)
        lower += [0] * (rows + columns) + [-np.inf, 0] * size
        upper += [0] * (rows + columns) + [0, np.inf] * size
    from scipy.sparse import vstack

    found = milp(
        np.concatenate([np.ones(size), np.zeros(width - size)]),
        constraints=LinearConstraint(vstack(blocks).tocsr(), lower, upper),
        integrality=np.concatenate([np.ones(size), np.zeros(width - size)]),
        bounds=Bounds(low, high),
        options={"time_limit": 20},
    )
    return round(found.fun) if found.status == 0 else -1


def main() -> None:
    tables = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    ours, best = 0, 0
    worst, solved = 1.0, 0
    for seed in range(tables):
        rng = np.random.default_rng(seed)
        counts = rng.poisson(rng.lognormal(3.4, 0.9, (6, 5)))
        if not ((counts > 0) & (counts < THRESHOLD)).any():
            continue
        trees = [
            Tree.of({f"{letter}{i}": "all" for i in range(n)}, "all")
            for letter, n in zip("rc", counts.shape, strict=True)
        ]
        table = Table.of("t", ("row", "column"), (trees[0], trees[1]), counts)
        protect([table], THRESHOLD)
        least = optimum(counts)
        if least < 0:
            continue
        hidden = int(table.hidden.sum())
        ours, best, solved = ours + hidden, best + least, solved + 1
        worst = max(worst, hidden / least)
    print(f"{solved} tables of 6 x 5: {ours} cells hidden, {best} at the optimum")
    print(f"{ours / best - 1:.0%} more in all, {worst - 1:.0%} more at worst")


if __name__ == "__main__":
    main()
