"""The totals of the record are the published ones, and no place is lost on the way."""

from __future__ import annotations

import pytest

from prakerja.indicators.places import province_gross, regency_gross
from prakerja.indicators.programme import year_totals
from prakerja.indicators.reach import province_net
from publicrecord.indicators.place_claims import misplaced_regencies
from publicrecord.record.sums import sum_checks

GROSS = {
    "2020": 5_987_674,
    "2021": 6_019_842,
    "2022": 5_076_928,
    "2023": 1_272_177,
    "2024": 1_510_968,
    "2020-2024": 19_867_589,
}


@pytest.mark.parametrize(("period", "total"), GROSS.items())
def test_every_regency_has_its_place_and_the_years_add_up(record, claims, period, total):
    rows = regency_gross(record, claims)
    rows = rows[rows["period"] == period]
    assert rows["regency_code"].nunique() == len(rows) == 514
    assert rows["value"].sum() == total


@pytest.mark.parametrize(("period", "total"), GROSS.items())
def test_provinces_are_the_sum_of_their_regencies(record, claims, period, total):
    provinces = province_gross(record, claims, period)
    assert len(provinces) == 38
    assert provinces["regencies"].sum() == 514
    assert provinces["value"].sum() == total


def test_net_provinces_of_waves_1_to_62_add_to_the_printed_total(record, claims):
    provinces = province_net(record, claims)
    assert len(provinces) == 38
    assert provinces["value"].sum() == 17_568_342


def test_gross_and_net_by_year_are_the_published_ones(record, claims):
    gross = year_totals(record, claims, "gross").set_index("year")["value"].to_dict()
    net = year_totals(record, claims, "net").set_index("year")["value"].to_dict()
    assert gross == {year: total for year, total in GROSS.items() if len(year) == 4}
    assert net == {
        "2020": 5_509_055,
        "2021": 5_931_574,
        "2022": 4_984_790,
        "2023": 1_142_923,
        "2024": 1_419_298,
    }
    assert all(net[year] < gross[year] for year in net)  # the Method page says so


def test_net_is_nowhere_above_gross(record, claims):
    periods = ("2020", "2021", "2022", "2023")
    gross = sum(
        province_gross(record, claims, period).set_index("province_code")["value"]
        for period in periods
    )
    net = province_net(record, claims).set_index("province_code")["value"]
    assert len(net) == 38
    assert (net <= gross[net.index]).all()


def test_the_thirteen_regencies_in_the_wrong_province_are_moved(record):
    moved = misplaced_regencies(record, "2024-08-22")
    assert len(moved) == 13
    assert set(moved["belongs_to"]) == {"Papua Tengah", "Papua Pegunungan", "Papua Barat Daya"}
    assert set(moved["province_as_printed"]) == {"Papua", "Papua Barat"}


def test_known_differences_of_the_sum_checks(record, claims):
    checks = sum_checks(record, claims).set_index("check_id")
    assert checks["parts_count"]["waves-1-9"] == 9
    assert checks["parts_count"]["places-2020"] == 514
    found = checks["found"].to_dict()
    assert found["waves-1-9"] == -38
    assert found["waves-1-11"] == -533
    assert found["waves-12-22-net"] == 13_355
    assert found["waves-12-22-gross"] == -74_913
    assert found["places-against-provinces"] == 1
    assert found["provinces-kompas"] == -175_655


def test_all_waves_exist_and_say_what_is_not_known(record, claims, dates):
    listed = list(record.table("waves")["wave"])
    assert listed[:71] == list(range(1, 72))
    waves = claims[claims["table"] == "wave_figures"]
    for measure in ("quota", "recipients_selected"):
        assert set(waves.loc[waves["measure_id"] == measure, "wave"]) == set(listed)
    for event in ("opened_on", "closed_on", "announced_on"):
        assert set(dates.loc[dates["event"] == event, "wave"]) == set(listed)


def test_reference_geography_is_complete(record):
    assert len(record.table("provinces")) == 38
    assert len(record.table("regencies")) == 514
    assert len(record.table("districts")) == 7_285
    split = record.table("provinces").dropna(subset=["predecessor_code"])
    assert set(split["name"]) == {
        "Papua Selatan",
        "Papua Tengah",
        "Papua Pegunungan",
        "Papua Barat Daya",
    }
