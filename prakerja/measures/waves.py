"""The 71 waves: how many people each took, and when it opened, closed and was announced."""

from __future__ import annotations

import pandas as pd

from prakerja.record.package import Record

STAGES = ("opened_on", "closed_on", "announced_on")


def wave_intake(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """How many people each wave took.

    One row a wave, 1 to 71: wave, year, scheme, and the shown claim on the people selected or,
    where no selection is known, on the quota announced (measure_id tells which). Where neither
    is known, value is missing and the row is the one that says so. Unit: people.
    """
    shown = claims[(claims["table"] == "wave_figures") & claims["chosen"]]
    wanted = shown[shown["measure_id"].isin(["recipients_selected", "quota"])]
    order = wanted["measure_id"].map({"recipients_selected": 0, "quota": 1})
    ranked = wanted.assign(
        unknown=wanted["value"].isna(),
        # A quota that was not announced says more than a selection nobody found.
        order=order - 2 * wanted["status"].eq("not_published"),
    ).sort_values(["wave", "unknown", "order"])
    first = ranked.drop_duplicates("wave").drop(columns=["unknown", "order", "period"])
    waves = record.table("waves")[["wave", "year", "scheme"]]
    return waves.merge(first, on="wave", how="left", validate="one_to_one")


def wave_calendar(record: Record, dates: pd.DataFrame) -> pd.DataFrame:
    """When each wave opened, closed and was announced.

    One row a wave, 1 to 71: wave, year, scheme; and for each of opened_on, closed_on and
    announced_on the shown date (ISO, missing where not known), its status and its source_id.
    """
    calendar = record.table("waves")[["wave", "year", "scheme"]].copy()
    shown = dates[dates["chosen"]]
    for stage in STAGES:
        rows = shown[shown["event"] == stage].set_index("wave")
        calendar[stage] = calendar["wave"].map(rows["date"])
        calendar[f"{stage}_status"] = calendar["wave"].map(rows["status"]).fillna("not_known")
        calendar[f"{stage}_source"] = calendar["wave"].map(rows["source_id"]).fillna("pda-search")
    return calendar
