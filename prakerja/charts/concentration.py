"""Who gets more and who gets less: the far ends, the Lorenz curve, Java and the rest, change."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.change import change_chart
from prakerja.charts.curve import curve_chart
from prakerja.charts.java import java_chart
from prakerja.charts.official import official_span
from prakerja.charts.places import in_all_places, labelled
from prakerja.charts.provinces import most_and_fewest
from prakerja.indicators.concentration import by_island_of_java, top_share
from prakerja.indicators.places import province_totals, regency_totals, years
from prakerja.indicators.waves import years_of_change
from publicrecord.charts.chart import ORIGIN, Chart, Column, filled, said
from publicrecord.charts.headline import Statement, true_headline
from publicrecord.charts.ranking import all_known, ends_in_words, fewest, ranked, some_known
from publicrecord.indicators.origins import Origin, computed
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language
from publicrecord.record.package import Record

ENDS = 10
COLUMNS = (
    Column("label", N_("Regency or city"), "place"),
    Column("province", N_("Province"), "text"),
    Column("group", N_("Most or fewest"), "text"),
    Column("value", N_("Recipients"), "number"),
    Column("per_1000", N_("Per 1,000 residents"), "number"),
    *ORIGIN,
)


def charts(record: Record, claims: pd.DataFrame, scope: Scope) -> list[Chart]:
    """The charts of concentration, of the far ends and of change."""
    regencies = filled(regency_totals(record, claims), "place_figures")
    provinces = province_totals(record, claims)
    by_year = years(record, claims)
    return [
        far_ends_chart(regencies, record, scope),
        curve_chart(provinces, regencies, record, scope),
        java_chart(by_island_of_java(by_year, provinces, record), scope),
        change_chart(by_year, provinces, years_of_change(record), record, scope),
    ]


def several_tens_known(places: pd.DataFrame) -> bool:
    """Whether every place has a value, and there are more than ten at each end."""
    return all_known(places) and len(places) > 2 * ENDS


def several_tens_known_and_one_trails(places: pd.DataFrame) -> bool:
    """The same, and one place clearly has fewest."""
    return several_tens_known(places) and len(fewest(places)) == 1


def _ends(places: pd.DataFrame, language: Language) -> dict[str, str]:
    return {
        "count": language.number(len(places)),
        "share": language.number(round(top_share(places, ENDS), 1)),
        **ends_in_words(places, language),
    }


def _of_last(places: pd.DataFrame) -> Origin:
    return computed(places, fewest(places).head(1))


HEADLINES = (
    Statement(
        several_tens_known_and_one_trails,
        N_(
            "Ten of {count} regencies and cities have {share} percent of all recipients; {last} "
            "has the fewest, {last_value}"
        ),
        _ends,
        _of_last,
    ),
    Statement(
        several_tens_known,
        N_("Ten of {count} regencies and cities have {share} percent of all recipients"),
        _ends,
    ),
    Statement(
        some_known,
        N_("Recipients of single regencies and cities: from {last_value} to {first_value}"),
        ends_in_words,
    ),
)


def far_ends_chart(regencies: pd.DataFrame, record: Record, scope: Scope) -> Chart:
    """The regencies with most and fewest recipients, from regency_totals."""
    every = labelled(ranked(regencies), record)
    frame = most_and_fewest(every, ENDS)
    return Chart(
        chart_id="regencies-most-and-fewest",
        slugs={"id": "kabupaten-kota-terbanyak-dan-paling-sedikit"},
        story="comparison",
        mark="bars",
        frame=frame,
        columns=COLUMNS,
        measure_ids=("recipients_gross",),
        headline=true_headline(
            "regencies-most-and-fewest", in_all_places(every, record), HEADLINES
        ),
        subtitle=said(
            N_(
                "The ten regencies and cities with most and the ten with fewest people named in "
                "decrees (gross), {first} to {last}"
            ),
            lambda language: official_span(scope, language),
        ),
        alt=said(
            N_(
                "Bar chart of the {count} regencies and cities with most and the {count} with "
                "fewest recipients, from {first}, {first_value}, to {last}, {last_value}."
            ),
            lambda language: {"count": ENDS, **ends_in_words(frame, language)},
        ),
    )
