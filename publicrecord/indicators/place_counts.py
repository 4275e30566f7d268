"""Counts of people by place: totals, years, rates and ranks.

Here a regency is any place of the lower level of the programme's geography, and a province any of
the upper. Regencies are counted by one source; a province is the sum of its regencies.
"""

from __future__ import annotations

import pandas as pd

from publicrecord.geography import Level
from publicrecord.record.claims import countable
from publicrecord.record.context import context_claims
from publicrecord.record.once import once
from publicrecord.record.package import Record
from publicrecord.record.periods import is_whole
from publicrecord.record.validity import (
    area_changes,
    changed_between,
    last_day,
    numbers_of_upper,
    upper_of,
)
from publicrecord.settings import PlaceCounts

RATE = 1000
COLUMNS = ["code", "period", "value", "status", "source_id", "as_of", "claim_ids"]


@once
def regency_counts(record: Record, claims: pd.DataFrame, counts: PlaceCounts) -> pd.DataFrame:
    """The counts of each regency and city by period, as the source gives them.

    One row a regency and period (each year, and all years together): the claim's columns plus
    the code of the regency, its name today, and the code of the province that it belonged to on the
    day of the claim. Unit: people.
    """
    upper, lower = record.settings.geography.levels[:2]
    shown = countable(claims)
    rows = shown[
        (shown["table"] == "place_figures")
        & (shown["measure_id"] == counts.measure_id)
        & (shown["source_id"] == counts.source_id)
        & shown["arithmetic"].isna()
    ]
    regencies = record.table(lower.table)[[lower.code, "name"]]
    rows = rows.assign(**{upper.code: upper_of(record, rows)}).dropna(subset=upper.code)
    return rows.merge(
        regencies, left_on="code", right_on=lower.code, how="inner", validate="many_to_one"
    )


def is_whole_period(rows: pd.DataFrame) -> pd.Series:
    """Which rows of regency_counts count all years together."""
    return is_whole(rows["period"])


