"""What comes out is a package of the record: whole, checked, with nothing of the record changed."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from conftest import ROOT  # isort: skip
from prakerja.programme import PROGRAMME
from prakerja.settings import SETTINGS
from publicrecord.charts.all_charts import all_charts
from publicrecord.progress import Progress
from publicrecord.record.claims import date_claims, figure_claims
from publicrecord.record.package import read_record
from publicrecord.record.rules import find_all
from publicrecord.register.run import aggregate

SOURCE = "synthetic-register-2024-12-31"


@pytest.fixture(scope="module")
def release(people, key, tmp_path_factory):
    """The tables of a register of 40,000 rows; of a million in `make nightly`."""
    out = tmp_path_factory.mktemp("release") / "out"
    aggregate(people, out, ROOT / "data", SETTINGS, key, None, "200MB", Progress())
    return out / "tables"


def opened(folder):
    record = read_record(folder, SETTINGS)
    return record, figure_claims(record), date_claims(record)


def test_the_record_accepts_the_tables(release, monkeypatch):
    found = find_all(*opened(release))
    assert {finding.rule.rule_id for finding in found} == {"record-synthetic"}
    monkeypatch.setenv("REHEARSAL", "1")
    assert list(find_all(*opened(release))) == []


def test_every_published_figure_stays_the_one_shown_and_no_chart_mixes_them(release):
    """The charts of the record are the same with the register beside it: no perturbed number is
    drawn or added among exact ones. Only what decided between the claims of a figure differs: there
    is one claim more."""
    before, after = (
        all_charts(PROGRAMME.charts, *opened(folder)) for folder in (ROOT / "data", release)
    )
    assert set(before) == set(after)
    for name in set(before):
        frames = [charts[name].frame.drop(columns="decided_by", errors="ignore")
                  for charts in (before, after)]  # fmt: skip
        pd.testing.assert_frame_equal(*frames, obj=name)


def test_figures_below_the_threshold_are_rows_without_a_value(release):
    table = pd.read_csv(release / "place_figures.csv", dtype="str", keep_default_na=False)
    mine = table[table["source_id"] == SOURCE]
    assert set(mine["status"]) == {"perturbed", "suppressed"}
    assert (mine["value"].eq("") == mine["status"].eq("suppressed")).all()
    assert pd.to_numeric(mine["value"]).min() >= 10


def test_no_total_of_the_country_or_a_province_is_hidden_at_a_million_rows(million, key, tmp_path):
    """Nor that of a regency with more people than ten and the largest deviation."""
    aggregate(million, tmp_path / "out", ROOT / "data", SETTINGS, key, None, "200MB", Progress())
    file = tmp_path / "out" / "tables" / "wave_places.csv"
    cube = pd.read_csv(file, dtype={"place": "str", "time": "str"})
    ever = cube[cube["time"].eq("ever")]
    hidden = ever.loc[ever["value"].isna(), "place"]
    assert not hidden.str.len().eq(len("71")).any()
    regencies = hidden[hidden.str.len() == len("71.04")]
    rows = pd.concat(map(pd.read_parquet, sorted(million.glob("*.parquet"))))
    places = rows.loc[rows["selected"], "district_code"].astype("str").str[: len("71.04")]
    assert places.value_counts().reindex(regencies, fill_value=0).max() < 10 + 4


def test_the_method_names_no_place_and_no_cell(release):
    reported = json.loads((release / "method.json").read_text())
    assert reported["synthetic"]
    assert set(reported["tables"]) >= {"place-time", "time-outcome"}
    assert "71.04" not in json.dumps(reported)
    assert "Miangas" not in json.dumps(reported)


@pytest.mark.nightly
def test_a_later_release_stands_beside_the_earlier_one(release, people, key, tmp_path, monkeypatch):
    """The same register, a year on: the record holds both, and no figure differs."""
    later = tmp_path / "later"
    later.mkdir()
    for file in people.iterdir():
        (later / file.name).symlink_to(file)
    (later / "register.yml").unlink()
    settings = (people / "register.yml").read_text().replace("2024-12-31", "2025-12-31")
    (later / "register.yml").write_text(settings)
    aggregate(later, tmp_path / "out", release, SETTINGS, key, None, "200MB", Progress())
    monkeypatch.setenv("REHEARSAL", "1")
    out = tmp_path / "out" / "tables"
    assert list(find_all(*opened(out))) == []
    first, second = ((folder / "wave_places.csv").read_bytes() for folder in (release, out))
    assert first == second
