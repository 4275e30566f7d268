"""Time how long a first build writes tables, data and API, in this commit beside an earlier one.

Run: .venv/bin/python bench/open_data.py [BASE] [ROUNDS]

BASE is the commit to compare with (default: 72cb386). Both are built in turn from nothing until the
stage after *Write the data* begins. Counted are the processor seconds of it and of *Write the
tables*, which was not a stage of its own at first. A build that counts them itself is asked,
because its processes write workbooks, answers and files of charts in these stages.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from build import BASE, EPOCH, afresh, clone

WATCHED = """
import importlib, os, resource, runpy, sys
from contextlib import contextmanager

sys.path.insert(0, os.getcwd())
package = "publicrecord" if os.path.isdir("publicrecord") else "prakerja"
Progress = importlib.import_module(package + ".progress").Progress
stage, spent = Progress.stage, []

def seconds():
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)

@contextmanager
def watched(self, name):
    if spent and spent[-1][1] == "Write the data":
        counted = [getattr(p, "processor", {}).get(stage, spent) for p, stage, spent in spent]
        print("seconds", sum(counted), flush=True)
        os._exit(0)
    before = seconds()
    with stage(self, name) as watch:
        yield watch
    if name in ("Write the tables", "Write the data"):
        spent.append((self, name, seconds() - before))

Progress.stage = watched
sys.argv = ["build.py"]
runpy.run_path("build.py", run_name="__main__")
"""


def timed(folder: Path) -> float:
    """Processor seconds of the stage in a build from nothing."""
    afresh(folder)
    said = subprocess.run(
        [sys.executable, "-c", WATCHED], cwd=folder, env=os.environ | {"SOURCE_DATE_EPOCH": EPOCH},
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return float(said.rpartition("seconds ")[2])


def main() -> None:
    base = sys.argv[1] if len(sys.argv) > 1 else BASE
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as scratch:
        folders = [clone(base, Path(scratch, "base")), clone("HEAD", Path(scratch, "head"))]
        times = [[timed(folder) for folder in folders] for _round in range(rounds)]
    before, now = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"{base}: {before:.1f} s, HEAD: {now:.1f} s of processor, {now / before:.2f} of it")


if __name__ == "__main__":
    main()
