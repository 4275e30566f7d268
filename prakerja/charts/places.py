"""Every regency and city as a dot at its place."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.columns import PER_1000, PROVINCE_OF_REGENCY, RECIPIENTS, REGENCY
from prakerja.charts.official import official_span, valid_then
from prakerja.charts.site_chart import site_chart
from prakerja.indicators.places import regency_totals
from prakerja.land import land
from prakerja.settings import SETTINGS, text_columns
from publicrecord.charts import ranking
from publicrecord.charts.chart import ORIGIN, Chart, Column, require_values, said
from publicrecord.charts.headline import Statement
from publicrecord.charts.layouts.map import smallest_true
from publicrecord.indicators.origins import Origin, computed
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language
from publicrecord.record.package import Record

COLUMNS = (
    REGENCY,
    Column("code", N_("Code"), "text"),
    PROVINCE_OF_REGENCY,
    RECIPIENTS,
    PER_1000,
    *ORIGIN,
)


def recipients_everywhere(totals: pd.DataFrame) -> bool:
    """Whether every place has recipients."""
    return ranking.all_known(totals) and bool((totals["value"] > 0).all())


def recipients_everywhere_with_clear_ends(totals: pd.DataFrame) -> bool:
    """Whether every place has recipients, one clearly most and one clearly fewest."""
    return recipients_everywhere(totals) and ranking.one_leads_one_trails(totals)


def _ends(totals: pd.DataFrame, language: Language) -> dict[str, str]:
    count = int(totals["value"].notna().sum())
    return {"count": language.number(count), **ranking.ends_in_words(totals, language)}


def _of_ends(totals: pd.DataFrame) -> Origin:
    """The smallest value is named first."""
    known = ranking.ranked(totals[totals["value"].notna()])
    return computed(known, known.iloc[[-1, 0]])


HEADLINES = (
    Statement(
        recipients_everywhere_with_clear_ends,
        N_(
            "Recipients in all {count} regencies and cities: from {last_value} in {last} to "
            "{first_value} in {first}"
        ),
        _ends,
        _of_ends,
        subject=ranking.ends,
    ),
    Statement(
        recipients_everywhere,
        N_("Recipients in all {count} regencies and cities: {range}"),
        _ends,
        _of_ends,
    ),
    Statement(
        ranking.some_known,
        N_("Recipients are known for {count} regencies and cities: {range}"),
        _ends,
        _of_ends,
    ),
)


def charts(record: Record, claims: pd.DataFrame, scope: Scope) -> list[Chart]:
    """The map of dots."""
    return [map_chart(regency_totals(record, claims), record, scope)]


def map_chart(totals: pd.DataFrame, record: Record, scope: Scope) -> Chart:
    """The map of regency_totals."""
    frame = labelled(ranking.ranked(require_values(totals, "place_figures")), record)
    least = round(smallest_true(frame["value"].max()), -2)
    return site_chart(
        "recipients-by-regency",
        frame,
        COLUMNS,
        HEADLINES,
        about=in_all_places(frame, record),
        mark="map",
        map_frame=SETTINGS.geography.map,
        land=land(),
        shade=PER_1000,
        brief=("label", "value", "per_1000"),
        measure_ids=("recipients_gross", "population_total"),
        subtitle=said(
            N_(
                "People named in decrees (gross) by regency and city, {first} to {last}; dot area "
                "shows the number, colour the number per 1,000 residents"
            ),
            lambda language: official_span(scope, language),
        ),
        alt=said(
            N_(
                "Map of {count} dots, each a regency or city, that together draw the archipelago. "
                "The largest: {first}, {first_value}. The smallest: {last}, {last_value}."
            ),
            lambda language: _ends(frame, language),
        ),
        notes=(
            said(
                N_(
                    "Each dot is at a point inside its regency or city; no borders are drawn. "
                    "Dots for fewer than {least} people are drawn larger than their number, or "
                    "they could not be seen. Land: Natural Earth, public domain."
                ),
                lambda language: {"least": language.number(least)},
            ),
        ),
    )


def in_all_places(frame: pd.DataFrame, record: Record) -> pd.DataFrame:
    """The regencies and cities of a frame, and a row without a value for each that it lacks of
    those valid on its latest day."""
    return ranking.with_gaps(frame, "code", valid_then(frame, record, SETTINGS.geography.lower))


def labelled(totals: pd.DataFrame, record: Record) -> pd.DataFrame:
    """Regencies as marks: the columns of regency_totals, its rate rounded, plus
    label, province and short (the letters of the province)."""
    provinces = record.table("provinces").set_index("province_code")
    provinces = provinces.assign(name=provinces["name_short"])
    code = totals["province_code"]
    return totals.assign(
        **text_columns("label", totals, "name"),
        per_1000=totals["per_1000"].round(1),
        **{
            column: code.map(names)
            for column, names in text_columns("province", provinces, "name").items()
        },
        short=code.map(provinces["iso_code"]).str.removeprefix("ID-"),
    )
