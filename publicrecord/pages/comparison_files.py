"""Files to compare places with, for all languages: counts and rates, distances, similar places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from publicrecord.characters import inert
from publicrecord.context.site_context import SiteContext
from publicrecord.csv_text import csv_text
from publicrecord.files.small_workbook import small_workbook
from publicrecord.indicators.place_counts import is_whole_period
from publicrecord.record.package import Row, rows, without_point

FOLDER = "data/comparison"
"""Where the files are, below the root of the site."""
RATES = (
    "level", "code", "name", "period", "measure_id", "value", "residents", "per_1000", "rank",
    "rate_rank", "rated", "status", "as_of", "source_id", "base_as_of", "base_source_id",
)  # fmt: skip

Line = list[object]
"""The cells of a row as they are written."""


def comparison_files(content: SiteContext) -> Iterator[tuple[str, bytes]]:
    """The files with their addresses in the site: rates.csv, the count and rate of each place and
    the country in each year and over all; the same of each place with its province and the country,
    by its code, also as a workbook; nearest.csv and similar.csv, a row a pair; variables.csv, what
    places are compared by.
    """
    index, listed = content.place_index, rates(content)
    lines = _lines(RATES, listed)
    yield _file("rates.csv", RATES, lines)
    of_place: dict[str, list[Line]] = {}
    for row, line in zip(listed, lines, strict=True):
        of_place.setdefault(row["code"], []).append(line)
    country = of_place.get(index.nation.get("code", ""), [])
    for code, row in index.totals.items():
        around = of_place[row[index.levels[0].code]] if "rank_within" in row else []
        shown = [*of_place[code], *around, *country]
        yield _file(f"places/{code}.csv", RATES, shown)
        yield f"{FOLDER}/places/{code}.xlsx", small_workbook([RATES, *shown])
    for name, pairs, distance in (
        ("nearest", index.nearest, "km"),
        ("similar", index.similar, "distance"),
    ):
        columns = ("code", "name", "peer", "peer_name", distance)
        found = (
            {
                **pair,
                "name": index.place[pair["code"]]["name"],
                "peer_name": index.place[pair["peer"]]["name"],
                distance: round(pair[distance], 4),
            }
            for of_one in pairs.values()
            for pair in of_one
        )
        yield _file(f"{name}.csv", columns, _lines(columns, found))
    compared = [frame.assign(level=level) for level, frame in index.compared_by.items()]
    variables = pd.concat(compared).sort_values(["level", "code"])
    others = [str(key) for key in variables if key not in ("level", "code")]
    named = ["level", "code", *others]
    yield _file("variables.csv", named, _lines(named, rows(variables)))


def rates(content: SiteContext) -> list[Row]:
    """The count and rate of the country and of each place: over all years, then of each year."""
    index, counts = content.place_index, content.record.settings.place_counts
    whole = index.counted[is_whole_period(index.counted)]["period"]
    levels = {row["code"]: level for level, listed in index.ranking.items() for row in listed}
    country = {"level": "country", "name": content.record.settings.country}
    found = []
    for row in [index.nation, *index.totals.values()] if index.nation else []:
        code = row["code"]
        same = {"measure_id": counts.measure_id} | (
            {"level": levels[code], "name": index.place[code]["name"]}
            if code in levels
            else country
        )
        found.append({**row, **same, "period": whole.iloc[0]})
        found += [{**year, **same} for year in index.years.get(code, [])]
    return found


def _file(name: str, columns: Iterable[str], lines: Iterable[Line]) -> tuple[str, bytes]:
    """A CSV file with its address in the site."""
    return f"{FOLDER}/{name}", csv_text(columns, lines).encode()


def _lines(names: Iterable[str], listed: Iterable[Row]) -> list[Line]:
    """Rows as they are written; a column that a row does not have is empty in it."""
    return [[_cell(row.get(name, "")) for name in names] for row in listed]


def _cell(value: object) -> object:
    """A value as it is written: whole numbers without decimals, texts that no program runs."""
    if isinstance(value, float):
        return without_point(value)
    return inert(str(value))
