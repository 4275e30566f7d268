"""Population, the labour force and the list of obstacles: numbers beside the programme's figures.

Each has one claim only, so none is chosen. Releases and revisions treat them like any figure.
"""

from __future__ import annotations

import pandas as pd

from publicrecord.record.once import once
from publicrecord.record.package import Record

COLUMNS = [
    "claim_id", "figure_id", "table", "measure_id", "value", "unit", "status", "as_of", "source_id",
    "chosen", "row", "level", "code", "boundary", "obstacle_id",
]  # fmt: skip
# The columns that tell the numbers of a table apart; a record need not have all of these tables.
KEYS = {
    "population": ("code", "boundary", "measure_id", "as_of"),
    "labour_force": ("code", "measure_id", "as_of"),
    "obstacles": ("obstacle_id", "measure_id"),
}


@once
def context_claims(record: Record) -> pd.DataFrame:
    """One row a number: COLUMNS. level, code (of a place or the country) and boundary (how
    many provinces there were) are empty for an obstacle, obstacle_id for a place. Obstacles without
    a number are left out."""
    parts = [_claims(record, table, key) for table, key in KEYS.items() if table in record.tables]
    claims = pd.concat(parts, ignore_index=True)
    claims["claim_id"] = claims["figure_id"] + "@" + claims["source_id"]
    return claims.assign(chosen=True).reindex(columns=COLUMNS)


def _claims(record: Record, table: str, key: tuple[str, ...]) -> pd.DataFrame:
    numbers = record.table(table).dropna(subset="value").assign(table=table)
    if "status" not in numbers:
        numbers["status"] = "published"
    return numbers.assign(figure_id=f"{table}/" + _key(numbers, *key))


def _key(frame: pd.DataFrame, *columns: str) -> pd.Series:
    cells = frame[[*columns]].astype("str").fillna("").itertuples(index=False)
    return pd.Series(["/".join(row).lower() for row in cells], index=frame.index)
