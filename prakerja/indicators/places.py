"""Places: every regency and province with its recipients, years, rates and ranks."""

from __future__ import annotations

import pandas as pd

from prakerja.indicators.bases import base_people
from prakerja.indicators.reach import is_whole_period, province_gross, regency_gross
from prakerja.settings import OFFICIAL
from publicrecord.record.package import Record

RATE = 1000


def regency_totals(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """Gross recipients of each regency over the whole period, with residents and ranks.

    One row a regency, most recipients first: code, province_code, name, name_short, type, lat,
    lng, value, status, source_id, as_of, claim_id; share (percent of the country), rank,
    rank_within (of its province); residents, base_as_of, base_source_id, base_claim_id and
    per_1000 (recipients per 1,000 residents). Unit of value: people.
    """
    rows = regency_gross(record, claims)
    columns = ["code", "value", "status", "source_id", "as_of", "claim_id"]
    rows = rows[is_whole_period(rows)][columns]
    places = record.table("regencies").drop(columns="row")
    places = places.rename(columns={"regency_code": "code"})
    named = places.merge(rows, on="code", validate="one_to_one")
    ranked = _ranked(named.merge(_residents(record, "regency"), on="code", validate="one_to_one"))
    within = ranked.groupby("province_code")["value"].rank(method="min", ascending=False)
    return ranked.assign(rank_within=within.astype(int))


def province_totals(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """Gross recipients of each province over the whole period.

    One row a province, most recipients first: code, name, name_en, value (the sum of its
    regencies), regencies, claim_ids, and the columns of regency_totals but rank_within. Unit:
    people.
    """
    rows = province_gross(record, claims).rename(columns={"province_code": "code"})
    return _ranked(rows.merge(_residents(record, "province"), on="code", validate="one_to_one"))


def years(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """Gross recipients of every regency and province by year.

    One row a place and year: code, period, value, status, source_id, as_of, claim_ids; a province
    is the sum of its regencies. Unit: people.
    """
    columns = ["code", "period", "value", "status", "source_id", "as_of", "claim_ids"]
    rows = regency_gross(record, claims)
    rows = rows.assign(claim_ids=rows["claim_id"])
    rows = rows[~is_whole_period(rows)]
    sums = rows.groupby(["province_code", "period"], as_index=False).agg(
        value=("value", "sum"),
        source_id=("source_id", "first"),
        as_of=("as_of", "max"),
        claim_ids=("claim_ids", " ".join),
    )
    provinces = sums.rename(columns={"province_code": "code"}).assign(status="derived")
    both = pd.concat([provinces[columns], rows[columns]])
    return both.sort_values(["code", "period"], ignore_index=True)


def said_elsewhere(claims: pd.DataFrame) -> pd.DataFrame:
    """What others than the official file printed of single places.

    One row a claim: the claim's columns; code is that of the regency, city or district.
    """
    return claims[
        (claims["table"] == "place_figures")
        & (claims["source_id"] != OFFICIAL.source_id)
        & claims["code"].notna()
        & claims["status"].ne("unfit")
    ]


def said_of_provinces(claims: pd.DataFrame) -> pd.DataFrame:
    """What was printed of single provinces, on boundaries of today or before, but unfit claims.

    One row a claim: the claim's columns.
    """
    return claims[
        (claims["table"] == "province_figures")
        & claims["province_code"].notna()
        & claims["status"].ne("unfit")
    ]


def _residents(record: Record, level: str) -> pd.DataFrame:
    return base_people(record, level, "population_total").rename(columns={"base": "residents"})


def _ranked(rows: pd.DataFrame) -> pd.DataFrame:
    ordered = rows.sort_values(["value", "code"], ascending=[False, True], ignore_index=True)
    return ordered.assign(
        share=ordered["value"] / ordered["value"].sum() * 100,
        rank=ordered["value"].rank(method="min", ascending=False).astype(int),
        per_1000=ordered["value"] / ordered["residents"] * RATE,
    )
