"""How much of a build is spent in which library, from samples of py-spy.

Run, with py-spy installed anywhere (it is no requirement of ours):
    rm -rf build .site site
    py-spy record --subprocesses --rate 200 --format raw --output samples.txt -- \
        .venv/bin/python build.py
    .venv/bin/python bench/libraries.py samples.txt

A sample counts for what our innermost function called: a library, a module of Python, or nothing,
which is our own code and what of Python is written in C. What a library calls is its own.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

OURS = re.compile(r"(^|/)(publicrecord|prakerja|build\.py)")
OWN, PYTHON = "our own code", "Python's modules"
LIBRARIES = (
    "PIL", "babel", "gptables", "jinja2", "jsonschema", "markupsafe", "mkdocs", "numpy", "pandas",
    "plotly", "pyarrow", "pyvips", "rich", "typer", "xlsxwriter", "yaml",
)  # fmt: skip


def main() -> None:
    """Print the share of each library and of all together, most first."""
    spent: Counter[str] = Counter()
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        stack, _, samples = line.rpartition(" ")
        spent[called(stack.split(";"))] += int(samples)
    whole = spent.total()
    for name, samples in spent.most_common():
        print(f"{100 * samples / whole:5.1f} %  {name}")
    libraries = sum(samples for name, samples in spent.items() if name not in (OWN, PYTHON))
    print(f"{100 * libraries / whole:5.1f} %  in libraries")


def called(stack: list[str]) -> str:
    """What our innermost function called. stack: `function (file:line)`, outermost first."""
    files = [frame.rpartition("(")[2] for frame in stack]
    ours = max((at for at, file in enumerate(files) if OURS.search(file)), default=-1)
    if not files[ours + 1 :]:
        return OWN
    package = files[ours + 1].partition("/")[0]
    return package if package in LIBRARIES else PYTHON


if __name__ == "__main__":
    main()
