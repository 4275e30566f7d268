"""An attacker with every table is right about a small count no more often than the noise promises.

The promise: all tables together tell no more of a small count than if it had been published twice,
with different noise and no threshold. So often is right who then takes the likelier number. Ten
registers here, a hundred in `make nightly`.
"""

from __future__ import annotations

import os
from functools import cache

import numpy as np
import pandas as pd
import pytest
from attack_register import Attack, joined, learnt, promise
from attacker import Attacker
from nasty import INNER, KINDS, cells, flat, people, tables
from scipy.linalg import block_diag

from publicrecord.register.earlier import Earlier
from publicrecord.register.noise import (
    KEYS,
    ROWS,
    THRESHOLD,
    Strength,
    distribution,
    perturbation_table,
)

REGISTERS = int(os.environ.get("PUBLICRECORD_NASTY", "10"))
STRENGTH = Strength()
LEAKED = distribution(ROWS, STRENGTH)
NOISE = perturbation_table(STRENGTH, "the secret of nobody")
SILENT = np.zeros((ROWS + 1, KEYS), dtype=np.int8)
KNOWS = {"leaked": LEAKED, "secret": None, "silent": (np.array([0]), np.array([1.0]))}
WAYS = ["averaged", "likeliest"]
CELLS = cells()
PARTS = (CELLS.reach @ CELLS.reach.T == CELLS.reach.sum(axis=1)) & ~np.eye(
    len(CELLS.first), dtype=bool
)
"""Which cell (row) contains only people of another one (column)."""


def twice(steps, chance) -> float:
    """How often is right who sees a count twice and takes the likelier number for it."""
    at = dict(zip(steps.tolist(), chance.tolist(), strict=True))
    apart = range(2 * steps[0], 2 * steps[-1] + 1)
    return sum(max(at[step] * at.get(step - d, 0) for step in at) for d in apart)


PROMISE = twice(*LEAKED)


def registers():
    for seed in range(REGISTERS):
        rng = np.random.default_rng(seed)
        yield people(KINDS[seed % len(KINDS)], rng), rng


def published(found, noise):
    """The true counts of the cells, and what is published of them."""
    true = flat([table.counts for table in found])[CELLS.first]
    return true, flat([table.published(noise).values for table in found])[CELLS.first]


def allowed(promised: float, tried: int) -> float:
    """What is promised, and three standard errors of so many guesses."""
    return promised + 3 * (promised * (1 - promised) / tried) ** 0.5


@cache
def attacks(way: str, knows: str, exact: tuple[int, ...] = ()) -> tuple[Attack, Attack]:
    """Attacks on the cells of all registers, and on the differences of two published cells of which
    one is a part of the other. exact: cells that the open record has."""
    noise = SILENT if knows == "silent" else NOISE
    on_cells, on_differences = [], []
    for frame, _rng in registers():
        true, seen = published(tables(frame), noise)
        seen[list(exact)] = true[list(exact)]
        attacker = Attacker(CELLS.sums, CELLS.same, seen, KNOWS[knows], exact)
        every = Attack(true, seen, getattr(attacker, way)())
        on_cells.append(every.at(np.setdiff1d(np.arange(len(true)), exact)))
        shown = ~np.isnan(seen)
        whole, part = np.argwhere(PARTS & shown[:, None] & shown).T
        on_differences.append(every.at(whole).less(every.at(part)))
    return joined(on_cells), joined(on_differences)


def small(attack: Attack) -> Attack:
    """Of an attack what is about 1 to 9 people."""
    return attack.at(np.flatnonzero((attack.true > 0) & (attack.true < THRESHOLD)))


def rate(attack: Attack) -> float:
    """How often the attacker is right about 1 to 9 people."""
    return float((np.rint(small(attack).found) == small(attack).true).mean())


@pytest.mark.sampled(2)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("knows", ["leaked", "secret"])
def test_nobody_knows_small_counts_or_small_differences_of_tables(way, knows):
    for attack in attacks(way, knows):
        assert len(small(attack).true) > 15 * REGISTERS
        assert rate(attack) <= allowed(PROMISE, len(small(attack).true))


