"""Time the count of a register beside a raw DuckDB query for the same grouping sets.

Run: .venv/bin/python bench/register.py FOLDER (made by bench/register_data.py)
Each runs in a process of its own; wall seconds and peak memory.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def ours(folder: Path) -> None:
    from prakerja.register.aggregate import count_rows
    from prakerja.register.mapping import read_mapping
    from prakerja.register.read import clean, engine, open_register, register_files

    mapping = read_mapping(folder)
    with engine(None, "400MB") as connection:
        table = open_register(connection, register_files(folder), mapping)
        count_rows(connection, clean(table, mapping))


def raw(folder: Path) -> None:
    import duckdb

    from prakerja.register.aggregate import SETS

    sets = ", ".join(f"({', '.join(keys)})" for keys in SETS)
    duckdb.connect(config={"memory_limit": "400MB"}).execute(
        f"""
        SELECT wave, place, gender, age, education, disability, COUNT(*), SUM(s), SUM(r), SUM(c)
        FROM (SELECT wave, district_code AS place, gender, education, disability,
                year(registered_on) - birth_year AS years, selected::INT AS s, revoked::INT AS r,
                (first_training_on IS NOT NULL)::INT AS c,
                CASE WHEN years < 26 THEN 1 WHEN years < 36 THEN 2 WHEN years < 46 THEN 3
                  WHEN years < 56 THEN 4 ELSE 5 END AS age
              FROM read_parquet('{folder}/*.parquet'))
        GROUP BY GROUPING SETS ({sets})
        """
    ).to_arrow_table()


def main() -> None:
    folder = Path(sys.argv[1])
    if len(sys.argv) > 2:
        started = time.monotonic()
        {"ours": ours, "raw": raw}[sys.argv[2]](folder)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{sys.argv[2]}: {time.monotonic() - started:.1f} s, {peak:.0f} MB")
        return
    for name in ("raw", "ours"):
        subprocess.run([sys.executable, __file__, str(folder), name], check=True)


if __name__ == "__main__":
    main()
