"""Java against the rest of the country, year by year, beside its share of the residents."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.columns import PERCENT
from prakerja.charts.island_groups import ISLAND_GROUPS
from prakerja.charts.official import unfinished_year
from prakerja.charts.site_chart import site_chart
from prakerja.indicators.concentration import JAVA, RESIDENTS
from prakerja.settings import LANGUAGES, in_every_language
from publicrecord.charts.chart import ORIGIN, Chart, Column, all_marks, require_values, said
from publicrecord.charts.headline import Statement
from publicrecord.charts.ranking import in_range
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language, Message, iso_date

COLUMNS = (
    Column("label", N_("Year"), "label"),
    Column("part", N_("Where"), "text"),
    PERCENT,
    Column("people", N_("People"), "number"),
    *ORIGIN,
)
PARTS = {True: "shade-4", False: "shade-rest"}
UNFINISHED_PART = "partial"  # Java's part of the unfinished year
OTHER_ISLANDS = N_("Other islands")


def _by_period(shares: pd.DataFrame) -> pd.Series:
    """Java's share by period, of the periods of which both parts are known."""
    known = shares[shares["value"].notna()]
    both = known.groupby("period")["java"].transform("nunique") == 2
    return known[both & known["java"]].set_index("period")["value"]


def several_years_and_the_residents_known(shares: pd.DataFrame) -> bool:
    """Whether Java and the rest are known of the residents, and of every one of several years."""
    known, periods = _by_period(shares), set(shares["period"])
    return set(known.index) == periods and RESIDENTS in periods and len(periods) > 2


def a_year_is_known(shares: pd.DataFrame) -> bool:
    """Whether Java and the rest are known of a year."""
    return len(_by_period(shares).drop(RESIDENTS, errors="ignore")) > 0


def _range(shares: pd.DataFrame, language: Language) -> dict[str, object]:
    known = _by_period(shares)
    years = known.drop(RESIDENTS, errors="ignore")
    words: dict[str, object] = {
        "count": len(years),
        "range": in_range(language.number(years.min()), language.number(years.max()), language),
    }
    if RESIDENTS in known:
        words["people"] = language.number(known[RESIDENTS])
    return words


HEADLINES = (
    Statement(
        several_years_and_the_residents_known,
        N_(
            "Java has {range} percent of the recipients of a year, {people} percent of the "
            "residents"
        ),
        _range,
    ),
    Statement(
        a_year_is_known,
        N_(
            "Java has {range} percent of the recipients of a year, in the {count} years that are "
            "known"
        ),
        _range,
    ),
)


def java_chart(people: pd.DataFrame, scope: Scope) -> Chart:
    """The bars of by_island_of_java."""
    shares = require_values(_marks(people, scope.unfinished_year), "place_figures")
    frame = shares[shares["value"].notna()].reset_index(drop=True)
    return site_chart(
        "java-and-the-rest",
        frame,
        COLUMNS,
        HEADLINES,
        about=shares,
        mark="stacked",
        measure_ids=("recipients_gross", "population_total"),
        subtitle=said(
            N_(
                "People named in decrees (gross) on Java and elsewhere by year, and the residents, "
                "percent"
            )
        ),
        alt=all_marks(
            N_("Stacked bar chart, Java's part in percent. {listed}."), frame[frame["java"]]
        ),
        notes=unfinished_year(scope),
        legend=(
            (PARTS[True], ISLAND_GROUPS[JAVA]),
            *_unfinished(frame),
            (PARTS[False], OTHER_ISLANDS),
            *_line(frame),
        ),
    )


def _unfinished(frame: pd.DataFrame) -> tuple[tuple[str, Message], ...]:
    """The key of the year that is not complete, if there is one."""
    key = (UNFINISHED_PART, N_("Java, year not complete (our inference)"))
    return (key,) if frame["series"].eq(UNFINISHED_PART).any() else ()


def _line(frame: pd.DataFrame) -> tuple[tuple[str, Message], ...]:
    """The key of the line through all bars, if the residents are known."""
    key = ("reference", N_("Java's part of the residents"))
    return (key,) if frame["reference"].any() else ()


def _marks(people: pd.DataFrame, unfinished: str) -> pd.DataFrame:
    """Both parts of each period as marks, Java first: plus value (percent), part, label, series.

    unfinished: the year of which only a part was counted, or an empty text.
    """
    frame = people.sort_values(["period", "java"], ascending=[True, False], ignore_index=True)
    whole = frame.groupby("period")["people"].transform("sum")
    both = frame["people"].notna().groupby(frame["period"]).transform("sum") == 2
    names = {
        True: in_every_language(ISLAND_GROUPS[JAVA]),
        False: in_every_language(OTHER_ISLANDS),
    }
    everyone = in_every_language(N_("All residents, {date}"))
    for code in LANGUAGES:
        frame[f"part_{code}"] = [names[is_java][code] for is_java in frame["java"]]
        frame[f"label_{code}"] = [
            everyone[code].format(date=iso_date(day, code)) if period == RESIDENTS else period
            for period, day in zip(frame["period"], frame["as_of"], strict=True)
        ]
    partial = frame["java"] & frame["period"].eq(unfinished)
    return frame.assign(
        value=(frame["people"] / whole * 100).round(1).where(both),
        series=frame["java"].map(PARTS).mask(partial, UNFINISHED_PART),
        reference=frame["java"] & frame["period"].eq(RESIDENTS),
    )
