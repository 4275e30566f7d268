"""The scope of the record: its years, waves and places, and what the official file covers.

Texts take these facts from here, so that a new wave, a new year or a newer official file needs no
change of a text.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from publicrecord.record.claims import countable
from publicrecord.record.package import Record
from publicrecord.record.periods import years
from publicrecord.record.validity import last_day, valid


@dataclass(frozen=True)
class Scope:
    """What the record covers.

    years: those that have waves, in order. waves: how many there are; provinces,
    regencies: how many places of the upper and of the lower level there were on the day the
    official file ends on.
    official_source: the source_id of the official file, which counts people by place (setting
    place_counts). official_years: the years that it has a count for, in order. official_as_of:
    the day it ends on. unfinished_year: the year that it ends in, if it counts no last wave of that
    year and so has only a part of it; else empty.
    """

    years: tuple[str, ...]
    waves: int
    provinces: int
    regencies: int
    official_source: str
    official_years: tuple[str, ...]
    official_as_of: str
    unfinished_year: str

    @property
    def first_year(self) -> str:
        """The year of the first wave."""
        return self.years[0]

    @property
    def last_year(self) -> str:
        """The year of the last wave."""
        return self.years[-1]

    @property
    def official_month(self) -> str:
        """The month that the official file ends in, as an ISO date: 2024-08."""
        return self.official_as_of[:7]


def read_scope(record: Record, claims: pd.DataFrame) -> Scope:
    """The scope of a record and its claims on figures."""
    counts, shown = record.settings.place_counts, countable(claims)
    counted = shown[
        (shown["table"] == "place_figures")
        & (shown["source_id"] == counts.source_id)
        & (shown["measure_id"] == counts.measure_id)
    ]
    upper, lower = record.settings.geography.levels[:2]
    as_of = str(counted["as_of"].max())
    single = counted.loc[~counted["period"].str.contains("-"), "period"]
    latest = counted[counted["period"].eq(as_of[:4]) & counted["as_of"].eq(as_of)]
    running = not latest.empty and bool(latest["wave_to"].isna().all())
    return Scope(
        years=years(record),
        waves=len(record.table("waves")),
        provinces=len(valid(record, upper, last_day(as_of))),
        regencies=len(valid(record, lower, last_day(as_of))),
        official_source=counts.source_id,
        official_years=tuple(sorted(single.unique())),
        official_as_of=as_of,
        unfinished_year=as_of[:4] if running else "",
    )
