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


class Attack:
    """Attacks the hidden cells of which the true count is small.

    `truth`: the count of each column, read to tell which cells are small, and to see that the
    published cells add up. Attributes low and high: what was shown possible for each target.
    """

    def __init__(self, tables: Published, truth: np.ndarray, threshold: int) -> None:
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
        self.random = np.random.default_rng(0)

    def shuttle(self) -> dict[int, tuple[float, float]]:
        """What anyone finds with pencil and paper: the bounds of each cell from those of the
        others in its sums, until nothing changes. Returns the cells narrowed, by column."""
        began, matrix = time.monotonic(), self.matrix
        low, high = np.zeros(len(self.hidden)), np.full(len(self.hidden), np.inf)
        entries = matrix.tocoo()
        for _round in range(50):
            before = low.sum(), np.isinf(high).sum(), high[np.isfinite(high)].sum()
            most = np.where(entries.data > 0, high[entries.col], -low[entries.col])
            least = np.where(entries.data > 0, low[entries.col], -high[entries.col])
            for sums, sign in ((least, 1), (most, -1)):
                # Right side less the bounds of all the others, where these are finite.
                endless = np.isinf(sums)
                of_row = np.bincount(entries.row, np.where(endless, 0, sums), matrix.shape[0])
                without = np.bincount(entries.row, endless, matrix.shape[0])
                rest = self.right[entries.row] - (of_row[entries.row] - np.where(endless, 0, sums))
                usable = without[entries.row] - endless == 0
                cell, bound = entries.col[usable], (rest * entries.data)[usable]
                upper = entries.data[usable] * sign > 0
                np.minimum.at(high, cell[upper], bound[upper])
                np.maximum.at(low, cell[~upper], bound[~upper])
            if before == (low.sum(), np.isinf(high).sum(), high[np.isfinite(high)].sum()):
                break
        at = self.targets
        narrow = at[(low[at] > CLOSE) | (high[at] < self.threshold - CLOSE)]
        exact = int((high[narrow] - low[narrow] < CLOSE).sum())
        width = (high[at] - low[at]).min(initial=np.inf)
        print(f"  bounds from sum to sum: {len(at):,} cells attacked, {len(narrow):,} narrowed, "
              f"{exact:,} found out exactly, smallest interval {width:g} wide, "
              f"{time.monotonic() - began:.0f} s", flush=True)  # fmt: skip
        return {int(self.hidden[n]): (float(low[n]), float(high[n])) for n in narrow}

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
        while self._ends() and self._ends() != before and time.monotonic() - began < seconds:
            before = self._ends()
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
        return (self.low > CLOSE) | (self.high < self.threshold - CLOSE)

    def _ends(self) -> int:
        return int((self.low > CLOSE).sum() + (self.high < self.threshold - CLOSE).sum())

    def _push(self, model: Model, columns: np.ndarray) -> np.ndarray:
        """One solution that pushes many cells, some up to the threshold and some to zero."""
        mine = np.isin(self.targets, columns)
        at = np.searchsorted(columns, self.targets[mine])
        up, down = self.high[mine] < self.threshold - CLOSE, self.low[mine] > CLOSE
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