def province_counts(record: Record, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of regency_counts added up by province.

    One row a province and period: its code, period, value, regencies (how many were added),
    status (derived), source_id, as_of, claim_ids (what was added, with blanks between). Unit:
    people.
    """
    upper = record.settings.geography.upper
    sums = rows.groupby([upper.code, "period"], as_index=False).agg(
        value=("value", lambda values: values.sum(skipna=False)),
        regencies=("code", "count"),
        source_id=("source_id", "first"),
        as_of=("as_of", "max"),
        claim_ids=("claim_id", " ".join),
    )
    return sums.assign(status="derived")


@once
def regency_totals(record: Record, claims: pd.DataFrame, counts: PlaceCounts) -> pd.DataFrame:
    """The count of each regency over the whole period, with residents and ranks.

    One row a regency, most people first: code, code of its province, name, name_short, type, lat,
    lng, value, status, source_id, as_of, claim_id; share (percent of the country), rank,
    rank_within (of its province); residents, base_as_of, base_source_id, base_claim_id,
    per_1000 (people counted per 1,000 residents) and rate_rank, which are empty where its area was
    another; rated (how many places have a rate, among which rate_rank is).
    The province is that of the day of the count. Unit of value: people.
    """
    upper, lower = record.settings.geography.levels[:2]
    rows = regency_counts(record, claims, counts)
    columns = ["code", upper.code, "value", "status", "source_id", "as_of", "claim_id"]
    places = record.table(lower.table).drop(columns=["row", upper.code])
    places = places.rename(columns={lower.code: "code"})
    named = places.merge(rows[is_whole_period(rows)][columns], on="code", validate="one_to_one")
    ranked = _ranked(_with_residents(record, lower, named))
    return ranked.assign(rank_within=ranked.groupby(upper.code)["value"].transform(_ranks))


@once
def province_totals(record: Record, claims: pd.DataFrame, counts: PlaceCounts) -> pd.DataFrame:
    """The count of each province over the whole period.

    One row a province, most people first: code, name and the names of other languages, value (the
    sum of its regencies), regencies, claim_ids, and the columns of regency_totals but rank_within.
    Unit: people.
    """
    upper = record.settings.geography.upper
    rows = regency_counts(record, claims, counts)
    sums = province_counts(record, rows[is_whole_period(rows)]).drop(columns="period")
    named = with_province_names(record, sums).rename(columns={upper.code: "code"})
    return _ranked(_with_residents(record, upper, named))


@once
def yearly_counts(record: Record, claims: pd.DataFrame, counts: PlaceCounts) -> pd.DataFrame:
    """The counts of every regency and province by year.

    One row a place and year: code, period, value, status, source_id, as_of, claim_ids; a province
    is the sum of its regencies. Unit: people.
    """
    rows = regency_counts(record, claims, counts)
    rows = rows[~rows["period"].str.contains("-")]
    upper = record.settings.geography.upper
    provinces = province_counts(record, rows).rename(columns={upper.code: "code"})
    regencies = rows.assign(claim_ids=rows["claim_id"])
    both = pd.concat([provinces[COLUMNS], regencies[COLUMNS]])
    return both.sort_values(["code", "period"], ignore_index=True)


def with_province_names(record: Record, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of provinces plus name, and the names of other languages, the largest value first."""
    upper = record.settings.geography.upper
    listed = record.table(upper.table)
    names = [column for column in record.settings.columns("name") if column in listed]
    provinces = listed[[upper.code, "name_short", *names]]
    named = rows.merge(provinces, on=upper.code, how="left", validate="one_to_one")
    named = named.rename(columns={"name_short": "name"})
    return named.sort_values(["value", upper.code], ascending=[False, True], ignore_index=True)


@once
def denominators(
    record: Record, level: str, base: str, boundary: int | None = None
) -> pd.DataFrame:
    """People of a base (a measure of population or labour force), one row a place of the level:
    code, base, base_as_of, base_source_id, base_claim_id. Unit: people. Of several counts it is the
    latest, unless far fewer places have it than another.

    boundary: how many provinces the country had when the base was counted; default: any number that
    it had since the record begins.
    """
    wanted = [boundary] if boundary else [*numbers_of_upper(record)]
    claims = context_claims(record)
    rows = claims[
        (claims["level"] == level)
        & (claims["measure_id"] == base)
        & (claims["boundary"].isna() | claims["boundary"].isin(wanted))
    ]
    counted = rows.groupby("as_of")["code"].nunique()
    day = counted.index[counted * 2 > counted.max()].max()
    latest: pd.DataFrame = rows[rows["as_of"] == day]
    renamed = {name: f"base_{name}" for name in ("as_of", "source_id", "claim_id")}
    return latest[["code", "value", *renamed]].rename(columns={"value": "base", **renamed})


def with_denominator(record: Record, rows: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Rows of places (code, as_of) plus the columns of denominators, which are empty where there is
    no base, or where the area of the place changed between the two days."""
    beside = rows.merge(people, on="code", how="left", validate="one_to_one")
    changes = area_changes(record)
    pairs = zip(beside["code"], beside["as_of"], beside["base_as_of"], strict=True)
    other = [
        pd.notna(base) and changed_between(changes.get(code, set()), last_day(own), last_day(base))
        for code, own, base in pairs
    ]
    if any(other):
        columns = people.columns.drop("code")
        beside[columns] = beside[columns].mask(pd.Series(other, beside.index))
    return beside


def _with_residents(record: Record, level: Level, rows: pd.DataFrame) -> pd.DataFrame:
    people = denominators(record, level.name, record.settings.geography.residents)
    return with_denominator(record, rows, people).rename(columns={"base": "residents"})


def _ranked(rows: pd.DataFrame) -> pd.DataFrame:
    """Plus share, rank, per_1000, rate_rank and rated. There is no rank and no share as long as the
    count of one place is not known, which may be larger than others; the rank of a rate is among
    those that are known."""
    ordered = rows.sort_values(["value", "code"], ascending=[False, True], ignore_index=True)
    rates = (ordered["value"] / ordered["residents"] * RATE).astype("Float64")
    return ordered.assign(
        share=ordered["value"] / ordered["value"].sum(skipna=False) * 100,
        rank=_ranks(ordered["value"]),
        per_1000=rates,
        rate_rank=rates.rank(method="min", ascending=False).astype("Int64"),
        rated=int(rates.notna().sum()),
    )


def _ranks(values: pd.Series) -> pd.Series:
    """1 for the largest; empty where one of the values is not known."""
    if values.isna().any():
        return pd.Series(pd.NA, index=values.index, dtype="Int64")
    return values.rank(method="min", ascending=False).astype("Int64")
