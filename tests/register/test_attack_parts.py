"""Outcomes and answers: an attacker who takes all that is published of both parts and their whole,
over times and places, is right about small numbers no more often than the noise promises.

Outcomes: revoked and kept, of which the open record has the exact sum; completed, of those who were
kept. Answers: satisfied and not, of which more is reported here than the shares that are published.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from attack_register import Attack, joined, learnt, promise
from nasty import PROVINCES, TABLES, YEARS, tables
from test_attack import NOISE, REGISTERS, SILENT, THRESHOLD, allowed, registers
from tree_attacker import Leaked, Node, Typical, believe, node

KNOWS = {"leaked": (NOISE, Leaked(NOISE)), "secret": (NOISE, Typical()),
         "silent": (SILENT, Leaked(SILENT))}  # fmt: skip
NOT_PUBLISHED = np.inf
SIDES = ["place", "time"]
PARTS = {"revoked": ["revoked", "kept", "selected"],
         "completed": ["completed", "not-completed", "kept"]}  # fmt: skip
AT = {(row, column): at for at, (row, _rows, column, _columns) in enumerate(TABLES)}


class Cells:
    """The numbers of one table: true and published, by name of row and column."""

    def __init__(self, table, noise) -> None:
        self.rows, self.columns = (tree.index for tree in table.trees)
        self.true, self.seen = table.counts, table.published(noise).values

    def __call__(self, what: str, row: str, columns: list[str]) -> list[float]:
        return [float(getattr(self, what)[self.rows[row], self.columns[c]]) for c in columns]


def outcomes(cells: Cells, parts: list[str], knows, exact: bool) -> list[tuple[Node, list[float]]]:
    """The nodes of time, with what is true of them; without the year that is one wave."""

    def of(name: str, below: list[list[Node]]) -> Node:
        seen = cells("seen", name, parts)
        seen = [n if c != "not-completed" else NOT_PUBLISHED
                for n, c in zip(seen, parts, strict=True)]  # fmt: skip
        made = node(tuple(seen), knows, cells("true", name, parts)[2] if exact else None)
        made.below = below
        nodes.append((made, cells("true", name, parts)))
        return made

    nodes: list[tuple[Node, list[float]]] = []
    first = of("2020", [[of("1", []), of("2", [])]])
    believe(of("ever", [[first, of("3", [])]]))
    return nodes


def answers(places: Cells, times: Cells, knows) -> list[tuple[Node, list[float]]]:
    """The country, its provinces and the years, with what is true of them."""
    parts = ["yes", "no", "answered"]
    nodes, groups = [], []
    for cells, tree in ((places, PROVINCES), (times, YEARS)):
        names = [tree.names[at] for at in tree.children[0]]
        group = [node(tuple(cells("seen", name, parts)), knows) for name in names]
        nodes += [(each, cells("true", name, parts))
                  for each, name in zip(group, names, strict=True)]  # fmt: skip
        groups.append(group)
    root = node(tuple(places("seen", "ID", parts)), knows)
    root.below = groups
    believe(root)
    return [*nodes, (root, places("true", "ID", parts))]


@cache
def attack(what: str, knows: str) -> tuple[Attack, np.ndarray]:
    """Of the cells of all registers; and what the open record has of the whole of each, as far as
    it bounds a small part."""
    noise, known = KNOWS[knows]
    found, wholes = [], []
    for frame, _rng in registers():
        made = tables(frame)
        of_time = Cells(made[AT["time", "outcome"]], noise)
        if what == "answers":
            by_place, by_time = (Cells(made[AT[side, "answer"]], noise) for side in SIDES)
            nodes = answers(by_place, by_time, known)
        else:
            nodes = outcomes(of_time, PARTS[what], known, exact=what == "revoked")
        about = slice(0, 2 if what == "revoked" else 3)  # the open record has the whole
        for each, true in nodes:
            guesses = np.array([guess for guess, _sure in each.guesses()], float)
            cells = Attack(np.array(true)[about], np.array(each.seen)[about], guesses[about])
            found.append(cells)
            wholes.append(np.full(len(cells.true), min(true[2], 15) if what == "revoked" else 15))
    every = joined(found)
    few = np.flatnonzero((every.true > 0) & (every.true < THRESHOLD))
    return every.at(few), np.concatenate(wholes)[few]


def promised(true: np.ndarray, wholes: np.ndarray) -> float:
    """What is promised to who knows how frequent these counts are, for each known whole."""
    parts = [true[wholes == whole].astype(int) for whole in np.unique(wholes)]
    rates = [promise(np.bincount(part, minlength=THRESHOLD)[1:] / len(part)) for part in parts]
    return float(np.average(rates, weights=[len(part) for part in parts]))


@pytest.mark.sampled(3)
@pytest.mark.parametrize("knows", ["leaked", "secret"])
@pytest.mark.parametrize("what", ["revoked", "completed", "answers"])
def test_small_outcomes_and_answers_are_not_known(what, knows):
    """Neither who takes the likeliest numbers, nor who has learnt what these are worth."""
    few, wholes = attack(what, knows)
    assert len(few.true) > REGISTERS
    bound = allowed(promised(few.true, wholes), len(few.true))
    assert (few.true == few.found).mean() <= bound
    assert learnt(np.c_[few.found, wholes], few.true.astype(int)) <= bound


@pytest.mark.parametrize("what", ["revoked", "completed", "answers"])
def test_without_noise_they_are(what):
    few, _wholes = attack(what, "silent")
    assert (few.true == few.found).mean() > 0.6
