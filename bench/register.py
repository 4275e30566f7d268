"""Time the count of a register beside raw DuckDB, Polars and pandas for the same grouping sets.

Run: .venv/bin/python bench/register.py FOLDER... (made by bench/register_data.py)
Each runs in a process of its own: wall seconds, processor seconds, peak memory. "whole" is all
of `aggregate`, protection and writing too.
Polars is not in our lists: `pip install polars` first, or its line is left out.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

TRAITS = ["gender", "age", "education", "disability"]
SETS = [
    ["wave", "place"],
    *(["place", trait] for trait in TRAITS),
    *(["wave", trait] for trait in TRAITS),
]
"""What the tables need; ours sums them from three."""


def ours(folder: Path) -> None:
    from publicrecord.register.aggregate import count_rows
    from publicrecord.register.files import register_files
    from publicrecord.register.mapping import read_mapping
    from publicrecord.register.places import read_classifications
    from publicrecord.register.read import clean, engine, open_register

    mapping = read_mapping(folder)
    with engine(None, "200MB") as connection:
        table = open_register(connection, register_files(folder), mapping)
        count_rows(connection, clean(table, mapping, read_classifications(ROOT / "data")))


def raw(folder: Path) -> None:
    import duckdb

    sets = ", ".join(f"({', '.join(keys)})" for keys in SETS)
    duckdb.connect(config={"memory_limit": "200MB"}).execute(
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


def whole(folder: Path) -> float:
    """All of `build.py aggregate`, with the peak memory of each stage (Linux tells it); returns
    the largest, in kB."""
    import publicrecord.cli  # noqa: F401 - what the command itself loads counts too
    from prakerja.settings import SETTINGS
    from publicrecord.progress import Progress
    from publicrecord.register.run import aggregate

    peaks = []

    class Peaks(Progress):
        @contextmanager
        def stage(self, name):
            Path("/proc/self/clear_refs").write_text("5")  # the peak starts anew
            with super().stage(name) as watch:
                yield watch
            status = Path("/proc/self/status").read_text()
            peaks.append(int(status.split("VmHWM:")[1].split()[0]))
            self.say(f"  peak {peaks[-1] / 1024:.0f} MB")

    with TemporaryDirectory() as scratch:
        aggregate(folder, Path(scratch) / "out", ROOT / "data", SETTINGS, None, "200MB", Peaks())
    return max(peaks)


def clean_pandas(rows):
    years = rows["registered_on"].astype("datetime64[s]").dt.year - rows["birth_year"]
    return rows.assign(
        age=pd.cut(years, [0, 25, 35, 45, 55, 200], labels=False),
        place=rows["district_code"],
        completed=rows["first_training_on"].notna() & ~rows["revoked"],
    )


def pandas_in_chunks(folder: Path) -> None:
    """A file at a time, as the whole does not fit."""
    counts = ["selected", "revoked", "completed"]
    parts: dict[tuple[str, ...], list[pd.DataFrame]] = {tuple(keys): [] for keys in SETS}
    for file in sorted(folder.glob("*.parquet")):
        rows = clean_pandas(pd.read_parquet(file))
        for keys, found in parts.items():
            grouped = rows.groupby(list(keys), observed=True)
            found.append(grouped[counts].sum().assign(registrants=grouped.size()))
    for keys, found in parts.items():
        pd.concat(found).groupby(level=list(keys), observed=True).sum()


def polars_streaming(folder: Path) -> None:
    import polars as pl

    years = pl.col("registered_on").dt.year() - pl.col("birth_year")
    rows = pl.scan_parquet(f"{folder}/*.parquet").select(
        "wave", "gender", "education", "disability", "selected", "revoked",
        pl.col("district_code").alias("place"),
        years.cut([25, 35, 45, 55]).alias("age"),
        (pl.col("first_training_on").is_not_null() & ~pl.col("revoked")).alias("completed"),
    )  # fmt: skip
    sums = [pl.len(), *(pl.col(name).sum() for name in ("selected", "revoked", "completed"))]
    pl.collect_all([rows.group_by(keys).agg(sums) for keys in SETS], engine="streaming")


WAYS = {
    "raw": raw,
    "ours": ours,
    "whole": whole,
    "polars": polars_streaming,
    "pandas": pandas_in_chunks,
}


def main() -> None:
    *folders, way = map(str, sys.argv[1:])
    if way in WAYS:
        started = time.monotonic()
        peak = WAYS[way](Path(folders[0]))
        used = resource.getrusage(resource.RUSAGE_SELF)
        print(
            f"{folders[0]} {way}: {time.monotonic() - started:.1f} s, "
            f"processor {used.ru_utime + used.ru_stime:.1f} s, "
            f"{(peak or used.ru_maxrss) / 1024:.0f} MB",
            flush=True,
        )
        return
    for folder in [*folders, way]:
        for name in WAYS:
            if name != "polars" or find_spec("polars"):
                subprocess.run([sys.executable, __file__, folder, name], check=True)


if __name__ == "__main__":
    main()
