"""Regional reach: provinces as the sum of their regencies, and the places at the far ends."""

from __future__ import annotations

import pandas as pd

from prakerja.settings import OFFICIAL
from publicrecord.record.claims import chosen
from publicrecord.record.package import Record


def regency_gross(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """Gross recipients of each regency and city by period, from the official file.

    One row a regency and period (each year, and all years together): the claim's columns plus
    regency_code, province_code and name. Unit: people.
    """
    shown = chosen(claims)
    rows = shown[
        (shown["table"] == "place_figures")
        & (shown["measure_id"] == OFFICIAL.measure_id)
        & (shown["source_id"] == OFFICIAL.source_id)
        & shown["arithmetic"].isna()
    ]
    regencies = record.table("regencies")[["regency_code", "province_code", "name"]]
    return rows.drop(columns="province_code").merge(
        regencies, left_on="code", right_on="regency_code", how="inner", validate="many_to_one"
    )


def is_whole_period(rows: pd.DataFrame) -> pd.Series:
    """Which rows of regency_gross count all years together: their period is the one of
    several years that most regencies have."""
    several = rows.loc[rows["period"].str.contains("-"), "period"]
    return rows["period"].isin(several.mode()[:1])


def province_gross(record: Record, claims: pd.DataFrame, period: str = "") -> pd.DataFrame:
    """Gross recipients of each province in a period, or over all years: the sum of its regencies.

    One row a province, most recipients first: province_code, name, name_en, value, regencies
    (how many were added), status (derived), source_id, as_of, claim_ids (what was added, with
    blanks between). Unit: people.
    """
    rows = regency_gross(record, claims)
    rows = rows[rows["period"] == period if period else is_whole_period(rows)]
    sums = rows.groupby("province_code", as_index=False).agg(
        value=("value", "sum"),
        regencies=("regency_code", "count"),
        source_id=("source_id", "first"),
        as_of=("as_of", "max"),
        claim_ids=("claim_id", " ".join),
    )
    return _ranked(record, sums.assign(status="derived"))


def island_gross(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """Gross recipients by island group and year: the sum of the regencies.

    One row an island group and year, groups with most recipients first:
    island_group, period, value, status (derived), source_id, as_of, claim_ids (what was added).
    Unit: people.
    """
    provinces = record.table("provinces")[["province_code", "island_group"]]
    rows = regency_gross(record, claims).merge(
        provinces, on="province_code", validate="many_to_one"
    )
    rows = rows[~is_whole_period(rows)]
    sums = rows.groupby(["island_group", "period"], as_index=False).agg(
        value=("value", "sum"),
        source_id=("source_id", "first"),
        as_of=("as_of", "max"),
        claim_ids=("claim_id", " ".join),
    )
    total = sums.groupby("island_group")["value"].transform("sum")
    ordered = sums.assign(total=total, status="derived").sort_values(
        ["total", "period"], ascending=[False, True], ignore_index=True
    )
    return ordered.drop(columns="total")


def province_net(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """Net recipients of each province since wave 1, to the last wave that most provinces have.

    One row a province, most recipients first: province_code, name, name_en, value, period,
    wave_from, wave_to, status, source_id, as_of, claim_id. Unit: people.
    """
    shown = chosen(claims)
    rows = shown[
        (shown["table"] == "province_figures")
        & (shown["measure_id"] == "recipients_net")
        & (shown["wave_from"] == 1)
        & (shown["boundary"] == len(record.table("provinces")))
    ]
    counted = rows.groupby("wave_to")["province_code"].transform("nunique")
    rows = rows[counted == counted.max()]
    rows = rows[rows["wave_to"] == rows["wave_to"].max()].drop_duplicates("province_code")
    columns = ["province_code", "value", "period", "wave_from", "wave_to"]
    return _ranked(record, rows[[*columns, "status", "source_id", "as_of", "claim_id"]])


def fewest_recipients(record: Record, claims: pd.DataFrame) -> pd.Series:
    """The regency or city with fewest gross recipients in the whole period, as a row of
    regency_gross plus province (its name)."""
    rows = regency_gross(record, claims)
    rows = rows[is_whole_period(rows)].sort_values(["value", "regency_code"])
    provinces = record.table("provinces").set_index("province_code")["name"]
    few = rows.iloc[0].copy()
    few["province"] = provinces[few["province_code"]]
    return few


def misplaced_regencies(record: Record) -> pd.DataFrame:
    """Regencies that the official file prints under another province than today's.

    One row a regency: code, name, province_as_printed, and of today's province province_code,
    province (its name), law and created_on (of the split; empty for an old province).
    """
    aliases = record.table("place_aliases")
    moved = aliases[(aliases["alias"] == "moved") & aliases["official_id"].notna()]
    regencies = record.table("regencies").merge(
        record.table("provinces")[["province_code", "name", "law", "created_on"]].rename(
            columns={"name": "province"}
        ),
        on="province_code",
        validate="many_to_one",
    )
    joined = moved.merge(regencies, left_on="code", right_on="regency_code", validate="one_to_one")
    columns = ["code", "name", "province_as_printed", "province_code", "province", "law"]
    return joined[[*columns, "created_on"]].reset_index(drop=True)


def _ranked(record: Record, rows: pd.DataFrame) -> pd.DataFrame:
    provinces = record.table("provinces")[["province_code", "name_short", "name_en"]]
    named = rows.merge(provinces, on="province_code", how="left", validate="one_to_one")
    named = named.rename(columns={"name_short": "name"})
    return named.sort_values(["value", "province_code"], ascending=[False, True], ignore_index=True)
