"""Counts that are not known, and counts that run on: none is added up, ranked or left out in
silence."""

from __future__ import annotations

from prakerja.indicators.people import share_over_time
from prakerja.settings import OFFICIAL
from publicrecord.indicators.place_counts import province_totals, regency_totals
from publicrecord.record.claims import countable


def test_while_one_regency_is_not_known_none_has_a_rank_and_its_province_no_total(record, claims):
    whole = regency_totals(record, claims, OFFICIAL).set_index("code")
    lost, claim = whole["claim_id"].index[100], whole["claim_id"].iloc[100]
    gone = claims["claim_id"] == claim
    unknown = claims.assign(value=claims["value"].mask(gone))
    regencies = regency_totals(record, unknown, OFFICIAL).set_index("code")
    provinces = province_totals(record, unknown, OFFICIAL).set_index("code")
    here = regencies["province_code"] == regencies.at[lost, "province_code"]
    assert regencies["value"].isna().sum() == 1
    assert regencies["rank"].isna().all()
    assert regencies["share"].isna().all()
    assert regencies.loc[here, "rank_within"].isna().all()
    assert regencies.loc[~here, "rank_within"].notna().all()
    assert [*provinces.index[provinces["value"].isna()]] == [regencies.at[lost, "province_code"]]


def test_a_share_that_names_no_last_wave_does_not_replace_that_of_an_earlier_day(claims):
    shares = share_over_time(claims, "gender", "female")
    shown = countable(claims)
    running = shown[
        (shown["measure_id"] == "share_of_recipients")
        & (shown["category"] == "female")
        & (shown["group"] == "all")
        & shown["place"].isna()
        & shown["wave_to"].isna()
        & shown["value"].notna()
    ]
    assert running.duplicated(["period", "wave_from"]).any()
    assert set(running["claim_id"]) <= set(shares["claim_id"])
