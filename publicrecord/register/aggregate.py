"""The passes over the rows, grouped in the engine: what rows there are, then people and the sums of
their record keys."""

from __future__ import annotations

from functools import reduce
from typing import Any

import ibis
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from ibis import _
from ibis.expr.types import Table as Expression

from publicrecord.register.cells import Cells
from publicrecord.register.mapping import Mapping
from publicrecord.register.places import Classifications
from publicrecord.register.read import fault, is_broken

Frames = dict[tuple[str, ...], pd.DataFrame]
SETS = [("wave", "place"), ("regency", "profile"), ("wave", "profile", "outcome")]
"""What people are grouped by; every table is a sum of one of these."""
GROUPED = {
    "wave": "int64", "place": "int32", "regency": "int32", "profile": "int16", "outcome": "int16",
}  # fmt: skip
SUMS = ["people", "keys"]
BATCH = 100_000


def count_faults(table: Expression, mapping: Mapping, kinds: Classifications) -> dict[str, int]:
    """Rows of the register that break a rule, by the first rule that they break."""
    cells = Cells(table, mapping)
    broken = table.filter(is_broken(cells, kinds)).select(fault=fault(cells, kinds))
    found = broken.group_by("fault").aggregate(rows_read=_.count()).execute()
    return dict(zip(found["fault"], map(int, found["rows_read"]), strict=True))


def count_rows(sound: Expression, mapping: Mapping) -> pd.DataFrame:
    """Rows of the register, whoever they are of: one row a place as it is written, with written
    and rows_read. sound: sound_rows."""
    # By nothing else: DuckDB groups by one text, of which few are different, without a look at it
    # in every row.
    rows = sound.select(written=Cells(sound, mapping).written("place"))
    groups = rows.group_by("written").aggregate(rows_read=_.count())
    frame: pd.DataFrame = groups.to_pyarrow().to_pandas(strings_to_categorical=True)
    return frame


def without_row(
    sound: Expression, mapping: Mapping, places: pd.DataFrame, waves: list[str]
) -> list[str]:
    """Which of these waves have no row with one of these known_places. sound: sound_rows."""
    if not waves:
        return []
    cells = Cells(sound, mapping)
    rows = sound.select(wave=cells.whole("wave"), written=cells.written("place"))
    rows = rows.filter(rows.wave.isin(list(map(int, waves))))
    there = rows.semi_join(ibis.memtable(places[["written"]]), "written").select("wave").distinct()
    found = set(map(str, there.execute()["wave"]))
    return [name for name in waves if name not in found]


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
