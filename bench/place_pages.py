"""Time how long a first build writes all pages of places, in this commit beside an earlier one.

Run: .venv/bin/python bench/place_pages.py [BASE] [TIMES]

BASE is the commit to compare with (default: 72cb386), TIMES how often each is timed. Each commit is
built until it writes the pages of places. These are then written by a process of their own for each
language, to a folder of their own and with an empty cache. Told are its least processor seconds,
those of both languages together, and how many of them were not needed to draw the cards that are
shared, which 72cb386 did not have.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from build import BASE, EPOCH, clone

WATCHED = """
import importlib, inspect, os, runpy, shutil, sys, tempfile, time
from functools import wraps
from pathlib import Path

sys.path.insert(0, os.getcwd())
times, cards = int(sys.argv[1]), [0.0]

def counted(work):
    @wraps(work)
    def watched(*given):
        before = time.process_time()
        made = work(*given)
        cards[0] += time.process_time() - before
        return made
    return watched

def alone(work):
    def watched(*given):
        named = inspect.signature(work).bind(*given).arguments
        for _time in range(times):
            process = os.fork()
            if not process:
                measure(work, given, named["out"], named["language"])
            os.waitpid(process, 0)
        os._exit(0)
    return watched

def measure(work, given, out, language):
    with tempfile.TemporaryDirectory() as scratch:
        for shell in out.rglob("_/index.html"):
            copy = Path(scratch, shell.relative_to(out))
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(shell, copy)
        if cache:
            cache.CACHE = Path(scratch, "cache")
        before = time.process_time()
        work(*(Path(scratch) if one is out else one for one in given))
        seconds = time.process_time() - before
    print("seconds", language.code, seconds, seconds - cards[0], flush=True)
    os._exit(0)

def watch(module, name, how):
    module = importlib.import_module(module)
    setattr(module, name, how(getattr(module, name)))

if os.path.isdir("publicrecord"):
    cache = importlib.import_module("publicrecord.cache")
    watch("publicrecord.pipeline", "write_page_sets", alone)
    watch("prakerja.place_sharing", "number_card", counted)
else:
    cache = None
    watch("prakerja.publish.places", "write_places", alone)
sys.argv = ["build.py"]
runpy.run_path("build.py", run_name="__main__")
"""


def timed(folder: Path, times: int) -> tuple[float, ...]:
    """Processor seconds of both languages, and those without the cards: the least of each."""
    said = subprocess.run(
        [sys.executable, "-c", WATCHED, str(times)], cwd=folder,
        env=os.environ | {"SOURCE_DATE_EPOCH": EPOCH},
        capture_output=True, text=True, check=False,  # it ends before its pages are written
    ).stdout  # fmt: skip
    found: dict[str, list[tuple[float, ...]]] = {}
    for line in said.splitlines():
        if line.startswith("seconds "):
            _word, language, *seconds = line.split()
            found.setdefault(language, []).append(tuple(map(float, seconds)))
    least = [map(min, zip(*of_language, strict=True)) for of_language in found.values()]
    return tuple(map(sum, zip(*least, strict=True)))


def main() -> None:
    base = sys.argv[1] if len(sys.argv) > 1 else BASE
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as scratch:
        before = timed(clone(base, Path(scratch, "base")), times)[0]
        whole, without = timed(clone("HEAD", Path(scratch, "head")), times)
    print(f"{base}: {before:.2f} s; HEAD: {whole:.2f} s, {whole / before:.2f} of it")
    print(f"without cards: {without:.2f} s, {without / before:.2f} of it")


if __name__ == "__main__":
    main()
