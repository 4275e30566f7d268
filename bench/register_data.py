"""A synthetic register of participants: nobody in it exists. For tests and timings only.

Run: .venv/bin/python bench/register_data.py FOLDER [ROWS] [SEED] [FILES]

Mimics the published margins: the people each wave took, the years, the gross recipients of the
514 regencies, and within a regency a heavy tail over its districts, with Miangas-like places at
its end. Rows of one file depend on seed and number of the file only. Every file says that it is
synthetic, in its name, in its schema's metadata and in register.yml.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from prakerja.indicators.places import whole_period  # noqa: E402
from prakerja.indicators.waves import wave_intake  # noqa: E402
from prakerja.settings import SETTINGS  # noqa: E402
from publicrecord.record.claims import figure_claims  # noqa: E402
from publicrecord.record.package import read_record  # noqa: E402

LABEL = {b"synthetic": b"true", b"title": b"SYNTHETIC register, nobody in it exists"}
SELECTED = 20 / 75
EDUCATION = ["primary", "junior", "senior", "tertiary"]
REGISTER_YML = """\
title_id: Register sintetis, tidak seorang pun di dalamnya nyata
title_en: SYNTHETIC register, nobody in it exists
publisher: bench/register_data.py
as_of: "2024-12-31"
synthetic: true
columns:
  person: person
  wave: wave
  place: district_code
  registered_on: registered_on
  selected_on: selected_on
  selected: selected
  revoked: revoked
  completed_on: first_training_on
  gender: gender
  birth_year: birth_year
  education: education
  disability: disability
  weight: weight
satisfaction:
  satisfied-with-programme: satisfied
categories:
  gender: {L: male, P: female}
  education:
    primary: no-schooling-or-primary
    junior: junior-high-graduates
    senior: senior-high-or-vocational
    tertiary: diploma-or-degree
"""


class Margins:
    """What was published, as probabilities to draw from."""

    def __init__(self, seed: int) -> None:
        record = read_record(ROOT / "data", SETTINGS)
        claims = figure_claims(record)
        rng = np.random.default_rng(seed)
        intake = wave_intake(record, claims)
        size = intake["value"].fillna(intake["value"].median()).to_numpy(dtype=float)
        self.years = intake["year"].to_numpy(dtype=int)
        self.waves = np.cumsum(size) / size.sum()
        gross = whole_period(record, claims).set_index("regency_code")["value"]
        districts = record.table("districts")
        share = rng.lognormal(0, 0.9, len(districts))
        tiny = rng.random(len(districts)) < 0.004
        tiny |= (districts["name"] == "Miangas").to_numpy()
        share[tiny] /= 2000
        whole = districts.assign(share=share).groupby("regency_code")["share"].transform("sum")
        weight = share / whole.to_numpy() * districts["regency_code"].map(gross).to_numpy()
        self.places = np.cumsum(weight) / weight.sum()
        self.codes = list(districts["district_code"])


def rows(margins: Margins, count: int, seed: int, part: int) -> pa.Table:
    """One file's worth of people who do not exist."""
    rng = np.random.default_rng([seed, part])
    wave = np.sort(np.searchsorted(margins.waves, rng.random(count)).astype("int16"))
    place = np.searchsorted(margins.places, rng.random(count)).astype("int32")
    day = np.array([f"{year}-04-11" for year in margins.years], dtype="datetime64[D]")[wave]
    registered = day + rng.integers(0, 200, count)
    selected = rng.random(count) < SELECTED
    revoked = selected & (rng.random(count) < 0.07)
    completed = selected & ~revoked & (rng.random(count) < 0.94)
    answered = completed & (rng.random(count) < 0.02)
    age = np.clip(18 + rng.gamma(2.2, 6.0, count), 18, 64).astype("int16")
    never = np.array("NaT", dtype="datetime64[D]")
    year = (registered.astype("datetime64[Y]").astype(int) + 1970).astype("int16")
    level = np.searchsorted([0.06, 0.19, 0.78, 1.0], rng.random(count)).astype("int8")

    def words(index: np.ndarray, names: list[str]) -> pa.DictionaryArray:
        return pa.DictionaryArray.from_arrays(pa.array(index), pa.array(names))

    columns = {
        "person": np.arange(count, dtype="int64") + part * 10_000_000,
        "wave": wave + 1,
        "district_code": words(place, margins.codes),
        "registered_on": registered,
        "selected_on": np.where(selected, registered + 7, never),
        "selected": selected,
        "revoked": revoked,
        "first_training_on": np.where(completed, registered + 21, never),
        "gender": words((rng.random(count) < 0.52).astype("int8"), ["L", "P"]),
        "birth_year": year - age,
        "education": words(level, EDUCATION),
        "disability": rng.random(count) < 0.03,
        "satisfied": pa.array(
            rng.choice(5, count, p=[0.02, 0.03, 0.15, 0.45, 0.35]) + 1, mask=~answered
        ),
        "weight": np.round(rng.gamma(4, 0.25, count), 3),
    }
    return pa.table(columns).replace_schema_metadata(LABEL)


def write_register(
    folder: Path, count: int = 1_000_000, seed: int = 1, files: int | None = None
) -> None:
    """A folder of zstd Parquet with its register.yml; one file a million rows."""
    folder.mkdir(parents=True)
    margins = Margins(seed)
    parts = files or max(1, count // 1_000_000)
    for part in range(parts):
        size = count // parts + (part < count % parts)
        pq.write_table(
            rows(margins, size, seed, part),
            folder / f"synthetic-{part:04}.parquet",
            compression="zstd",
        )
    (folder / "register.yml").write_text(REGISTER_YML, encoding="utf-8")
    (folder / "SYNTHETIC.json").write_text(json.dumps({"rows": count, "seed": seed}))


if __name__ == "__main__":
    folder, *numbers = sys.argv[1:]
    write_register(Path(folder), *(int(number) for number in numbers))
