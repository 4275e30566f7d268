"""What several tests share: the record, a scratch copy of the project, and its built site."""

from __future__ import annotations

import compileall
import fcntl
import gc
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from scratch import ROOT, copy_project, copy_small_project, run_build, sound_record

from prakerja.programme import PROGRAMME
from publicrecord import cache
from publicrecord.charts.all_charts import all_charts
from publicrecord.charts.chart import Chart
from publicrecord.files.published import published
from publicrecord.indicators.scope import Scope, read_scope
from publicrecord.record.claims import date_claims, figure_claims
from publicrecord.record.package import Record

# The files that take longest, so that two workers end at about the same time; the second one asks
# for no built site, which the first one builds.
LONGEST = [
    "test_reproducible", "test_mutations", "test_crash", "test_refused", "test_accessibility",
    "test_tables", "test_errors", "test_hostile_values", "test_docs_commands", "test_browser",
    "test_revisions", "test_diff", "test_archive",
]  # fmt: skip
# Those that have some long tests among quick ones.
PARTLY_LONG = ["test_workflows", "test_search", "test_published_addresses", "test_metadata"]
# Those that take a while too: `make quick` leaves them out.
LONG = {
    *LONGEST, "test_rehearsal_only", "test_attack", "test_engines", "test_weights",
    "test_terminal", "test_explain", "test_habits", "test_damage", "test_translations",
    "test_place_changes", "test_row_prompt", "test_releases", "test_texts", "test_release_archives",
    "test_growth", "test_caveats_of_tables", "test_supply_chain", "test_written", "test_discretion",
    "test_metadata", "test_api", "test_everyday", "test_two_renderers", "test_table_pages",
}  # fmt: skip
# What a test asks for tells how long it takes.
MARKS = {
    "million": "nightly", "project": "built", "small_project": "built", "clone": "built",
    "browser": "browser",
}  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """Compile the code once, before the workers start: copies of it need not be compiled again by
    each of some hundred builds and checks."""
    if not hasattr(config, "workerinput"):
        for package in ("prakerja", "publicrecord"):
            compileall.compile_dir(ROOT / package, quiet=1, workers=0)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Load no file of which no test would be run: what they import takes seconds."""
    left_out = re.search(r"not \(.*\blong\b", config.option.markexpr)
    return True if left_out and collection_path.stem in LONG else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests by what they ask for. Long files first; the others stay in their order."""
    mark_samples(items)
    for item in items:
        for fixture in getattr(item, "fixturenames", ()):
            if fixture in MARKS:
                item.add_marker(MARKS[fixture])
        if item.path.stem in LONG:
            item.add_marker("long")
    first = [*LONGEST, *PARTLY_LONG]
    order = {name: number for number, name in enumerate(first)}
    items.sort(key=lambda item: order.get(item.path.stem, len(first)))


def mark_samples(items: list[pytest.Item]) -> None:
    """Of the cases of a test that is marked `sampled(n)`, each nth one is for `make test`, the
    first included; the others run at night."""
    counted: Counter[str] = Counter()
    for item in items:
        sampled = item.get_closest_marker("sampled")
        if sampled and not item.get_closest_marker("nightly"):
            test = item.nodeid.partition("[")[0]
            if counted[test] % sampled.args[0]:
                item.add_marker("nightly")
            counted[test] += 1


def pytest_collection_finish() -> None:
    """What was loaded by now stays: the collector of garbage need not look at it again."""
    gc.collect()
    gc.freeze()


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
def published_record(record, claims) -> Record:
    """The record as its tables are published."""
    return published(record, claims)


@pytest.fixture(scope="session")
def dates(record):
    return date_claims(record)


@pytest.fixture(scope="session")
def scope(record, claims) -> Scope:
    return read_scope(record, claims)


@pytest.fixture(scope="session")
def charts(record, claims, dates) -> dict[str, Chart]:
    """The charts of the full record by their ids. No test changes them."""
    return all_charts(PROGRAMME.charts, record, claims, dates)


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A scratch copy of the project with its site built once, for all workers. No test changes
    it: `spoilt` is a copy of its own."""
    return _built_once(_shared(tmp_path_factory, worker_id) / "project" / "prakerja", copy_project)


@pytest.fixture(scope="session")
def small_project(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The same of the SYNTHETIC programme; `small` is a copy of its own."""
    return _built_once(_shared(tmp_path_factory, worker_id) / "small", copy_small_project)


def _shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers see."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


def _built_once(folder: Path, copy: Callable[[Path], Path]) -> Path:
    """A copy with its site, from whichever worker comes first."""
    said = folder / "build" / "said.txt"
    folder.parent.mkdir(exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            shutil.rmtree(folder, ignore_errors=True)
            result = run_build(copy(folder))
            assert result.returncode == 0, result.stdout + result.stderr
            said.write_text(result.stdout, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def site(project: Path) -> Path:
    return project / "site"


@pytest.fixture
def spoilt(project: Path, tmp_path: Path) -> Path:
    """A project of its own whose site is built, to be spoilt by the test."""
    return _copied(project, tmp_path)


@pytest.fixture
def small(small_project: Path, tmp_path: Path) -> Path:
    """A SYNTHETIC project of its own whose site is built, to be spoilt by the test."""
    return _copied(small_project, tmp_path)


def _copied(project: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "prakerja"
    shutil.copytree(project, folder, symlinks=True)
    return folder
