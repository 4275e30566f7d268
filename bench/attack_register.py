"""Attack the published tables of a whole register: is any hidden count from 1 to 9 narrowed down?

Run: .venv/bin/python bench/attack_register.py PUBLISHED REGISTER [SECONDS]
PUBLISHED was made by `build.py aggregate` from REGISTER, a folder of bench/register_data.py, of
which the true counts are taken to know which cells to attack, and for nothing else. Rounds of
the solver end after SECONDS (3600). Prints what was found, then what the same attack finds where
only the small counts themselves are hidden. Ends with 1 if the published tables give a cell away.

Ends with 0 where people are not protected, too: this attacker knows the links between tables that
the protection knows, and one release. docs/adr/0012-suppression.md tells what else there is.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench"))

from attack_published import (  # noqa: E402
    ANSWERED,
    EVER,
    EVERYONE,
    Cell,
    Names,
    read_published,
)
from attack_solver import Attack  # noqa: E402

THRESHOLD = 10
TRAITS = {
    "gender": "CASE gender WHEN 'L' THEN 'male' WHEN 'P' THEN 'female' END",
    "age": """CASE WHEN years < 26 THEN 'age-18-25' WHEN years < 36 THEN 'age-26-35'
        WHEN years < 46 THEN 'age-36-45' WHEN years < 56 THEN 'age-46-55' ELSE 'age-over-55' END""",
    "education": """CASE education WHEN 'primary' THEN 'no-schooling-or-primary'
        WHEN 'junior' THEN 'junior-high-graduates' WHEN 'senior' THEN 'senior-high-or-vocational'
        WHEN 'tertiary' THEN 'diploma-or-degree' END""",
    "disability": "CASE WHEN disability THEN 'disability' ELSE 'no-disability' END",
}
OUTCOME = """CASE WHEN revoked THEN 'revoked'
    WHEN first_training_on IS NOT NULL THEN 'completed' ELSE 'not-completed' END"""


def true_counts(register: Path, names: Names) -> dict[Cell, int]:
    """What a plain count of a synthetic register says of every cell; zeros are left out."""
    database = duckdb.connect(config={"memory_limit": "1GB", "preserve_insertion_order": False})
    columns = ", ".join(f"{words} AS {name}" for name, words in TRAITS.items())
    database.execute(
        f"""CREATE VIEW people AS SELECT wave::VARCHAR AS wave, district_code AS place,
        district_code[:5] AS regency, year(registered_on) - birth_year AS years, selected,
        satisfied IS NOT NULL AS answered, {OUTCOME} AS outcome, {columns}
        FROM read_parquet('{register}/*.parquet')"""
    )

    def counted(columns: str, which: str) -> list[tuple]:
        query = f"SELECT {columns}, count(*) FROM people WHERE {which} GROUP BY ALL"
        return database.execute(query).fetchall()

    found: dict[Cell, int] = {}

    def add(places: list[str], times: list[str], more: Cell, count: int) -> None:
        for place in places:
            for at in times:
                cell = (place, at, *more)
                found[cell] = found.get(cell, 0) + count

    for place, wave, count in counted("place, wave", "selected"):
        add(names.upward(place), [wave, names.year_of[wave], EVER], (), count)
    for trait in TRAITS:
        for regency, category, count in counted(f"regency, {trait}", "selected"):
            add([regency, regency[:2], EVERYONE], [EVER], (trait, category), count)
        for wave, category, count in counted(f"wave, {trait}", "selected"):
            add([EVERYONE], [wave, names.year_of[wave]], (trait, category), count)
    for regency, wave, count in counted("regency, wave", "answered"):
        add([regency[:2], EVERYONE], [EVER], (ANSWERED, "satisfied-with-programme"), count)
        add([EVERYONE], [names.year_of[wave]], (ANSWERED, "satisfied-with-programme"), count)
    for wave, outcome, count in counted("wave, outcome", "selected"):
        at = [wave, names.year_of[wave], EVER]
        kinds = {"completed": ["net"], "not-completed": ["net"]}.get(outcome, [])
        for kind in [outcome, *kinds]:
            add([EVERYONE], at, ("outcome", kind), count)
    return found


def told_by_others(folder: Path, names: Names, source: str) -> set[tuple[Cell, float]]:
    """Cells of places and provinces as the other sources of the record have published them."""
    found = set()
    years = {year: year for year in names.times[EVER]} | {"2020-2024": EVER}
    for table in ("place_figures", "province_figures"):
        frame = pd.read_csv(folder / f"{table}.csv", dtype="str", keep_default_na=False)
        gross = (frame["source_id"] != source) & (frame["measure_id"] == "recipients_gross")
        for row in frame[gross & (frame["value"] != "")].itertuples():
            if table == "place_figures":
                place = names.printed.get((row.place_as_printed, row.province_as_printed))
            else:
                place = names.area.get(row.province_as_printed)
            span = (row.wave_from, row.wave_to)
            time = names.spans.get(span) if row.wave_from else years.get(row.period)
            found.add(((place, time), float(row.value)))
    return found


def main() -> int:
    published, register = map(Path, sys.argv[1:3])
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 3600.0
    began = time.monotonic()
    names = Names(published)
    sources = pd.read_csv(published / "sources.csv", dtype="str")["source_id"]
    source = sources[sources.str.startswith("synthetic-register-")].iloc[-1]
    tables = read_published(published, names, source)
    counts = true_counts(register, names)
    truth = np.array([counts.get(cell, 0) for cell in tables.numbers])
    small = (truth > 0) & (truth < THRESHOLD)
    cells = list(tables.numbers)
    print(f"{len(cells):,} cells, {np.isnan(tables.values).sum():,} not published, "
          f"{small.sum():,} of 1 to {THRESHOLD - 1} people; "
          f"{time.monotonic() - began:.0f} s to read", flush=True)  # fmt: skip
    others = told_by_others(published, names, source)
    known = [at for at, cell in enumerate(cells) if (cell, truth[at]) in others]
    shown = np.flatnonzero(small & ~np.isnan(tables.values))
    alone = set(shown.tolist()) - set(known)
    print(f"{len(shown)} of them published, {len(alone)} by no one else; others published "
          f"{small[known].sum()} of them", flush=True)  # fmt: skip
    attack = Attack(tables, truth, THRESHOLD, known)
    narrow = attack.run(seconds)
    for at, (low, high) in sorted(narrow.items())[:20]:
        print("  narrowed:", cells[at], f"true {truth[at]}, found {low:g} to {high:g}")
    print("Only the small counts hidden:", flush=True)
    tables.values = [np.nan if hide else float(n) for n, hide in zip(truth, small, strict=True)]
    Attack(tables, truth, THRESHOLD, known).shuttle()
    return int(bool(narrow or alone) or attack.left().any())


if __name__ == "__main__":
    sys.exit(main())
