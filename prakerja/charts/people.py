"""Who the recipients are: the share of women as it was published over the years."""

from __future__ import annotations

import pandas as pd

from prakerja.indicators.people import share_over_time
from prakerja.settings import LANGUAGES, in_every_language
from publicrecord.charts.chart import ORIGIN, Chart, Column, Headline, filled, listed_by_group
from publicrecord.indicators.origins import computed
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language, iso_date
from publicrecord.record.package import Record


def charts(_record: Record, claims: pd.DataFrame, _scope: Scope) -> list[Chart]:
    """The chart of the share of women."""
    frame = filled(share_over_time(claims, "gender", "female"), "demographic_figures")
    start = frame["wave_from"] == 1
    frame = pd.concat([frame[start], frame[~start]], ignore_index=True)
    since = in_every_language(N_("Counted since wave 1"))
    within = in_every_language(N_("Counted over the waves of {year}"))
    to_wave = in_every_language(N_("to wave {wave}, {date}"))
    running = in_every_language(N_("to the day, {date}"))
    for code in LANGUAGES:
        frame[f"group_{code}"] = [
            since[code] if first == 1 else within[code].format(year=period)
            for first, period in zip(frame["wave_from"], frame["period"], strict=True)
        ]
        frame[f"label_{code}"] = [
            (running if pd.isna(last) else to_wave)[code].format(
                wave=last, date=iso_date(day, code)
            )
            for last, day in zip(frame["wave_to"], frame["as_of"], strict=True)
        ]
    counted = frame[frame["wave_from"] == 1]
    first, last = counted.iloc[0], counted.iloc[-1]

    def headline(language: Language) -> str:
        return language.gettext(
            "Women: from {first} of 100 recipients in the first waves to {last} of 100"
        ).format(first=language.number(first["value"]), last=language.number(last["value"]))

    def alt(language: Language) -> str:
        return language.gettext("Dot chart. {listed}.").format(
            listed=listed_by_group(frame, language)
        )

    return [
        Chart(
            chart_id="share-of-women",
            slugs={"id": "penerima-perempuan"},
            story="recipients",
            mark="dots",
            frame=frame,
            columns=(
                Column("group", N_("Span"), "text"),
                Column("label", N_("Counted"), "label"),
                Column("value", N_("Percent"), "percent"),
                *ORIGIN,
            ),
            measure_ids=("share_of_recipients",),
            headline=Headline(headline, computed(counted.iloc[[0, -1]])),
            subtitle=lambda language: language.gettext(
                "Women among the recipients, as published over the years, percent"
            ),
            alt=alt,
            notes=(
                lambda language: language.gettext(
                    "The programme's own shares; whether they are of gross or net recipients was "
                    "not said."
                ),
            ),
            maximum=100,
        )
    ]
