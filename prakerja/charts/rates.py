"""Recipients of each province per 1,000 people: labour force, residents, people of 15 and over."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from prakerja.charts.official import official_span
from prakerja.charts.reach import on_grid
from prakerja.indicators.rates import province_rates
from publicrecord.charts.chart import Chart, Column, Headline, ends_in_words, filled
from publicrecord.indicators.origins import computed, with_bases
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language
from publicrecord.record.package import Record

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


def charts(record: Record, claims: pd.DataFrame, scope: Scope) -> list[Chart]:
    """The charts of rates, and the grid of provinces by rate."""
    bars = [_rates(record, claims, base, scope) for base in SLUGS]
    return [*bars, _tiles(bars[0], record)]


def _rates(record: Record, claims: pd.DataFrame, base: str, scope: Scope) -> Chart:
    rates = province_rates(record, claims, base)
    frame = filled(
        rates.assign(
            label_id=rates["name"], label_en=rates["name_en"], value=rates["value"].round(1)
        ),
        "place_figures",
    )
    top, few = frame.iloc[0], frame.iloc[-1]
    chart_id, slug = SLUGS[base]
    counted = str(frame["base_as_of"].max())

    def headline(language: Language) -> str:
        return language.gettext(
            "{first} has the highest rate, {first_value} per 1,000; {last} the lowest, {last_value}"
        ).format(**ends_in_words(top, few, language))

    def subtitle(language: Language) -> str:
        return language.gettext(SUBTITLES[base]).format(
            day=language.date(counted),
            year=counted[:4],
            provinces=len(frame),
            **official_span(scope, language),
        )

    def caveat(language: Language) -> str:
        return language.gettext(CAVEATS[base]).format(
            year=counted[:4], years=language.in_words(len(scope.official_years))
        )

    def alt(language: Language) -> str:
        return language.gettext(
            "Bar chart of {count} provinces. Highest: {first}, {first_value}. Lowest: {last}, "
            "{last_value}."
        ).format(count=len(frame), **ends_in_words(top, few, language))

    return Chart(
        chart_id=chart_id,
        slugs={"id": slug},
        story="comparison",
        mark="bars",
        frame=frame,
        columns=COLUMNS,
        brief=("label", "value", "recipients", "base"),
        measure_ids=("recipients_gross", base),
        headline=Headline(headline, computed(with_bases(frame))),
        subtitle=subtitle,
        alt=alt,
        notes=(caveat,),
    )


def _tiles(chart: Chart, record: Record) -> Chart:
    """Every province as a square at its place, shaded by its rate."""
    return replace(
        chart,
        chart_id="provinces-on-a-grid-by-rate",
        slugs={"id": "provinsi-dalam-petak-menurut-tingkat"},
        story="reach",
        mark="tiles",
        frame=on_grid(chart.frame, record),
        subtitle=lambda language: language.gettext("{what}; one square a province").format(
            what=chart.subtitle(language)
        ),
        notes=(
            lambda language: language.gettext(
                "The shades are five classes of equal size, per 1,000. The letters are those of "
                "ISO 3166-2; a square says nothing of a province's size."
            ),
            *chart.notes,
        ),
    )
