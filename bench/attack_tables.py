"""What anyone knows of the tables of a register: which people each cell counts, and what is
published of them; and what is true of a synthetic register. Written apart from the method, for
attacks on it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, identity, kron, vstack

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
