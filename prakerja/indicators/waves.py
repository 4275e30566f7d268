"""The waves: how many people each took, and when it opened, closed and was announced."""

from __future__ import annotations

import pandas as pd

from prakerja.settings import SETTINGS
from publicrecord.record.claims import countable
from publicrecord.record.package import Record, rows

STAGES = SETTINGS.every_wave.events


def wave_intake(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """How many people each wave took.

    One row a wave, in order: wave, year, scheme, and the shown claim on the people selected or,
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

    One row a wave, in order: wave, year, scheme; and for each of opened_on, closed_on and
    announced_on the shown date (ISO, missing where not known), its status and its source_id.
    """
    calendar = record.table("waves")[["wave", "year", "scheme"]].copy()
    shown = dates[dates["chosen"]]
    for stage in STAGES:
        days = shown[shown["event"] == stage].set_index("wave")
        calendar[stage] = calendar["wave"].map(days["date"])
        calendar[f"{stage}_status"] = calendar["wave"].map(days["status"]).fillna("not_known")
        calendar[f"{stage}_source"] = (
            calendar["wave"].map(days["source_id"]).fillna(record.settings.searched)
        )
    return calendar


STEPS = (
    "registrants",
    "registrants_email_verified",
    "registrants_id_verified",
    "registrants_joined",
    "registrants_eligible",
    "recipients_selected",
)


def scheme_changes(record: Record) -> list[tuple[str, str]]:
    """The years in which the scheme changed, each with the scheme that began (year, scheme)."""
    waves = record.table("waves").sort_values("wave")
    new = waves["scheme"] != waves["scheme"].shift()
    return [(str(row["year"]), row["scheme"]) for row in rows(waves[new].iloc[1:])]


def years_of_change(record: Record) -> tuple[str, str]:
    """The last year with waves as social assistance, and the first year after it."""
    waves = record.table("waves")
    last = int(waves.loc[waves["scheme"] == "semi_bansos", "year"].max())
    return str(last), str(int(waves.loc[waves["year"] > last, "year"].min()))


def quota_and_selected(claims: pd.DataFrame) -> pd.DataFrame:
    """Quota and people selected of the waves for which both are known.

    Two rows a wave, the quota first: the claim's columns. Unit: people.
    """
    claimed = _wave_claims(claims, ("quota", "recipients_selected"))
    both = claimed.groupby("wave")["measure_id"].transform("nunique") == 2
    return claimed[both].reset_index(drop=True)


def selection_steps(claims: pd.DataFrame, least: int = 3) -> pd.DataFrame:
    """From registration to selection, for waves of which at least `least` steps are known.

    One row a wave and step, in order: the claim's columns. Unit: people.
    """
    claimed = _wave_claims(claims, STEPS)
    known = claimed.groupby("wave")["measure_id"].transform("nunique") >= least
    return claimed[known].reset_index(drop=True)


def _wave_claims(claims: pd.DataFrame, measures: tuple[str, ...]) -> pd.DataFrame:
    shown = countable(claims[claims["table"] == "wave_figures"])
    known = shown[shown["measure_id"].isin(measures)]
    order = known["measure_id"].map({measure: i for i, measure in enumerate(measures)})
    ordered = known.assign(order=order).sort_values(["wave", "order"])
    return ordered.drop_duplicates(["wave", "order"]).drop(columns="order")


def waves_not_found(record: Record, claims: pd.DataFrame) -> int:
    """Of how many waves neither the people selected nor a quota is known."""
    return int(wave_intake(record, claims)["value"].isna().sum())
