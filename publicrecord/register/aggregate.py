"""The one pass over the rows: every count that any table needs, grouped in the engine."""

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
SETS = [("fault", "wave", "place"), ("regency", "profile"), ("wave", "profile")]
"""What the rows are grouped by; every table is a sum of one of these."""
KEYS = {
    "fault": "string", "wave": "int64", "place": "string", "regency": "string", "profile": "int16",
}  # fmt: skip
COUNTS = ["registrants", "selected", "revoked", "completed"]
WITHOUT_SETS = {"sqlite", "mysql", "polars", "datafusion"}
BATCH = 100_000


def count_rows(connection: Any, rows: Expression) -> Frames:
    """Counts by each of SETS, from clean rows.

    A frame for each set: its keys, registrants, selected, revoked, completed. One query with
    GROUPING SETS; an engine without them gets one grouping a set.
    """
    # A step after the faults, so that the engine need not look for them twice.
    rows = rows.mutate(profile=(rows.fault == "").ifelse(rows.profile, UNCOUNTED))
    if connection.name in WITHOUT_SETS:
        tables = {keys: _plain_group(rows, keys).to_pyarrow() for keys in SETS}
    else:
        tables = _group_by_sets(connection, rows)
    return {keys: table.to_pandas(strings_to_categorical=True) for keys, table in tables.items()}


def _group_by_sets(connection: Any, rows: Expression) -> dict[tuple[str, ...], pa.Table]:
    """The groups as they come, each batch parted at once: half a million never lie about twice."""
    sets = ", ".join(f"({', '.join(keys)})" for keys in SETS)
    sums = ", ".join(f"CAST(SUM({name}) AS BIGINT) AS {name}" for name in COUNTS[1:])
    query = connection.sql(
        f"SELECT {', '.join(KEYS)}, COUNT(*) AS registrants, {sums} "  # noqa: S608
        f"FROM ({connection.compile(rows)}) clean GROUP BY GROUPING SETS ({sets})",
        schema=ibis.schema(KEYS | dict.fromkeys(COUNTS, "int64")),
    )
    parts: dict[tuple[str, ...], list[pa.Table]] = {keys: [] for keys in SETS}
    for batch in query.to_pyarrow_batches(chunk_size=BATCH):
        for keys, found in parts.items():
            # Rows miss no key: a group that lacks one is of another set.
            whole = reduce(pc.and_, (batch[key].is_valid() for key in keys))
            found.append(pa.table(batch.filter(whole).select([*keys, *COUNTS])))
    return {keys: pa.concat_tables(found) for keys, found in parts.items()}


def _plain_group(rows: Expression, keys: tuple[str, ...]) -> Expression:
    return rows.group_by(list(keys)).aggregate(
        registrants=rows.count(), **{name: rows[name].sum() for name in COUNTS[1:]}
    )


def count_answers(rows: Expression, satisfied_from: float) -> pd.DataFrame:
    """Answers by wave and place.

    One row a wave and place: base (people who answered), satisfied (of them), and sums of the
    weights: w, w_satisfied, w2 (squares), w2_satisfied, and w_largest.
    """
    yes = (rows.answer >= satisfied_from).ifelse(1, 0)
    counted: pd.DataFrame = (
        rows.group_by(["wave", "place"])
        .aggregate(
            base=rows.count(),
            satisfied=yes.sum(),
            w=rows.weight.sum(),
            w_satisfied=(rows.weight * yes).sum(),
            w2=(rows.weight * rows.weight).sum(),
            w2_satisfied=(rows.weight * rows.weight * yes).sum(),
            w_largest=rows.weight.max(),
        )
        .execute()
    )
    return counted


def count_duplicates(table: Expression, person: str, wave: str) -> int:
    """How many rows repeat a person in a wave."""
    repeated = table.group_by([person, wave]).aggregate(n=table.count())
    repeated = repeated.filter(repeated.n > 1)
    found = repeated.aggregate(extra=(repeated.n - 1).sum()).execute()["extra"][0]
    return 0 if pd.isna(found) else int(found)


def without_duplicates(table: Expression, person: str, wave: str) -> Expression:
    """One row a person and wave; of several the first by all their columns."""
    window = ibis.window(group_by=[person, wave], order_by=list(table.columns))
    numbered = table.mutate(_repeat=ibis.row_number().over(window))
    return numbered.filter(numbered["_repeat"] == 0).drop("_repeat")
