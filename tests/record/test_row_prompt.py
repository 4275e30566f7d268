"""`build.py add`: a row asked for, each answer checked, and written as the table is written."""

from __future__ import annotations

import builtins
import os
import pty
import subprocess
import sys

import pytest
from checking import copy_record, run
from scratch import ROOT

QUOTA = ["wave_figures", "5", "quota", "120000", "", "2020-04-22", "kompas-200422", "published"]
NOTES = ["", "", "Catatan, dengan koma.", "A note, with a comma."]


@pytest.fixture
def folder(tmp_path):
    return copy_record(tmp_path / "prakerja")


@pytest.fixture
def add(folder, monkeypatch):
    """Answers in, what was said, asked and appended out; the terminal is English."""

    def adding(*answers, table="wave_figures", language="en_GB.UTF-8"):
        monkeypatch.delenv("LC_ALL", raising=False)
        monkeypatch.delenv("LC_MESSAGES", raising=False)
        monkeypatch.setenv("LANG", language)
        left, asked = list(answers), []

        def answer(prompt):
            asked.append(prompt)
            if not left:
                raise EOFError
            return left.pop(0)

        monkeypatch.setattr(builtins, "input", answer)
        file = folder / "data" / f"{table}.csv"
        before = file.read_bytes()
        code, said = run(folder, "add")
        assert not left, said
        after = file.read_bytes()
        assert after.startswith(before)
        return code, said, asked, after.removeprefix(before).decode()

    return adding


def test_a_figure_is_asked_for_and_written_in_the_style_of_its_table(add):
    code, said, asked, row = add(*QUOTA, *NOTES)
    assert code == 0, said
    assert row == (
        "5,quota,120000,people,2020-04-22,kompas-200422,published,,,"
        '"Catatan, dengan koma.","A note, with a comma."\n'
    )
    assert "unit [people]: " in asked
    assert "Written: data/wave_figures.csv, row " in said
    assert "data still need" not in said


@pytest.mark.parametrize(
    ("at", "wrong", "reported"),
    [
        (0, "wave_figure", "Similar names: wave_figures"),
        (1, "72", "first add it to data/waves.csv"),
        (1, "five", "is not a whole number"),
        (1, "", "must be filled"),
        (2, "quotas", "Similar there: quota"),
        (3, "1.200.000", "separators of thousands"),
        (3, "1e6", "such as 1000000"),
        (4, "persons", "is not one of the codes"),
        (5, "22/04/2020", "2020-04-22"),
        (6, "kompas", "Similar there: kompas-"),
        (7, "publish", "Most similar: published"),
        (7, "-", "is not one of the values|must be filled"),
        (10, "a\u200bb", "invisible character"),
    ],
)
def test_an_answer_that_breaks_the_schema_is_reported_and_asked_again(add, at, wrong, reported):
    answers = [*QUOTA, *NOTES]
    code, said, asked, row = add(*answers[:at], wrong)
    assert code == 2
    assert any(word in said for word in reported.split("|")), said
    assert asked[at] == asked[at + 1]
    assert row == ""


def test_a_row_that_breaks_a_rule_across_cells_is_asked_again_where_it_does(add):
    answers = [*QUOTA, *NOTES]
    answers[4] = "percent"
    code, said, asked, row = add(*answers, "people")
    assert code == 0, said
    assert "is not the unit of the measure quota" in said
    assert asked[-1] == "unit [percent]: "
    assert row.startswith("5,quota,120000,people,")


def test_what_the_record_still_needs_is_said(add):
    code, said, _asked, row = add(
        "1", "nobody-240101", "Title", "Paper", "", "2024-01-01", "2026-11-24", "press",
        "facts-only", "", "", "", "", "", table="sources",
    )  # fmt: skip
    assert code == 0, said
    assert row == "nobody-240101,Title,Paper,,2024-01-01,2026-11-24,press,facts-only,,,,,\n"
    assert "data still need" in said
    assert "[source-unused]" in said


def test_a_second_row_with_the_same_key_is_not_written(add):
    code, said, _asked, row = add("waves", "71", "2024", "normal", table="waves")
    assert code == 2
    assert row == ""
    assert "repeats row 72" in said


@pytest.mark.parametrize("given", [[], QUOTA[:1], QUOTA])
def test_questions_that_are_left_unanswered_write_nothing(add, given):
    code, said, _asked, row = add(*given)
    assert code == 2
    assert row == ""
    assert "Nothing was written" in said


def test_it_speaks_the_language_of_the_terminal_or_both(add):
    indonesian = add(language="id_ID.UTF-8")[1]
    assert "Tabel mana" in indonesian
    assert "Which table" not in indonesian
    both = add(language="C")[1]
    assert "Tabel mana" in both
    assert "Which table" in both


@pytest.mark.nightly
def test_it_works_on_a_real_terminal(folder):
    outside, inside = pty.openpty()
    program = (
        "import sys, pathlib; from prakerja import load_programme; from publicrecord import cli; "
        "sys.exit(cli.main(sys.argv[2:], load_programme, pathlib.Path(sys.argv[1])))"
    )
    asking = subprocess.Popen(
        [sys.executable, "-c", program, str(folder), "add"],
        cwd=ROOT, env=os.environ | {"LANG": "en_US.UTF-8", "LC_ALL": ""},
        stdin=inside, stdout=inside, stderr=inside, close_fds=True,
    )  # fmt: skip
    os.close(inside)
    os.write(outside, "\n".join([*QUOTA, *NOTES, ""]).encode())
    said = b""
    try:
        while block := os.read(outside, 4096):
            said += block
    except OSError:  # the other side has closed
        pass
    assert asking.wait(timeout=60) == 0, said.decode()
    table = (folder / "data" / "wave_figures.csv").read_text(encoding="utf-8")
    assert table.splitlines()[-1].startswith("5,quota,120000,people,2020-04-22,kompas-200422")
