"""Attack the tables of a whole register with every table at once: how often small counts are found.

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

import duckdb
import numpy as np
import pandas as pd
from scipy.sparse import bmat, csr_matrix, diags, identity, kron, vstack
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
CATEGORIES = {
    "gender": ["female", "male"],
    "age": ["age-18-25", "age-26-35", "age-36-45", "age-46-55", "age-over-55"],
    "education": ["no-schooling-or-primary", "junior-high-graduates",
                  "senior-high-or-vocational", "diploma-or-degree"],
    "disability": ["disability", "no-disability"],
}  # fmt: skip
POSITION = {
    "gender": "IF(gender = 'P', 0, 1)",
    "age": "CASE WHEN a < 26 THEN 0 WHEN a < 36 THEN 1 WHEN a < 46 THEN 2 WHEN a < 56 THEN 3 "
           "ELSE 4 END",
    "education": "list_position(['primary', 'junior', 'senior', 'tertiary'], education) - 1",
    "disability": "IF(disability, 0, 1)",
}  # fmt: skip
OPEN = {2: (48, 53), 5: (1, 3)}
"""By the width of their codes, the places and waves of which the open record has the sum."""


def members(codes: list[str], parts: list[str], widths: list[int]) -> csr_matrix:
    """Which parts each code contains: those that begin with it, by its width; ID all."""
    at = {code: number for number, code in enumerate(codes)}
    pairs = [
        (at[key], number)
        for number, part in enumerate(parts)
        for key in ["ID", *(part[:width] for width in widths)]
        if key in at
    ]
    rows, columns = np.array(pairs).T
    return csr_matrix((np.ones(len(pairs)), (rows, columns)), shape=(len(codes), len(parts)))


@dataclass(frozen=True)
class Model:
    """Sums of inner cells. districts, regencies, waves: the inner classifications. places, areas,
    times: all nodes, and which inner ones each contains."""

    districts: list[str]
    regencies: list[str]
    waves: list[str]
    places: tuple[list[str], csr_matrix]
    areas: tuple[list[str], csr_matrix]
    times: tuple[list[str], csr_matrix]

    @classmethod
    def of(cls, tables: Path) -> Model:
        years = pd.read_csv(tables / "waves.csv", dtype="str").set_index("wave")["year"]
        listed = pd.read_csv(tables / "reference" / "districts.csv", dtype="str")
        districts = sorted(listed["district_code"])
        regencies = sorted({code[:5] for code in districts})
        above = sorted({code[:2] for code in districts})
        waves, times = list(years.index), ["ever", *sorted(set(years)), *years.index]
        pairs = [
            (times.index(name), at)
            for at, (wave, year) in enumerate(years.items())
            for name in ("ever", year, wave)
        ]
        rows, columns = np.array(pairs).T
        shape = len(times), len(waves)
        places, areas = ["ID", *above, *regencies, *districts], ["ID", *above, *regencies]
        return cls(
            districts, regencies, waves,
            (places, members(places, districts, [2, 5, 8])),
            (areas, members(areas, regencies, [2, 5])),
            (times, csr_matrix((np.ones(len(pairs)), (rows, columns)), shape=shape)),
        )  # fmt: skip

    @property
    def main(self) -> csr_matrix:
        """Place by time: a row a cell, a column an inner cell of districts by waves."""
        return kron(self.places[1], self.times[1], format="csr")

    @property
    def trait(self) -> csr_matrix:
        """Of one category: areas over all time, then the country by time; a column an inner cell
        of regencies by waves."""
        ever = kron(self.areas[1], np.ones((1, len(self.waves))), format="csr")
        country = kron(np.ones((1, len(self.regencies))), self.times[1], format="csr")
        return vstack([ever, country], format="csr")

    @property
    def open_record(self) -> csr_matrix:
        """Sums that the open record has exactly: places by spans, and each wave of the country."""
        rows = [kron(np.ones((1, len(self.districts))), identity(len(self.waves)))]
        for width, (first, last) in OPEN.items():
            these = [at for at, code in enumerate(self.places[0]) if len(code) == width
                     and code != "ID"]  # fmt: skip
            span = np.array([[first <= int(wave) <= last for wave in self.waves]], dtype=float)
            rows.append(kron(self.places[1][these], span))
        return vstack(rows, format="csr")


def truth(model: Model, register: Path) -> dict[str, np.ndarray]:
    """People by inner cell: of places and time, and of each category."""
    rows = (
        "(SELECT *, year(registered_on) - birth_year AS a "  # noqa: S608
        f"FROM read_parquet('{register}/*.parquet') WHERE selected)"
    )
    found = {"main": _filled(f"SELECT district_code, wave, COUNT(*) FROM {rows} GROUP BY ALL",
                             model.districts, model)}  # fmt: skip
    for trait, names in CATEGORIES.items():
        for at, name in enumerate(names):
            found[name] = _filled(
                f"SELECT left(district_code, 5), wave, COUNT(*) FROM {rows} "
                f"WHERE {POSITION[trait]} = {at} GROUP BY ALL",
                model.regencies, model,
            )  # fmt: skip
    return found


def _filled(query: str, codes: list[str], model: Model) -> np.ndarray:
    frame = duckdb.sql(query).df()
    frame.columns = ["place", "wave", "people"]
    numbers = np.zeros((len(codes), len(model.waves)))
    at = {code: number for number, code in enumerate(codes)}
    numbers[frame["place"].astype("str").map(at), frame["wave"] - 1] = frame["people"]
    return numbers.ravel()


def published(model: Model, tables: Path) -> dict[str, np.ndarray]:
    """The numbers of the cells of `main`, and of `trait` for each category, missing if hidden."""
    cube = pd.read_csv(tables / "wave_places.csv", dtype={"place": "str", "time": "str"})
    wide = cube.pivot(index="place", columns="time", values="value")
    found = {"main": wide.reindex(index=model.places[0], columns=model.times[0]).to_numpy().ravel()}
    figures = pd.read_csv(tables / "demographic_figures.csv", dtype="str", keep_default_na=False)
    mine = figures[figures["measure_id"].eq("recipients_in_group")]
    last = mine.loc[mine["source_id"].str.contains("register-"), "source_id"].max()
    mine = mine[mine["source_id"].eq(last)]
    reference = tables / "reference"
    names, times = {"": "ID"}, model.times[0]
    for table, key in (("provinces", "province_code"), ("regencies", "regency_code")):
        rows = pd.read_csv(reference / f"{table}.csv", dtype="str")
        names |= dict(zip(rows["name"], rows[key], strict=True))
    for category in [name for names_of in CATEGORIES.values() for name in names_of]:
        seen = {}
        for row in mine[mine["category"].eq(category)].to_dict("records"):
            one = row["wave_from"] == row["wave_to"]
            whole = "-" in row["period"]
            time = "ever" if whole else row["wave_from"] if one else row["period"]
            seen[names[row["place"]], time] = float(row["value"] or "nan")
        cells = [(area, "ever") for area in model.areas[0]] + [("ID", time) for time in times]
        found[category] = np.array([seen.get(cell, np.nan) for cell in cells])
    return found


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
