"""Mistakes and attacks: each is refused with file, row, column and fix, and costs nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from attacks import ATTACKS
from checking import check, copy_record
from golden_texts import kept_text
from mistakes import SPOILT
from plain_words import faults
from scratch import run_build, tree_hash
from spoiling import replace

GOLDEN = Path(__file__).resolve().parent / "golden" / "mistakes.md"


@pytest.fixture
def folder(tmp_path):
    return copy_record(tmp_path / "prakerja")


def said_of(said, rule, file, row, column):
    """The block of a finding: its place, and its sentence and fix in both languages."""
    block = re.search(
        rf"^{re.escape(file)}.*\[(?:{rule})\]\n  id: .*\n  en: .*", said, re.MULTILINE
    )
    assert block, said[:5_000]
    place, indonesian, english = block.group().split("\n")
    if row:
        assert re.search(r", baris \d+", place)
    if column:
        assert f"kolom {column}" in place
    assert indonesian.removeprefix("  id: ") != english.removeprefix("  en: ")
    return english


@pytest.mark.sampled(10)
@pytest.mark.parametrize("name", SPOILT)
def test_a_mistake_is_refused_in_plain_words(folder, name):
    spoil, rule, file, row, column, fix = SPOILT[name]
    spoil(folder)
    code, said = check(folder)
    assert code == 1, said
    assert re.search(fix, said_of(said, rule, file, row, column)), said
    findings = findings_of(said)
    assert findings == kept_text(GOLDEN, SPOILT, name, findings)


def findings_of(said):
    """All that is said of a record but the stages, the number of errors, the last release and the
    day of a row to add."""
    said = re.sub(r"(Rilis|release) [0-9]{4}\.[0-9]{2}\.[0-9]+", r"\1 VERSION", said)
    said = re.sub(r",[0-9]{4}-[0-9]{2}-[0-9]{2},,,$", ",TODAY,,,", said, flags=re.MULTILINE)
    return "\n".join(line for line in said.splitlines() if not re.match("[✓✗] ", line))


@pytest.mark.sampled(10)
@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_in_plain_words(folder, name):
    spoil, rule, file, row, column = ATTACKS[name]
    spoil(folder)
    code, said = check(folder)
    assert code == 1, said[:5_000]
    english = said_of(said, rule, file, row, column)
    assert faults(english) == [] or "the checking program reports" in english
    assert len(said) < 1_000_000  # nobody reads more, and no log should have to hold it
    assert said.isprintable() or not re.search("[^\n -~\u00a0-\uffff]", said)


def test_the_corpus_is_large_enough():
    assert len(ATTACKS) >= 60
    assert len(ATTACKS) + len(SPOILT) >= 120


SYNTHETIC = {  # of the SYNTHETIC record, in a file that it has as well
    "a thousands separator": replace("wave_figures.csv", "1,seats,400,", "1,seats,4.000,"),
    "a sum without parts": replace("sum_checks.csv", "admitted,,1,4", "admitted,,,4"),
    "brackets without end": ATTACKS["brackets without end"][0],
    "a NUL byte": ATTACKS["a NUL byte"][0],
}


@pytest.mark.sampled(2)
@pytest.mark.parametrize("name", SYNTHETIC)
def test_a_refused_build_leaves_the_site_as_it_was(small, name):
    before = tree_hash(small / "site")
    SYNTHETIC[name](small)
    result = run_build(small)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    assert tree_hash(small / "site") == before


@pytest.mark.nightly
@pytest.mark.parametrize("name", ["a table of two gigabytes", "a header of 100,000 columns"])
def test_memory_stays_bounded(small, name):
    """What is refused takes no more memory than a sound record does."""

    def peak() -> int:
        check = subprocess.Popen(
            [sys.executable, "build.py", "check"], cwd=small, stdout=subprocess.DEVNULL
        )
        return os.wait4(check.pid, 0)[2].ru_maxrss

    sound = peak()
    ATTACKS[name][0](small)
    assert peak() < sound * 1.1


def test_all_mistakes_are_reported_at_once(folder):
    for name in ("a percentage over 100", "a value missing", "a changed number that breaks a sum"):
        SPOILT[name][0](folder)
    said = check(folder)[1]
    for rule in ("percent-out-of-range", "value-missing", "sum-differs"):
        assert f"[{rule}]" in said


def test_a_mistake_in_one_table_does_not_hide_one_in_another(folder):
    SPOILT["a thousands separator"][0](folder)
    SPOILT["a required cell empty"][0](folder)
    said = check(folder)[1]
    assert "data/programme_figures.csv" in said
    assert "data/waves.csv" in said


def test_the_row_is_the_row_of_the_spreadsheet(folder):
    lines = (folder / "data" / "place_figures.csv").read_text(encoding="utf-8").splitlines()
    row = next(i for i, line in enumerate(lines, start=1) if line.startswith("Miangas"))
    SPOILT["half a person"][0](folder)
    assert f"data/place_figures.csv, baris {row}, kolom value" in check(folder)[1]


def test_the_descriptor_and_every_table_are_where_the_package_says(record):
    paths = {resource["path"] for resource in record.descriptor["resources"]}
    found = {path.relative_to(record.folder).as_posix() for path in record.folder.rglob("*.csv")}
    assert paths == found
    assert json.loads((record.folder / "datapackage.json").read_text())["name"]
