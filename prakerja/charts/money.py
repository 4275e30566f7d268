"""The money that reached recipients: incentives disbursed."""

from __future__ import annotations

import pandas as pd

from prakerja.indicators.programme import incentives
from prakerja.settings import LANGUAGES, in_every_language
from publicrecord.charts.chart import ORIGIN, Chart, Column, Headline, filled, listed_by_group
from publicrecord.indicators.origins import printed
from publicrecord.language import N_, Language, iso_date
from publicrecord.record.package import Record


def charts(_record: Record, claims: pd.DataFrame, _dates: pd.DataFrame) -> list[Chart]:
    """The chart of incentives disbursed."""
    frame = filled(incentives(claims), "programme_figures")
    spans = {
        "2020": in_every_language(N_("Within 2020")),
        "2021": in_every_language(N_("Within 2021")),
        "cumulative": in_every_language(N_("Since the start")),
    }
    by_day = in_every_language(N_("by {date}"))
    for code in LANGUAGES:
        frame[f"group_{code}"] = [spans[span][code] for span in frame["span"]]
        frame[f"label_{code}"] = [
            by_day[code].format(date=iso_date(day, code)) for day in frame["as_of"]
        ]
    last = frame.iloc[-1]

    def headline(language: Language) -> str:
        return language.gettext(
            "Incentives of {value} rupiah were paid to recipients by {date}"
        ).format(value=language.short(last["value"]), date=iso_date(last["as_of"], language.code))

    def alt(language: Language) -> str:
        return language.gettext("Bar chart. {listed}.").format(
            listed=listed_by_group(frame, language)
        )

    return [
        Chart(
            chart_id="incentives-disbursed",
            slug="insentif-tersalur",
            story="recipients",
            mark="bars",
            frame=frame,
            columns=(
                Column("group", N_("Span"), "text"),
                Column("label", N_("Counted"), "label"),
                Column("value", N_("Rupiah"), "number"),
                *ORIGIN,
            ),
            measure_ids=("incentive_disbursed",),
            headline=Headline(headline, printed(frame.iloc[[-1]])),
            subtitle=lambda language: language.gettext(
                "Incentives disbursed to recipients, counted within a year and since the start"
            ),
            alt=alt,
            notes=(
                lambda language: language.gettext(
                    "For 2022, 2023 and 2024 alone no amount of incentives was found. A later "
                    "count within 2021 may be lower than an earlier one; both are as printed."
                ),
            ),
        )
    ]
