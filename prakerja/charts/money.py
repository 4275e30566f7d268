"""The money that reached recipients: incentives disbursed."""

from __future__ import annotations

import pandas as pd

from prakerja.indicators.programme import incentives
from prakerja.settings import LANGUAGES, in_every_language
from publicrecord.charts.chart import ORIGIN, Chart, Column, Headline, filled, listed_by_group
from publicrecord.indicators.origins import printed
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language, iso_date
from publicrecord.record.package import Record

WHOLE = "cumulative"


def charts(_record: Record, claims: pd.DataFrame, scope: Scope) -> list[Chart]:
    """The chart of incentives disbursed."""
    frame = filled(incentives(claims, scope.first_year), "programme_figures")
    within = in_every_language(N_("Within {year}"))
    whole = in_every_language(N_("Since the start"))
    by_day = in_every_language(N_("by {date}"))
    for code in LANGUAGES:
        frame[f"group_{code}"] = [
            whole[code] if span == WHOLE else within[code].format(year=span)
            for span in frame["span"]
        ]
        frame[f"label_{code}"] = [
            by_day[code].format(date=iso_date(day, code)) for day in frame["as_of"]
        ]
    last = frame.iloc[-1]
    missing = [year for year in scope.years if year not in set(frame["span"])]
    by_span = frame[frame["span"] != WHOLE].groupby("span")["value"]
    lower = [str(year) for year, values in by_span if not values.is_monotonic_increasing]

    def headline(language: Language) -> str:
        return language.gettext(
            "Incentives of {value} rupiah were paid to recipients by {date}"
        ).format(value=language.short(last["value"]), date=iso_date(last["as_of"], language.code))

    def alt(language: Language) -> str:
        return language.gettext("Bar chart. {listed}.").format(
            listed=listed_by_group(frame, language)
        )

    def note(language: Language) -> str:
        texts = (
            (missing, N_("For {years} alone no amount of incentives was found.")),
            (
                lower,
                N_(
                    "A later count within {years} may be lower than an earlier one; both are as "
                    "printed."
                ),
            ),
        )
        return " ".join(
            language.gettext(text).format(years=language.listed(years))
            for years, text in texts
            if years
        )

    return [
        Chart(
            chart_id="incentives-disbursed",
            slugs={"id": "insentif-tersalur"},
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
            notes=(note,) if missing or lower else (),
        )
    ]
