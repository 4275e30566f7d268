"""Recipients of each province per 1,000 people: labour force, residents, people of 15 and over."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from prakerja.charts.official import official_span
from prakerja.charts.provinces import on_grid
from prakerja.indicators.bases import ON_OLD_BOUNDARIES
from prakerja.indicators.rates import province_rates
from publicrecord.charts.chart import Chart, Column, filled, said
from publicrecord.charts.headline import Statement, true_headline
from publicrecord.charts.ranking import (
    ends_in_words,
    few_lead_one_trails,
    most,
    one_leads_one_trails,
    ranked,
    some_known,
    with_gaps,
)
from publicrecord.indicators.origins import Origin, computed, with_bases
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language
from publicrecord.record.package import Record, rows

COLUMNS = (
    Column("label", N_("Province"), "place"),
    Column("value", N_("Per 1,000"), "number"),
    Column("recipients", N_("Recipients (gross)"), "number"),
    Column("base", N_("People"), "number"),
    Column("base_as_of", N_("People as of"), "date"),
    Column("status", N_("Status"), "status"),
    Column("as_of", N_("Recipients as of"), "date"),
    Column("source_id", N_("Source"), "source"),
    Column("base_source_id", N_("Source of people"), "source"),
)
SLUGS = {
    "labour_force": ("recipients-per-labour-force", "penerima-per-angkatan-kerja"),
    "population_total": ("recipients-per-residents", "penerima-per-penduduk"),
    "population_15plus": ("recipients-per-adults", "penerima-per-penduduk-15-tahun-ke-atas"),
}
SUBTITLES = {
    "labour_force": N_(
        "People named in decrees (gross), {first} to {last}, per 1,000 of the labour force of {day}"
    ),
    "population_total": N_(
        "People named in decrees (gross), {first} to {last}, per 1,000 residents at the end of "
        "{year}"
    ),
    "population_15plus": N_(
        "People named in decrees (gross), {first} to {last}, per 1,000 people aged 15 and over in "
        "the census of {year}, on the {provinces} provinces of then"
    ),
}
ALT = N_(
    "Bar chart of {count} provinces. Highest: {first}, {first_value}. Lowest: {last}, {last_value}."
)
CAVEATS = {
    "labour_force": N_(
        "Recipients of {years} years beside the labour force of one month: a measure of reach, not "
        "a share of people."
    ),
    "population_total": N_(
        "The residents are those of the civil register at the end of {year}, later than the count "
        "of recipients."
    ),
    "population_15plus": N_(
        "The four provinces made in 2022 are added to the provinces they came from, because the "
        "census knows only these."
    ),
}


def _first_together(rates: pd.DataFrame, language: Language) -> dict[str, str]:
    """The provinces in the first place, with the lowest and the highest of their rates."""
    together = rows(most(rates))
    return {
        **ends_in_words(rates, language),
        "first": language.listed([language.of(row, "label") for row in together]),
        "low": language.number(together[-1]["value"]),
        "high": language.number(together[0]["value"]),
    }


def _of_rates_and_people(rates: pd.DataFrame) -> Origin:
    return computed(with_bases(rates))


HEADLINES = (
    Statement(
        one_leads_one_trails,
        N_(
            "{first} has the highest rate, {first_value} per 1,000; {last} the lowest, {last_value}"
        ),
        ends_in_words,
        _of_rates_and_people,
    ),
    Statement(
        few_lead_one_trails,
        N_(
            "{first} have the highest rates, {low} to {high} per 1,000; {last} the lowest, "
            "{last_value}"
        ),
        _first_together,
        _of_rates_and_people,
    ),
    Statement(
        some_known,
        N_("Recipients per 1,000 people, by province: from {last_value} to {first_value}"),
        ends_in_words,
        _of_rates_and_people,
    ),
)


def charts(record: Record, claims: pd.DataFrame, scope: Scope) -> list[Chart]:
    """The charts of rates, and the grid of provinces by rate."""
    bars = [rate_chart(province_rates(record, claims, base), base, record, scope) for base in SLUGS]
    return [*bars, grid_of_rates(bars[0], record)]


def rate_chart(rates: pd.DataFrame, base: str, record: Record, scope: Scope) -> Chart:
    """The bars of province_rates over a base."""
    named = rates.assign(
        label_id=rates["name"], label_en=rates["name_en"], value=rates["value"].round(1)
    )
    frame = ranked(filled(named, "place_figures"))
    counted = str(frame["base_as_of"].max())
    provinces = record.table("provinces")
    codes = provinces["code_34" if base in ON_OLD_BOUNDARIES else "province_code"]
    expected = codes.unique().tolist()
    chart_id, slug = SLUGS[base]

    def words(language: Language) -> dict[str, object]:
        return {
            "day": language.date(counted),
            "year": counted[:4],
            "years": language.in_words(len(scope.official_years)),
            "provinces": len(expected),
            "count": len(frame),
            **official_span(scope, language),
        }

    return Chart(
        chart_id=chart_id,
        slugs={"id": slug},
        story="comparison",
        mark="bars",
        frame=frame,
        columns=COLUMNS,
        brief=("label", "value", "recipients", "base"),
        measure_ids=("recipients_gross", base),
        headline=true_headline(chart_id, with_gaps(frame, "province_code", expected), HEADLINES),
        subtitle=said(SUBTITLES[base], words),
        alt=said(ALT, lambda language: words(language) | ends_in_words(frame, language)),
        notes=(said(CAVEATS[base], words),),
    )


def grid_of_rates(bars: Chart, record: Record) -> Chart:
    """Every province as a square at its place, shaded by its rate; bars: the chart as bars."""
    frame = on_grid(bars.frame, record)
    return replace(
        bars,
        chart_id="provinces-on-a-grid-by-rate",
        slugs={"id": "provinsi-dalam-petak-menurut-tingkat"},
        story="reach",
        mark="tiles",
        frame=frame,
        subtitle=said(
            N_("{what}; one square a province"),
            lambda language: {"what": bars.subtitle(language)},
        ),
        alt=said(
            N_(
                "Grid of {count} squares, one a province. Highest: {first}, {first_value}. "
                "Lowest: {last}, {last_value}."
            ),
            lambda language: {"count": len(frame), **ends_in_words(frame, language)},
        ),
        notes=(
            said(
                N_(
                    "The shades are five classes of equal size, per 1,000. The letters are those "
                    "of ISO 3166-2; a square says nothing of a province's size."
                )
            ),
            *bars.notes,
        ),
    )
