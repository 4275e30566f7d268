"""The coverage as the Data page draws it: strips of waves, and tables of years and places."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Self

import pandas as pd

from publicrecord.context.place_index import place_name
from publicrecord.indicators import coverage
from publicrecord.indicators.coverage import KNOWN, UNFIT, WHOLE
from publicrecord.language import Language
from publicrecord.pages.page_context import PageContext
from publicrecord.record.package import rows

STATES = (KNOWN, UNFIT, "not_published", "suppressed", "not_known")
FEW_PLACES = 30  # so many are named one by one
FEW, MANY = 10, 100  # where the shades of the tables change


@dataclass(frozen=True)
class WaveRuns:
    """A measure by wave. runs: (state, first wave, number of waves) for neighbours alike.
    known: waves with a value. gaps: state and spans of waves in words."""

    name: str
    runs: list[tuple[str, int, int]]
    known: int
    gaps: list[tuple[str, str]]


@dataclass(frozen=True)
class CoverageRow:
    """A row of a table of coverage. cells: shade (0 to 3) and text, one a year."""

    name: str
    cells: list[tuple[int, str]]


@dataclass(frozen=True)
class Coverage:
    """What the record knows and lacks; states are named as reference/codes.csv names them.

    waves: how many there are. turns: the waves after which a year ends. strips: measures by wave.
    columns: the years in words. years: measures by year. places: measures of places by year.
    province_measures: the columns of provinces, which has a line a province. named: measures that
    few places have, with names and addresses of these. states: each with its name.
    """

    waves: int
    turns: list[int]
    strips: list[WaveRuns]
    columns: list[str]
    years: list[CoverageRow]
    places: list[CoverageRow]
    province_measures: list[str]
    provinces: list[CoverageRow]
    named: list[tuple[str, list[tuple[str, str]]]]
    states: list[tuple[str, str]]

    @classmethod
    def of(cls, page_context: PageContext) -> Self:
        """The coverage of the record in the language of the page."""
        record, figures = page_context.record, coverage.figures(page_context.content.claims)
        language, names = page_context.language, page_context.names
        years = list(record.table("waves").sort_values("wave")["year"])
        known = coverage.recorded_years(record)
        places = page_context.content.place_index.place
        of_provinces = coverage.province_coverage(record, figures, known)
        measures = sorted(set(of_provinces["measure_id"]))
        return cls(
            waves=len(years),
            turns=[i for i in range(1, len(years)) if years[i] != years[i - 1]],
            strips=[
                _strip(page_context, measure, states, len(years))
                for measure, states in coverage.wave_coverage(figures).items()
            ],
            columns=[_year(year, language) for year in known],
            years=_by_year(page_context, figures, known),
            places=_by_place(page_context, figures, known),
            province_measures=[names.measure(m, language) for m in measures],
            provinces=_by_province(page_context, of_provinces, measures, known),
            named=[
                (
                    names.measure(measure, language),
                    [_place(page_context, code) for code in codes if code in places],
                )
                for measure, codes in coverage.named_places(record, figures, FEW_PLACES).items()
            ],
            states=[(state, state_name(page_context, state)) for state in STATES],
        )


def state_name(page_context: PageContext, state: str) -> str:
    """What a state is called."""
    if state == KNOWN:
        return page_context.language.gettext("known")
    return page_context.codes.name("status", state, page_context.language)


def _strip(page_context: PageContext, measure: str, states: dict[int, str], count: int) -> WaveRuns:
    language = page_context.language
    said = [states.get(wave, "") for wave in range(1, count + 1)]
    runs, first = [], 1
    for state, run in groupby(said):
        length = len([*run])
        if state:
            runs.append((state, first, length))
        first += length
    gaps = [
        (
            state_name(page_context, state),
            coverage.spans_in_words([w for w, s in states.items() if s == state], language),
        )
        for state in STATES[1:]
        if state in states.values()
    ]
    missing = [wave for wave, state in enumerate(said, 1) if not state]
    if missing:
        gaps.append((language.gettext("no row"), coverage.spans_in_words(missing, language)))
    return WaveRuns(page_context.names.measure(measure, language), runs, said.count(KNOWN), gaps)


def _by_year(
    page_context: PageContext, figures: pd.DataFrame, years: list[str]
) -> list[CoverageRow]:
    """Every measure of the record that has figures: how many, and how many lack a value."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    for row in rows(coverage.year_coverage(page_context.record, figures, years)):
        states = found.setdefault(row["measure_id"], {}).setdefault(row["year"], {})
        states[row["state"]] = row["count"]
    return [
        CoverageRow(
            page_context.names.measure(measure, page_context.language),
            [_cell(page_context, found[measure].get(year, {})) for year in years],
        )
        for measure in page_context.record.table("measures")["measure_id"]
        if measure in found
    ]


