"""Recipients by year: gross and net in charts of their own, never mixed."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.columns import RECIPIENTS
from prakerja.charts.official import UNFINISHED, unfinished_year
from prakerja.charts.site_chart import site_chart
from prakerja.indicators.waves import scheme_changes
from prakerja.settings import LANGUAGES, in_every_language, text_columns
from publicrecord.charts import ranking
from publicrecord.charts.chart import ORIGIN, Chart, Column, Event, listed, require_values, said
from publicrecord.charts.headline import Statement
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language, Message, Text
from publicrecord.record.codes import Codes
from publicrecord.record.package import Record, rows

COLUMNS = (
    Column("year", N_("Year"), "label"),
    RECIPIENTS,
    Column("waves", N_("Waves"), "text"),
    *ORIGIN,
)
PARTIAL, INFERRED = "partial", "inferred"
OUR_INFERENCE = "our inference|inferred"  # in the note on a claim: what its source does not say
SUBTITLES = {
    "gross": N_("People named in decrees (gross) by year, before revocations"),
    "net": N_("Effective recipients (net) by year, after revocations"),
}
NET_NOTE = N_(
    "Only the map of waves 1–62 calls its total effective, and 2023 is that total less the years "
    "before."
)
INFERENCE = N_("That the numbers of {years} are net is our inference.")
EVENTS = {"normal": N_("From {year}: no longer social assistance")}
LEGEND = ((PARTIAL, UNFINISHED), (INFERRED, N_("that it is net is our inference")))
OTHER_SCHEME = N_("From {year}: {name}")
LACKING = N_("The record has no total of {years}.")
RUNNING = N_("Of {years} the sources name no last wave: the numbers are running counts.")


def one_leads_as_in_gross(years: pd.DataFrame) -> bool:
    """Whether one year is clearly the peak, and the same year is that of `gross`."""
    if not ranking.one_leads(years):
        return False
    gross = years.assign(value=years["gross"])
    return ranking.one_leads(gross) and ranking.most(gross)["year"].equals(
        ranking.most(years)["year"]
    )


def _peak(years: pd.DataFrame, language: Language) -> dict[str, str]:
    peak = rows(ranking.most(years))[0]
    return {"year": peak["year"], "value": language.number(peak["value"])}


def _range(years: pd.DataFrame, language: Language) -> dict[str, object]:
    count = int(years["value"].notna().sum())
    return {"count": count, **ranking.whole_range(years, language)}


HEADLINES = {
    "gross": (
        Statement(
            ranking.one_leads,
            N_("The peak was {year}: {value} people were named as recipients"),
            _peak,
            ranking.origin_of_first,
        ),
        Statement(
            ranking.some_known,
            N_(
                "{range} people a year were named as recipients, in the {count} years that are "
                "known"
            ),
            _range,
            ranking.origin_of_ends,
        ),
    ),
    "net": (
        Statement(
            one_leads_as_in_gross,
            N_("After revocations too {year} was the peak: {value} recipients"),
            _peak,
            ranking.origin_of_first,
        ),
        Statement(
            ranking.one_leads,
            N_("After revocations {year} was the peak: {value} recipients"),
            _peak,
            ranking.origin_of_first,
        ),
        Statement(
            ranking.some_known,
            N_(
                "After revocations {range} recipients a year remained, in the {count} years that "
                "are known"
            ),
            _range,
            ranking.origin_of_ends,
        ),
    ),
}


def year_chart(
    totals: pd.DataFrame, gross: pd.DataFrame, basis: str, record: Record, scope: Scope
) -> Chart:
    """The chart of year_totals on one basis; gross: those of gross, which net is compared with."""
    frame = _marks(require_values(totals, "programme_figures"), basis)
    named = gross.set_index("year")["value"]
    about = ranking.with_gaps(
        frame.assign(gross=frame["year"].map(named)), "year", list(scope.years)
    )
    return site_chart(
        f"recipients-by-year-{basis}",
        frame,
        COLUMNS,
        HEADLINES[basis],
        about=about,
        mark="columns",
        measure_ids=(f"recipients_{basis}",),
        subtitle=said(SUBTITLES[basis]),
        alt=said(
            N_("Column chart. {title}. {listed}."),
            lambda language: {
                "title": language.gettext(SUBTITLES[basis]),
                "listed": listed(frame, language),
            },
        ),
        notes=(*_notes(frame, basis, scope), *_running(frame, scope), *_lacking(frame, scope)),
        legend=tuple(key for key in LEGEND if frame["series"].eq(key[0]).any()),
        events=scheme_events(record),
    )


def _notes(frame: pd.DataFrame, basis: str, scope: Scope) -> tuple[Text, ...]:
    """What readers should know of the numbers on a basis."""
    if basis == "gross":
        return unfinished_year(scope)
    inferred = frame.loc[_inferred(frame), "year"].tolist()
    return (said(NET_NOTE), *_of_years(INFERENCE, inferred))


def _inferred(frame: pd.DataFrame) -> pd.Series:
    """Whether the note on a number says that its basis is our inference."""
    return frame["note_en"].fillna("").str.contains(OUR_INFERENCE)


def _running(frame: pd.DataFrame, scope: Scope) -> tuple[Text, ...]:
    """A note on running counts, beside that of the official file."""
    running = frame.loc[frame["series"].eq(PARTIAL) & frame["year"].ne(scope.unfinished_year)]
    return _of_years(RUNNING, running["year"].tolist())


def _lacking(frame: pd.DataFrame, scope: Scope) -> tuple[Text, ...]:
    """A note on the years without a mark that have waves, or lie between others."""
    known = set(frame["year"].astype(int))
    wanted = {*range(min(known), max(known)), *map(int, scope.years)}
    return _of_years(LACKING, [str(year) for year in sorted(wanted - known)])


def _of_years(message: Message, years: list[str]) -> tuple[Text, ...]:
    note = said(message, lambda language: {"years": language.listed(years)})
    return (note,) if years else ()


def scheme_events(record: Record) -> tuple[Event, ...]:
    """The years in which the scheme changed, from the waves: the programme stopped being social
    assistance, or another scheme began, which is named as in the list of codes."""
    codes = Codes(record)

    def event(year: str, scheme: str) -> Event:
        def text(language: Language) -> str:
            name = codes.name("scheme", scheme, language)
            return language.gettext(EVENTS.get(scheme, OTHER_SCHEME)).format(year=year, name=name)

        return Event(year, text)

    return tuple(event(*change) for change in scheme_changes(record))


def _marks(totals: pd.DataFrame, basis: str) -> pd.DataFrame:
    """The years in order as marks: plus labels, waves and series."""
    ordered = totals.sort_values("year", ignore_index=True)
    series = ordered["wave_to"].isna().map({True: PARTIAL, False: None})
    if basis == "net":
        series = series.mask(series.isna() & _inferred(ordered), INFERRED)
    return ordered.assign(
        **text_columns("label", ordered, "year"),
        **{f"waves_{code}": _waves(ordered, code) for code in LANGUAGES},
        series=series,
    )


def _waves(totals: pd.DataFrame, code: str) -> list[str]:
    """The waves of each total in words of a language."""
    since = in_every_language(N_("from {wave}"))[code]
    return [
        since.format(wave=first)
        if pd.isna(last)
        else str(first)
        if first == last
        else f"{first}–{last}"
        for first, last in zip(totals["wave_from"], totals["wave_to"], strict=True)
    ]
