"""The attack: bounds handed from sum to sum, then linear programming over the whole system.

Every hidden cell of a release is a variable of zero or more; every sum that must hold is an
equation. Nothing is left out, so what the solver says of a cell is what all published tables
together say of it. A cell is safe when two solutions are found, one in which it is zero and one in
which it is the threshold: as solutions form a convex set, any count between is possible too. One
solution serves many cells at once, so that all can be attacked though each alone would be too
slow. Where the cells outside a province are kept as they are in a solution of the whole, what
solves the province's part solves the whole with them: that finds most solutions in less time. It
only ever clears a cell. What no part clears meets the whole system again, at last alone.
"""

from __future__ import annotations

import time
from dataclasses import replace

import highspy
import numpy as np
from attack_published import Published
from scipy.sparse import csr_matrix

CLOSE = 1e-3
"""A solution counts as reaching a bound within this much of a person."""
FIRST = 3
"""Solutions of the whole, the mean of which the provinces start from: it leaves them most room."""
ALONE = 20
"""At most so many cells that no solution cleared are attacked alone, exactly."""


class Model:
    """Equations over variables of zero or more, kept by the solver from goal to goal."""

    def __init__(self, matrix: csr_matrix, right: np.ndarray) -> None:
        self.matrix, self.right = matrix, right
        columns, model = matrix.tocsc(), highspy.HighsLp()
        model.num_row_, model.num_col_ = matrix.shape
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_, model.a_matrix_.index_ = columns.indptr, columns.indices
        model.a_matrix_.value_ = columns.data
        model.col_cost_ = model.col_lower_ = np.zeros(matrix.shape[1])
        model.col_upper_ = np.full(matrix.shape[1], highspy.kHighsInf)
        model.row_lower_ = model.row_upper_ = right
        self.solver = highspy.Highs()
        self.solver.silent()
        # Interior points are solutions too; to move on to a corner would take most of the time.
        self.solver.setOptionValue("solver", "ipm")
        self.solver.setOptionValue("run_crossover", "off")
        self.solver.passModel(model)

    def solve(self, cost: np.ndarray, enough: float) -> np.ndarray:
        """A solution that makes the cost least, in which no variable that brings something is more
        than `enough`; it is held against the equations here. Raises ArithmeticError."""
        every, upper = np.arange(len(cost), dtype=np.int32), np.where(cost < 0, enough, np.inf)
        self.solver.changeColsBounds(len(cost), every, np.zeros(len(cost)), upper)
        self.solver.changeColsCost(len(cost), every, cost)
        self.solver.run()
        found = np.array(self.solver.getSolution().col_value)
        if (
            len(found) != len(cost)
            or found.min(initial=0) < -CLOSE
            or (np.abs(self.matrix @ found - self.right).max(initial=0) > CLOSE)
        ):
            raise ArithmeticError(f"HiGHS: {self.solver.getModelStatus()}")
        return found


