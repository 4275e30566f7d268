"""The classifications of a register: places, time, traits; and the rows that fit none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from publicrecord.register.tables import Tree

COUNTRY, EVER, ANY = "ID", "ever", "any"
ELSEWHERE = ".00"
"""District code of people of whom only the regency is known."""
PROVINCE_LENGTH, REGENCY_LENGTH = 2, 5
"""Of the codes of places, the characters that say the province, and the regency."""

CATEGORIES: dict[str, list[str]] = {
    "gender": ["female", "male"],
    "age": ["age-18-25", "age-26-35", "age-36-45", "age-46-55", "age-over-55"],
    "education": [
        "no-schooling-or-primary", "junior-high-graduates", "senior-high-or-vocational",
        "diploma-or-degree",
    ],
    "disability": ["disability", "no-disability"],
}  # fmt: skip
NOT_STATED = "not-stated"
KEPT = "kept"
OUTCOME = Tree.of(
    {"revoked": "selected", KEPT: "selected", "completed": KEPT, "not-completed": KEPT}, "selected"
)
"""What became of people who were selected."""
YEAR_DIGITS = 4


@dataclass(frozen=True)
class Classifications:
    """places: country to district. regencies: the same without districts. time: ever, year,
    wave. traits: any, category. Names of nodes are codes; a wave is its number as text.
    first_day: the earliest day that a row of a register can have."""

    places: Tree
    regencies: Tree
    time: Tree
    traits: dict[str, Tree]
    first_day: str

    @property
    def whole_period(self) -> str:
        """From the first year to the last, as the record writes a period of several years."""
        years = sorted(name for name in self._numbers() if len(name) == YEAR_DIGITS)
        return f"{years[0]}-{years[-1]}"

    @property
    def last_wave(self) -> int:
        """The number of the last wave."""
        return max(int(name) for name in self._numbers() if len(name) < YEAR_DIGITS)

    def _numbers(self) -> list[str]:
        """Years and waves."""
        return [name for name in self.time.index if name.isdigit()]


def read_classifications(data: Path) -> Classifications:
    """From the reference tables of the data package."""

    def table(path: str) -> pd.DataFrame:
        return pd.read_csv(data / path, dtype="str", keep_default_na=False)

    provinces = dict.fromkeys(table("reference/provinces.csv")["province_code"], COUNTRY)
    regency = table("reference/regencies.csv")
    district = table("reference/districts.csv")
    down_to_regency = provinces | dict(
        zip(regency["regency_code"], regency["province_code"], strict=True)
    )
    # People without a district get a place of their own, so that districts add to regencies.
    elsewhere = {code + ELSEWHERE: code for code in regency["regency_code"]}
    districts = dict(zip(district["district_code"], district["regency_code"], strict=True))
    waves = table("waves.csv")
    years = dict.fromkeys(waves["year"], EVER)
    return Classifications(
        places=Tree.of(down_to_regency | districts | elsewhere, COUNTRY),
        regencies=Tree.of(down_to_regency, COUNTRY),
        time=Tree.of(years | dict(zip(waves["wave"], waves["year"], strict=True)), EVER),
        traits={
            trait: Tree.of(dict.fromkeys([*names, NOT_STATED], ANY), ANY)
            for trait, names in CATEGORIES.items()
        },
        first_day=f"{min(day for day in table('wave_dates.csv')['date'] if day)[:7]}-01",
    )


def place_codes(raw: pd.Series) -> pd.Series:
    """Codes as the reference tables write them: 71.04.13; a regency alone ends with .00.

    710413, 7104130 and the like are read by their digits; what has not four or six digits is
    left as it is, and fits no place.
    """
    digits = raw.astype("str").str.replace(".", "", regex=False)
    dotted = digits.str.replace(r"^(\d\d)(\d\d)(\d\d)?$", r"\1.\2.\3", regex=True)
    return dotted.str.replace(r"\.$", ELSEWHERE, regex=True)