def _cell(page_context: PageContext, states: dict[str, int]) -> tuple[int, str]:
    """The number of figures known, then those without, each with its state in words."""
    known = states.get(KNOWN, 0)
    texts = [page_context.language.number(known)] if known else []
    texts += [
        f"{state_name(page_context, state)} {page_context.language.number(states[state])}"
        for state in STATES[1:]
        if state in states
    ]
    return _shade(known), "; ".join(texts)


def _by_place(
    page_context: PageContext, figures: pd.DataFrame, years: list[str]
) -> list[CoverageRow]:
    """How many places of each level have a value."""
    language, record = page_context.language, page_context.record
    levels = {level.name: level.table for level in record.settings.geography.levels[:2]}
    found: dict[tuple[str, str], dict[str, tuple[int, int]]] = {}
    for row in rows(coverage.place_coverage(record, figures, years)):
        found.setdefault((row["level"], row["measure_id"]), {})[row["year"]] = (
            row["count"],
            row["whole"],
        )
    return [
        CoverageRow(
            f"{page_context.names.measure(measure, language)}, {language.levels[levels[level]]}",
            [
                (_part(*counts[year]), "/".join(map(str, counts[year])))
                if year in counts else (0, "")
                for year in years
            ],
        )
        for (level, measure), counts in found.items()
    ]  # fmt: skip


def _by_province(
    page_context: PageContext, of_provinces: pd.DataFrame, measures: list[str], years: list[str]
) -> list[CoverageRow]:
    """Each place of the upper level: the years of each measure that are known, and the state of
    others."""
    upper = page_context.record.settings.geography.upper
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for row in rows(of_provinces):
        states = found.setdefault((row[upper.code], row["measure_id"]), {})
        states.setdefault(row["state"], []).append(row["year"])
    return [
        CoverageRow(
            place_name(place, page_context.language),
            [
                _years_known(page_context, found.get((place["code"], m), {}), years)
                for m in measures
            ],
        )
        for place in page_context.content.place_index.places[upper.name]
    ]


def _years_known(
    page_context: PageContext, states: dict[str, list[str]], years: list[str]
) -> tuple[int, str]:
    texts = []
    for state in STATES:
        if state in states:
            known = ", ".join(
                _year(year, page_context.language) for year in years if year in states[state]
            )
            texts.append(known if state == KNOWN else f"{state_name(page_context, state)} {known}")
    return 2 if KNOWN in states else 0, "; ".join(texts)


def _place(page_context: PageContext, code: str) -> tuple[str, str]:
    """The name of a place and the address of its page."""
    return str(page_context.content.place_index.place[code]["name"]), page_context.place_href(code)


def _year(year: str, language: Language) -> str:
    return language.gettext("several years") if year == WHOLE else year


def _shade(count: int) -> int:
    return (count > 0) + (count >= FEW) + (count >= MANY)


def _part(count: int, whole: int) -> int:
    """The shade of a part: some, at least half, all."""
    return (count > 0) + (2 * count >= whole) + (count >= whole)
