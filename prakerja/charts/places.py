"""Every regency and city as a dot at its place."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.chart import Chart, Column, filled, listed
from prakerja.charts.layouts.archipelago import smallest_true
from prakerja.language import N_, Language
from prakerja.measures.places import regency_totals
from prakerja.record.package import Record


def charts(record: Record, claims: pd.DataFrame, _dates: pd.DataFrame) -> list[Chart]:
    """The map of dots."""
    totals = filled(regency_totals(record, claims), "place_figures")
    provinces = record.table("provinces").set_index("province_code")
    frame = totals.assign(
        label_id=totals["name"],
        label_en=totals["name"],
        per_1000=totals["per_1000"].round(1),
        province_id=totals["province_code"].map(provinces["name_short"]),
        province_en=totals["province_code"].map(provinces["name_en"]),
        short=totals["province_code"].map(provinces["iso_code"]).str.removeprefix("ID-"),
    )
    top, few = frame.iloc[0], frame.iloc[-1]

    def headline(language: Language) -> str:
        return language.gettext(
            "Recipients in all {count} regencies and cities: from {few} in {last} to {most} in "
            "{first}"
        ).format(
            count=language.number(len(frame)),
            few=language.number(few["value"]),
            last=few["name"],
            most=language.number(top["value"]),
            first=top["name"],
        )

    def alt(language: Language) -> str:
        return language.gettext(
            "Map of {count} dots, one for each regency and city, that together draw the "
            "archipelago. The largest: {first}, {most}. The smallest: {last}, {few}."
        ).format(
            count=language.number(len(frame)),
            first=top["name"],
            most=language.number(top["value"]),
            last=few["name"],
            few=language.number(few["value"]),
        )

    return [
        Chart(
            chart_id="recipients-by-regency",
            slug="penerima-per-kabupaten-kota",
            story="reach",
            mark="archipelago",
            frame=frame,
            columns=(
                Column("label", N_("Regency or city"), "place"),
                Column("code", N_("Code"), "text"),
                Column("province", N_("Province"), "text"),
                Column("value", N_("Recipients"), "number"),
                Column("per_1000", N_("Per 1,000 residents"), "number"),
                Column("status", N_("Status"), "status"),
                Column("as_of", N_("As of"), "date"),
                Column("source_id", N_("Source"), "source"),
            ),
            brief=("label", "value", "per_1000"),
            measure_ids=("recipients_gross", "population_total"),
            headline=headline,
            subtitle=lambda language: language.gettext(
                "People named in decrees (gross) by regency and city, 2020 to August 2024; the "
                "area of a dot is its number"
            ),
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


def years_of(name: str, rows: pd.DataFrame) -> Chart:
    """The years of one place as a small chart, for its page.

    rows: one row a year, the columns of measures.places.years.
    """
    year = rows["period"]
    frame = rows.assign(
        label_id=year,
        label_en=year,
        year=year,
        series=(rows["as_of"].str[:4] == year).map({True: "partial", False: None}),
    ).reset_index(drop=True)

    def subtitle(language: Language) -> str:
        return language.gettext("People named in decrees (gross) by year, {place}").format(
            place=name
        )

    return Chart(
        chart_id="years",
        slug="tahun",
        story="reach",
        mark="bars",
        frame=frame,
        columns=(),
        measure_ids=("recipients_gross",),
        headline=subtitle,
        subtitle=subtitle,
        alt=lambda language: language.gettext("Bar chart. {listed}.").format(
            listed=listed(frame, language)
        ),
        legend=(("partial", N_("year not complete")),),
    )
