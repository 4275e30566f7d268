"""Values that are far from the others of their series: often a digit too many or too few."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from publicrecord.record.claims import countable
from publicrecord.record.figure_tables import figure_tables
from publicrecord.record.package import Record

FAR = 3.0  # times the largest, or a third of the smallest, of the others
FEWEST = 3  # others, or there is no series to speak of


@dataclass(frozen=True)
class Jump:
    """A claim far from its series: claim_id, its value, and the others' smallest, largest and
    count."""

    claim_id: str
    value: float
    smallest: float
    largest: float
    others: int


def jumps(record: Record, claims: pd.DataFrame, claim_ids: list[str]) -> list[Jump]:
    """The claims of `claim_ids` that are more than FAR times the largest other value shown of
    their series, or less than the smallest divided by FAR; other values of the same figure are
    no part of the series."""
    shown = countable(claims)
    series = {table.name: table.series for table in figure_tables(record)}
    found = []
    for row in claims[claims["claim_id"].isin(claim_ids) & claims["value"].notna()].to_dict(
        "records"
    ):
        same = (shown["table"] == row["table"]) & (shown["measure_id"] == row["measure_id"])
        for column in series[row["table"]]:
            same &= shown[column].fillna("") == ("" if pd.isna(row[column]) else row[column])
        others = shown.loc[same & (shown["figure_id"] != row["figure_id"]), "value"].dropna()
        if len(others) < FEWEST:
            continue
        value, smallest, largest = float(row["value"]), float(others.min()), float(others.max())
        if value > FAR * largest or value < smallest / FAR:
            found.append(Jump(row["claim_id"], value, smallest, largest, len(others)))
    return found
