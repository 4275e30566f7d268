"""The one pass over the rows: every count that any table needs, grouped in the engine."""

from __future__ import annotations

from typing import Any

import ibis
import pandas as pd
from ibis.expr.types import Table as Expression

TRAITS = ["gender", "age", "education", "disability"]
SETS = [
    ["wave", "place"],
    *(["place", trait] for trait in TRAITS),
    *(["wave", trait] for trait in TRAITS),
]
KEYS = ["wave", "place", *TRAITS]
COUNTS = ["registrants", "selected", "revoked", "completed"]
WITHOUT_SETS = {"sqlite", "mysql", "polars", "datafusion"}


def count_rows(connection: Any, rows: Expression) -> dict[tuple[str, ...], pd.DataFrame]:
    """Counts by each of SETS and by fault, from clean rows.

    A frame for each set: fault, its keys, registrants, selected, revoked, completed. One query
    with GROUPING SETS; an engine without them gets one grouping a set.
    """
    if connection.name in WITHOUT_SETS:
        return {tuple(keys): _plain_group(rows, keys).execute() for keys in SETS}
    columns = ", ".join(KEYS)
    sets = ", ".join(f"(fault, {', '.join(keys)})" for keys in SETS)
    sums = ", ".join(f"SUM({name}) AS {name}" for name in COUNTS[1:])
    flags = ", ".join(f"GROUPING({key}) AS in_{key}" for key in KEYS)
    flagged = [f"in_{key}" for key in KEYS]
    types = dict.fromkeys(["fault", *KEYS], "string") | {"wave": "int64"}
    types |= dict.fromkeys([*flagged, *COUNTS], "int64")
    query = connection.sql(
        f"SELECT fault, {columns}, {flags}, COUNT(*) AS registrants, {sums} "  # noqa: S608
        f"FROM ({connection.compile(rows)}) clean GROUP BY GROUPING SETS ({sets})",
        schema=ibis.schema(types),
    )
    whole = query.to_pyarrow().to_pandas()
    frames = {}
    for keys in SETS:
        mine = pd.Series(True, index=whole.index)
        for key in KEYS:
            mine &= whole[f"in_{key}"] == (0 if key in keys else 1)
        part = whole.loc[mine, ["fault", *keys, *COUNTS]].reset_index(drop=True)
        frames[tuple(keys)] = part.astype(dict.fromkeys(COUNTS, "int64"))
    return frames


def _plain_group(rows: Expression, keys: list[str]) -> Expression:
    return rows.group_by(["fault", *keys]).aggregate(
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
