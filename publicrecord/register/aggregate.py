"""The two passes over the rows, grouped in the engine: what each row is, then people and the sums
of their record keys."""

from __future__ import annotations

from functools import reduce
from typing import Any

import ibis
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from ibis import _
from ibis.expr.types import Table as Expression

Frames = dict[tuple[str, ...], pd.DataFrame]
SETS = [("wave", "place"), ("regency", "profile"), ("wave", "profile", "outcome")]
"""What people are grouped by; every table is a sum of one of these."""
GROUPED = {
    "wave": "int64", "place": "int32", "regency": "int32", "profile": "int16", "outcome": "int16",
}  # fmt: skip
SUMS = ["people", "keys"]
BATCH = 100_000


def count_rows(rows: Expression) -> pd.DataFrame:
    """Rows of the register, whoever they are of. rows: clean.

    One row a fault, wave and place as it is written: also rows_read.
    """
    groups = rows.group_by(["fault", "wave", "written"]).aggregate(rows_read=_.count())
    frame: pd.DataFrame = groups.to_pyarrow().to_pandas(strings_to_categorical=True)
    return frame


def count_people(connection: Any, people: Expression) -> Frames:
    """People by each of SETS, in one query. people: selected_people, with keys.

    A frame for each set: its keys, people, keys (the sum of their record keys).
    """
    sets = ", ".join(f"({', '.join(keys)})" for keys in SETS)
    query = connection.sql(
        f"SELECT {', '.join(GROUPED)}, COUNT(*) AS people, "  # noqa: S608
        "CAST(SUM(keys) AS BIGINT) AS keys "
        f"FROM ({connection.compile(people[[*GROUPED, 'keys']])}) people "
        f"GROUP BY GROUPING SETS ({sets})",
        schema=ibis.schema(GROUPED | dict.fromkeys(SUMS, "int64")),
    )
    # What Ibis does for its own expressions: the table of places is put into the engine.
    connection._run_pre_execute_hooks(people)  # noqa: SLF001
    batches = query.to_pyarrow_batches(chunk_size=BATCH)
    none = batches.schema.empty_table()  # where nobody was selected there is no batch
    parts = {keys: [none.select([*keys, *SUMS])] for keys in SETS}
    # The groups are parted batch by batch: half a million never lie about twice.
    for batch in batches:
        for keys, found in parts.items():
            # Rows miss no key: a group that lacks one is of another set.
            whole = reduce(pc.and_, (batch[key].is_valid() for key in keys))
            found.append(pa.table(batch.filter(whole).select([*keys, *SUMS])))
    return {
        keys: pa.concat_tables(found).to_pandas(strings_to_categorical=True)
        for keys, found in parts.items()
    }
