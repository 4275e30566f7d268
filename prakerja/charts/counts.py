"""Counts of running days as lines: net recipients, and registrants, since the start."""

from __future__ import annotations

from typing import Any

import pandas as pd

from prakerja.charts.columns import RECIPIENTS
from prakerja.charts.site_chart import site_chart
from prakerja.charts.years import scheme_events
from prakerja.settings import LANGUAGES
from publicrecord.charts.chart import ORIGIN, Chart, Column, as_exact, require_values, said
from publicrecord.charts.headline import Statement
from publicrecord.charts.ranking import clearly_apart, some_known
from publicrecord.indicators.conflicts import contradicted
from publicrecord.indicators.origins import Origin, computed, printed
from publicrecord.language import N_, Language, Text, iso_date
from publicrecord.record.package import Record, Row, rows

GUIDE = said(N_("The line between points is only a guide, no count was found there."))
NOT_JOINED = said(N_("The points are not joined, as they do not count the same."))
LEGEND = (
    ("dot", N_("exact, as published")),
    ("hollow", N_("rounded or worked out")),
)
STAGES = said(
    N_(
        "One source says that it counts every entry of an e-mail address; from which stage of "
        "registration the others count was mostly not found. Most counts are rounded."
    )
)


def _last(counts: pd.DataFrame) -> pd.DataFrame:
    """The last count, as a frame of one row."""
    return counts[counts["value"].notna()].tail(1)


def _published(counts: pd.DataFrame) -> pd.DataFrame:
    """The last exact total that was published with its last wave, as a frame of one row."""
    exact = counts["wave_to"].notna() & ~counts["status"].isin(["rounded", "derived"])
    return counts[exact & counts["value"].notna()].tail(1)


def last_is_our_sum_beside_a_published_total(counts: pd.DataFrame) -> bool:
    """Whether we added up the last count, it names its last wave, and one was published before."""
    last = _last(counts)
    ours = last["status"].eq("derived") & last["wave_to"].notna()
    return bool(ours.any()) and len(_published(counts)) == 1


def _sum_beside_published(counts: pd.DataFrame, language: Language) -> dict[str, object]:
    (last,), (published,) = rows(_last(counts)), rows(_published(counts))
    return {
        "value": language.number(last["value"]),
        "wave": last["wave_to"],
        "printed": language.number(published["value"]),
        "printed_wave": published["wave_to"],
    }


def _only_last(counts: pd.DataFrame, language: Language) -> dict[str, object]:
    (last,) = rows(_last(counts))
    return {"value": as_exact(last, language), "date": language.of(last, "label")}


def _of_last(counts: pd.DataFrame) -> Origin:
    return printed(_last(counts))


SINCE_START = (
    Statement(
        last_is_our_sum_beside_a_published_total,
        N_(
            "Added up, {value} people remained recipients after wave {wave}; the last exact "
            "published total found is {printed}, after wave {printed_wave}"
        ),
        _sum_beside_published,
        lambda counts: computed(pd.concat([_last(counts), _published(counts)])),
    ),
    Statement(some_known, N_("{value} people remained recipients by {date}"), _only_last, _of_last),
)


def _rival(counts: pd.DataFrame) -> pd.DataFrame:
    """The last of the earlier counts that the record contrasts with the last one, as a frame."""
    earlier = counts[counts["value"].notna()].iloc[:-1]
    return earlier[earlier["contrasted"]].tail(1)


def last_contradicts_an_earlier_count(counts: pd.DataFrame) -> bool:
    """Whether the record contrasts the last count with an earlier one, which is clearly another."""
    pairs = zip(rows(_last(counts)), rows(_rival(counts)), strict=False)
    return any(clearly_apart(last, rival) for last, rival in pairs)


def _both_counts(counts: pd.DataFrame, language: Language) -> dict[str, object]:
    (last,), (rival,) = rows(_last(counts)), rows(_rival(counts))
    return {
        "value": as_exact(last, language),
        "date": language.of(last, "label"),
        "rival": as_exact(rival, language),
        "rival_date": language.of(rival, "label"),
    }


REGISTRATIONS = (
    Statement(
        last_contradicts_an_earlier_count,
        N_(
            "The last count of registrations contradicts an earlier one: {value} by {date}, "
            "{rival} by {rival_date}"
        ),
        _both_counts,
        lambda counts: computed(pd.concat([_last(counts), _rival(counts)])),
    ),
    Statement(some_known, N_("{value} registrations by {date}"), _only_last, _of_last),
)


def since_start_chart(net: pd.DataFrame, record: Record) -> Chart:
    """The chart of cumulative_net; the last count may be our sum."""
    return _line_chart(
        "recipients-since-start",
        _marks(net),
        RECIPIENTS,
        SINCE_START,
        measure_ids=("recipients_net",),
        subtitle=said(N_("Effective recipients (net) since wave 1, as counted on the day")),
        notes=(GUIDE,),
        mark="lines",
        events=scheme_events(record),
    )


def registrations_chart(counts: pd.DataFrame, record: Record) -> Chart:
    """The chart of registrations, with what comparisons.csv says of the last count."""
    frame = _marks(counts)
    against = contradicted(record, str(_last(frame).iloc[0]["claim_id"]))
    named = {claim for row in against for claim in row["claims"].split()}
    return _line_chart(
        "registrations",
        frame,
        Column("value", N_("Registrants"), "number"),
        REGISTRATIONS,
        about=frame.assign(contrasted=frame["claim_id"].isin(named)),
        measure_ids=("registrants",),
        subtitle=said(N_("Registrants since the start of the programme, as counted on the day")),
        notes=(*(_explained(row) for row in against), STAGES, NOT_JOINED),
        mark="points",
    )


def _explained(comparison: Row) -> Text:
    """The explanation of a contradiction, in whatever language is asked for."""
    return lambda language: language.of(comparison, "explanation")


def _marks(counts: pd.DataFrame) -> pd.DataFrame:
    """The counts by date as marks, plus labels."""
    frame = require_values(counts, "programme_figures").sort_values(
        "as_of", kind="stable", ignore_index=True
    )
    days = {f"label_{code}": [iso_date(day, code) for day in frame["as_of"]] for code in LANGUAGES}
    return frame.assign(**days)


def _line_chart(
    chart_id: str,
    frame: pd.DataFrame,
    counted: Column,
    statements: tuple[Statement, ...],
    **fields: Any,
) -> Chart:
    """Counts over time. counted: the column that says what is counted. fields: as in site_chart."""
    known = rows(frame[frame["value"].notna()])
    first, last = known[0], known[-1]
    return site_chart(
        chart_id,
        frame,
        (Column("label", N_("Date"), "label"), counted, *ORIGIN),
        statements,
        legend=LEGEND,
        alt=said(
            N_("Chart of {count} counts, from {first} on {first_date} to {last} on {last_date}."),
            lambda language: {
                "count": len(known),
                "first": language.number(first["value"]),
                "first_date": language.of(first, "label"),
                "last": language.number(last["value"]),
                "last_date": language.of(last, "label"),
            },
        ),
        **fields,
    )
