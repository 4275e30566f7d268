"""Every regency and city as a dot at its place."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.official import official_span
from prakerja.indicators.places import regency_totals
from prakerja.settings import SETTINGS
from publicrecord.charts.chart import (
    ORIGIN,
    Chart,
    Column,
    Headline,
    ends_in_words,
    filled,
)
from publicrecord.charts.layouts.map import smallest_true
from publicrecord.indicators.origins import computed
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language
from publicrecord.record.package import Record


def charts(record: Record, claims: pd.DataFrame, scope: Scope) -> list[Chart]:
    """The map of dots."""
    totals = filled(regency_totals(record, claims), "place_figures")
    frame = labelled(totals, record)
    top, few = frame.iloc[0], frame.iloc[-1]

    def headline(language: Language) -> str:
        return language.gettext(
            "Recipients in all {count} regencies and cities: from {last_value} in {last} to "
            "{first_value} in {first}"
        ).format(count=language.number(len(frame)), **ends_in_words(top, few, language))

    def alt(language: Language) -> str:
        return language.gettext(
            "Map of {count} dots, one for each regency and city, that together draw the "
            "archipelago. The largest: {first}, {first_value}. The smallest: {last}, {last_value}."
        ).format(count=language.number(len(frame)), **ends_in_words(top, few, language))

    return [
        Chart(
            chart_id="recipients-by-regency",
            slugs={"id": "penerima-per-kabupaten-kota"},
            story="reach",
            mark="map",
            map_frame=SETTINGS.geography.map,
            frame=frame,
            columns=(
                Column("label", N_("Regency or city"), "place"),
                Column("code", N_("Code"), "text"),
                Column("province", N_("Province"), "text"),
                Column("value", N_("Recipients"), "number"),
                Column("per_1000", N_("Per 1,000 residents"), "number"),
                *ORIGIN,
            ),
            brief=("label", "value", "per_1000"),
            measure_ids=("recipients_gross", "population_total"),
            headline=Headline(headline, computed(frame, frame.iloc[[-1, 0]])),
            subtitle=lambda language: language.gettext(
                "People named in decrees (gross) by regency and city, {first} to {last}; the "
                "area of a dot is its number"
            ).format(**official_span(scope, language)),
            alt=alt,
            notes=(
                lambda language: language.gettext(
                    "Each dot stands at a point inside its regency or city; no borders are drawn. "
                    "Dots for fewer than {least} people are drawn larger than their number, or "
                    "they could not be seen. The letters are those of ISO 3166-2."
                ).format(least=language.number(round(smallest_true(top["value"]), -2))),
            ),
        )
    ]


def labelled(totals: pd.DataFrame, record: Record) -> pd.DataFrame:
    """Regencies as marks: the columns of regency_totals, its rate rounded, plus
    label, province and short (the letters of the province)."""
    provinces = record.table("provinces").set_index("province_code")
    code = totals["province_code"]
    return totals.assign(
        label_id=totals["name"],
        label_en=totals["name"],
        per_1000=totals["per_1000"].round(1),
        province_id=code.map(provinces["name_short"]),
        province_en=code.map(provinces["name_en"]),
        short=code.map(provinces["iso_code"]).str.removeprefix("ID-"),
    )
