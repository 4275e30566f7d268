"""The story of a pull request, rehearsed: a repository made on the fly, and what is said of it.

PUBLICRECORD_GOLDEN=write writes what is said to golden/; look at the difference, then commit it.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from checking import copy_record, copy_small, run
from spoiling import append, describe, drop, replace, unreleased

GOLDEN = Path(__file__).parent / "golden"
GIT = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org"]

NEW = "tempo-260101"
FEMALE = "share_of_recipients,51,percent,2024-10-03,kontan-241003"

CHANGES = {
    "figures-added-and-removed": [
        append("sources.csv", f"{NEW},Jumlah,Tempo,,2026-01-01,2026-11-24,press,facts-only,,,,,"),
        append("wave_figures.csv", f"7,registrants,99000000,people,2026-01-01,{NEW},published,,,,"),
        drop("wave_figures.csv", "5,revoked,47818,"),
    ],
    "figures-dates-and-notes-changed": [
        replace("wave_figures.csv", "5,revoked,47818,", "5,revoked,478180,"),
        replace("demographic_figures.csv", FEMALE, FEMALE.replace(",51,", ",53,")),  # a headline
        replace(
            "wave_figures.csv",
            "1,recipients_selected,164000,people,2020-09-01,suarajkt-200901,rounded",
            "1,recipients_selected,164000,people,2020-09-01,suarajkt-200901,unfit",
        ),
        replace("wave_dates.csv", "1,closed_on,2020-04-16", "1,closed_on,2020-04-17"),
        replace("statements.csv", "KPK", "Komisi Pemberantasan Korupsi (KPK) @admin <b>x</b>"),
    ],
}
JUMPS = {
    "figures-added-and-removed": "99,000,000",
    "figures-dates-and-notes-changed": "478,180",
}


def git(folder: Path, *words: str) -> None:
    subprocess.run([*GIT, "-C", str(folder), *words], check=True, capture_output=True)


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    folder = copy_record(tmp_path_factory.mktemp("rehearsal") / "prakerja")
    unreleased(folder)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "The record")
    return folder


@pytest.fixture
def pull_request(repository):
    git(repository, "checkout", "-qb", "change")
    yield repository
    git(repository, "checkout", "-qf", "main")
    git(repository, "branch", "-qD", "change")


@pytest.mark.sampled(2)
@pytest.mark.parametrize("name", CHANGES)
def test_the_story_of_a_change(pull_request, name):
    for change in CHANGES[name]:
        change(pull_request)
    git(pull_request, "commit", "-qam", name)
    code, said = run(pull_request, "diff", "main")
    assert code == 0, said
    file = GOLDEN / f"{name}.md"
    if os.environ.get("PUBLICRECORD_GOLDEN") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(said, encoding="utf-8")
    assert said == file.read_text(encoding="utf-8")
    assert "@admin" not in said
    assert "<b>" not in said
    assert JUMPS[name] in said.partition("### Unusual")[2]


@pytest.fixture(scope="module")
def small_repository(tmp_path_factory):
    """The SYNTHETIC record, for what is said of any: with two commits, of which the first broke
    the description."""
    folder, run = copy_small(tmp_path_factory.mktemp("rehearsal") / "project")
    sound = (folder / "data" / "datapackage.json").read_bytes()
    git(folder, "init", "-q", "-b", "main")
    describe(lambda d: d.pop("version"))(folder)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "The record, broken")
    (folder / "data" / "datapackage.json").write_bytes(sound)
    git(folder, "commit", "-qam", "The record")
    return folder, run


@pytest.fixture
def small_request(small_repository, monkeypatch):
    """The folder of the SYNTHETIC record, and how to run a command on it."""
    monkeypatch.setenv("REHEARSAL", "1")
    yield small_repository
    git(small_repository[0], "checkout", "-q", "--", "data")


def test_that_nothing_changed_is_said(small_request):
    folder, run = small_request
    code, said = run(folder, "diff", "main")
    assert code == 0, said
    assert "The data did not change" in said


def test_a_column_beside_the_value_is_reported(small_request):
    folder, run = small_request
    table = folder / "data" / "state_figures.csv"
    text = table.read_text(encoding="utf-8")
    assert "Selatan Sintetik,3,2032,4,6," in text
    table.write_text(text.replace("Selatan Sintetik,3,2032,4,6,", "Selatan Sintetik,,2032,4,6,"))
    code, said = run(folder, "diff", "main")
    assert code == 0, said
    assert "changed: boundary" in said


def test_a_date_that_is_left_to_the_source_is_reported(small_request):
    """The source is of the same day, so the date of the figure is as it was."""
    folder, run = small_request
    replace("wave_figures.csv", "1,seats,400,people,2032-11-30", "1,seats,400,people,")(folder)
    code, said = run(folder, "diff", "main")
    assert code == 0, said
    assert "400 people; changed: as_of_empty (synth-office)" in said
    assert "The data did not change" not in said


def test_data_that_break_a_rule_are_reported_as_in_check(small_request):
    folder, run = small_request
    append("waves.csv", "6,2032,regular")(folder)
    code, said = run(folder, "diff", "main")
    assert code == 1
    assert "data/waves.csv" in said


@pytest.mark.parametrize("base", ["nowhere", "--output=x", "HEAD:data", "main~5"])
def test_a_base_that_is_no_commit_is_reported(small_request, base):
    folder, run = small_request
    code, said = run(folder, "diff", "--", base)
    assert code == 2
    assert "git has no such commit" in said


def test_old_data_that_the_code_cannot_read_are_reported(small_request):
    folder, run = small_request
    code, said = run(folder, "diff", "main~1")
    assert code == 2
    assert "cannot read the data of that commit" in said


def test_a_mistake_is_an_annotation_on_its_line(small_request, monkeypatch):
    folder, run = small_request
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    replace("waves.csv", "5,2032,regular", "5,2032,semi%0Abansos:,x")(folder)
    replace("wave_figures.csv", "1,seats,400,", "1,seats,4.000,")(folder)
    said = run(folder, "check")[1]
    lines = [line for line in said.splitlines() if line.startswith("::")]
    assert lines
    for line in lines:
        assert re.match(r"::error file=data/wave(s.csv,line=6|_figures.csv,line=2),title=", line)
    monkeypatch.delenv("GITHUB_ACTIONS")
    assert "::error" not in run(folder, "check")[1]
