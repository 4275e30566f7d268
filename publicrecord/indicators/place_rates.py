"""Rates of places beside those of the country, by year and over all years.

All rates of a record are per RATE residents, and of one count of residents (base_as_of), so that
those of different years and places can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from publicrecord.indicators.place_counts import RATE, denominators, with_denominator
from publicrecord.record.package import Record
from publicrecord.record.place_codes import COUNTRY

BASE = ["residents", "base_as_of", "base_source_id", "base_claim_id"]


def national_total(record: Record, provinces: pd.DataFrame) -> pd.DataFrame:
    """The country's count over all years, the sum of all provinces, beside its residents.

    provinces: as place_counts.province_totals. One row, in the columns of provinces but name, share
    and ranks; none if no province is counted. Unit of value: people.
    """
    if provinces.empty:
        return provinces
    people = denominators(record, COUNTRY, record.settings.geography.residents)
    total = {
        "code": people["code"].iloc[0] if len(people) else record.settings.country_code,
        "value": provinces["value"].sum(skipna=False),
        "status": "derived",
        "source_id": provinces["source_id"].iloc[0],
        "as_of": provinces["as_of"].max(),
        "claim_ids": " ".join(provinces["claim_ids"]),
    }
    beside = with_denominator(record, pd.DataFrame([total]), people)
    named = beside.rename(columns={"base": "residents"})
    return named.assign(per_1000=named["value"] / named["residents"] * RATE)


def denominators_of(
    record: Record, counted: pd.DataFrame, base: str, levels: Iterable[str]
) -> pd.DataFrame:
    """The people of a base in places of these levels. counted: rows of the places (code, as_of).

    One row a place: code, base (people), base_as_of, base_source_id, base_claim_id. A place whose
    area was another on the day of the base has no row.
    """
    people = pd.concat([denominators(record, level, base) for level in levels])
    beside = with_denominator(record, counted[["code", "as_of"]], people)
    return beside.drop(columns="as_of").dropna(subset="base")


def yearly_rates(
    years: pd.DataFrame, country: pd.DataFrame, upper: pd.DataFrame, lower: pd.DataFrame
) -> pd.DataFrame:
    """The counts of each place by year beside its residents, and rows of the country.

    years: as place_counts.yearly_counts. country: as national_total. upper, lower: the places of
    the two levels over all years, as place_counts.province_totals and regency_totals. One row a
    place and year: the columns of years; residents, base_as_of, base_source_id, base_claim_id
    of all years, and per_1000. The country is the sum of the upper level. Unit of value: people.
    """
    totals = pd.concat([country, upper, lower])
    if totals.empty:
        return years.reindex(columns=[*years.columns, *BASE, "per_1000"])
    sums = (
        years[years["code"].isin(upper["code"])]
        .groupby("period", as_index=False)
        .agg(
            value=("value", lambda values: values.sum(skipna=False)),
            source_id=("source_id", "first"),
            as_of=("as_of", "max"),
            claim_ids=("claim_ids", " ".join),
        )
        .assign(code=country["code"].iloc[0], status="derived")
    )
    both = pd.concat([years, sums[years.columns]])
    beside = both.merge(totals[["code", *BASE]], on="code", how="left", validate="many_to_one")
    return beside.assign(per_1000=beside["value"] / beside["residents"] * RATE)