def bounds(matrix: csr_matrix, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The least and the largest value of each variable as far as the bounds of the others in its
    sums tell, handed on until nothing changes."""
    low, high = np.zeros(matrix.shape[1]), np.full(matrix.shape[1], np.inf)
    entries = matrix.tocoo()
    row, column, sign = entries.row, entries.col, entries.data
    for _round in range(50):
        before = low.copy(), high.copy()
        for least in (True, False):
            ends = np.where((sign > 0) == least, sign * low[column], sign * high[column])
            # The right side less the bounds of all the others, where these are finite.
            endless = np.isinf(ends)
            ends = np.where(endless, 0, ends)
            rest = right[row] - np.bincount(row, ends, matrix.shape[0])[row] + ends
            usable = np.bincount(row, endless, matrix.shape[0])[row] - endless == 0
            upper = (sign > 0) == least
            at = usable & upper
            np.minimum.at(high, column[at], (rest * sign)[at])
            at = usable & ~upper
            np.maximum.at(low, column[at], (rest * sign)[at])
        if (before[0] == low).all() and (before[1] == high).all():
            break
    return low, high


class Attack:
    """Attacks the hidden cells of which the true count is small.

    `truth`: the count of each column, read to tell which cells are small, and to see that the
    published cells add up. `known`: the columns that others have published; what they tell of a
    cell by themselves is not the tables' doing. Attributes least and most: what a target must be
    able to be; low and high: what it was shown to be able to be.
    """

    def __init__(
        self, tables: Published, truth: np.ndarray, threshold: int, known: list[int]
    ) -> None:
        self.threshold = threshold
        self.hidden, self.matrix, self.right = tables.equations()
        if np.abs(self.matrix @ truth[self.hidden] - self.right).max(initial=0) > 0:
            raise ValueError("the published tables are not those of this register")
        provinces = np.array([cell[0][:2] for cell in tables.numbers])
        self.provinces = provinces[self.hidden]
        count = truth[self.hidden]
        self.targets = np.flatnonzero((count > 0) & (count < threshold))
        self.low = count[self.targets].astype(float)
        self.high = self.low.copy()
        before = replace(tables, values=[np.nan] * len(truth))
        for column in known:
            before.values[column] = float(truth[column])
        hidden, *system = before.equations()
        least, most = bounds(*system)
        at = np.searchsorted(hidden, self.hidden[self.targets])
        self.least, self.most = least[at], np.minimum(most[at], threshold)
        self.random = np.random.default_rng(0)

    def shuttle(self) -> dict[int, tuple[float, float]]:
        """What anyone finds with pencil and paper; returns the cells narrowed, by column."""
        began = time.monotonic()
        low, high = (found[self.targets] for found in bounds(self.matrix, self.right))
        narrow = (low > self.least + CLOSE) | (high < self.most - CLOSE)
        exact, took = int((high[narrow] - low[narrow] < CLOSE).sum()), time.monotonic() - began
        print(f"  bounds from sum to sum: {len(low):,} cells attacked, {narrow.sum():,} "
              f"narrowed, {exact:,} found out, {took:.0f} s", flush=True)  # fmt: skip
        at = self.hidden[self.targets]
        return {int(at[n]): (float(low[n]), float(high[n])) for n in np.flatnonzero(narrow)}

    def run(self, seconds: float) -> dict[int, tuple[float, float]]:
        """Both attacks; returns the cells narrowed, by column, each with its interval."""
        narrow, whole = self.shuttle(), Model(self.matrix, self.right)
        began, every = time.monotonic(), np.arange(len(self.hidden))

        def tell(what: str) -> None:
            print(f"  {what}: {self.left().sum():,} of {len(self.targets):,} cells not cleared, "
                  f"{time.monotonic() - began:.0f} s", flush=True)  # fmt: skip

        base = np.zeros(len(self.hidden))
        for _first in range(FIRST):
            base += self._push(whole, every) / FIRST
            tell("whole system")
        for province in np.unique(self.provinces):
            self._push_within(np.flatnonzero(self.provinces == province), base)
        tell("each province")
        before = -1
        while (ends := self._ends()) not in (0, before) and time.monotonic() - began < seconds:
            before = ends
            self._push(whole, every)
            tell("whole system")
        for number in np.flatnonzero(self.left())[:ALONE]:
            self._alone(whole, number)
            if self.left()[number]:
                narrow[int(self.hidden[self.targets[number]])] = (
                    float(self.low[number]),
                    float(self.high[number]),
                )
        tell("those left alone")
        return narrow

    def left(self) -> np.ndarray:
        """The targets not shown to be anything from zero to the threshold."""
        return self._to_lower() | self._to_raise()

    def _ends(self) -> int:
        return int(self._to_lower().sum() + self._to_raise().sum())

    def _to_lower(self) -> np.ndarray:
        return self.low > self.least + CLOSE

    def _to_raise(self) -> np.ndarray:
        return self.high < self.most - CLOSE

    def _push(self, model: Model, columns: np.ndarray) -> np.ndarray:
        """One solution that pushes many cells, some up to the threshold and some to zero."""
        mine = np.isin(self.targets, columns)
        at = np.searchsorted(columns, self.targets[mine])
        up, down = self._to_raise()[mine], self._to_lower()[mine]
        raised = up & (~down | (self.random.random(len(up)) < 0.5))
        cost = np.zeros(len(columns))
        # Unequal weights: of cells that cannot all be raised at once, some are, all the way.
        cost[at] = np.where(raised, -1.0, down.astype(float)) * (0.5 + self.random.random(len(at)))
        # What is raised need not go above the threshold; the true counts do not, so this has a
        # solution.
        found = model.solve(cost, self.threshold)
        self.low[mine] = np.minimum(self.low[mine], found[at])
        self.high[mine] = np.maximum(self.high[mine], found[at])
        return found

    def _push_within(self, columns: np.ndarray, base: np.ndarray) -> None:
        """Push the cells of these columns while all others stay as in a solution of the whole."""
        part = self.matrix[:, columns]
        rows = np.diff(part.indptr) > 0
        rest = self.right[rows] - self.matrix[rows] @ base + part[rows] @ base[columns]
        model, mine = Model(part[rows], rest), np.isin(self.targets, columns)
        before = len(self.targets) + 1
        while 0 < (left := int(self.left()[mine].sum())) < before:
            before = left if left < mine.sum() else before
            try:
                self._push(model, columns)
            except ArithmeticError:
                return

    def _alone(self, model: Model, number: int) -> None:
        """The least value of one cell, and its largest up to the threshold; else all is free."""
        column = self.targets[number]
        for sign in (1.0, -1.0):
            cost = np.zeros(len(self.hidden))
            cost[column] = sign
            found = model.solve(cost, self.threshold)[column]
            self.low[number] = min(self.low[number], found)
            self.high[number] = max(self.high[number], found)
