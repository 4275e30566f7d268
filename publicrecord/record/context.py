"""Numbers beside the figures of the programme: people, the labour force, the list of obstacles.

Each stands alone for what it counts, so nothing is chosen; but it is published like any figure, and
does not change in silence either.
"""

from __future__ import annotations

import pandas as pd

from publicrecord.record.package import Record

COLUMNS = [
    "claim_id", "figure_id", "table", "measure_id", "value", "unit", "status", "as_of", "source_id",
    "chosen", "row", "level", "code", "boundary", "obstacle_id",
]  # fmt: skip


def context_claims(record: Record) -> pd.DataFrame:
    """One row a number: COLUMNS. level, code (ID for the country) and boundary (how many
    provinces there were) are empty for an obstacle, obstacle_id for a place. Obstacles without
    a number are left out."""
    people = record.table("population").assign(table="population", status="published")
    people["figure_id"] = "population/" + _key(people, "code", "boundary", "measure_id", "as_of")
    workers = record.table("labour_force").assign(table="labour_force")
    workers["figure_id"] = "labour_force/" + _key(workers, "code", "measure_id", "as_of")
    obstacles = record.table("obstacles").dropna(subset="value").assign(table="obstacles")
    obstacles["figure_id"] = "obstacles/" + _key(obstacles, "obstacle_id", "measure_id")
    claims = pd.concat([people, workers, obstacles], ignore_index=True)
    claims["claim_id"] = claims["figure_id"] + "@" + claims["source_id"]
    return claims.assign(chosen=True)[COLUMNS]


def _key(frame: pd.DataFrame, *columns: str) -> pd.Series:
    cells = frame[[*columns]].astype("str").fillna("").itertuples(index=False)
    return pd.Series(["/".join(row).lower() for row in cells], index=frame.index)
