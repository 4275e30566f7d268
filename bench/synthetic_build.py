"""Time a first build of the SYNTHETIC programme in three languages, in process.

Run: .venv/bin/python bench/synthetic_build.py [ROUNDS]

Prints the seconds on the clock, which include the start of Python and the copy of the project, and
the processor seconds of the build alone, as tests/synthetic/build.py counts them.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from synthetic.project import run  # noqa: E402


def timed() -> tuple[float, float]:
    """One build: seconds on the clock, and of the processor."""
    with tempfile.TemporaryDirectory() as folder:
        before = time.monotonic()
        result = run("synthetic.build", folder)
        took = time.monotonic() - before
    result.check_returncode()
    return took, float(result.stdout.split()[-1])


def main(rounds: int = 3) -> None:
    """Print the median of some builds."""
    clock, processor = zip(*(timed() for _round in range(rounds)), strict=True)
    print(f"clock {statistics.median(clock):.1f} s, processor {statistics.median(processor):.1f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
