"""The programme as a whole: recipients by year, gross and net never in one frame."""

from __future__ import annotations

import pandas as pd

from prakerja.record.claims import chosen
from prakerja.record.package import Record

YEARS = ["2020", "2021", "2022", "2023", "2024"]


def registrations(claims: pd.DataFrame) -> pd.DataFrame:
    """Registrants since the start, as counted on each day that a count was published.

    One row a day, by date: the columns of the claim shown for it. Unit: people. The sources
    count from different stages of registration, so that a later count may be lower.
    """
    shown = chosen(claims)
    rows = shown[
        (shown["table"] == "programme_figures")
        & (shown["measure_id"] == "registrants")
        & (shown["period"] == "cumulative")
        & shown["wave_to"].isna()
    ]
    return rows.sort_values("as_of", ignore_index=True)


def year_totals(record: Record, claims: pd.DataFrame, basis: str) -> pd.DataFrame:
    """Recipients of each year on one basis, `gross` or `net`.

    One row a year, 2020 to 2024, from the latest claim that covers the year's waves from the
    first to the last, or is still running: the claim's columns plus year (text). A year without
    such a claim has no row. Unit: people.
    """
    waves = record.table("waves")
    last = waves.groupby(waves["year"].astype(str))["wave"].max()
    measure = f"recipients_{basis}"
    shown = chosen(claims)
    rows = shown[
        (shown["table"] == "programme_figures")
        & (shown["measure_id"] == measure)
        & shown["period"].isin(YEARS)
        & shown["kind"].ne("own")  # counted from a register: beside the published, not for it
    ]
    first = waves.groupby(waves["year"].astype(str))["wave"].min()
    whole = rows[
        (rows["wave_from"] == rows["period"].map(first))
        & ((rows["wave_to"] == rows["period"].map(last)) | rows["wave_to"].isna())
    ]
    latest = whole.sort_values(["period", "as_of"]).drop_duplicates("period", keep="last")
    return latest.assign(year=latest["period"]).reset_index(drop=True)
