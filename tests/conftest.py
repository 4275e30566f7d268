"""What several tests share: the record, a scratch copy of the project, and its built site."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from prakerja.record.claims import date_claims, figure_claims
from prakerja.record.package import Record, read_record

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("build.py", "mkdocs.yml", "prakerja", "site_src", "data")
EPOCH = "1764000000"


@pytest.fixture(scope="session")
def record() -> Record:
    return read_record(ROOT / "data")


@pytest.fixture(scope="session")
def claims(record):
    return figure_claims(record)


@pytest.fixture(scope="session")
def dates(record):
    return date_claims(record)


def copy_project(folder: Path) -> Path:
    """A scratch copy of what a build needs."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, folder / part)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return folder


def run_build(project: Path, *words: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    """Run build.py in a project as a user would."""
    return subprocess.run(
        [sys.executable, "build.py", *words],
        cwd=project,
        env=os.environ | {"SOURCE_DATE_EPOCH": EPOCH, "COLUMNS": "200"} | surroundings,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def tree_hash(folder: Path) -> str:
    """One hash of all names and bytes below a folder."""
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


@pytest.fixture(scope="session")
def project(tmp_path_factory) -> Path:
    """A scratch copy of the project with its site built."""
    folder = copy_project(tmp_path_factory.mktemp("project") / "prakerja")
    result = run_build(folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


@pytest.fixture(scope="session")
def site(project: Path) -> Path:
    return project / "site"


@pytest.fixture
def spoilt(project: Path, tmp_path: Path) -> Path:
    """A project of its own whose site is built, to be spoilt by the test."""
    folder = tmp_path / "prakerja"
    shutil.copytree(project, folder, symlinks=True)
    return folder
