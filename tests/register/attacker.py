"""An attacker who knows all published tables and the method, and shares no code with it.

He knows that every cell is a sum of whole people of one table of all classifications at once, which
cells are sums of which others, the threshold, and either the perturbation table (leaked) or the
typical error alone. Three ways: the likeliest whole people (a mixed-integer program), the least
squares over all sums at once (the average of different sums with one true answer), and the least
and the largest number that the largest deviation leaves possible (linear programs).
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp, nnls

THRESHOLD = 10
TYPICAL_ERROR = 1.4
IMPOSSIBLE = 1e-9
SURE = 30
"""The weight of what is known exactly beside a published number."""


class Attacker:
    """sums: a row a cell, of 0 and 1: which inner counts it adds. same: sums of inner counts that
    are zero. seen: what is published, missing where it is below the threshold. noise: steps and
    their probabilities, if the table leaked; else the typical error is known. exact: cells that
    others have published exactly."""

    def __init__(
        self, sums: np.ndarray, same: np.ndarray, seen: np.ndarray, noise=None, exact=()
    ) -> None:
        self.sums, self.same, self.seen = sums.astype(float), same.astype(float), seen
        self.hidden = np.isnan(seen)
        if noise is None:  # he takes it for a normal distribution of that mean deviation
            steps = np.arange(-12, 13)
            spread = TYPICAL_ERROR * np.sqrt(np.pi / 2)
            chance = np.exp(-(steps**2) / (2 * spread**2))
            noise = steps, chance / chance.sum()
        self.steps, self.chance = noise
        self.weight = np.where(self.hidden, 0.15, 1.0 if len(self.steps) > 1 else SURE)
        self.weight[list(exact)] = SURE

    def averaged(self) -> np.ndarray:
        """What each cell is, by least squares over all sums."""
        return self.sums @ self.people()

    def people(self) -> np.ndarray:
        """The inner counts by least squares over all sums; a hidden cell counts little."""
        target = np.where(self.hidden, THRESHOLD / 4, self.seen)
        matrix = np.vstack([self.sums * self.weight[:, None], self.same * SURE])
        found, _rest = nnls(matrix, np.r_[target * self.weight, np.zeros(len(self.same))])
        return found

    def likeliest(self, seconds: float = 3) -> np.ndarray:
        """What each cell is, if whole people are as likely as possible."""
        cells, inner = self.sums.shape
        rows, lows = [], []
        for cell in range(cells):
            for slope, height in self._cost(cell):
                rows.append((cell, slope))
                lows.append(height)
        # The cost of a cell is at least slope * count + height, for each of its tangents.
        matrix = np.zeros((len(rows), inner + cells))
        for at, (cell, slope) in enumerate(rows):
            matrix[at, :inner] = -slope * self.sums[cell]
            matrix[at, inner + cell] = 1
        limits = self._limits()
        found = milp(
            np.r_[np.zeros(inner), np.ones(cells)],
            constraints=[
                LinearConstraint(matrix, lb=lows),
                LinearConstraint(np.hstack([self.sums, np.zeros((cells, cells))]), *limits),
                LinearConstraint(np.hstack([self.same, np.zeros((len(self.same), cells))]), 0, 0),
            ],
            bounds=Bounds(np.r_[np.zeros(inner), np.full(cells, -np.inf)], np.inf),
            integrality=np.r_[np.ones(inner), np.zeros(cells)],
            options={"time_limit": seconds, "mip_rel_gap": 1e-3},
        )
        if found.x is None:
            return self.averaged()
        return np.rint(self.sums @ found.x[:inner])

    def pinned(self, cells: list[int]) -> dict[int, float]:
        """The cells that the largest deviation leaves one number for."""
        low, high = self._limits()
        matrix = np.vstack([self.sums, -self.sums])
        right = np.r_[high, -low]
        found = {}
        for cell in cells:
            ends = [
                linprog(
                    sign * self.sums[cell], A_ub=matrix, b_ub=right, A_eq=self.same,
                    b_eq=np.zeros(len(self.same)), method="highs",
                )
                for sign in (1, -1)
            ]  # fmt: skip
            least, most = np.ceil(ends[0].fun - 1e-6), np.floor(-ends[1].fun + 1e-6)
            if least == most:
                found[cell] = least
        return found

    def _limits(self) -> tuple[np.ndarray, np.ndarray]:
        """The least and the largest number that each cell can be by itself."""
        seen = np.where(self.hidden, 0, self.seen)
        low = np.where(self.hidden, 0, np.maximum(seen - self.steps[-1], 0))
        high = np.where(self.hidden, THRESHOLD - 1 - self.steps[0], seen - self.steps[0])
        return low, high

    def _cost(self, cell: int) -> list[tuple[float, float]]:
        """Tangents of how unlikely the published cell is, by its true count: minus the logarithm of
        the chance, which is convex."""
        low, high = (int(limit[cell]) for limit in self._limits())
        counts = np.arange(low, high + 1)
        if self.hidden[cell]:
            below = [self.chance[self.steps < THRESHOLD - n].sum() for n in counts]
        else:
            at = {int(step): p for step, p in zip(self.steps, self.chance, strict=True)}
            below = [at.get(int(self.seen[cell]) - n, 0) for n in counts]
        height = -np.log(np.maximum(below, IMPOSSIBLE))
        slopes = np.diff(height)
        return [(s, h - s * n) for s, h, n in zip(slopes, height, counts, strict=False)] or [
            (0.0, 0.0)
        ]
