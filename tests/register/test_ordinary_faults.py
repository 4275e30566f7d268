"""Ordinary faults of a register: each named with its file, row, column, value, rule and fix."""

from __future__ import annotations

import gzip
from pathlib import Path

import pandas as pd
import pytest
from checking import copy_record
from faults import FAULTS
from golden_texts import kept_text
from small import small_rows, write_small
from spoil_register import sound_rows, text_of, write_sound

from prakerja.settings import SETTINGS
from publicrecord.findings import Finding, ValidationFailed, report, shown_in
from publicrecord.progress import Progress
from publicrecord.register.csv_files import csv_faults
from publicrecord.register.parquet_files import parquet_faults
from publicrecord.register.run import aggregate, look_and_count, notices_of
from publicrecord.register.stata_files import read_stata, stata_faults

from conftest import ROOT  # isort: skip

GOLDEN = Path(__file__).parent / "golden" / "faults.md"
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def items():
    return {"items": pd.read_csv(ROOT / "data" / "items.csv", dtype="str")}


def said_of(folder: Path, kinds, items, secret) -> str:
    """The findings, or what is said of a register that is accepted, on a terminal."""
    try:
        counted = look_and_count(folder, kinds, items, secret, None, "100MB", Progress(quiet=True))
    except ValidationFailed as refused:
        return report(refused.findings, SETTINGS.languages)
    notices = list(notices_of(folder, counted, numbers=True))
    people = counted.cube.tables["place-time"].counts[0, 0]
    return "\n".join(
        [f"accepted: {people} selected"]
        + [
            f"  {language.code}: {language.gettext(text).format(**shown(words, language))}"
            for text, words in notices
            for language in SETTINGS.languages
        ]
    )


def shown(words, language):
    return {name: shown_in(word, language) for name, word in words.items()}


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", FAULTS)
def test_an_ordinary_fault_is_named(name, tmp_path, kinds, items, secret):
    folder = write_sound(tmp_path / "register")
    FAULTS[name](folder)
    said = said_of(folder, kinds, items, secret)
    assert said == kept_text(GOLDEN, FAULTS, name, said)


def test_no_cut_of_a_compressed_file_is_read(tmp_path):
    whole = gzip.compress(text_of(sound_rows()).encode(), mtime=0)
    file = tmp_path / "rows.csv.gz"
    file.write_bytes(whole)
    assert list(csv_faults(file)) == []
    for end in range(len(whole)):
        file.write_bytes(whole[:end])
        assert list(csv_faults(file)), end


def test_no_cut_of_a_parquet_or_stata_file_is_read(tmp_path):
    rows = sound_rows()
    rows.to_parquet(tmp_path / "rows.parquet")
    rows.to_stata(tmp_path / "new.dta", write_index=False, version=118)
    rows.to_stata(tmp_path / "old.dta", write_index=False, version=114)
    for name in ("rows.parquet", "new.dta", "old.dta"):
        file = tmp_path / name
        whole = file.read_bytes()
        assert found_in(file) == []
        for end in {*range(0, len(whole), 97), len(whole) - 1}:
            file.write_bytes(whole[:end])
            assert found_in(file), (name, end)


def found_in(file: Path) -> list[Finding]:
    if file.suffix == ".parquet":
        return list(parquet_faults(file))
    try:
        return list(stata_faults(file)) or list(read_stata([file]))[:0]
    except ValidationFailed as refused:
        return refused.findings


def test_a_damaged_reference_table_is_named(tmp_path, key):
    data = copy_record(tmp_path) / "data"
    table = data / "reference" / "regencies.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("regency_code", "code", 1), "utf-8")
    register = write_sound(tmp_path / "register")
    with pytest.raises(ValidationFailed) as refused:
        aggregate(
            register, tmp_path / "out", data, SETTINGS, key, None, "100MB", Progress(quiet=True)
        )
    assert {finding.file for finding in refused.value.findings} == {"data/reference/regencies.csv"}
    assert not (tmp_path / "out").exists()


def test_nothing_is_written_of_what_the_register_does_not_say(tmp_path, key):
    """No column of revocations and completed trainings, and no row of most waves: no zeros."""
    rows = small_rows()
    register = write_small(tmp_path / "register", rows)
    out = tmp_path / "out"
    aggregate(register, out, ROOT / "data", SETTINGS, key, None, "200MB", Progress(quiet=True))
    out = out / "tables"
    written = pd.read_csv(out / "wave_figures.csv", dtype="str")
    written = written[written["source_id"] == "register-2024-12-31"]
    assert set(written["measure_id"]) == {"recipients_gross"}
    assert set(written["wave"]) == {str(wave) for wave in rows["wave"]}
    assert set(pd.read_csv(out / "wave_places.csv", dtype="str")["time"]) & {"3", "2023"} == set()
