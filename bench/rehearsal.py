"""Rehearse the whole way: a synthetic register to tables to a site, in a scratch copy.

Run: .venv/bin/python bench/rehearsal.py [ROWS]
Prints what each step took, how many pages of regencies the site has, and every chart whose
numbers differ from those of the record without the register. The site is thrown away.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "build", "site", ".site", "node_modules")


def main() -> None:
    count = sys.argv[1] if len(sys.argv) > 1 else "1000000"
    surroundings = os.environ | {"REHEARSAL": "1", "SOURCE_DATE_EPOCH": "1735689600"}
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "copy"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        if (ROOT / "node_modules").exists():
            (copy / "node_modules").symlink_to(ROOT / "node_modules")

        def step(*words: str) -> None:
            started = time.monotonic()
            subprocess.run([sys.executable, *words], cwd=copy, check=True, env=surroundings)
            print(f"{words[0]} {words[1] if len(words) > 1 else ''}: "
                  f"{time.monotonic() - started:.0f} s", flush=True)  # fmt: skip

        step("build.py")
        before = charts(copy)
        step("bench/register_data.py", f"{name}/synthetic", count)
        step("build.py", "key", f"{name}/key.json")
        out = f"{name}/out"
        step(
            "build.py", "aggregate", f"{name}/synthetic", "--out", out, "--key", f"{name}/key.json"
        )
        shutil.rmtree(copy / "data")
        shutil.copytree(Path(out) / "tables", copy / "data")
        step("build.py")
        after = charts(copy)
        print(len(list((copy / "site" / "wilayah").glob("*/*/index.html"))), "pages of regencies")
        print(
            len(before), "charts; other numbers in:", *(n for n in before if before[n] != after[n])
        )


def charts(copy: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of every chart of the built site, without the citation, which names the version."""
    found = {}
    for file in sorted((copy / "site" / "downloads").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        found[file.stem] = [{k: v for k, v in row.items() if k != "citation"} for row in rows]
    return found


if __name__ == "__main__":
    main()
