"""Kartu Prakerja among other aids: which of several aids people received, and found useful."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.survey_chart import (
    organisations,
    range_in_words,
    survey_chart,
    without_repeated,
)
from prakerja.settings import text_columns
from publicrecord.charts import ranking
from publicrecord.charts.chart import Chart, all_marks, require_values, said
from publicrecord.charts.headline import Statement
from publicrecord.indicators.origins import printed
from publicrecord.language import N_, Language
from publicrecord.record.package import rows

RECEIVED, USEFUL = "received", "useful"
PATTERNS = {RECEIVED: r"^received-", USEFUL: r"-felt-most-useful$"}
PRAKERJA = {"received-kartu-prakerja", "prakerja-felt-most-useful"}
SUBTITLES = {
    RECEIVED: N_("Those who received an aid in the pandemic, {organisations} survey, percent"),
    USEFUL: N_("Those who felt an aid to be the most useful, {organisations} survey, percent"),
}


def prakerja_leads(aids: pd.DataFrame) -> bool:
    """Whether the value of Kartu Prakerja is clearly above that of every other aid."""
    return ranking.one_leads(aids) and rows(ranking.most(aids))[0]["item_id"] in PRAKERJA


def _first(aids: pd.DataFrame, language: Language) -> dict[str, object]:
    first = rows(ranking.most(aids))[0]
    return {
        "value": language.number(first["value"]),
        "aid": language.of(first, "text"),
        "count": len(aids),
    }


LEADER = Statement(
    ranking.one_leads,
    N_("{aid}: {value} percent, the highest of {count} answers"),
    _first,
    ranking.origin_of_first,
    ranking.most,
)
RANGE = Statement(ranking.some_known, N_("{count} aids: {range} percent"), range_in_words)
HEADLINES = {
    RECEIVED: (
        Statement(
            prakerja_leads,
            N_(
                "{value} percent of those asked said they received Kartu Prakerja, more than any "
                "other aid found"
            ),
            _first,
            ranking.origin_of_first,
            ranking.most,
        ),
        LEADER,
        RANGE,
    ),
    USEFUL: (
        Statement(
            prakerja_leads,
            N_("{value} percent of those asked found Kartu Prakerja the most useful aid"),
            _first,
            lambda aids: printed(ranking.most(aids).head(1)),
            ranking.most,
        ),
        LEADER,
        RANGE,
    ),
}


def aid_results(results: pd.DataFrame, question: str) -> pd.DataFrame:
    """The answers to a question of every survey that compares aids."""
    asked = results["item_id"].str.contains(PATTERNS[question])
    return results[(results["topic"] == "comparison") & asked]


def aid_chart(results: pd.DataFrame, question: str) -> Chart:
    """The chart of aid_results; question: RECEIVED or USEFUL."""
    frame = ranking.ranked(require_values(results, "survey_figures"))
    frame = without_repeated(frame.assign(**text_columns("label", frame, "text")))
    return survey_chart(
        f"aid-{question}",
        frame,
        HEADLINES[question],
        said(
            SUBTITLES[question],
            lambda language: {"organisations": organisations(frame, language)},
        ),
        all_marks(N_("Dot chart. {listed}."), frame),
    )
