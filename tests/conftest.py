"""What several tests share: the record, a scratch copy of the project, and its built site."""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path

import pytest
from scratch import copy_project, run_build, sound_record

from publicrecord import cache
from publicrecord.indicators.scope import Scope, read_scope
from publicrecord.record.claims import date_claims, figure_claims
from publicrecord.record.package import Record

# The files that take longest, so that two workers end at about the same time.
LONGEST = [
    "test_tables", "test_errors", "test_docs_commands", "test_accessibility", "test_mutations",
    "test_archive", "test_revisions", "test_crash", "test_reproducible", "test_refused",
]  # fmt: skip


# Those that take a while too: `make quick` leaves them out.
LONG = {
    *LONGEST, "test_rehearsal_only", "test_diff", "test_attack", "test_engines", "test_weights",
    "test_terminal", "test_hostile_values",
}  # fmt: skip
# What a test asks for tells how long it takes.
MARKS = {"million": "nightly", "project": "built", "clone": "built", "browser": "browser"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests by what they ask for. Long files first; the others stay in their order."""
    for item in items:
        for fixture in getattr(item, "fixturenames", ()):
            if fixture in MARKS:
                item.add_marker(MARKS[fixture])
        if item.path.stem in LONG:
            item.add_marker("long")
    order = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.stem, len(LONGEST)))


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What tests make of changed code or data is kept apart from what builds of this folder do."""
    cache.CACHE = tmp_path_factory.getbasetemp() / "cache"


@pytest.fixture(scope="session")
def record() -> Record:
    return sound_record()


@pytest.fixture(scope="session")
def claims(record):
    return figure_claims(record)


@pytest.fixture(scope="session")
def dates(record):
    return date_claims(record)


@pytest.fixture(scope="session")
def scope(record, claims) -> Scope:
    return read_scope(record, claims)


@pytest.fixture(scope="session")
def project(tmp_path_factory, worker_id) -> Path:
    """A scratch copy of the project with its site built once, for all workers. No test changes
    it: `spoilt` is a copy of its own."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    folder = shared / "project" / "prakerja"
    said = folder / "build" / "said.txt"
    with (shared / "project.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            shutil.rmtree(folder.parent, ignore_errors=True)
            result = run_build(copy_project(folder))
            assert result.returncode == 0, result.stdout + result.stderr
            said.write_text(result.stdout, encoding="utf-8")
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
