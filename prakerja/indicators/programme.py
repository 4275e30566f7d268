"""The programme as a whole: recipients by year, gross and net never in one frame."""

from __future__ import annotations

import pandas as pd

from publicrecord.record.claims import PERTURBED, countable
from publicrecord.record.package import Record
from publicrecord.record.periods import years


def registrations(claims: pd.DataFrame) -> pd.DataFrame:
    """Registrants since the start, as counted on each day that a count was published.

    One row a day, by date: the columns of the claim shown for it. Unit: people. From
    which stage of registration a source counts is mostly not known; a later count may be lower.
    """
    shown = countable(claims)
    rows = shown[
        (shown["table"] == "programme_figures")
        & (shown["measure_id"] == "registrants")
        & (shown["period"] == "cumulative")
        & shown["wave_from"].fillna(1).eq(1)
    ]
    return rows.sort_values("as_of", ignore_index=True)


def cumulative_net(claims: pd.DataFrame) -> pd.DataFrame:
    """Net recipients since wave 1, as counted on each day that a count was published.

    One row a day, by date: the columns of the claim shown for it, the exact one where a day has
    several. Unit: people.
    """
    shown = countable(claims)
    rows = shown[
        (shown["table"] == "programme_figures")
        & (shown["measure_id"] == "recipients_net")
        & (shown["period"] == "cumulative")
        & (shown["wave_from"] == 1)
        & shown["value"].notna()
    ]
    exact = rows.assign(exact=rows["status"].ne("rounded"))
    ordered = exact.sort_values(["as_of", "exact", "value"])
    return ordered.drop_duplicates("as_of", keep="last").reset_index(drop=True)


def last_net(claims: pd.DataFrame, derived: bool) -> pd.Series | None:
    """The last exact net total since wave 1 that names its last wave: one that we added up
    (derived), or one that was published. None where there is none. Unit: people."""
    counts = cumulative_net(claims)
    exact = counts[counts["wave_to"].notna() & counts["status"].ne("rounded")]
    found = exact[exact["status"].eq("derived") == derived]
    return None if found.empty else found.iloc[-1]


def official_gross(claims: pd.DataFrame, source_id: str, as_of: str) -> pd.Series | None:
    """The gross total since wave 1 of the official file (source_id, as_of); None where it has none.
    Unit: people."""
    found = claims[
        (claims["table"] == "programme_figures")
        & (claims["measure_id"] == "recipients_gross")
        & (claims["period"] == "cumulative")
        & (claims["wave_from"] == 1)
        & (claims["source_id"] == source_id)
        & (claims["as_of"] == as_of)
    ]
    return None if found.empty else found.iloc[0]


def incentives(claims: pd.DataFrame, first_year: str) -> pd.DataFrame:
    """Incentives disbursed within single years, and since the start.

    One row a count, by year and date, the count since the start last: the columns of the claim
    shown. A count of the first year that was published as one since the start is of that year.
    Unit: rupiah.
    """
    shown = countable(claims)
    rows = shown[
        (shown["table"] == "programme_figures")
        & (shown["measure_id"] == "incentive_disbursed")
        & shown["value"].notna()
    ]
    early = (rows["period"] == "cumulative") & rows["as_of"].str.startswith(first_year)
    rows = rows.assign(span=rows["period"].mask(early, first_year))
    return rows.sort_values(["span", "as_of", "value"], ignore_index=True)


def printed_net(claims: pd.DataFrame) -> pd.DataFrame:
    """Every value printed of net recipients for which another value is shown.

    One row a figure and value, the shown one first: the claim's columns plus times (how many
    sources print it). What we worked out is used only where it is the one shown. Unit: people.
    """
    rows = claims[
        (claims["table"] == "programme_figures")
        & (claims["measure_id"] == "recipients_net")
        & claims["value"].notna()
        & ~claims["status"].isin(["unfit", PERTURBED])
        & claims["wave_to"].notna()
        & (claims["chosen"] | claims["status"].ne("derived"))
    ]
    values = rows.groupby("figure_id")["value"].transform("nunique")
    rows = rows[values > 1].sort_values(
        ["period", "wave_to", "chosen", "value"], ascending=[True, True, False, False]
    )
    times = rows.groupby(["figure_id", "value"])["claim_id"].transform("count")
    return rows.assign(times=times).drop_duplicates(["figure_id", "value"]).reset_index(drop=True)


def year_totals(record: Record, claims: pd.DataFrame, basis: str) -> pd.DataFrame:
    """Recipients of each year on one basis, `gross` or `net`.

    One row a year from the latest claim that covers the year's waves from the
    first to the last, or is still running: the claim's columns plus year (text). A year without
    such a claim has no row. Unit: people.
    """
    waves = record.table("waves")
    last = waves.groupby(waves["year"].astype(str))["wave"].max()
    measure = f"recipients_{basis}"
    shown = countable(claims)
    rows = shown[
        (shown["table"] == "programme_figures")
        & (shown["measure_id"] == measure)
        & shown["period"].isin(years(record))
    ]
    first = waves.groupby(waves["year"].astype(str))["wave"].min()
    whole = rows[
        (rows["wave_from"] == rows["period"].map(first))
        & ((rows["wave_to"] == rows["period"].map(last)) | rows["wave_to"].isna())
    ]
    latest = whole.sort_values(["period", "as_of"]).drop_duplicates("period", keep="last")
    return latest.assign(year=latest["period"]).reset_index(drop=True)
