"""The counts of all places by period in one answer each: as rows, as points of a map, as JSON-stat.

They are the counts of the source that counts the people of every place of the lower level; a place
of the upper level is the sum of those in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from publicrecord.api.cells import plain_cell
from publicrecord.geography import Level
from publicrecord.indicators.naming import FigureNames
from publicrecord.indicators.place_counts import COLUMNS, province_counts, regency_counts
from publicrecord.language import Language
from publicrecord.record.contract import PLACE_CODE
from publicrecord.record.package import Record, Row, rows
from publicrecord.record.place_codes import place_code

ROW = (PLACE_CODE, "code", "period", "value", "status", "as_of", "source_id")
DECIMALS = 4  # of degrees: eleven metres


@dataclass(frozen=True)
class PlaceTable:
    """The counts of the places of one level.

    name: in addresses, such as places. counts: one row a place and period, with the columns ROW.
    """

    record: Record
    level: Level
    name: str
    counts: list[Row]

    @cached_property
    def measure(self) -> Row:
        """What is counted."""
        wanted = self.record.settings.place_counts.measure_id
        listed = rows(self.record.table("measures"))
        return next(row for row in listed if row["measure_id"] == wanted)

    @cached_property
    def periods(self) -> list[str]:
        """The periods that are counted, years before sums of years."""
        found = {str(row["period"]) for row in self.counts}
        return sorted(found, key=lambda period: (len(period), period))

    @cached_property
    def places(self) -> list[Row]:
        """The places that are counted, as the table of the level lists them."""
        counted = {row["code"] for row in self.counts}
        listed = rows(self.record.table(self.level.table))
        return [row for row in listed if row[self.level.code] in counted]

    @cached_property
    def values(self) -> dict[tuple[str, str], Any]:
        """The value of each place and period, None where none is known."""
        return {(row["code"], row["period"]): plain_cell(row["value"]) for row in self.counts}


def place_tables(record: Record, claims: pd.DataFrame) -> list[PlaceTable]:
    """The counts of the upper and of the lower level."""
    upper, lower = record.settings.geography.levels[:2]
    counted = regency_counts(record, claims, record.settings.place_counts)
    sums = province_counts(record, counted).rename(columns={upper.code: "code"})
    tables = (upper, upper.table, sums), (lower, "places", counted.assign(claim_ids=""))
    return [
        PlaceTable(record, level, name, _coded(record, level, frame[COLUMNS]))
        for level, name, frame in tables
    ]


def _coded(record: Record, level: Level, counts: pd.DataFrame) -> list[Row]:
    """The counts in the order of places and periods, with the codes that stay text."""
    listed = rows(counts.sort_values(["code", "period"], ignore_index=True))
    settings = record.settings
    return [row | {PLACE_CODE: place_code(settings, level.name, row["code"])} for row in listed]


def national_answers(record: Record, claims: pd.DataFrame) -> Iterator[tuple[str, dict[str, Any]]]:
    """The address and answer of each table, as rows and as points."""
    names = FigureNames(record)
    for table in place_tables(record, claims):
        yield f"by-period/{table.name}.json", by_period(table, names)
        yield f"geo/{table.name}.geojson", points(table, names)


def statistical_answers(
    record: Record, claims: pd.DataFrame
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The address and answer of each table as JSON-stat, in each language."""
    names = FigureNames(record)
    for table in place_tables(record, claims):
        for language in record.settings.languages:
            yield f"stat/{language.code}/{table.name}.json", json_stat(table, names, language)


def by_period(table: PlaceTable, names: FigureNames) -> dict[str, Any]:
    """All counts of the places of a level as rows, and the places that they name by code."""
    settings = table.record.settings
    return {
        **{key: table.measure[key] for key in ("measure_id", "unit", "basis")},
        **{name: table.measure[name] for name in settings.columns("name")},
        "periods": table.periods,
        "places": [_named(table, place, names) for place in table.places],
        "rows": [{key: plain_cell(row[key]) for key in ROW} for row in table.counts],
    }


def points(table: PlaceTable, names: FigureNames) -> dict[str, Any]:
    """The places of a level as points with their counts (GeoJSON, RFC 7946). A place of the upper
    level is drawn in the middle of those in it."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": place[table.level.code],
                "geometry": {"type": "Point", "coordinates": where},
                "properties": _named(table, place, names) | _by_name(table, place),
            }
            for place, where in _positions(table)
        ],
    }


def _by_name(table: PlaceTable, place: Row) -> dict[str, Any]:
    """The counts of a place, named by measure and period."""
    code, stem = place[table.level.code], table.measure["measure_id"]
    return {
        f"{stem}_{period.replace('-', '_')}": table.values.get((code, period))
        for period in table.periods
    }


def json_stat(table: PlaceTable, names: FigureNames, language: Language) -> dict[str, Any]:
    """All counts of the places of a level as a data set of JSON-stat 2.0, in one language."""
    codes = [str(place[table.level.code]) for place in table.places]
    labels = {place: names.place(place, language) for place in codes}
    cells = [table.values.get((place, period)) for place in codes for period in table.periods]
    days = [str(row["as_of"]) for row in table.counts]
    unit = {"label": table.measure["unit"], "decimals": 0}  # people are counted whole
    return {
        "version": "2.0",
        "class": "dataset",
        "label": language.of(table.measure, "name"),
        "note": [language.of(table.measure, "definition")],
        "source": ", ".join(sorted({str(row["source_id"]) for row in table.counts})),
        "updated": max(days),
        "id": ["place", "period", "measure"],
        "size": [len(codes), len(table.periods), 1],
        "role": {"time": ["period"], "geo": ["place"], "metric": ["measure"]},
        "dimension": {
            "place": {"category": {"index": codes, "label": labels}},
            "period": {"category": {"index": table.periods}},
            "measure": {
                "category": {
                    "label": {table.measure["measure_id"]: language.of(table.measure, "name")},
                    "unit": {table.measure["measure_id"]: unit},
                }
            },
        },
        "value": cells,
    }


def _named(table: PlaceTable, place: Row, names: FigureNames) -> dict[str, Any]:
    """The code of a place, its name in every language, and the code of the place around it."""
    upper = table.record.settings.geography.upper
    code = str(place[table.level.code])
    around = {} if table.level == upper else {upper.code: place[upper.code]}
    languages = table.record.settings.languages
    return {
        PLACE_CODE: place_code(table.record.settings, table.level.name, code),
        "code": code,
        **{f"name_{language.code}": names.place(code, language) for language in languages},
        **around,
    }


def _positions(table: PlaceTable) -> Iterator[tuple[Row, list[float]]]:
    """The places with longitude and latitude."""
    upper, lower = table.record.settings.geography.levels[:2]
    within = upper.code if table.level == upper else lower.code
    axes = ["lng", "lat"]
    middles = table.record.table(lower.table).groupby(within)[axes].mean()
    where = dict(zip(middles.index, middles[axes].to_numpy().round(DECIMALS).tolist(), strict=True))
    for place in table.places:
        yield place, where[place[table.level.code]]
