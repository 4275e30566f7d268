"""Scratch copies of the project: build them, spoil them, compare them."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from synthetic.project import copy_project as copy_synthetic_project

from prakerja.settings import SETTINGS
from publicrecord.language import Language
from publicrecord.record.package import Record, read_record

ROOT = Path(__file__).resolve().parent.parent
PARTS = (
    "build.py", "mkdocs.yml", "prakerja", "publicrecord", "site_src", "data", "LICENSE", "NOTICE",
)  # fmt: skip
EPOCH = "1764000000"


def language(code: str) -> Language:
    """The language of the site with this code."""
    found = SETTINGS.language(code)
    assert found, code
    return found


@cache
def sound_record() -> Record:
    """The record, read once a process."""
    return read_record(ROOT / "data", SETTINGS)


def copy_project(folder: Path) -> Path:
    """A scratch copy of what a build needs, with what Python compiled of it."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part)
        else:
            shutil.copyfile(source, folder / part)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return folder


def copy_small_project(folder: Path) -> Path:
    """A scratch copy of what a build of the SYNTHETIC programme needs, with a build.py of its own.

    Its site is built in a fifth of the time: for tests of the engine that need no particular data.
    """
    for part in ("publicrecord", "site_src"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.rmtree(folder / "site_src" / "locale")  # the first programme's
    (folder / "site_src" / "published_addresses.csv").unlink()
    copy_synthetic_project(folder)
    shutil.copyfile(ROOT / "tests/synthetic/__init__.py", folder / "synthetic/__init__.py")
    for part in ("LICENSE", "NOTICE"):
        shutil.copyfile(ROOT / part, folder / part)
    (folder / "build.py").write_text(SMALL_BUILD, encoding="utf-8")
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return folder


SMALL_BUILD = """import os
import sys
from functools import partial
from pathlib import Path

from publicrecord.cli import main
from synthetic.programme.programme import load_programme

if __name__ == "__main__":
    os.environ["REHEARSAL"] = "1"  # synthetic data are refused without
    sys.exit(main(sys.argv[1:], partial(load_programme, Path(__file__).parent)))
"""


def run_build(project: Path, *words: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    """Run build.py in a project as a user would."""
    return subprocess.run(
        [sys.executable, "build.py", *words],
        cwd=project,
        env=os.environ | {"SOURCE_DATE_EPOCH": EPOCH, "COLUMNS": "200"} | surroundings,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


def has_moved(page: Path) -> bool:
    """Whether a page of a built site only leads to its new address."""
    with page.open(encoding="utf-8") as stream:
        return '<meta http-equiv="refresh"' in stream.read(1000)


def tree_hash(folder: Path) -> str:
    """One hash of all names and bytes below a folder."""
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
