"""From registration to selection, wave by wave."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.columns import PEOPLE
from prakerja.charts.quotas import single_waves
from prakerja.charts.site_chart import grouped_bars
from prakerja.indicators.waves import STEPS
from prakerja.settings import text_columns
from publicrecord.charts.chart import ORIGIN, Chart, Column, require_values, said
from publicrecord.charts.headline import Statement
from publicrecord.indicators.origins import Origin, printed
from publicrecord.language import N_, Language
from publicrecord.record.package import Record, rows

COLUMNS = (
    Column("group", N_("Wave"), "label"),
    Column("label", N_("Step"), "text"),
    PEOPLE,
    *ORIGIN,
)
JOINED, SELECTED = "registrants_joined", "recipients_selected"


def _ends(steps: pd.DataFrame) -> pd.DataFrame:
    """The first and the last step known of the last wave, as a frame of two rows or one."""
    known = steps[steps["value"].notna()]
    last = known[known["wave"] == known["wave"].max()]
    ends: pd.DataFrame = last[[at in (0, len(last) - 1) for at in range(len(last))]]
    return ends


def _of_ends(steps: pd.DataFrame) -> Origin:
    return printed(_ends(steps))


def last_wave_tells_who_joined_and_who_was_selected(steps: pd.DataFrame) -> bool:
    """Whether the first and last step of the last wave are who joined and who was selected."""
    return _ends(steps)["measure_id"].tolist() == [JOINED, SELECTED]


def last_wave_has_two_steps(steps: pd.DataFrame) -> bool:
    """Whether several steps of the last wave are known."""
    return len(_ends(steps)) == 2


def _both(steps: pd.DataFrame, language: Language) -> dict[str, object]:
    first, last = rows(_ends(steps))
    return {
        "wave": first["wave"],
        "joined": language.number(first["value"]),
        "selected": language.number(last["value"]),
        "first": language.of(first, "label"),
        "last": language.of(last, "label"),
    }


HEADLINES = (
    Statement(
        last_wave_tells_who_joined_and_who_was_selected,
        N_("In wave {wave}, {joined} people joined and {selected} were selected"),
        _both,
        _of_ends,
    ),
    Statement(
        last_wave_has_two_steps,
        N_("Wave {wave}: {first}, {joined}; {last}, {selected}"),
        _both,
        _of_ends,
    ),
)


def steps_chart(steps: pd.DataFrame, record: Record) -> Chart:
    """The bars of selection_steps."""
    frame = _marks(require_values(steps, "wave_figures"), record)
    return grouped_bars(
        "from-registration-to-selection",
        frame,
        COLUMNS,
        HEADLINES,
        N_("People at each step on the way into a wave, for the waves of which steps are known"),
        measure_ids=tuple(dict.fromkeys(frame["measure_id"])),
        notes=(
            said(
                N_(
                    "The steps of one wave may come from different days and sources; the table "
                    "says which."
                )
            ),
        ),
    )


def _marks(steps: pd.DataFrame, record: Record) -> pd.DataFrame:
    """The steps as marks, wave by wave in order: the wave as group, the step as label."""
    order = steps["measure_id"].map({step: at for at, step in enumerate(STEPS)})
    ordered = steps.assign(order=order).sort_values(["wave", "order"], ignore_index=True)
    named = single_waves(ordered, record)
    return named.assign(
        **text_columns("group", named, "label"), **text_columns("label", named, "counted")
    )
