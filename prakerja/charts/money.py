"""The money that reached recipients: incentives disbursed."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.site_chart import grouped_bars
from prakerja.indicators.programme import incentives
from prakerja.settings import LANGUAGES, in_every_language
from publicrecord.charts.chart import ORIGIN, Chart, Column, require_values
from publicrecord.charts.headline import Statement
from publicrecord.charts.ranking import some_known
from publicrecord.indicators.origins import Origin, printed
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language, Text, iso_date
from publicrecord.record.package import Record, rows

WHOLE = "cumulative"
COLUMNS = (
    Column("group", N_("Span"), "text"),
    Column("label", N_("Counted"), "label"),
    Column("value", N_("Rupiah"), "number"),
    *ORIGIN,
)


def _latest(counts: pd.DataFrame) -> pd.DataFrame:
    """The latest count, one since the start if there is any, as a frame of one row."""
    known = counts[counts["value"].notna()]
    whole = known[known["span"] == WHOLE]
    return (known if whole.empty else whole).sort_values("as_of", kind="stable").tail(1)


def _of_latest(counts: pd.DataFrame) -> Origin:
    return printed(_latest(counts))


def counted_since_the_start(counts: pd.DataFrame) -> bool:
    """Whether a count covers everything paid since the start."""
    return bool((counts["value"].notna() & (counts["span"] == WHOLE)).any())


def _words(counts: pd.DataFrame, language: Language) -> dict[str, str]:
    (row,) = rows(_latest(counts))
    day = iso_date(row["as_of"], language.code)
    return {"value": language.short(row["value"]), "date": day, "year": row["span"]}


HEADLINES = (
    Statement(
        counted_since_the_start,
        N_("Incentives of {value} rupiah were paid to recipients by {date}"),
        _words,
        _of_latest,
    ),
    Statement(
        some_known,
        N_("Within {year} incentives of {value} rupiah were paid to recipients by {date}"),
        _words,
        _of_latest,
    ),
)


def charts(_record: Record, claims: pd.DataFrame, scope: Scope) -> list[Chart]:
    """The chart of incentives disbursed."""
    return [incentive_chart(incentives(claims, scope.first_year), scope)]


def incentive_chart(counts: pd.DataFrame, scope: Scope) -> Chart:
    """The chart of incentives."""
    frame = _marks(require_values(counts, "programme_figures"))
    return grouped_bars(
        "incentives-disbursed",
        frame,
        COLUMNS,
        HEADLINES,
        N_("Incentives disbursed to recipients, in rupiah, within a year and since the start"),
        measure_ids=("incentive_disbursed",),
        notes=_notes(frame, scope),
    )


def _notes(frame: pd.DataFrame, scope: Scope) -> tuple[Text, ...]:
    """One note, on the years without a count and on counts that go down, if there are any."""
    missing = [year for year in scope.years if year not in set(frame["span"])]
    by_span = frame[frame["span"] != WHOLE].groupby("span")["value"]
    lower = [str(year) for year, values in by_span if not values.is_monotonic_increasing]
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

    def note(language: Language) -> str:
        return " ".join(
            language.gettext(text).format(years=language.listed(years))
            for years, text in texts
            if years
        )

    return (note,) if missing or lower else ()


def _marks(counts: pd.DataFrame) -> pd.DataFrame:
    """The counts by span and date as marks, plus group, label and scale_end: a total since the
    start is not drawn on the scale of amounts within a year."""
    frame = counts.sort_values(["span", "as_of", "value"], ignore_index=True)
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
    on_scale = frame["value"].where(frame["span"] != WHOLE)
    return frame.assign(scale_end=on_scale.mask(on_scale.notna(), on_scale.max()))
