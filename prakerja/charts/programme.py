"""Recipients by year: one chart for gross, one for net, never both on one scale."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.chart import Chart, Column, filled
from prakerja.language import N_, Language
from prakerja.measures.programme import year_totals
from prakerja.record.package import Record

COLUMNS = (
    Column("year", N_("Year"), "label"),
    Column("value", N_("Recipients"), "number"),
    Column("waves", N_("Waves"), "text"),
    Column("status", N_("Status"), "status"),
    Column("as_of", N_("As of"), "date"),
    Column("source_id", N_("Source"), "source"),
)


def charts(record: Record, claims: pd.DataFrame, _dates: pd.DataFrame) -> list[Chart]:
    """The charts of recipients by year."""
    return [_years(record, claims, "gross"), _years(record, claims, "net")]


def _years(record: Record, claims: pd.DataFrame, basis: str) -> Chart:
    frame = filled(year_totals(record, claims, basis), "programme_figures")
    frame["label_id"] = frame["label_en"] = frame["year"]
    frame["waves"] = [
        f"{first}–{last}" if pd.notna(last) else f"{first}–"
        for first, last in zip(frame["wave_from"], frame["wave_to"], strict=True)
    ]
    peak = frame.iloc[int(frame["value"].argmax())]
    words = {"year": peak["year"], "value": peak["value"]}

    def headline(language: Language) -> str:
        text = (
            language.gettext("The peak was {year}: {value} people were named as recipients")
            if basis == "gross"
            else language.gettext("After revocations too {year} was the peak: {value} recipients")
        )
        return text.format(year=words["year"], value=language.number(words["value"]))

    def subtitle(language: Language) -> str:
        return (
            language.gettext("People named in decrees (gross) by year, before revocations")
            if basis == "gross"
            else language.gettext("Effective recipients (net) by year, after revocations")
        )

    def alt(language: Language) -> str:
        listed = "; ".join(
            f"{row['year']}: {language.number(row['value'])}" for row in frame.to_dict("records")
        )
        return language.gettext("Column chart. {title}. {listed}.").format(
            title=subtitle(language), listed=listed
        )

    def note(language: Language) -> str:
        return (
            language.gettext(
                "2024 is partial: the official file ends on 22 August 2024, "
                "before the programme year was over."
            )
            if basis == "gross"
            else language.gettext(
                "2023 is net of waves 1–62 less the years before; the source of 2024 does not "
                "say net, its sum suggests it."
            )
        )

    return Chart(
        chart_id=f"recipients-by-year-{basis}",
        slug="penerima-per-tahun-" + {"gross": "bruto", "net": "neto"}[basis],
        story="waves",
        mark="columns",
        frame=frame,
        columns=COLUMNS,
        measure_ids=(f"recipients_{basis}",),
        headline=headline,
        subtitle=subtitle,
        alt=alt,
        notes=(note,),
    )
