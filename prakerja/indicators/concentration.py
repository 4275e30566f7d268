"""Concentration: how evenly recipients are spread over the residents of the country."""

from __future__ import annotations

import pandas as pd

from publicrecord.record.package import Record

JAVA = "Jawa"  # its island_group in provinces.csv
RESIDENTS = "residents"
"""The period of by_island_of_java that counts residents, not recipients."""


def lorenz(places: pd.DataFrame) -> pd.DataFrame:
    """The places from the lowest rate to the highest, with cumulative shares.

    places: one row a place with value (recipients), residents and per_1000. One row a place:
    its columns plus share_residents and share_recipients (percent, cumulative, both ending at
    100).
    """
    ordered = places.sort_values(["per_1000", "code"], ignore_index=True)
    return ordered.assign(
        share_residents=ordered["residents"].cumsum() / ordered["residents"].sum() * 100,
        share_recipients=ordered["value"].cumsum() / ordered["value"].sum() * 100,
    )


def gini(places: pd.DataFrame) -> float:
    """The Gini coefficient of recipients over residents: 0 is even, 1 is all in one place.

    places: as for lorenz. The area between the diagonal and the curve, twice.
    """
    curve = lorenz(places)
    x = [0.0, *(curve["share_residents"] / 100)]
    y = [0.0, *(curve["share_recipients"] / 100)]
    below = sum((x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2 for i in range(1, len(x)))
    return float(1 - 2 * below)


def top_share(places: pd.DataFrame, count: int = 10) -> float:
    """The share (percent) of all recipients that the `count` places with most of them have."""
    return float(places["value"].nlargest(count).sum() / places["value"].sum() * 100)


def by_island_of_java(by_year: pd.DataFrame, people: pd.DataFrame, record: Record) -> pd.DataFrame:
    """Recipients on Java and elsewhere by year, and the residents.

    by_year: recipients of each province and year. people: the residents, as of denominators. Two
    rows a period (a year, or RESIDENTS): period, java (whether on Java), people, status (derived),
    source_id, as_of, claim_ids (what was added). Unit: people.
    """
    islands = record.table("provinces").set_index("province_code")["island_group"]
    residents = people.assign(
        period=RESIDENTS,
        value=people["base"],
        source_id=people["base_source_id"],
        as_of=people["base_as_of"],
        claim_ids=people["base_claim_id"],
    )
    columns = ["code", "period", "value", "source_id", "as_of", "claim_ids"]
    counted = by_year[by_year["code"].isin(islands.index)]
    both = pd.concat([counted[columns], residents[columns]])
    both = both.assign(java=both["code"].map(islands) == JAVA)
    sums = both.groupby(["period", "java"], as_index=False).agg(
        people=("value", "sum"),
        source_id=("source_id", "first"),
        as_of=("as_of", "max"),
        claim_ids=("claim_ids", " ".join),
    )
    return sums.assign(status="derived")
