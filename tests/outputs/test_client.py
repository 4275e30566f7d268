"""The Python client gives the shown values with their sources, and adds no gross to net numbers."""

from __future__ import annotations

import runpy
from datetime import date
from pathlib import Path

import pytest
from scratch import ROOT

CLIENT = runpy.run_path(str(ROOT / "client" / "prakerja_data.py"))
Record, Values = CLIENT["Record"], CLIENT["Values"]
MixedError, NotShownError = CLIENT["MixedError"], CLIENT["NotShownError"]


@pytest.fixture(scope="module")
def opened(site: Path, tmp_path_factory):
    """The record from files of this machine, downloaded once; and the archive without a network."""
    cache = tmp_path_factory.mktemp("cache")
    online = Record(site.resolve().as_uri(), cache=str(cache))
    again = Record("http://127.0.0.1:9/", cache=str(cache))  # nobody answers there
    return online, again, Record(str(site / "data" / "prakerja.zip"))


def test_two_lines_give_a_frame_with_its_sources(opened, published_record):
    table = published_record.table("shown").query("measure_id == 'recipients_gross'")
    for record in opened:
        values = record.values("recipients_gross")
        assert values.to_pandas()["value"].tolist() == table["value"].tolist()
        assert values.to_polars()["figure_id"].to_list() == table["figure_id"].tolist()
        assert {row["source_id"] for row in values.sources} == set(table["source_id"])


def test_gross_is_not_added_to_net_nor_a_place_to_those_in_it(opened):
    record = opened[0]
    places = record.values("recipients_gross", period="2020")
    lower = Values([row for row in places if row["place_level"] in ("regency", "city")], {})
    assert lower.total() == sum(row["value"] for row in lower) > 5_000_000
    gross, net = record.values("recipients_gross"), record.values("recipients_net")
    with pytest.raises(MixedError, match="basis|measure_id"):
        Values([*gross, *net], {}).total()
    with pytest.raises(MixedError, match="places in it"):
        places.total()
    with pytest.raises(ValueError, match="No such column"):
        record.values("recipients_gross", place="Aceh")


def test_the_archive_of_a_release_is_read_or_says_that_it_is_too_old():
    releases = sorted((ROOT / "data" / "releases").glob("*.zip"))
    values = Record(str(releases[-1])).values("recipients_gross")
    assert values.sources
    assert all(type(row["as_of_start"]) is date for row in values if row["as_of_start"])
    with pytest.raises(NotShownError, match=f"Release {releases[0].stem} has no shown.csv"):
        Record(str(releases[0]))
