"""Who gets more and who gets less: the far ends, the Lorenz curve, Java and the rest, change."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.change import change_chart
from prakerja.charts.columns import END, PER_1000, PROVINCE_OF_REGENCY, RECIPIENTS, REGENCY
from prakerja.charts.curve import curve_chart
from prakerja.charts.java import java_chart
from prakerja.charts.official import official_span
from prakerja.charts.places import in_all_places, labelled
from prakerja.charts.provinces import OWN_SCALES, most_and_fewest
from prakerja.charts.site_chart import site_chart
from prakerja.indicators.bases import denominators
from prakerja.indicators.concentration import by_island_of_java, top_share
from prakerja.indicators.places import province_totals, regency_totals, years
from prakerja.indicators.waves import years_of_change
from publicrecord.charts import ranking
from publicrecord.charts.chart import ORIGIN, Chart, require_values, said
from publicrecord.charts.headline import Statement
from publicrecord.indicators.origins import computed
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language
from publicrecord.record.package import Record

ENDS = 10
COLUMNS = (
    REGENCY,
    PROVINCE_OF_REGENCY,
    END,
    RECIPIENTS,
    PER_1000,
    *ORIGIN,
)


def charts(record: Record, claims: pd.DataFrame, scope: Scope) -> list[Chart]:
    """The charts of concentration, of the far ends and of change."""
    regencies = require_values(regency_totals(record, claims), "place_figures")
    provinces = province_totals(record, claims)
    by_year, residents = years(record, claims), denominators(record, "province", "population_total")
    return [
        far_ends_chart(regencies, record, scope),
        curve_chart(provinces, regencies, record),
        java_chart(by_island_of_java(by_year, residents, record), scope),
        change_chart(by_year, years_of_change(record), record, scope),
    ]


def several_tens_known(places: pd.DataFrame) -> bool:
    """Whether every place has a value, and there are more than ten at each end."""
    return ranking.all_known(places) and len(places) > 2 * ENDS


def several_tens_known_and_one_trails(places: pd.DataFrame) -> bool:
    """The same, and one place clearly has fewest."""
    return several_tens_known(places) and len(ranking.fewest(places)) == 1


def _ends(places: pd.DataFrame, language: Language) -> dict[str, str]:
    return {
        "count": language.number(len(places)),
        "share": language.number(round(top_share(places, ENDS), 1)),
        **ranking.ends_in_words(places, language),
    }


def _ten(places: pd.DataFrame) -> pd.DataFrame:
    return ranking.ranked(places).head(ENDS)


def _ten_and_fewest(places: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([_ten(places), ranking.fewest(places)])


HEADLINES = (
    Statement(
        several_tens_known_and_one_trails,
        N_(
            "Ten of {count} regencies and cities have {share} percent of all recipients; {last} "
            "has the fewest, {last_value}"
        ),
        _ends,
        lambda places: computed(places, ranking.fewest(places).head(1)),
        _ten_and_fewest,
    ),
    Statement(
        several_tens_known,
        N_("Ten of {count} regencies and cities have {share} percent of all recipients"),
        _ends,
        subject=_ten,
    ),
    Statement(
        ranking.some_known,
        N_("Recipients of single regencies and cities: {range}"),
        ranking.ends_in_words,
    ),
)


def far_ends_chart(regencies: pd.DataFrame, record: Record, scope: Scope) -> Chart:
    """The regencies with most and fewest recipients, from regency_totals."""
    every = labelled(ranking.ranked(regencies), record)
    frame = most_and_fewest(every, ENDS)
    return site_chart(
        "regencies-most-and-fewest",
        frame,
        COLUMNS,
        HEADLINES,
        about=in_all_places(every, record),
        mark="bars",
        measure_ids=("recipients_gross",),
        subtitle=said(
            N_(
                "The ten regencies and cities with most and the ten with fewest people named in "
                "decrees (gross), {first} to {last}"
            ),
            lambda language: official_span(scope, language),
        ),
        notes=(said(OWN_SCALES),),
        alt=said(
            N_(
                "Bar chart of the {count} regencies and cities with most and the {count} with "
                "fewest recipients, from {first}, {first_value}, to {last}, {last_value}."
            ),
            lambda language: {"count": ENDS, **ranking.ends_in_words(frame, language)},
        ),
    )
