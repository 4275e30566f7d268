"""The one pass over the rows: people and the sums of their record keys, grouped in the engine."""

from __future__ import annotations

from functools import reduce
from typing import Any

import ibis
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from ibis.expr.types import Table as Expression

from publicrecord.register.profile import UNCOUNTED

Frames = dict[tuple[str, ...], pd.DataFrame]
SETS = [("fault", "wave", "place"), ("regency", "profile"), ("wave", "profile", "outcome")]
"""What the rows are grouped by; every table is a sum of one of these."""
GROUPED = {
    "fault": "string", "wave": "int64", "place": "string", "regency": "string", "profile": "int16",
    "outcome": "int16",
}  # fmt: skip
SUMS = ["people", "keys"]
BATCH = 100_000


def count_rows(connection: Any, rows: Expression) -> Frames:
    """Counts by each of SETS, in one query. rows: clean, with keys.

    A frame for each set: its keys, rows, people, keys (the sum of their record keys).
    """
    counted = rows.people == 1
    rows = rows.mutate(
        profile=counted.ifelse(rows.profile, UNCOUNTED), outcome=counted.ifelse(rows.outcome, 0)
    )[[*GROUPED, *SUMS]]
    sets = ", ".join(f"({', '.join(keys)})" for keys in SETS)
    sums = ", ".join(f"CAST(SUM({name}) AS BIGINT) AS {name}" for name in SUMS)
    query = connection.sql(
        f"SELECT {', '.join(GROUPED)}, COUNT(*) AS rows_read, {sums} "  # noqa: S608
        f"FROM ({connection.compile(rows)}) clean GROUP BY GROUPING SETS ({sets})",
        schema=ibis.schema(GROUPED | dict.fromkeys(["rows_read", *SUMS], "int64")),
    )
    parts: dict[tuple[str, ...], list[pa.Table]] = {keys: [] for keys in SETS}
    # The groups are parted batch by batch: half a million never lie about twice.
    for batch in query.to_pyarrow_batches(chunk_size=BATCH):
        for keys, found in parts.items():
            # Rows miss no key: a group that lacks one is of another set.
            whole = reduce(pc.and_, (batch[key].is_valid() for key in keys))
            found.append(pa.table(batch.filter(whole).select([*keys, "rows_read", *SUMS])))
    return {
        keys: pa.concat_tables(found).to_pandas(strings_to_categorical=True)
        for keys, found in parts.items()
    }
