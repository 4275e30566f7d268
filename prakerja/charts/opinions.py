"""Questions answered on four steps, every answer of each: bars of parts."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from prakerja.charts.survey_chart import (
    COLUMNS,
    margins_note,
    organisations,
    range_in_words,
    survey_chart,
)
from prakerja.settings import LANGUAGES, in_every_language
from publicrecord.charts.chart import Chart, Column, all_marks, require_values, said
from publicrecord.charts.headline import Statement
from publicrecord.charts.ranking import some_known
from publicrecord.indicators.origins import computed
from publicrecord.language import N_, Language, Text
from publicrecord.record.package import rows

PLATFORM, INFORMATION = "platform", "information"
# The best answer first. A survey is in the chart if it gives all four answers to a question.
QUESTIONS = {
    PLATFORM: (
        "platform-very-satisfied",
        "platform-satisfied",
        "platform-not-satisfied",
        "platform-very-dissatisfied",
    ),
    INFORMATION: (
        "information-very-open",
        "information-open",
        "information-not-open",
        "information-not-open-at-all",
    ),
}
STEPS = ("shade-good-2", "shade-good-1", "shade-bad-1", "shade-bad-2")
"""The colours of the four answers, the best first."""
GOOD = STEPS[:2]
ROUNDING = 1.0  # so far from 100 may the parts of a question be


def each_question_is_answered_whole(answers: pd.DataFrame) -> bool:
    """Whether one survey gives all answers to each question, and they add up to 100 percent."""
    known = answers[answers["value"].notna()]
    wholes = known.groupby(["question", "survey_id"])["value"].agg(["count", "sum"])
    return (
        list(wholes.index.get_level_values("question")) == sorted(QUESTIONS)
        and bool(wholes["count"].eq(len(STEPS)).all())
        and bool(wholes["sum"].sub(100).abs().le(ROUNDING).all())
    )


def _good(answers: pd.DataFrame) -> pd.Series:
    """The sum of the good answers to each question, percent."""
    good = answers[answers["series"].isin(GOOD)]
    return good.groupby("question")["value"].sum().round(1)


def _both(answers: pd.DataFrame, language: Language) -> dict[str, str]:
    good = _good(answers)
    return {
        "first": language.number(good[PLATFORM]),
        "second": language.number(good[INFORMATION]),
    }


HEADLINES = (
    Statement(
        each_question_is_answered_whole,
        N_(
            "Of the recipients asked {first} percent were satisfied with the platform; of the "
            "public asked {second} percent found the information open"
        ),
        _both,
        lambda answers: computed(answers[answers["series"].isin(GOOD)]),
    ),
    Statement(
        some_known,
        N_("{count} answers on four steps: {range} percent each"),
        range_in_words,
    ),
)


def opinion_results(results: pd.DataFrame) -> pd.DataFrame:
    """The answers to each question of the surveys that give all four: plus question and series
    (the step)."""
    found = []
    for question, items in QUESTIONS.items():
        steps = dict(zip(items, STEPS, strict=True))
        answers = results[results["item_id"].isin(items) & results["value"].notna()]
        whole = answers.groupby("survey_id")["item_id"].transform("nunique") == len(items)
        series = answers["item_id"].map(steps)
        found.append(answers.assign(question=question, series=series)[whole])
    return pd.concat(found)


def opinions_chart(answers: pd.DataFrame) -> Chart:
    """The bars of opinion_results."""
    frame = _marks(require_values(answers, "survey_figures"))
    chart = survey_chart(
        "opinions",
        frame,
        HEADLINES,
        _subtitle(frame),
        all_marks(N_("Stacked bar chart, percent. {listed}."), frame, _answers),
        said(
            N_(
                "Two different questions to two different groups; parts may add to 100.1 by "
                "rounding."
            )
        ),
    )
    return replace(
        chart,
        mark="stacked",
        notes=(margins_note(frame), *chart.notes[1:]),
        columns=(Column("part", N_("Answer"), "label"), COLUMNS[1], *COLUMNS[4:]),
    )


def _answers(frame: pd.DataFrame, language: Language) -> str:
    """Each answer with its value in words."""
    return "; ".join(
        f"{language.of(row, 'part')}: {language.number(row['value'])}" for row in rows(frame)
    )


def _subtitle(frame: pd.DataFrame) -> Text:
    surveys = frame["survey_id"].nunique()
    message = (
        N_("Answers on four steps in {surveys} surveys of {organisations}, percent")
        if surveys > 1
        else N_("Answers on four steps in a survey of {organisations}, percent")
    )
    return said(
        message,
        lambda language: {
            "surveys": language.in_words(surveys),
            "organisations": organisations(frame, language),
        },
    )


def _marks(answers: pd.DataFrame) -> pd.DataFrame:
    """The answers as marks, question by question, the best first: plus label and part."""
    order = answers["question"].map({question: at for at, question in enumerate(QUESTIONS)})
    step = answers["series"].map({series: at for at, series in enumerate(STEPS)})
    frame = answers.assign(order=order, step=step).sort_values(
        ["order", "survey_id", "step"], ignore_index=True
    )
    asked = in_every_language(N_("{population} ({survey})"))
    for code in LANGUAGES:
        frame[f"label_{code}"] = [
            asked[code].format(population=population, survey=name)
            for population, name in zip(
                frame[f"population_{code}"], frame[f"name_{code}"], strict=True
            )
        ]
        frame[f"part_{code}"] = frame[f"text_{code}"]
    return frame
