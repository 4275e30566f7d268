"""`build.py explain`: which row, template or rule last changed a page."""

from __future__ import annotations

import os
import subprocess

import pytest
from scratch import copy_small_project, run_build

TEMPLATES = "synthetic/programme/templates/pages"
WHO = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_CONFIG_GLOBAL": "/dev/null",
       "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A checkout with a first commit of everything, and a later one of a row and of a template."""
    folder = copy_small_project(tmp_path_factory.mktemp("explain") / "project")
    git(folder, 1, "init", "-q")
    commit(folder, 1, "All")
    row = "6,admitted,850,people,2032-11-30,synth-office,published,,"
    change(folder, "data/wave_figures.csv", f"{row},,,", f"{row},Nota.,A note.,Une note.")
    commit(folder, 2, "How wave 6 was counted")
    change(folder, f"{TEMPLATES}/places.md.jinja", "# ", "#  ")
    commit(folder, 3, "Another heading")
    return folder


def git(folder, day: int, *words: str) -> None:
    when = f"2026-01-0{day}T00:00:00Z"
    dated = WHO | {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    subprocess.run(["git", *words], cwd=folder, env=os.environ | dated, check=True)


def commit(folder, day: int, message: str) -> None:
    git(folder, day, "add", "-A", ".")
    git(folder, day, "commit", "-q", "-m", message)


def change(folder, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def first_cause(folder, page: str) -> str:
    result = run_build(folder, "explain", page)
    assert result.returncode == 0, result.stdout + result.stderr
    _malay, english, _french = result.stdout.split(f"{page} is made from")[1:]
    return english.splitlines()[1]


def test_the_row_that_changed_last_is_named_with_its_commit(project):
    line = first_cause(project, "en/")
    assert "2026-01-02  row: data/wave_figures.csv:" in line
    assert "(waves/6/admitted@" in line
    assert line.endswith("How wave 6 was counted")


@pytest.mark.nightly
def test_the_template_that_changed_last_is_named(project):
    line = first_cause(project, "en/regions/")
    assert f"2026-01-03  template: {TEMPLATES}/places.md.jinja" in line


@pytest.mark.nightly
def test_a_change_that_is_not_committed_comes_first(project):
    change(project, f"{TEMPLATES}/method.md.jinja", "# ", "#  ")
    first = first_cause(project, "en/method/")
    assert f"not committed yet  template: {TEMPLATES}/method" in first


def test_an_unknown_page_is_refused_in_words(project):
    result = run_build(project, "explain", "en/no-such-page/")
    assert result.returncode == 2
    assert "no page with this address" in result.stdout
