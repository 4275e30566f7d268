"""The habits of spreadsheets: each is reported, and what can be read in one way only is offered
corrected as a diff. Nothing is changed in silence."""

from __future__ import annotations

import re
import subprocess

import pytest
from checking import check, copy_record, run
from habits import ALL_AT_ONCE, MENDED, TOLD
from scratch import tree_hash

from publicrecord.record.fixes import hunks, marked_ends
from publicrecord.record.number_slips import plain


@pytest.fixture
def folder(tmp_path):
    return copy_record(tmp_path / "prakerja")


def offered(folder) -> str:
    """The diff, or an empty text where it is said that there is nothing to correct."""
    code, said = run(folder, "check", "--fix")
    assert code == 0, said
    return "" if "en: There is nothing to correct automatically." in said else said


def apply(folder, diff: str) -> None:
    """As a maintainer does, with git."""
    subprocess.run(
        ["git", "apply", "-"], cwd=folder, input=diff.encode(), check=True, capture_output=True
    )


def data_of(folder):
    return {path: path.read_bytes() for path in (folder / "data").rglob("*.csv")}


def test_a_sound_record_needs_no_correction(folder):
    assert offered(folder) == ""


@pytest.mark.sampled(6)
@pytest.mark.parametrize("name", MENDED)
def test_a_habit_is_reported_and_its_correction_gives_the_record_back(folder, name):
    spoil, rule, file, column = MENDED[name]
    sound = data_of(folder)
    spoil(folder)
    spoilt = data_of(folder)
    code, said = check(folder)
    assert code == 1
    place = re.search(rf"^data/{file}.*\[{rule}\]\n  id: .*\n  en: .*", said, re.MULTILINE)
    assert place, said[:2_000]
    assert column is None or f"kolom {column}" in place.group()
    diff = offered(folder)
    assert data_of(folder) == spoilt  # the diff is offered, not applied
    apply(folder, diff)
    if name == "a letter and its mark apart":  # the test put it there
        assert check(folder)[0] == 0
    else:
        assert data_of(folder) == sound


@pytest.mark.sampled(6)
@pytest.mark.parametrize("name", TOLD)
def test_what_can_be_read_in_two_ways_is_reported_and_left(folder, name):
    spoil, rule, file, words = TOLD[name]
    spoil(folder)
    code, said = check(folder)
    assert code == 1
    block = re.search(rf"^data/{file}.*\[(?:{rule})\]\n  id: .*\n  en: .*", said, re.MULTILINE)
    assert block, said[:2_000]
    assert words in block.group()
    if rule == "file-encoding":
        assert run(folder, "check", "--fix")[0] == 1
    else:
        assert offered(folder) == ""


def test_habits_in_several_tables_are_reported_and_corrected_at_once(folder):
    sound = data_of(folder)
    ALL_AT_ONCE(folder)
    said = check(folder)[1]
    for rule in ("file-line-ends", "number-form", "row-empty", "file-separator"):
        assert f"[{rule}]" in said
    assert "[columns-missing]" not in said  # which would only repeat what the separator is about
    apply(folder, offered(folder))
    assert data_of(folder) == sound


def test_a_correction_leaves_other_rows_as_they_are_written(folder):
    path = folder / "data" / "waves.csv"
    path.write_text(path.read_text().replace("5,2020,semi_bansos", '5,"2020",semi_bansos '))
    path.write_text(path.read_text().replace("6,2020,semi_bansos", '6,"2020",semi_bansos'))
    changed = [line for line in offered(folder).splitlines() if re.match(r"[+-][^+-]", line)]
    assert changed == ['-5,"2020",semi_bansos ', "+5,2020,semi_bansos"]


def test_a_file_without_a_last_line_end_stays_so(folder):
    path = folder / "data" / "waves.csv"
    path.write_bytes(path.read_bytes().removesuffix(b"\n").replace(b"\n", b"\r\n"))
    assert "\\ No newline at end of file" in offered(folder)
    apply(folder, offered(folder))
    assert path.read_bytes().endswith(b"\n71,2024,normal")


CHANGES = {
    "the first line": {0: "x,y\n"}, "two lines apart": {2: "x,y\n", 9: "x,y\n"},
    "two lines near": {2: "x,y\n", 8: "x,y\n"}, "an empty line": {5: ""},
    "the last line": {11: "x,y"}, "an empty last line": {10: "a10,b", 11: ""},
    "every line": {n: f"x{n},y\n" for n in range(12)},
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_git_makes_of_a_diff_what_was_meant(tmp_path, name):
    old = [f"a{n},b\n" for n in range(12)]
    new = [CHANGES[name].get(n, line) for n, line in enumerate(old)]
    (tmp_path / "table.csv").write_text("".join(old))
    head = ["--- a/table.csv\n", "+++ b/table.csv\n"]
    pieces = marked_ends([*head, *hunks([*zip(old, new, strict=True)])])
    apply(tmp_path, "".join(pieces))
    assert (tmp_path / "table.csv").read_text() == "".join(new)


def test_corrections_are_for_check_only(folder):
    before = tree_hash(folder)
    assert run(folder, "build", "--fix")[0] == 2
    assert tree_hash(folder) == before


@pytest.mark.parametrize(
    ("printed", "whole", "read"),
    [
        ("1.234", True, "1234"),
        ("1,234", True, "1234"),
        ("1.234.567", False, "1234567"),
        ("1,234,567", True, "1234567"),
        ("1.234.567,89", False, "1234567.89"),
        ("1,234,567.89", False, "1234567.89"),
        ("1.234,5", False, "1234.5"),
        ("-1.234.567", True, "-1234567"),
        ("1 234 567", True, "1234567"),
        ("88,92", False, "88.92"),
        ("0,125", False, "0.125"),
        # Either a decimal or thousands, or no number of either kind
        ("1.234", False, "1.234"),
        ("1,234", False, "1,234"),
        ("0.125", True, "0.125"),
        ("12,5", True, "12,5"),
        ("1.23.456", True, "1.23.456"),
        ("1234.567", True, "1234.567"),
        ("1,234.567,8", False, "1,234.567,8"),
        ("", True, ""),
        ("many", True, "many"),
    ],
)
def test_a_number_is_read_in_one_way_or_left(printed, whole, read):
    assert plain(printed, whole) == read
