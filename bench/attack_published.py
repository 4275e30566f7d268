"""What a register's tables say, as an attacker reads them: cells, and sums that link them.

Reads the published folder only, and shares no code with what protects it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

EVERYONE, EVER, ANSWERED = "ID", "ever", "survey_respondents"
OUTCOMES = {
    "recipients_gross": "", "revoked": "revoked", "recipients_net": "net",
    "completed_training": "completed",
}  # fmt: skip
Cell = tuple[str, ...]
"""What a cell counts: place, time and, where people are split once more, what by and which."""


@dataclass
class Published:
    """numbers: a column a cell in `values` (missing where it is hidden or was never published).
    sums: a whole and its parts, each a list of such columns. within: if given, cells of this
    place and what is in it, and sums between these, are all that is kept."""

    within: str = ""
    numbers: dict[Cell, int] = field(default_factory=dict)
    values: list[float] = field(default_factory=list)
    sums: list[tuple[int, list[int]]] = field(default_factory=list)

    def column(self, cell: Cell) -> int:
        if cell not in self.numbers:
            self.numbers[cell] = len(self.values)
            self.values.append(np.nan)
        return self.numbers[cell]

    def tell(self, cell: Cell, value: float) -> None:
        """A cell open in one table is open in all."""
        if cell[0].startswith(self.within):
            at = self.column(cell)
            self.values[at] = self.values[at] if np.isnan(value) else value

    def add(self, whole: Cell, parts: list[Cell]) -> None:
        if all(cell[0].startswith(self.within) for cell in (whole, *parts)):
            self.sums.append((self.column(whole), [self.column(part) for part in parts]))

    def equations(self) -> tuple[np.ndarray, csr_matrix, np.ndarray]:
        """The hidden columns, and a matrix over them with its right side: hidden parts less
        hidden wholes are what the published cells leave."""
        values = np.array(self.values)
        sizes = [len(parts) for _whole, parts in self.sums]
        number = np.repeat(np.arange(len(sizes)), sizes)
        parts = np.fromiter((p for _whole, found in self.sums for p in found), int, sum(sizes))
        wholes = np.fromiter((whole for whole, _parts in self.sums), int, len(sizes))
        ones = np.concatenate([np.ones(len(parts)), -np.ones(len(wholes))])
        at = (np.concatenate([number, np.arange(len(sizes))]), np.concatenate([parts, wholes]))
        whole = csr_matrix((ones, at), shape=(len(sizes), len(values)))
        hidden = np.flatnonzero(np.isnan(values))
        right = -(whole @ np.nan_to_num(values))
        matrix = whole[:, hidden]
        used = np.diff(matrix.indptr) > 0
        if np.abs(right[~used]).max(initial=0) > 0:
            raise ValueError("published cells do not add up: this is not one register's release")
        return hidden, matrix[used], right[used]


class Names:
    """Places and waves from the reference tables, and their parts."""

    def __init__(self, folder: Path) -> None:
        def table(path: str) -> pd.DataFrame:
            return pd.read_csv(folder / path, dtype="str", keep_default_na=False)

        provinces, regencies = table("reference/provinces.csv"), table("reference/regencies.csv")
        districts, waves = table("reference/districts.csv"), table("waves.csv")
        self.code = dict(zip(regencies["name"], regencies["regency_code"], strict=True))
        self.code |= dict(zip(provinces["name"], provinces["province_code"], strict=True))
        self.code |= {"": EVERYONE}
        aliases = table("reference/place_aliases.csv")
        keys = ["place_as_printed", "province_as_printed"]
        self.printed = {tuple(row[:2]): row[2] for row in aliases[[*keys, "code"]].to_numpy()}
        areas = table("reference/province_aliases.csv")
        self.area = dict(zip(areas["province_as_printed"], areas["province_code"], strict=True))
        self.parts: dict[str, list[str]] = {EVERYONE: list(provinces["province_code"])}
        for whole, found in regencies.groupby("province_code")["regency_code"]:
            self.parts[whole] = list(found)
        for whole, found in districts.groupby("regency_code")["district_code"]:
            self.parts[whole] = [*found, f"{whole}.00"]
        self.year_of = dict(zip(waves["wave"], waves["year"], strict=True))
        self.times: dict[str, list[str]] = {EVER: sorted(waves["year"].unique())}
        for year, found in waves.groupby("year")["wave"]:
            self.times[year] = list(found)
        self.spans = {(found[0], found[-1]): year for year, found in self.times.items()}
        self.spans |= {(wave, wave): wave for wave in self.year_of}
        self.spans[waves["wave"].iloc[0], waves["wave"].iloc[-1]] = EVER

    def upward(self, place: str) -> list[str]:
        """A district, its regency, its province, the country."""
        return [place, place[:5], place[:2], EVERYONE]


def read_published(folder: Path, names: Names, source: str, within: str = "") -> Published:
    """The release of one source in a folder; of one place only where `within` is its code."""
    found = Published(within)

    def rows(table: str) -> pd.DataFrame:
        frame = pd.read_csv(folder / f"{table}.csv", dtype="str", keep_default_na=False)
        frame = frame[frame["source_id"] == source] if "source_id" in frame else frame
        frame = frame.assign(number=pd.to_numeric(frame["value"]))
        if "wave_from" in frame:
            spans = zip(frame["wave_from"], frame["wave_to"], strict=True)
            frame["time"] = [names.spans[span] for span in spans]
        return frame

    cube = rows("wave_places")
    for place, time, number in zip(cube["place"], cube["time"], cube["number"], strict=True):
        found.tell((place, time), number)
    areas = rows("place_figures")
    for row in areas[areas["measure_id"] == "recipients_gross"].itertuples():
        found.tell(
            (names.printed[row.place_as_printed, row.province_as_printed], row.time), row.number
        )
    areas = rows("province_figures")
    for row in areas[areas["measure_id"] == "recipients_gross"].itertuples():
        found.tell((names.area[row.province_as_printed], row.time), row.number)
    for row in areas[areas["measure_id"] == ANSWERED].itertuples():
        found.tell((names.area[row.province_as_printed], EVER, ANSWERED, row.item), row.number)
    surveys = rows("survey_figures")
    for row in surveys[surveys["measure_id"] == ANSWERED].itertuples():
        year = row.survey_id.removeprefix(source).strip("-") or EVER
        found.tell((EVERYONE, year, ANSWERED, row.item_id), row.number)
    for table, column in (("wave_figures", "wave"), ("programme_figures", "time")):
        for row in rows(table).to_dict("records"):
            outcome = OUTCOMES[row["measure_id"]]
            cell = (EVERYONE, row[column], *(("outcome", outcome) if outcome else ()))
            found.tell(cell, row["number"])
    people = rows("demographic_figures")
    for row in people.itertuples():
        found.tell((names.code[row.place], row.time, row.dimension, row.category), row.number)
    for item in surveys["item_id"].unique():
        whole = (EVERYONE, EVER, ANSWERED, item)
        found.add(whole, [(p, EVER, ANSWERED, item) for p in names.parts[EVERYONE]])
        found.add(whole, [(EVERYONE, year, ANSWERED, item) for year in names.times[EVER]])
    _link(found, names, people.groupby("dimension")["category"].unique().to_dict())
    return found


def _link(found: Published, names: Names, traits: dict[str, list[str]]) -> None:
    """The sums between cells of the same two classifications, and of their margins."""
    places = {cell[0] for cell in found.numbers}
    times = [EVER, *names.times[EVER], *names.year_of]
    for place in places:
        parts = [part for part in names.parts.get(place, ()) if part in places]
        for time in times:
            if parts:
                found.add((place, time), [(part, time) for part in parts])
        for time, within in names.times.items():
            found.add((place, time), [(place, part) for part in within])
    for trait, categories in traits.items():
        upper = [place for place in places if len(place) <= 5]
        splits = [(place, EVER) for place in upper] + [(EVERYONE, time) for time in times[1:]]
        for place, time in splits:
            found.add((place, time), [(place, time, trait, c) for c in categories])
        for category in categories:
            for place in (EVERYONE, *names.parts[EVERYONE]):
                parts = [(part, EVER, trait, category) for part in names.parts[place]]
                found.add((place, EVER, trait, category), parts)
            for time, within in names.times.items():
                parts = [(EVERYONE, part, trait, category) for part in within]
                found.add((EVERYONE, time, trait, category), parts)
    for time in times:
        split = {o: (EVERYONE, time, "outcome", o) for o in OUTCOMES.values() if o}
        rest = (EVERYONE, time, "outcome", "not-completed")
        found.add((EVERYONE, time), [split["revoked"], split["net"]])
        found.add(split["net"], [split["completed"], rest])
    for outcome in [*filter(None, OUTCOMES.values()), "not-completed"]:
        for time, within in names.times.items():
            parts = [(EVERYONE, part, "outcome", outcome) for part in within]
            found.add((EVERYONE, time, "outcome", outcome), parts)
