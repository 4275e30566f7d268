"""Time whole builds on this machine: wall seconds and peak memory.

Run: .venv/bin/python bench/build.py [RUNS]
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def one_build() -> tuple[float, float]:
    """Wall seconds and peak memory in MB of one build; the memory is the largest process's."""
    started = time.monotonic()
    process = subprocess.Popen([sys.executable, "build.py"], cwd=ROOT, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit("the build failed; run build.py to see why")
    return time.monotonic() - started, usage.ru_maxrss / 1024


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    one_build()  # warm
    walls, peaks = zip(*(one_build() for _ in range(runs)), strict=True)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"wall s: median {statistics.median(walls):.1f}, {min(walls):.1f} to {max(walls):.1f}")
    print(f"peak MB of the main process: {max(peaks):.0f}")


if __name__ == "__main__":
    main()
