"""Attack the tables of a whole register: how often small counts are found, province by province.

Run: .venv/bin/python bench/attack_register.py TABLES REGISTER
TABLES: the folder `tables` of `build.py aggregate`. REGISTER: what bench/register_data.py made, for
the true counts only. The attacker shares no code with the method. He takes all counts by
place and time of a province as sums of the people of its districts and waves, and the sums of each
trait as further answers for the whole period, and finds the counts that fit best (least squares).
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from scipy.sparse import coo_matrix, diags, vstack
from scipy.sparse.linalg import lsmr

THRESHOLD, HIDDEN = 10, 0.15
"""The weight of a hidden count beside a published one: little is known of it."""


def main() -> None:
    tables, register = map(Path, sys.argv[1:])
    waves = pd.read_csv(tables / "waves.csv", dtype="str").set_index("wave")["year"]
    cube = pd.read_csv(tables / "wave_places.csv", dtype={"place": "str", "time": "str"})
    traits = trait_sums(tables)
    true = true_counts(register)
    right = tried = 0
    counts = np.zeros(THRESHOLD)
    for province in sorted(
        code for code in cube["place"].unique() if len(code) == 2 and code != "ID"
    ):
        seen = cube[cube["place"].str.startswith(province)]
        truth = truth_of(seen, true[true["place"].str.startswith(province)], waves)
        guess = best_fit(seen, traits, waves)
        small = (truth > 0) & (truth < THRESHOLD)
        right += int((guess[small] == truth[small]).sum())
        tried += int(small.sum())
        counts += np.bincount(truth[small].astype(int), minlength=THRESHOLD)
    print(f"counts of 1 to 9: {tried:,}; found: {right / tried:.1%}")
    print(f"by always guessing the most frequent: {counts.max() / tried:.1%}")


def true_counts(register: Path) -> pd.DataFrame:
    """People selected by district and wave."""
    return duckdb.sql(
        "SELECT district_code AS place, CAST(wave AS VARCHAR) AS wave, COUNT(*) AS people "  # noqa: S608
        f"FROM read_parquet('{register}/*.parquet') WHERE selected GROUP BY ALL"
    ).df()


def truth_of(seen: pd.DataFrame, true: pd.DataFrame, waves: pd.Series) -> np.ndarray:
    """The true count of each cell."""
    parts = [
        true.assign(place=true["place"].str[:width], time=time)
        for width in (2, 5, 8)
        for time in ("ever", true["wave"].map(waves), true["wave"])
    ]
    sums = pd.concat(parts).groupby(["place", "time"])["people"].sum()
    cells = pd.MultiIndex.from_frame(seen[["place", "time"]])
    return sums.reindex(cells, fill_value=0).to_numpy(float)


def best_fit(seen: pd.DataFrame, traits: pd.DataFrame, waves: pd.Series) -> np.ndarray:
    """What each cell is, by least squares over all sums."""
    places = [code for code in seen["place"].unique() if len(code) == len("71.04.13")]
    matrix = sums_of(seen, places, waves)
    hidden = seen["value"].isna().to_numpy()
    target = np.where(hidden, THRESHOLD / 4, seen["value"])
    weight = np.where(hidden, HIDDEN, 1.0)
    more = traits[traits["place"].isin(seen["place"])]
    extra = sums_of(more.assign(time="ever"), places, waves)
    weights = diags(np.r_[weight, 1 / np.sqrt(more["terms"])])
    whole = weights @ vstack([matrix, extra])
    aim = weights @ np.r_[target, more["value"]]
    found = lsmr(whole.tocsr(), aim, maxiter=200)[0]
    return np.rint((matrix @ found).clip(0))


def sums_of(cells: pd.DataFrame, places: list[str], waves: pd.Series) -> coo_matrix:
    """Which districts and waves each cell adds: a row a cell."""
    at, columns = [], []
    spans = {"ever": list(range(len(waves)))}
    for number, (wave, year) in enumerate(waves.items()):
        spans[wave] = [number]
        spans.setdefault(year, []).append(number)
    under: dict[str, list[int]] = {}
    for number, code in enumerate(places):
        for width in (2, 5, 8):
            under.setdefault(code[:width], []).append(number)
    for row, (place, time) in enumerate(zip(cells["place"], cells["time"], strict=True)):
        inner = np.add.outer(np.array(under[place]) * len(waves), spans[time]).ravel()
        at.append(np.full(len(inner), row))
        columns.append(inner)
    rows, inner = np.concatenate(at or [[]]), np.concatenate(columns or [[]])
    shape = (len(cells), len(places) * len(waves))
    return coo_matrix((np.ones(len(rows)), (rows, inner)), shape=shape)


def trait_sums(tables: Path) -> pd.DataFrame:
    """The sums of the categories of a trait, where all are published: place, value, terms."""
    figures = pd.read_csv(tables / "demographic_figures.csv", dtype="str", keep_default_na=False)
    names = pd.concat(
        pd.read_csv(tables / "reference" / f"{table}.csv", dtype="str").rename(
            columns={key: "code"}
        )
        for table, key in (("provinces", "province_code"), ("regencies", "regency_code"))
    )
    ours = figures[figures["measure_id"].eq("recipients_in_group") & figures["place"].ne("")]
    ours = ours[ours["source_id"].str.contains("register")]
    ours = ours.assign(
        place=ours["place"].map(dict(zip(names["name"], names["code"], strict=True)))
    )
    ours["value"] = pd.to_numeric(ours["value"])
    stated = ours[ours["category"].ne("not-stated")]
    grouped = stated.groupby(["place", "dimension"])["value"]
    sums = grouped.agg(value="sum", terms="count", of="size").reset_index()
    return sums[sums["terms"] == sums["of"]]


if __name__ == "__main__":
    main()