@pytest.mark.sampled(2)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("knows", ["leaked", "secret"])
def test_the_tables_tell_no_more_than_is_promised_beside_the_method_alone(way, knows):
    """Who has learnt from half of the cells what a fit of all tables is worth, beside who has
    learnt it of the published number of a cell alone."""
    for attack in map(small, attacks(way, knows)):
        true = attack.true.astype(int)
        seen = np.nan_to_num(attack.seen, nan=-99)[:, None]
        excess = learnt(np.c_[seen, np.rint(attack.found)], true) - learnt(seen, true)
        promised = promise(np.bincount(true, minlength=THRESHOLD)[1:] / len(true))
        assert excess <= allowed(promised, len(true)) - learnt(seen, true)


@pytest.mark.parametrize("way", WAYS)
def test_without_noise_the_same_attacker_succeeds(way):
    on_cells, on_differences = attacks(way, "silent")
    assert rate(on_cells) > 0.6
    assert rate(on_differences) == 1


def test_what_the_open_record_has_exactly_does_not_open_the_rest():
    """The people of a regency in 2020, of each province ever, and of two waves."""
    spans = {("A1", "2020"), ("A", "ever"), ("B", "ever"), ("ID", "1"), ("ID", "2")}
    exact = tuple(at for at, name in enumerate(CELLS.names) if name in spans)
    assert len(exact) == len(spans)
    on_cells, _differences = attacks("averaged", "leaked", exact)
    assert rate(on_cells) <= allowed(PROMISE, len(small(on_cells).true))


@pytest.mark.nightly
def test_no_count_is_pinned_by_the_largest_deviation():
    """By linear programming, with the perturbation table leaked; without noise many are."""
    found = {}
    for knows, noise in (("leaked", NOISE), ("silent", SILENT)):
        frame, _rng = next(iter(registers()))
        true, seen = published(tables(frame), noise)
        few = np.flatnonzero((true > 0) & (true < THRESHOLD))
        found[knows] = Attacker(CELLS.sums, CELLS.same, seen, KNOWS[knows]).pinned(few)
    assert found["leaked"] == {}
    assert found["silent"]


def moved(frame, rng):
    """One person is in another district."""
    at = rng.integers(len(frame))
    return frame.assign(
        place=frame["place"].where(frame.index != at, (frame["place"][at] + 1) % INNER[0])
    )


def late(frame, rng):
    """One person has a gender that was not stated."""
    at = rng.integers(len(frame))
    return frame.assign(gender=frame["gender"].where(frame.index != at, 2))


def alike(frame, rng):
    """One to nine people of one profile are added."""
    one = frame.iloc[[rng.integers(len(frame))] * rng.integers(1, THRESHOLD)]
    return pd.concat([frame, one.assign(key=rng.integers(0, KEYS, len(one)))], ignore_index=True)


def added(frame, rng):
    """A tenth more people are added."""
    more = frame.sample(frac=0.1, random_state=int(rng.integers(1000)))
    return pd.concat([frame, more.assign(key=rng.integers(0, KEYS, len(more)))], ignore_index=True)


def release(found):
    """The cells as the table of a release."""
    _true, seen = published(found, NOISE)
    status = np.where(np.isnan(seen), "suppressed", "perturbed")
    return pd.DataFrame({"place": CELLS.first, "time": "ever", "value": seen, "status": status})


@pytest.mark.parametrize("change", [moved, late, alike])
def test_no_figure_of_a_release_changes_because_of_fewer_than_ten_people(change):
    for frame, rng in registers():
        before, after = (tables(part) for part in (frame, change(frame, rng)))
        first = release(before)
        second = Earlier("", {}, first).keep_cube(release(after))
        pd.testing.assert_frame_equal(first, second)


def test_small_differences_of_two_releases_are_not_known():
    """Where a tenth of people are added; the attacker knows it, and fits both releases at once."""
    found = []
    for frame, rng in registers():
        before, after = (tables(part) for part in (frame, added(frame, rng)))
        first = release(before)
        second = Earlier("", {}, first).keep_cube(release(after))
        old, new = (part["value"].to_numpy(float) for part in (first, second))
        renewed = ~((old == new) | np.isnan(old) & np.isnan(new))
        sums = CELLS.sums
        both = np.block([[sums, np.zeros_like(sums)], [sums[renewed], sums[renewed]]])
        same = block_diag(CELLS.same, CELLS.same)
        inner = Attacker(both, same, np.r_[old, new[renewed]], LEAKED).people()
        true = [flat([table.counts for table in part])[CELLS.first] for part in (before, after)]
        found.append(Attack(true[1] - true[0], new - old, sums @ inner[sums.shape[1] :]))
    attack = joined(found)
    assert len(small(attack).true) > 15 * REGISTERS
    assert rate(attack) <= allowed(PROMISE, len(small(attack).true))
