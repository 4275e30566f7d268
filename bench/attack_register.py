"""Attack all tables of a whole register, by place, time and trait, at once: how often small counts
are found.

Run: .venv/bin/python bench/attack_register.py TABLES REGISTER [TABLES REGISTER]
TABLES: the folder `tables` of `build.py aggregate`. REGISTER: what bench/register_data.py made, for
the true counts only. With two pairs, the first is the release before the second.

The attacker shares no code with the method. He knows that all tables count the same whole people:
their inner cells are districts by waves, and for each trait regencies by waves by categories. He
takes every published number as a sum of inner cells, what the open record has exactly, and what the
margins make likely, and finds the people that fit best (least squares). What such a fit is worth he
has learnt from half of the cells, of which he is given the truth, and he attacks the other half. A
second one, who knows the method, has learnt in the same way from the published number of a cell
alone.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from attack_tables import CATEGORIES, Model, members, published, truth
from scipy.sparse import bmat, csr_matrix, diags, identity, kron
from scipy.sparse.linalg import lsmr

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from publicrecord.register.noise import Strength, distribution  # noqa: E402

THRESHOLD = 10
NOISE, EXACT, SILENT = 3**0.5, 0.3, 0.5
"""How far he takes a number to lie from the sum of its inner cells: a published one, one of the
open record, and one of tables without noise."""
HIDDEN, SPREAD = 4.0, 3.0
"""What a number below the threshold is about, and how far from it."""
ROUNDS = 400


def likely(model: Model, seen: dict[str, np.ndarray], name: str) -> np.ndarray:
    """What the margins alone make of the inner cells of a table."""
    if name == "main":
        wide = seen[name].reshape(len(model.places[0]), -1)
        rows, columns = wide[-len(model.districts) :, 0], wide[0, -len(model.waves) :]
    else:
        areas = len(model.areas[0])
        rows = seen[name][areas - len(model.regencies) : areas]
        columns = seen[name][-len(model.waves) :]
    rows, columns = np.nan_to_num(rows, nan=HIDDEN), np.nan_to_num(columns, nan=HIDDEN)
    return np.maximum(np.outer(rows, columns) / max(columns.sum(), 1), 0.02).ravel()


def best_fit(
    model: Model, seen: dict[str, np.ndarray], exact: np.ndarray, error: float
) -> dict[str, np.ndarray]:
    """What each published cell is, by least squares over all tables at once."""
    names = list(seen)
    before = {name: likely(model, seen, name) for name in names}
    sums = {name: model.main if name == "main" else model.trait for name in names}
    rows, aims = [], []

    def add(parts: dict[str, csr_matrix], aim: np.ndarray, spread: np.ndarray) -> None:
        """Rows of the system: sums of inner cells of tables that are about these numbers."""
        there = sum((part @ before[name] for name, part in parts.items()), np.zeros(len(aim)))
        one = diags(1 / spread)
        scaled = {name: one @ part @ diags(np.sqrt(before[name])) for name, part in parts.items()}
        rows.append([scaled.get(name) for name in names])
        aims.append((aim - there) / spread)

    for name in names:
        hidden = np.isnan(seen[name])
        inner = np.asarray(sums[name].sum(axis=1)).ravel() == 1
        used = ~(hidden & inner)
        expected = np.minimum(sums[name] @ before[name], HIDDEN)
        add(
            {name: sums[name][used]},
            np.where(hidden, expected, seen[name])[used],
            np.where(hidden, SPREAD, error)[used],
        )
    opened = model.open_record
    add({"main": opened}, exact, np.full(len(exact), EXACT))
    regency = members(model.regencies, model.districts, [5])
    below = kron(regency, identity(len(model.waves)), format="csr")
    for categories in CATEGORIES.values():
        same = {name: identity(below.shape[0], format="csr") for name in categories}
        add(same | {"main": -below}, np.zeros(below.shape[0]), np.full(below.shape[0], SILENT))
    whole = bmat(rows, format="csr")
    found, why, rounds, *_norms = lsmr(whole, np.concatenate(aims), damp=1, maxiter=ROUNDS)
    print(f"least squares: {rounds} rounds, stopped by rule {why}", file=sys.stderr)
    fitted, start = {}, 0
    for name in names:
        size = len(before[name])
        inner = before[name] + np.sqrt(before[name]) * found[start : start + size]
        fitted[name] = sums[name] @ inner.clip(0)
        start += size
    return fitted


@dataclass(frozen=True)
class Attack:
    """Cells, or differences of two: what is true of them, published, and found."""

    true: np.ndarray
    seen: np.ndarray
    found: np.ndarray

    def at(self, cells: np.ndarray) -> Attack:
        """Only these cells, in this order."""
        return Attack(self.true[cells], self.seen[cells], self.found[cells])

    def less(self, other: Attack) -> Attack:
        """The differences between these cells and others."""
        return Attack(self.true - other.true, self.seen - other.seen, self.found - other.found)

    def report(self, title: str) -> None:
        """How often both attackers are right about 1 to 9, and how often the noise promises."""
        small = (self.true > 0) & (self.true < THRESHOLD)
        true, seen = self.true[small].astype(int), np.nan_to_num(self.seen[small], nan=-99.0)
        if not len(true):
            print(f"| {title} | 0 | | | | |")
            return
        chance = np.bincount(true, minlength=THRESHOLD)[1:] / len(true)
        fitted = np.rint(4 * self.found[small])
        alone = learnt(seen[:, None], true)
        attack = max(alone, learnt(fitted[:, None], true), learnt(np.c_[seen, fitted], true))
        print(
            f"| {title} | {len(true):,} | {attack:.1%} | {alone:.1%} | {attack - alone:+.1%} "
            f"| {promise(chance) - alone:+.1%} |"
        )


def learnt(known: np.ndarray, true: np.ndarray) -> float:
    """How often is right who takes the number that was the most frequent one, where he had learnt
    the truth, of cells of which he knew the same."""
    _values, group = np.unique(known, axis=0, return_inverse=True)
    counted = np.zeros((2, group.max() + 1, THRESHOLD))
    half = np.random.default_rng(1).integers(0, 2, len(true))
    np.add.at(counted, (half, group, true), 1)
    whole = counted.sum(axis=1, keepdims=True) / len(true)  # where a group is new
    guesses = (counted + whole).argmax(axis=2)
    return float((guesses[1 - half, group] == true).mean())


def promise(chance: np.ndarray) -> float:
    """How often is right about counts that are so frequent who sees each twice with different
    noise, and no threshold."""
    looks = np.zeros((len(chance), 2 * THRESHOLD + 5))
    for at in range(len(chance)):
        steps, odds = distribution(at + 1, Strength())
        looks[at, at + 1 + steps] = odds
    both = chance[:, None, None] * looks[:, :, None] * looks[:, None, :]
    return float(both.max(axis=0).sum())


def parents(model: Model) -> tuple[np.ndarray, np.ndarray]:
    """Cells of `main`, and the cell above each by place and by time."""
    codes, times = model.places[0], model.times[0]
    above = {code: code[:-3] if len(code) > 2 else "ID" for code in codes if code != "ID"}
    of_place = np.array([codes.index(above.get(code, "ID")) for code in codes])
    years = {times.index(wave): at for at, wave in enumerate(model.waves)}
    upper = model.times[1].toarray()
    of_time = np.zeros(len(times), dtype=int)
    for node, wave in years.items():
        held = [t for t in range(1, len(times) - len(model.waves)) if upper[t, wave]]
        of_time[node] = held[0]
    place, time = np.divmod(np.arange(len(codes) * len(times)), len(times))
    pairs = [(place * len(times) + of_time[time]), of_place[place] * len(times) + time]
    own = np.arange(len(place))
    cells, uppers = np.concatenate([own, own]), np.concatenate(pairs)
    return cells[cells != uppers], uppers[cells != uppers]


def attack(model: Model, tables: Path, register: Path) -> dict[str, tuple[Attack, Attack]]:
    """Attacks on the cells by name of the table: with noise, and without."""
    seen, inner = published(model, tables), truth(model, register)
    true = {name: (model.main if name == "main" else model.trait) @ inner[name] for name in seen}
    exact = model.open_record @ inner["main"]
    silent = {name: np.where(true[name] < THRESHOLD, np.nan, true[name]) for name in seen}
    found = best_fit(model, seen, exact, NOISE)
    bare = best_fit(model, silent, exact, SILENT)
    return {
        name: (
            Attack(true[name], seen[name], found[name]),
            Attack(true[name], silent[name], bare[name]),
        )
        for name in seen
    }


def main() -> None:
    pairs = [Path(word) for word in sys.argv[1:]]
    model = Model.of(pairs[0])
    releases = [attack(model, *pairs[at : at + 2]) for at in range(0, len(pairs), 2)]
    last = releases[-1]
    print("| numbers of 1 to 9 | tried | all tables | the method alone | excess | promised |")
    print("| --- | --: | --: | --: | --: | --: |")
    cells, uppers = parents(model)
    for at, noise in enumerate(("", ", without noise")):
        people = last["main"][at]
        people.report(f"people by place and time{noise}")
        joined([last[name][at] for name in last if name != "main"]).report(
            f"people by trait{noise}"
        )
        both = ~np.isnan(people.seen[uppers] - people.seen[cells])
        parted = people.at(uppers[both]).less(people.at(cells[both]))
        parted.report(f"a published cell less a published part of it{noise}")
        if len(releases) > 1:
            people.less(releases[0]["main"][at]).report(f"a release less the last one{noise}")


def joined(attacks: list[Attack]) -> Attack:
    """The cells of several attacks as one."""
    parts = zip(*((one.true, one.seen, one.found) for one in attacks), strict=True)
    return Attack(*map(np.concatenate, parts))


if __name__ == "__main__":
    main()
