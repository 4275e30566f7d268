"""The value shown of each net total beside every other value printed of it."""

from __future__ import annotations

from math import floor

import pandas as pd

from prakerja.charts.site_chart import grouped_bars
from prakerja.settings import SETTINGS, in_every_language
from publicrecord.charts.chart import ORIGIN, Chart, Column, require_values, said
from publicrecord.charts.headline import Statement
from publicrecord.charts.ranking import rounding_step
from publicrecord.language import N_, Language
from publicrecord.record.package import rows

COLUMNS = (
    Column("group", N_("Figure"), "label"),
    Column("label", N_("Value"), "text"),
    Column("printed", N_("Printed"), "number"),
    Column("shown", N_("Shown here"), "number"),
    Column("value", N_("Difference"), "number"),
    Column("times", N_("Printed by (sources)"), "number"),
    *ORIGIN,
    Column("base_status", N_("Status of the value shown"), "status"),
    Column("base_as_of", N_("Value shown as of"), "date"),
    Column("base_source_id", N_("Source of the value shown"), "source"),
)

OF_SHOWN = ("claim_id", "status", "source_id", "as_of", "arithmetic")
"""What is said of the value shown, which may be one that we worked out."""


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
        steps = row["shown"] / rounding_step(row["value"], "rounded")
        printed = row["value"] / rounding_step(row["value"], "rounded")
        rounded += round(printed) in (round(steps), floor(steps))
    return rounded > len(others) / 2


def _figures(values: pd.DataFrame, _language: Language) -> dict[str, object]:
    return {"count": int(_beside_shown(values)["figure_id"].nunique())}


HEADLINES = (
    Statement(
        some_total_was_printed_otherwise,
        N_(
            "{count} net totals were also published with another value than the one shown here, "
            "values unfit to be shown not counted"
        ),
        _figures,
    ),
)


def printed_chart(values: pd.DataFrame) -> Chart:
    """The chart of printed_net: how far each other value is from the one shown."""
    require_values(values, "programme_figures")
    note = (
        N_("Most differences are rounding; which value is shown is decided by a written rule.")
        if most_others_are_rounded(values)
        else N_("Which value is shown is decided by a written rule.")
    )
    return grouped_bars(
        "printed-and-shown",
        _marks(values),
        COLUMNS,
        HEADLINES,
        N_("Effective recipients (net): by how many people other values printed differ"),
        about=_compared(values),
        measure_ids=("recipients_net",),
        notes=(said(note),),
    )


def _compared(values: pd.DataFrame) -> pd.DataFrame:
    """The values of the figures of which another was printed than the one shown."""
    return values[values["figure_id"].isin(_beside_shown(values)["figure_id"])]


def _marks(values: pd.DataFrame) -> pd.DataFrame:
    """The values that are not shown as marks: the difference as value, plus printed, group and
    label."""
    others = _beside_shown(values).reset_index(drop=True)
    shown = values[values["chosen"]].set_index("figure_id")
    frame = others.assign(
        printed=others["value"],
        value=others["value"] - others["shown"],
        status="derived",
        **{f"base_{key}": others["figure_id"].map(shown[key]) for key in OF_SHOWN},
    )
    whole = in_every_language(N_("{period}, waves {first}–{last}"))
    start = in_every_language(N_("Since the start, waves {first}–{last}"))
    instead = in_every_language(N_("{printed} in place of {shown}"))
    for language in SETTINGS.languages:
        code = language.code
        frame[f"group_{code}"] = [
            (start if period == "cumulative" else whole)[code].format(
                period=period, first=first, last=last
            )
            for period, first, last in zip(
                frame["period"], frame["wave_from"], frame["wave_to"], strict=True
            )
        ]
        frame[f"label_{code}"] = [
            instead[code].format(printed=language.number(printed), shown=language.number(shown))
            for printed, shown in zip(frame["printed"], frame["shown"], strict=True)
        ]
    return frame
