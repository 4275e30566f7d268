"""Time `build.py aggregate` beside raw DuckDB that only counts the same grouping sets.

Run: .venv/bin/python bench/register.py FOLDER... (made by bench/register_data.py)
Each runs in a process of its own: wall seconds, processor seconds, peak memory. "whole" is all of
the command: files looked at, every row checked, people counted once, keys, noise, writing.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

TRAITS = ["gender", "age", "education", "disability"]
SETS = [
    ["wave", "place"],
    *(["place", trait] for trait in TRAITS),
    *(["wave", trait] for trait in TRAITS),
]
"""What the tables need; ours sums them from three."""


def raw(folder: Path) -> None:
    import duckdb

    sets = ", ".join(f"({', '.join(keys)})" for keys in SETS)
    duckdb.connect(config={"memory_limit": "160MB"}).execute(
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
    from publicrecord.register.keys import make_secret
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
        key, out = Path(scratch) / "key.json", Path(scratch) / "out"
        make_secret(key, [])
        aggregate(folder, out, ROOT / "data", SETTINGS, key, None, "160MB", Peaks())
    return max(peaks)


WAYS = {"raw": raw, "whole": whole}


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
            subprocess.run([sys.executable, __file__, folder, name], check=True)


if __name__ == "__main__":
    main()
