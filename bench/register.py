"""Time `build.py aggregate` beside raw DuckDB that only counts the same grouping sets.

Run: .venv/bin/python bench/register.py FOLDER... (made by bench/register_data.py)
Each runs in a process of its own, of which are measured: elapsed seconds, seconds of processor,
peak memory. "whole" is the command as it is typed, from its start: packages loaded, files looked
at, every row checked, people counted once, keys, noise, writing.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent

TRAITS = ["gender", "age", "education", "disability"]
SETS = [
    ["wave", "place"],
    *(["place", trait] for trait in TRAITS),
    *(["wave", trait] for trait in TRAITS),
]
"""What the tables need; ours sums them from three."""


def raw(folder: str) -> None:
    import duckdb

    sets = ", ".join(f"({', '.join(keys)})" for keys in SETS)
    duckdb.connect(config={"memory_limit": "140MB"}).execute(
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


def timed(name: str, *words: object) -> None:
    """Run Python with these words, and print what its process took."""
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *map(str, words)], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, name
    print(
        f"{name}: {time.monotonic() - started:.1f} s, processor "
        f"{used.ru_utime + used.ru_stime:.1f} s, {used.ru_maxrss * 1024 / 1e6:.0f} MB",
        flush=True,
    )


def main() -> None:
    if sys.argv[1] == "raw":
        raw(sys.argv[2])
        return
    with TemporaryDirectory() as scratch:
        key = Path(scratch) / "key.json"
        build = [sys.executable, "build.py", "key", str(key)]
        subprocess.run(build, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        for number, folder in enumerate(map(Path.resolve, map(Path, sys.argv[1:]))):
            out = Path(scratch) / str(number)
            timed(f"{folder} raw", Path(__file__).resolve(), "raw", folder)
            timed(f"{folder} whole", "build.py", "aggregate", folder, "--out", out, "--key", key)


if __name__ == "__main__":
    main()
