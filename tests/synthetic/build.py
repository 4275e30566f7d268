"""Build the SYNTHETIC project through the engine's functions; print the processor seconds.

Run: python -m synthetic.build FOLDER, in tests/

It is a program, so that each build has a process that is its own: a build forks, and a fork of a
process in which other tests have started the threads of their libraries can crash.
"""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path

from publicrecord import cache
from publicrecord.pipeline import make_site
from synthetic.project import copy_project

EPOCH = "1991000000"  # two days after the release of the data


def build(folder: Path) -> float:
    """Build the project in `folder`/project; returns the processor seconds that it took."""
    os.environ |= {"SOURCE_DATE_EPOCH": EPOCH, "REHEARSAL": "1"}  # else synthetic data are refused
    for name in ("SITE_URL", "REPOSITORY_URL"):
        os.environ.pop(name, None)
    cache.CACHE = folder / "cache"  # empty, and none of the project's pruned
    project = copy_project(folder / "project")
    before = _seconds()
    make_site(project)
    return _seconds() - before


def _seconds() -> float:
    """The processor's seconds of this process and of those that it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


if __name__ == "__main__":
    print(build(Path(sys.argv[1])))
