"""Recipients by year and since the start: gross and net in charts of their own, never mixed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from prakerja.charts.official import unfinished_year
from prakerja.indicators.programme import (
    cumulative_net,
    last_net,
    printed_net,
    registrations,
    year_totals,
)
from prakerja.indicators.waves import scheme_changes
from prakerja.settings import LANGUAGES, in_every_language
from publicrecord.charts.chart import (
    ORIGIN,
    Chart,
    Column,
    Event,
    Headline,
    filled,
    listed,
    listed_by_group,
    said,
)
from publicrecord.indicators.conflicts import contradicted
from publicrecord.indicators.origins import computed, printed
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language, Message, Text, iso_date
from publicrecord.record.package import Record, Row

COLUMNS = (
    Column("year", N_("Year"), "label"),
    Column("value", N_("Recipients"), "number"),
    Column("waves", N_("Waves"), "text"),
    *ORIGIN,
)
PARTIAL, SHOWN, PRINTED = "partial", "shown", "printed"
HOLLOW_POINTS = said(
    N_(
        "Hollow points are rounded or worked out; the line between points is only a guide, no "
        "count was found there."
    )
)


def charts(record: Record, claims: pd.DataFrame, scope: Scope) -> list[Chart]:
    """The charts of recipients by year, since the start, and of what was printed of them."""
    return [
        _years(record, claims, "gross", scope),
        _years(record, claims, "net", scope),
        _cumulative(record, claims),
        _printed(claims),
        _registrations(record, claims),
    ]


def scheme_events(record: Record) -> tuple[Event, ...]:
    """The years in which the programme stopped being social assistance, from the waves."""

    def text(year: str) -> Event:
        return Event(
            year,
            lambda language: language.gettext("From {year}: no longer social assistance").format(
                year=year
            ),
        )

    return tuple(text(year) for year, scheme in scheme_changes(record) if scheme == "normal")


def _years(record: Record, claims: pd.DataFrame, basis: str, scope: Scope) -> Chart:
    frame = filled(year_totals(record, claims, basis), "programme_figures")
    frame["label_id"] = frame["label_en"] = frame["year"]
    frame["waves"] = [
        f"{first}–{last}" if pd.notna(last) else f"{first}–"
        for first, last in zip(frame["wave_from"], frame["wave_to"], strict=True)
    ]
    frame["series"] = frame["wave_to"].isna().map({True: PARTIAL, False: None})
    at = int(frame["value"].argmax())
    peak = frame.iloc[at]
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
        return language.gettext("Column chart. {title}. {listed}.").format(
            title=subtitle(language), listed=listed(frame, language)
        )

    note = (
        unfinished_year(scope)
        if basis == "gross"
        else said(
            N_(
                "2023 is net of waves 1–62 less the years before; the source of 2024 does not "
                "say net, its sum suggests it."
            )
        )
    )

    return Chart(
        chart_id=f"recipients-by-year-{basis}",
        slugs={"id": "penerima-per-tahun-" + {"gross": "bruto", "net": "neto"}[basis]},
        story="recipients",
        mark="columns",
        frame=frame,
        columns=COLUMNS,
        measure_ids=(f"recipients_{basis}",),
        headline=Headline(headline, computed(frame, frame.iloc[[at]])),
        subtitle=subtitle,
        alt=alt,
        notes=(note,),
        legend=((PARTIAL, N_("year not complete")),) if frame["series"].notna().any() else (),
        events=scheme_events(record),
    )


def _cumulative(record: Record, claims: pd.DataFrame) -> Chart:
    """Net recipients since the first wave.

    The last count may be our sum; the headline then says so, and names the last published one.
    """
    counts = filled(cumulative_net(claims), "programme_figures")
    ours = counts.iloc[-1]["status"] == "derived"
    published = last_net(claims, derived=False) if ours else None
    beside = (
        counts[:0] if published is None else counts[counts["claim_id"] == published["claim_id"]]
    )

    def headline(last: pd.Series, language: Language) -> str:
        words = {"value": language.number(last["value"]), "date": language.of(last, "label")}
        if published is None:
            return language.gettext("{value} people remained recipients by {date}").format(**words)
        return language.gettext(
            "Added up, {value} people remained recipients after wave {wave}; the last exact total "
            "published is {printed}, after wave {printed_wave}"
        ).format(
            wave=last["wave_to"],
            printed=language.number(published["value"]),
            printed_wave=published["wave_to"],
            **words,
        )

    return _counts(
        counts,
        N_("Recipients"),
        headline,
        beside=beside,
        chart_id="recipients-since-start",
        slugs={"id": "penerima-sejak-awal"},
        story="recipients",
        measure_ids=("recipients_net",),
        subtitle=said(N_("Effective recipients (net) since wave 1, as counted on the day")),
        notes=(HOLLOW_POINTS,),
        events=scheme_events(record),
    )


def _registrations(record: Record, claims: pd.DataFrame) -> Chart:
    """Registrants since the start, day by day of the counts published.

    Where the record holds the last count against an earlier one, the headline says both.
    """
    counts = registrations(claims)
    against = contradicted(record, str(counts.iloc[-1]["claim_id"])) if len(counts) else []
    named = {claim for row in against for claim in row["claims"].split()}
    rivals = counts.iloc[:-1][counts.iloc[:-1]["claim_id"].isin(named)]

    def headline(last: pd.Series, language: Language) -> str:
        words = {"value": language.number(last["value"]), "date": language.of(last, "label")}
        if rivals.empty:
            return language.gettext("{value} registrations by {date}").format(**words)
        rival = rivals.iloc[-1]
        return language.gettext(
            "The last count of registrations contradicts an earlier one: {value} by {date}, "
            "{rival} by {rival_date}"
        ).format(
            rival=language.number(rival["value"]),
            rival_date=iso_date(rival["as_of"], language.code),
            **words,
        )

    stages = said(
        N_(
            "Sources count from different stages, from the first entry of an e-mail address "
            "on, so a later count may be lower. Most are rounded."
        )
    )
    return _counts(
        counts,
        N_("Registrants"),
        headline,
        beside=rivals.iloc[-1:],
        chart_id="registrations",
        slugs={"id": "pendaftar-sejak-awal"},
        story="waves",
        measure_ids=("registrants",),
        subtitle=said(N_("Registrants since the start of the programme, as counted on the day")),
        notes=(*(_explained(row) for row in against), stages, HOLLOW_POINTS),
    )


def _explained(comparison: Row) -> Text:
    """The explanation of a contradiction, in whatever language is asked for."""
    return lambda language: language.of(comparison, "explanation")


def _counts(
    counts: pd.DataFrame,
    counted: Message,
    headline: Callable[[pd.Series, Language], str],
    beside: pd.DataFrame,
    **chart: Any,
) -> Chart:
    """Counts of running days as a line.

    headline: its text, made from the last count. beside: the other counts that the headline
    names, if any. chart: the other arguments of Chart.
    """
    frame = filled(counts, "programme_figures")
    for code in LANGUAGES:
        frame[f"label_{code}"] = [iso_date(day, code) for day in frame["as_of"]]
    first, last = frame.iloc[0], frame.iloc[-1]
    named = pd.concat([frame.iloc[[-1]], beside])

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
        mark="lines",
        frame=frame,
        columns=(
            Column("label", N_("Date"), "label"),
            Column("value", counted, "number"),
            *ORIGIN,
        ),
        headline=Headline(
            lambda language: headline(last, language),
            printed(named) if beside.empty else computed(named),
        ),
        alt=alt,
        **chart,
    )


def _printed(claims: pd.DataFrame) -> Chart:
    """The value shown of each net total beside every other value printed of it."""
    frame = filled(printed_net(claims), "programme_figures")
    frame = frame.assign(series=frame["chosen"].map({True: SHOWN, False: PRINTED}))
    which = {
        SHOWN: in_every_language(N_("Shown here")),
        PRINTED: in_every_language(N_("Also printed")),
    }
    whole = in_every_language(N_("{period}, waves {first}–{last}"))
    start = in_every_language(N_("Since the start, waves {first}–{last}"))
    for code in LANGUAGES:
        frame[f"group_{code}"] = [
            (start if period == "cumulative" else whole)[code].format(
                period=period, first=first, last=last
            )
            for period, first, last in zip(
                frame["period"], frame["wave_from"], frame["wave_to"], strict=True
            )
        ]
        frame[f"label_{code}"] = [which[series][code] for series in frame["series"]]
    figures = int(frame["figure_id"].nunique())

    def headline(language: Language) -> str:
        return language.gettext(
            "For {count} net totals another value was printed than the one shown here"
        ).format(count=figures)

    def alt(language: Language) -> str:
        return language.gettext("Bar chart. {listed}.").format(
            listed=listed_by_group(frame, language)
        )

    return Chart(
        chart_id="printed-and-shown",
        slugs={"id": "yang-dicetak-dan-yang-ditampilkan"},
        story="method",
        mark="bars",
        frame=frame,
        columns=(
            Column("group", N_("Figure"), "label"),
            Column("label", N_("Value"), "text"),
            Column("value", N_("Recipients"), "number"),
            Column("times", N_("Printed by (sources)"), "number"),
            *ORIGIN,
        ),
        measure_ids=("recipients_net",),
        headline=Headline(headline, computed(frame)),
        subtitle=lambda language: language.gettext(
            "Effective recipients (net): the value shown by the rule, and the others printed"
        ),
        alt=alt,
        notes=(
            lambda language: language.gettext(
                "Most differences are rounding; which value is shown is decided by a written rule."
            ),
        ),
        legend=((SHOWN, N_("shown here")), (PRINTED, N_("also printed"))),
    )
