"""The value shown of each net total beside every other value printed of it."""

from __future__ import annotations

from math import floor

import pandas as pd

from prakerja.charts.columns import RECIPIENTS
from prakerja.charts.site_chart import grouped_bars
from prakerja.settings import LANGUAGES, in_every_language
from publicrecord.charts.chart import ORIGIN, Chart, Column, filled, said
from publicrecord.charts.headline import Statement
from publicrecord.charts.ranking import last_place
from publicrecord.language import N_, Language
from publicrecord.record.package import rows

SHOWN, PRINTED = "shown", "printed"
COLUMNS = (
    Column("group", N_("Figure"), "label"),
    Column("label", N_("Value"), "text"),
    RECIPIENTS,
    Column("times", N_("Printed by (sources)"), "number"),
    *ORIGIN,
)


def _beside_shown(values: pd.DataFrame) -> pd.DataFrame:
    """The values printed that are not the one shown of their figure, with it as `shown`."""
    shown = values[values["chosen"]].set_index("figure_id")["value"]
    others = values[~values["chosen"]]
    others = others.assign(shown=others["figure_id"].map(shown))
    known = others["shown"].notna() & others["value"].notna()
    return others[known & others["value"].ne(others["shown"])]


def some_total_was_printed_otherwise(values: pd.DataFrame) -> bool:
    """Whether of at least one figure another value was printed than the one shown."""
    return len(_beside_shown(values)) > 0


def most_others_are_rounded(values: pd.DataFrame) -> bool:
    """Whether most other values are the shown one, rounded or cut to their last digit."""
    others = rows(_beside_shown(values))
    rounded = 0
    for row in others:
        steps = row["shown"] / last_place(row["value"], "rounded")
        printed = row["value"] / last_place(row["value"], "rounded")
        rounded += round(printed) in (round(steps), floor(steps))
    return rounded > len(others) / 2


def _figures(values: pd.DataFrame, _language: Language) -> dict[str, object]:
    return {"count": int(_beside_shown(values)["figure_id"].nunique())}


HEADLINES = (
    Statement(
        some_total_was_printed_otherwise,
        N_("For {count} net totals another value was printed than the one shown here"),
        _figures,
    ),
)


def printed_chart(values: pd.DataFrame) -> Chart:
    """The chart of printed_net."""
    frame = _marks(filled(values, "programme_figures"))
    note = (
        N_("Most differences are rounding; which value is shown is decided by a written rule.")
        if most_others_are_rounded(frame)
        else N_("Which value is shown is decided by a written rule.")
    )
    return grouped_bars(
        "printed-and-shown",
        frame,
        COLUMNS,
        HEADLINES,
        N_("Effective recipients (net): the value shown by the rule, and the others printed"),
        measure_ids=("recipients_net",),
        notes=(said(note),),
        legend=((SHOWN, N_("shown here")), (PRINTED, N_("also printed"))),
    )


def _marks(values: pd.DataFrame) -> pd.DataFrame:
    """The values as marks: plus series, group and label."""
    frame = values.assign(series=values["chosen"].map({True: SHOWN, False: PRINTED}))
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
    return frame
