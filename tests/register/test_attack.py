"""An attacker with all tables is right about a small count no more often than the noise promises.

The promise: all tables together tell no more of a small count than if it had been published twice,
with different noise. So often is right who then takes the likelier number. Ten registers here, a
hundred in `make nightly`.
"""

from __future__ import annotations

import os

import numpy as np
import pandas as pd
import pytest
from attacker import Attacker
from nasty import KINDS, PLACES, TIME, flat, people, sums, tables

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
WAYS = ["averaged", "likeliest"]


def promise(steps, chance) -> float:
    """How often is right who sees a count twice and takes the likelier number for it."""
    at = dict(zip(steps.tolist(), chance.tolist(), strict=True))
    apart = range(2 * steps[0], 2 * steps[-1] + 1)
    return sum(max(at[step] * at.get(step - d, 0) for step in at) for d in apart)


PROMISE = promise(*LEAKED)


@pytest.fixture(scope="module")
def noise():
    return perturbation_table(STRENGTH, "the secret of nobody")


@pytest.fixture(scope="module")
def cells():
    """The cells that are different sums, and what they add."""
    every = sums()
    _unique, first = np.unique(every, axis=0, return_index=True)
    first.sort()
    return first, every[first]


def registers():
    for seed in range(REGISTERS):
        rng = np.random.default_rng(seed)
        yield people(KINDS[seed % len(KINDS)], rng), rng


def published(found, noise, cells):
    """The true counts of the cells, and what is published of them."""
    first, _sums = cells
    true = flat([table.counts for table in found])[first]
    return true, flat([table.published(noise).values for table in found])[first]


def allowed(tried: int) -> float:
    """The promise, and three standard errors of so many guesses."""
    return PROMISE + 3 * (PROMISE * (1 - PROMISE) / tried) ** 0.5


def hits(noise, cells, way, knows, exact=()):
    """How often the attacker is right about counts of 1 to 9, and about differences of 1 to 9 of a
    published cell and one that is a part of it. exact: cells that the open record has."""
    first, every = cells
    inside = (every @ every.T == every.sum(axis=1)) & ~np.eye(len(every), dtype=bool)
    right, tried = np.zeros(2), np.zeros(2)
    for frame, _rng in registers():
        true, seen = published(tables(frame), noise, cells)
        seen[list(exact)] = true[list(exact)]
        guess = getattr(Attacker(every, seen, knows, exact), way)()
        small = (true > 0) & (true < THRESHOLD)
        small[list(exact)] = False
        right[0] += (guess[small] == true[small]).sum()
        tried[0] += small.sum()
        shown = ~np.isnan(seen)
        for whole, part in np.argwhere(inside & shown[:, None] & shown):
            if 0 < true[whole] - true[part] < THRESHOLD:
                right[1] += guess[whole] - guess[part] == true[whole] - true[part]
                tried[1] += 1
    return right / tried, tried


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("leaked", [True, False])
def test_nobody_knows_small_counts_or_small_differences_of_tables(noise, cells, way, leaked):
    rates, tried = hits(noise, cells, way, LEAKED if leaked else None)
    for rate, guesses in zip(rates, tried, strict=True):
        assert rate <= allowed(guesses), (rates, tried)
    assert tried[0] > 15 * REGISTERS


@pytest.mark.parametrize("way", WAYS)
def test_without_noise_the_same_attacker_succeeds(cells, way):
    silent = np.zeros((ROWS + 1, KEYS), dtype=np.int8)
    rates, _tried = hits(silent, cells, way, (np.array([0]), np.array([1.0])))
    assert rates[0] > 0.6
    assert rates[1] == 1


def test_what_the_open_record_has_exactly_does_not_open_the_rest(noise, cells):
    """The people of a regency in 2020, of each province ever, and of two waves."""
    first, _every = cells
    names = [(place, time) for place in PLACES.names for time in TIME.names]
    spans = {("A1", "2020"), ("A", "ever"), ("B", "ever"), ("ID", "1"), ("ID", "2")}
    exact = [at for at, cell in enumerate(first) if cell < len(names) and names[cell] in spans]
    assert len(exact) == len(spans)
    rates, tried = hits(noise, cells, "averaged", LEAKED, exact)
    assert rates[0] <= allowed(tried[0])


def test_no_count_is_pinned_by_the_largest_deviation(noise, cells):
    """By linear programming, with the perturbation table leaked; without noise many are."""
    found = {}
    for name, table, knows in (
        ("noise", noise, LEAKED),
        ("silent", np.zeros((ROWS + 1, KEYS), dtype=np.int8), (np.array([0]), np.array([1.0]))),
    ):
        frame, _rng = next(iter(registers()))
        true, seen = published(tables(frame), table, cells)
        small = np.flatnonzero((true > 0) & (true < THRESHOLD))
        found[name] = Attacker(cells[1], seen, knows).pinned(small)
    assert found["noise"] == {}
    assert found["silent"]


def moved(frame, rng):
    """One person is in another district."""
    at = rng.integers(len(frame))
    return frame.assign(place=frame["place"].where(frame.index != at, (frame["place"][at] + 1) % 6))


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


def release(found, cells, noise):
    """The cells as the table of a release."""
    _true, seen = published(found, noise, cells)
    status = np.where(np.isnan(seen), "suppressed", "perturbed")
    return pd.DataFrame({"place": cells[0], "time": "ever", "value": seen, "status": status})


@pytest.mark.parametrize("change", [moved, late, alike])
def test_no_figure_of_a_release_changes_because_of_fewer_than_ten_people(noise, cells, change):
    for frame, rng in registers():
        before, after = (tables(part) for part in (frame, change(frame, rng)))
        first = release(before, cells, noise)
        second = Earlier("", {}, first).keep_cube(release(after, cells, noise))
        pd.testing.assert_frame_equal(first, second)


def test_small_differences_of_two_releases_are_not_known(noise, cells):
    """Where a tenth of people are added, and the attacker takes what he finds in both releases."""
    right = tried = 0
    for frame, rng in registers():
        before, after = (tables(part) for part in (frame, added(frame, rng)))
        first = release(before, cells, noise)
        second = Earlier("", {}, first).keep_cube(release(after, cells, noise))
        guesses = [
            Attacker(cells[1], part["value"].to_numpy(float), LEAKED).averaged()
            for part in (first, second)
        ]
        true = [flat([table.counts for table in part])[cells[0]] for part in (before, after)]
        small = (np.abs(true[1] - true[0]) > 0) & (np.abs(true[1] - true[0]) < THRESHOLD)
        right += ((guesses[1] - guesses[0])[small] == (true[1] - true[0])[small]).sum()
        tried += small.sum()
    assert tried > 15 * REGISTERS
    assert right / tried <= allowed(tried)
