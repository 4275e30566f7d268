"""What comes out is a package of the record: whole, checked, with nothing of the record changed."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from attack_published import Names, read_published
from attack_register import THRESHOLD, told_by_others, true_counts
from attack_solver import Attack

from conftest import ROOT  # isort: skip
from prakerja.programme import PROGRAMME
from prakerja.settings import SETTINGS
from publicrecord.charts.catalogue import all_charts
from publicrecord.progress import Progress
from publicrecord.record.claims import date_claims, figure_claims
from publicrecord.record.package import read_record
from publicrecord.record.rules import find_all
from publicrecord.register.run import aggregate

SOURCE = "synthetic-register-2024-12-31"
SHOWS_ALL_PRINTED = {"printed-and-shown", "satisfaction"}


@pytest.fixture(scope="module")
def release(million, tmp_path_factory):
    """The tables of a register of a million."""
    out = tmp_path_factory.mktemp("release") / "tables"
    aggregate(million, out, ROOT / "data", SETTINGS, None, "200MB", Progress())
    return out


def opened(folder):
    record = read_record(folder, SETTINGS)
    return record, figure_claims(record), date_claims(record)


def test_the_record_accepts_the_tables(release, monkeypatch):
    found = find_all(*opened(release))
    assert {finding.rule.rule_id for finding in found} == {"record-synthetic"}
    monkeypatch.setenv("REHEARSAL", "1")
    assert list(find_all(*opened(release))) == []


def test_every_published_figure_stays_the_one_shown(release):
    """A chart of the record is the same with the register beside it."""
    before, after = (
        all_charts(PROGRAMME.charts, *opened(folder)) for folder in (ROOT / "data", release)
    )
    assert set(before) == set(after)
    for name in set(before) - SHOWS_ALL_PRINTED:
        pd.testing.assert_frame_equal(before[name].frame, after[name].frame, obj=name)


def test_hidden_cells_are_rows_without_a_value_and_zeros_are_numbers(release):
    table = pd.read_csv(release / "place_figures.csv", dtype="str", keep_default_na=False)
    mine = table[table["source_id"] == SOURCE]
    assert set(mine["status"]) == {"published", "suppressed"}
    assert (mine["value"].eq("") == mine["status"].eq("suppressed")).all()
    small = mine[pd.to_numeric(mine["value"]).between(1, 9)]
    public = table[table["source_id"] == "gh-kab"]
    keys = ["place_as_printed", "period", "value"]
    assert small.merge(public, on=keys, how="left")["measure_id_y"].notna().all()
    assert len(small) < len(mine) / 1000


def test_the_report_names_no_place_and_no_cell(release):
    report = json.loads((release / "disclosure.json").read_text())
    assert report["synthetic"]
    assert set(report["tables"]) >= {"place-time", "time-outcome"}
    assert "71.04" not in json.dumps(report)
    assert "Miangas" not in json.dumps(report)


def test_a_later_release_stands_beside_the_earlier_one(release, million, tmp_path, monkeypatch):
    """The same register, a year on: the record holds both, and opens nothing hidden before."""
    later = tmp_path / "later"
    later.mkdir()
    for file in million.iterdir():
        (later / file.name).symlink_to(file)
    (later / "register.yml").unlink()
    settings = (million / "register.yml").read_text().replace("2024-12-31", "2025-12-31")
    (later / "register.yml").write_text(settings)
    aggregate(later, tmp_path / "out", release, SETTINGS, None, "200MB", Progress())
    monkeypatch.setenv("REHEARSAL", "1")
    assert list(find_all(*opened(tmp_path / "out"))) == []
    first, second = (
        pd.read_csv(folder / "wave_places.csv", dtype="str", keep_default_na=False)
        for folder in (release, tmp_path / "out")
    )
    assert not (first["status"].eq("suppressed") & second["status"].ne("suppressed")).any()


def test_an_attacker_with_every_table_of_a_province_narrows_no_small_count(release, million):
    """bench/attack_register.py does the same with the whole country. Where only the small counts
    are hidden he finds hundreds."""
    names = Names(release)
    tables = read_published(release, names, SOURCE, within="34")
    counts, others = true_counts(million, names), told_by_others(release, names, SOURCE)
    truth = np.array([counts.get(cell, 0) for cell in tables.numbers])
    known = [at for at, cell in enumerate(tables.numbers) if (cell, truth[at]) in others]
    attack = Attack(tables, truth, THRESHOLD, known)
    assert len(attack.targets) > 1000
    assert attack.run(60) == {}
    assert not attack.left().any()
    small = (truth > 0) & (truth < THRESHOLD)
    tables.values = np.where(small, np.nan, truth).tolist()
    assert len(Attack(tables, truth, THRESHOLD, known).run(60)) > 100
