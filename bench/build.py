"""Time builds of this commit beside an earlier one: processor and wall seconds, and their ratio.

Run:
    .venv/bin/pip install resvg-py==0.5.0
    .venv/bin/python bench/build.py [BASE] [ROUNDS]

resvg drew the pictures at 72cb386; this commit does not need it.

BASE is the commit to compare with (default: 72cb386), ROUNDS how often each case is timed. Both
commits are cloned into a temporary folder and timed in turn, so that a slow moment of the machine
meets both. Processor seconds count all processes of a build. The data are made unreleased first,
so that a value may change without a row in revisions.csv.
"""

from __future__ import annotations

import csv
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BASE = "72cb386"
EPOCH = "1764000000"


def clone(commit: str, folder: Path) -> Path:
    """The files of a commit, with the packages of this folder and data that are not released."""
    subprocess.run(["git", "clone", "-q", str(ROOT), str(folder)], check=True)
    subprocess.run(["git", "checkout", "-q", commit], cwd=folder, check=True)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    for file in (folder / "data" / "releases").glob("*.zip"):
        file.unlink()
    (folder / "site_src" / "published_addresses.csv").unlink(missing_ok=True)  # those of releases
    for name in ("releases", "revisions"):
        table = folder / "data" / f"{name}.csv"
        table.write_text(table.read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")
    change(folder / "data" / "calendar.csv", lambda row: row | {"done_on": ""})
    return folder


def change(table: Path, new: Callable[[dict[str, str]], dict[str, str]]) -> None:
    """Write a table anew with each row changed."""
    with table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    with table.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(map(new, rows))


def one_more(name: str, source: str) -> Callable[[Path], None]:
    """Adds 1 to the value that a source gives in a table: the first of its rows that has one."""

    def prepare(folder: Path) -> None:
        changed = []

        def new(row: dict[str, str]) -> dict[str, str]:
            if changed or row["source_id"] != source or not row["value"]:
                return row
            changed.append(row)
            return row | {"value": str(int(row["value"]) + 1)}

        change(folder / "data" / f"{name}.csv", new)

    return prepare


def template(folder: Path) -> None:
    """A line at the end of a page."""
    (page,) = folder.glob("*/**/pages/about.md.jinja")
    page.write_text(page.read_text(encoding="utf-8") + "\n<p>Synthetic.</p>\n", encoding="utf-8")


def nothing(_folder: Path) -> None:
    """Changes nothing."""


def afresh(folder: Path) -> None:
    """Takes away all that a build left."""
    for name in ("build", ".site"):
        shutil.rmtree(folder / name, ignore_errors=True)
    (folder / "site").unlink(missing_ok=True)


CASES: tuple[tuple[str, Callable[[Path], None], list[str]], ...] = (
    ("first build", afresh, []),
    ("nothing changed", nothing, []),
    ("one figure of one regency", one_more("place_figures", "okezone-220113"), []),
    ("one figure of the programme", one_more("programme_figures", "gh-kontan200413"), []),
    ("a template", template, []),
    ("check", nothing, ["check"]),
    ("--help", nothing, ["--help"]),
)


def timed(folder: Path, words: list[str]) -> tuple[float, float, float]:
    """Processor seconds, wall seconds and peak memory in MB (of the largest process) of a call."""
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "build.py", *words],
        cwd=folder,
        env=os.environ | {"SOURCE_DATE_EPOCH": EPOCH},
        stdout=subprocess.DEVNULL,
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{folder.name}: build.py {' '.join(words)} failed")
    seconds = usage.ru_utime + usage.ru_stime
    return seconds, time.monotonic() - started, usage.ru_maxrss / 1024


def main() -> None:
    base = sys.argv[1] if len(sys.argv) > 1 else BASE
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"HEAD beside {base}, medians of {rounds}; load {os.getloadavg()[0]:.1f} before")
    with tempfile.TemporaryDirectory() as temporary:
        trees = [clone(commit, Path(temporary) / commit) for commit in ("HEAD", base)]
        for name, prepare, words in CASES:
            found: dict[Path, list[tuple[float, float, float]]] = {tree: [] for tree in trees}
            for _round in range(rounds):
                for tree in trees:
                    prepare(tree)
                    found[tree].append(timed(tree, words))
            new, old = (
                [statistics.median(column) for column in zip(*found[tree], strict=True)]
                for tree in trees
            )
            print(
                f"{name:28} processor {new[0]:6.2f} s / {old[0]:6.2f} s = {new[0] / old[0]:.3f}"
                f"   wall {new[1]:6.2f} s / {old[1]:6.2f} s = {new[1] / old[1]:.3f}"
                f"   peak {new[2]:.0f} / {old[2]:.0f} MB",
                flush=True,
            )


if __name__ == "__main__":
    main()
