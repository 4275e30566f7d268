"""Recipients by wave: what is known of each, quota and intake, and the steps of selection."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.columns import COUNTED, PEOPLE
from prakerja.charts.quotas import QUOTA, SELECTED, quota_chart
from prakerja.charts.selection import steps_chart
from prakerja.charts.site_chart import site_chart
from prakerja.charts.years import scheme_events
from prakerja.indicators.waves import quota_and_selected, selection_steps, wave_intake
from prakerja.settings import LANGUAGES, in_every_language
from publicrecord.charts.chart import ORIGIN, Chart, Column, as_exact, require_values, said
from publicrecord.charts.headline import Statement
from publicrecord.charts.ranking import some_known
from publicrecord.indicators.coverage import spans_in_words
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language
from publicrecord.record.package import Record, rows

COLUMNS = (
    Column("label", N_("Wave"), "label"),
    Column("year", N_("Year"), "text"),
    PEOPLE,
    COUNTED,
    *ORIGIN,
)


def charts(record: Record, claims: pd.DataFrame, _scope: Scope) -> list[Chart]:
    """The charts of single waves."""
    return [
        intake_chart(wave_intake(record, claims), record),
        quota_chart(quota_and_selected(claims), record),
        steps_chart(selection_steps(claims), record),
    ]


def _known(waves: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The waves of which a measure is known, the largest value first."""
    known = waves[(waves["measure_id"] == measure) & waves["value"].notna()]
    return known.sort_values("value", ascending=False, kind="stable")


def some_intake_is_known(waves: pd.DataFrame) -> bool:
    """Whether of a wave the people selected are known."""
    return len(_known(waves, "recipients_selected")) > 0


def _intakes(waves: pd.DataFrame, language: Language) -> dict[str, object]:
    selected, quotas = (_known(waves, measure) for measure in ("recipients_selected", "quota"))
    return {
        "selected": len(selected),
        "quotas": len(quotas),
        "total": len(waves),
        "unknown": len(waves) - len(selected) - len(quotas),
        "largest": as_exact(rows(selected)[0], language) if len(selected) else "",
    }


INTAKE_HEADLINES = (
    Statement(
        some_intake_is_known,
        N_(
            "The number of people selected is known for {selected} of {total} waves, at most "
            "{largest} in one; for {quotas} more only the quota is known"
        ),
        _intakes,
    ),
    Statement(some_known, N_("For {quotas} of {total} waves only the quota is known"), _intakes),
)


def intake_chart(intake: pd.DataFrame, record: Record) -> Chart:
    """The columns of wave_intake."""
    intake = require_values(intake.sort_values("wave", ignore_index=True), "wave_figures")
    gaps = intake.loc[intake["value"].isna(), "wave"].tolist()
    note = said(
        N_(
            "Of waves {waves} neither intake nor quota was found, only totals over several waves; "
            "we do not spread them over single waves."
        ),
        lambda language: {"waves": spans_in_words(gaps, language)},
    )
    alt = (
        N_(
            "Column chart of the waves. The largest intake known is {largest} people. "
            "Of {unknown} waves neither selection nor quota is known."
        )
        if some_intake_is_known(intake)
        else N_("Column chart of the waves. Of {unknown} waves no quota is known.")
    )
    return site_chart(
        "recipients-by-wave",
        wave_rows(intake, record),
        COLUMNS,
        INTAKE_HEADLINES,
        about=intake,
        mark="columns",
        measure_ids=("recipients_selected", "quota"),
        subtitle=said(N_("People selected in each wave, or the quota announced (gross)")),
        alt=said(alt, lambda language: _intakes(intake, language)),
        notes=(note,) if gaps else (),
        legend=(
            (SELECTED, N_("people selected")),
            (QUOTA, N_("only the quota announced is known")),
            *((("missing", N_("? not known")),) if gaps else ()),
        ),
        events=scheme_events(record),
    )


def wave_rows(intake: pd.DataFrame, record: Record) -> pd.DataFrame:
    """The waves as marks: neighbours of one year whose intake is not known become one gap.

    One row a mark: label, group (year), short, weight, series, counted, and the columns of
    wave_intake.
    """
    gap = intake["status"].eq("not_known")
    new_run = ~gap | ~gap.shift(fill_value=False) | intake["year"].ne(intake["year"].shift())
    runs = intake.groupby(new_run.cumsum(), sort=False)
    rows = runs.first().reset_index(drop=True)
    rows["last"] = runs["wave"].max().to_numpy()
    names = record.table("measures").set_index("measure_id")
    span = [
        str(first) if first == last else f"{first}–{last}"
        for first, last in zip(rows["wave"], rows["last"], strict=True)
    ]
    known = rows["value"].notna()
    series = rows["measure_id"].map({"recipients_selected": SELECTED, "quota": QUOTA})
    rows = rows.assign(
        short=span,
        weight=(rows["last"] - rows["wave"] + 1).astype(float),
        series=series.where(known),
    )
    one, several = in_every_language(N_("Wave {wave}")), in_every_language(N_("Waves {wave}"))
    for code in LANGUAGES:
        rows[f"label_{code}"] = [
            (several if "–" in text else one)[code].format(wave=text) for text in span
        ]
        rows[f"group_{code}"] = rows["year"].astype(str)
        rows[f"counted_{code}"] = rows["measure_id"].map(names[f"name_{code}"]).where(known, "")
    return rows
