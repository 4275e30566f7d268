"""Regional reach: island groups, net counts of provinces, and the place with fewest recipients."""

from __future__ import annotations

import pandas as pd

from prakerja.indicators.places import regency_gross, whole_period
from publicrecord.indicators.place_counts import with_province_names
from publicrecord.record.claims import countable
from publicrecord.record.package import Record
from publicrecord.record.validity import numbers_of_upper


def island_gross(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """Gross recipients by island group and year: the sum of the regencies.

    One row an island group and year, groups with most recipients first: island_group, period,
    value, status (derived), source_id, as_of, claim_ids (what was added). Unit: people.
    """
    provinces = record.table("provinces")[["province_code", "island_group"]]
    rows = regency_gross(record, claims).merge(
        provinces, on="province_code", validate="many_to_one"
    )
    rows = rows[~rows["period"].str.contains("-")]
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
    """Net recipients of each province from wave 1 to the last wave that most provinces have, by
    boundaries that were valid at some time since the record begins.

    One row a province, most recipients first: province_code, name, name_en, value, period,
    wave_from, wave_to, status, source_id, as_of, claim_id. Unit: people.
    """
    shown = countable(claims)
    rows = shown[
        (shown["table"] == "province_figures")
        & (shown["measure_id"] == "recipients_net")
        & (shown["wave_from"] == 1)
        & shown["boundary"].isin([*numbers_of_upper(record)])
    ]
    counted = rows.groupby("wave_to")["province_code"].transform("nunique")
    rows = rows[counted == counted.max()]
    rows = rows[rows["wave_to"] == rows["wave_to"].max()].drop_duplicates("province_code")
    columns = ["province_code", "value", "period", "wave_from", "wave_to"]
    return with_province_names(record, rows[[*columns, "status", "source_id", "as_of", "claim_id"]])


def fewest_recipients(record: Record, claims: pd.DataFrame) -> pd.Series:
    """The regency or city with fewest gross recipients over all years, as a row of regency_gross
    plus province (its name)."""
    rows = whole_period(record, claims).sort_values(["value", "regency_code"])
    provinces = record.table("provinces").set_index("province_code")["name"]
    few = rows.iloc[0].copy()
    few["province"] = provinces[few["province_code"]]
    return few
