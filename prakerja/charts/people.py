"""Who the recipients are: the share of women as it was published over the years."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.columns import PERCENT
from prakerja.charts.site_chart import site_chart
from prakerja.indicators.people import share_over_time
from prakerja.settings import LANGUAGES, in_every_language
from publicrecord.charts.chart import (
    ORIGIN,
    Chart,
    Column,
    all_marks,
    as_exact,
    require_values,
    said,
)
from publicrecord.charts.headline import Statement
from publicrecord.charts.ranking import some_known, whole_range
from publicrecord.indicators.origins import computed
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language, Message, iso_date
from publicrecord.record.package import Record, rows

COLUMNS = (
    Column("group", N_("Span"), "text"),
    Column("label", N_("Counted"), "label"),
    PERCENT,
    *ORIGIN,
)
FIRST_WAVES = 3  # the first waves are at most these


def _since_start(shares: pd.DataFrame) -> pd.DataFrame:
    """The shares counted since wave 1, by date."""
    counted = shares[(shares["wave_from"] == 1) & shares["value"].notna()]
    return counted.sort_values(["as_of", "wave_to"], kind="stable")


def counted_from_the_first_waves_on(shares: pd.DataFrame) -> bool:
    """Whether several shares are counted since wave 1, the first over the first waves only, and
    the last is another."""
    counted = _since_start(shares)
    if len(counted) < 2 or counted["value"].iloc[0] == counted["value"].iloc[-1]:
        return False
    return bool(counted["wave_to"].le(FIRST_WAVES).fillna(False).iloc[0])


def some_share_is_counted_since_the_start(shares: pd.DataFrame) -> bool:
    """Whether a share is counted since wave 1."""
    return len(_since_start(shares)) > 0


def _first_and_last(shares: pd.DataFrame, language: Language) -> dict[str, str]:
    counted = rows(_since_start(shares))
    return {
        "first": as_exact(counted[0], language),
        "last": as_exact(counted[-1], language),
        "date": language.date(counted[-1]["as_of"]),
    }


HEADLINES = (
    Statement(
        counted_from_the_first_waves_on,
        N_("Women: from {first} percent of recipients in the first waves to {last} percent"),
        _first_and_last,
        lambda shares: computed(_since_start(shares).iloc[[0, -1]]),
    ),
    Statement(
        some_share_is_counted_since_the_start,
        N_("Women: {last} of 100 recipients, counted since wave 1, as of {date}"),
        _first_and_last,
        lambda shares: computed(_since_start(shares).tail(1)),
    ),
    Statement(
        some_known,
        N_("Women: {range} of 100 recipients of single years"),
        whole_range,
    ),
)


def charts(_record: Record, claims: pd.DataFrame, _scope: Scope) -> list[Chart]:
    """The chart of the share of women."""
    return [women_chart(share_over_time(claims, "gender", "female"))]


def women_chart(shares: pd.DataFrame) -> Chart:
    """The chart of share_over_time for women."""
    frame = _marks(require_values(shares, "demographic_figures"))
    return site_chart(
        "share-of-women",
        frame,
        COLUMNS,
        HEADLINES,
        mark="lines",
        legend=_legend(frame),
        measure_ids=("share_of_recipients",),
        subtitle=said(N_("Women among the recipients, as published over the years, percent")),
        alt=all_marks(N_("Line chart. {listed}."), frame),
        notes=(
            said(
                N_(
                    "The programme's own shares; for some it was not said whether they are of "
                    "gross or net recipients."
                )
            ),
        ),
    )


def _legend(frame: pd.DataFrame) -> tuple[tuple[str, Message], ...]:
    """What full and hollow points count, as far as there are any."""
    apart = frame["apart"]
    since = (("dot", N_("counted since wave 1")),) if not apart.all() else ()
    single = (("hollow", N_("counted over the waves of one year")),) if apart.any() else ()
    return (*since, *single)


def _marks(shares: pd.DataFrame) -> pd.DataFrame:
    """The shares as marks, those since wave 1 first: plus group, label and apart."""
    ordered = shares.sort_values("as_of", kind="stable", ignore_index=True)
    start = ordered["wave_from"] == 1
    frame = pd.concat([ordered[start], ordered[~start]], ignore_index=True)
    frame["apart"] = frame["wave_from"] != 1
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
    return frame
