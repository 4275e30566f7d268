"""Series: all shown figures of one measure in one table, and what each is about and when."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from publicrecord.record.figure_tables import FigureTable, figure_tables
from publicrecord.record.package import Record, Row, rows


@dataclass(frozen=True)
class Series:
    """All shown figures of a measure in one table. claims: the one that is shown of each."""

    table: FigureTable
    measure: Row
    claims: list[Row]

    @property
    def key(self) -> str:
        """What the series is called in addresses: recipients_gross/provinces."""
        return f"{self.measure['measure_id']}/{self.table.key}"


def all_series(record: Record, claims: pd.DataFrame) -> list[Series]:
    """Every series of which a value is known, by table, the measures as the record lists them."""
    shown: dict[tuple[str, str], list[Row]] = {}
    for row in rows(claims[claims["chosen"]]):
        shown.setdefault((row["table"], row["measure_id"]), []).append(row)
    return [
        Series(table, measure, its)
        for table in figure_tables(record)
        for measure in rows(record.table("measures"))
        if (its := shown.get((table.name, measure["measure_id"])))
        and any(row["value"] != "" for row in its)
    ]


def keys_of(table: FigureTable, row: Row) -> tuple[str, str]:
    """The keys of what a figure is about and of when it is, from the key of the figure. Both are
    empty where the figure is of the whole, or of no certain time."""
    parts = row["figure_id"].removeprefix(f"{table.key}/").split("/")
    waves = f"{row['wave_from']}-{row['wave_to']}"
    named = row["wave"], row["survey_id"], row["period"], waves, row["as_of"]
    times = {str(part) for part in named} - {""}
    subject = [part for part in parts if part not in times and part != row["measure_id"]]
    span = [part for part in parts if part in times and part != "-"]
    return "/".join(subject), "/".join(span)
