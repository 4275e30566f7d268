"""Recipients by year: one chart for gross, one for net, never both on one scale."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.chart import Chart, Column, filled
from prakerja.language import N_, Language, iso_date
from prakerja.measures.programme import registrations, year_totals
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
    return [_years(record, claims, "gross"), _years(record, claims, "net"), _registrations(claims)]


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


def _registrations(claims: pd.DataFrame) -> Chart:
    """Registrants since the start, day by day of the counts published."""
    frame = filled(registrations(claims), "programme_figures")
    for code in ("id", "en"):
        frame[f"label_{code}"] = [iso_date(day, code) for day in frame["as_of"]]
    first, last = frame.iloc[0], frame.iloc[-1]

    def headline(language: Language) -> str:
        return language.gettext(
            "{value} registrations by {date}, many times the number of recipients"
        ).format(value=language.number(last["value"]), date=language.of(last, "label"))

    def alt(language: Language) -> str:
        return language.gettext(
            "Line chart of {count} counts, from {first} on {first_date} to {last} on {last_date}."
        ).format(
            count=len(frame),
            first=language.number(first["value"]),
            first_date=language.of(first, "label"),
            last=language.number(last["value"]),
            last_date=language.of(last, "label"),
        )

    return Chart(
        chart_id="registrations",
        slug="pendaftar-sejak-awal",
        story="waves",
        mark="lines",
        frame=frame,
        columns=(
            Column("label", N_("Date"), "label"),
            Column("value", N_("Registrants"), "number"),
            *COLUMNS[3:],
        ),
        measure_ids=("registrants",),
        headline=headline,
        subtitle=lambda language: language.gettext(
            "Registrants since the start of the programme, as counted on the day"
        ),
        alt=alt,
        notes=(
            lambda language: language.gettext(
                "Sources count from different stages, from the first entry of an e-mail address "
                "on, so a later count may be lower. Most are rounded."
            ),
        ),
    )
