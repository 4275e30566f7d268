"""Work before and after the training: ranges from the one to the other."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from prakerja.charts.survey_chart import COLUMNS, margins_note, organisations, survey_chart
from prakerja.settings import text_columns
from publicrecord.charts.chart import Chart, Column, all_marks, require_values, said
from publicrecord.charts.headline import Statement
from publicrecord.charts.ranking import some_known
from publicrecord.indicators.origins import Origin, printed
from publicrecord.language import N_, Language
from publicrecord.record.package import Row, rows

# Each answer before the training, and the same after it.
WORK = {
    "not-working-before-training": "not-working-after-training",
    "working-before": "working-after",
    "self-employed-before": "self-employed-after",
}
LEGEND = (("hollow", N_("before the training")), ("dot", N_("after it")))
OUT_OF_WORK = "not-working-after-training"


def _out_of_work(answers: pd.DataFrame) -> pd.DataFrame:
    known = answers["value"].notna() & answers["start"].notna()
    return answers[(answers["item_id"] == OUT_OF_WORK) & known]


def out_of_work_changed(answers: pd.DataFrame) -> bool:
    """Whether one survey says how many were out of work before and after, and it is not the
    same."""
    found = _out_of_work(answers)
    return len(found) == 1 and bool((found["start"] != found["value"]).all())


def _before_and_after(row: Row, language: Language) -> dict[str, str]:
    return {
        "before": language.number(row["start"]),
        "after": language.number(row["value"]),
        "label": language.of(row, "label"),
    }


def _words_out_of_work(answers: pd.DataFrame, language: Language) -> dict[str, str]:
    (row,) = rows(_out_of_work(answers))
    return _before_and_after(row, language)


def _words_first(answers: pd.DataFrame, language: Language) -> dict[str, str]:
    return _before_and_after(rows(_both_known(answers))[0], language)


def _both_known(answers: pd.DataFrame) -> pd.DataFrame:
    return answers[answers["value"].notna() & answers["start"].notna()]


def _origin(answers: pd.DataFrame) -> Origin:
    """The origin of both values of rows."""
    after = rows(answers)
    before = [
        row
        | {
            "value": row["start"],
            "status": row["start_status"],
            "source_id": row["start_source_id"],
        }
        for row in after
    ]
    return printed(before + after)


HEADLINES = (
    Statement(
        out_of_work_changed,
        N_("Recipients out of work: from {before} percent before the training to {after} after"),
        _words_out_of_work,
        lambda answers: _origin(_out_of_work(answers)),
        _out_of_work,
    ),
    Statement(
        some_known,
        N_("{label}: {after} percent; before the training {before}"),
        _words_first,
        lambda answers: _origin(_both_known(answers).head(1)),
    ),
)


def before_and_after(results: pd.DataFrame) -> pd.DataFrame:
    """The answers on work of every survey that gives both, before and after the training.

    One row a survey and answer: the columns of the result after, plus start, start_status and
    start_source_id of the result before.
    """
    first = results[results["item_id"].isin(list(WORK))]
    first = first.assign(item_id=first["item_id"].map(WORK))
    first = first[["survey_id", "item_id", "value", "status", "source_id"]].rename(
        columns={"value": "start", "status": "start_status", "source_id": "start_source_id"}
    )
    both = results.merge(first, on=["survey_id", "item_id"], validate="one_to_one")
    order = both["item_id"].map({item: at for at, item in enumerate(WORK.values())})
    return both.iloc[order.argsort(kind="stable")].reset_index(drop=True)


def work_chart(answers: pd.DataFrame) -> Chart:
    """The chart of before_and_after."""
    frame = require_values(answers, "survey_figures")
    frame = frame.assign(**text_columns("label", frame, "text"))
    chart = survey_chart(
        "work-before-and-after",
        frame,
        HEADLINES,
        said(
            N_("Work of recipients before and after the training, {organisations} survey, percent"),
            lambda language: {"organisations": organisations(frame, language)},
        ),
        all_marks(N_("Range chart. {listed}."), frame, _pairs),
        said(
            N_(
                "The survey asked recipients only; it does not show what would have happened "
                "without the programme."
            )
        ),
    )
    columns = (COLUMNS[0], Column("start", N_("Before (%)"), "percent"), *COLUMNS[1:])
    notes = (margins_note(frame), *chart.notes[1:])
    return replace(chart, mark="range", columns=columns, notes=notes, legend=LEGEND)


def _pairs(frame: pd.DataFrame, language: Language) -> str:
    """Both values of each answer in words."""
    return "; ".join(
        "{label}: {before} → {after}".format(**_before_and_after(row, language))
        for row in rows(_both_known(frame))
    )
