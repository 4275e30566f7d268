"""Survey results: skills, the use of the incentive, work before and after."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from prakerja.charts.aid import RECEIVED, USEFUL, aid_chart, aid_results
from prakerja.charts.incentive_use import incentive_use_chart, incentive_use_results
from prakerja.charts.opinions import opinion_results, opinions_chart
from prakerja.charts.satisfaction import (
    of_the_public,
    satisfaction_chart,
    satisfaction_results,
)
from prakerja.charts.survey_chart import (
    fieldwork,
    labelled,
    margins_note,
    range_in_words,
    survey_chart,
)
from prakerja.charts.work import before_and_after, work_chart
from prakerja.indicators.surveys import survey_results
from prakerja.settings import LANGUAGES
from publicrecord.charts.chart import Chart, listed, require_values, said
from publicrecord.charts.headline import Statement
from publicrecord.charts.ranking import ranked, some_known
from publicrecord.indicators.origins import Origin, computed
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_
from publicrecord.record.package import Record

SKILLS = "work-skills-increased"
LABOUR_FORCE_SURVEY = "sakernas-"  # one survey a round


def charts(record: Record, claims: pd.DataFrame, _scope: Scope) -> list[Chart]:
    """The charts of survey results."""
    results = shares(record, claims)
    satisfaction = satisfaction_chart(satisfaction_results(results))
    return [
        replace(satisfaction, notes=(*satisfaction.notes, *of_the_public(results))),
        opinions_chart(opinion_results(results)),
        skills_chart(skills_results(results)),
        aid_chart(aid_results(results, RECEIVED), RECEIVED),
        aid_chart(aid_results(results, USEFUL), USEFUL),
        incentive_use_chart(incentive_use_results(results)),
        work_chart(before_and_after(results)),
    ]


def shares(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """The survey_results that are percentages, as marks: plus margin and fieldwork. They are of
    the days on which people were asked, not of the day on which they were printed."""
    results = survey_results(record, claims)
    results = results[results["measure_id"] == "survey_share"]
    return results.assign(
        margin=results["margin_of_error"],
        as_of=results["fieldwork_to"].fillna(results["as_of"]),
        **{f"fieldwork_{code}": fieldwork(results, code) for code in LANGUAGES},
    )


def _of_ends(rounds: pd.DataFrame) -> Origin:
    known = ranked(rounds[rounds["value"].notna()])
    ends = known["value"].isin([known["value"].min(), known["value"].max()])
    return computed(rounds, known[ends].sort_values("fieldwork_from"))


HEADLINES = (
    Statement(
        some_known,
        N_("{range} percent of those asked say their skills rose"),
        range_in_words,
        _of_ends,
    ),
)


def skills_results(results: pd.DataFrame) -> pd.DataFrame:
    """The answers on skills of every round of the labour force survey."""
    rounds = results["survey_id"].str.startswith(LABOUR_FORCE_SURVEY)
    return results[(results["item_id"] == SKILLS) & rounds]


def skills_chart(results: pd.DataFrame) -> Chart:
    """The chart of skills_results."""
    rounds = results.sort_values("fieldwork_from", ignore_index=True)
    frame = labelled(require_values(rounds, "survey_figures"), item=False)
    chart = survey_chart(
        "skills-rose",
        frame,
        HEADLINES,
        said(
            N_(
                "Recipients whose work skills rose, labour force survey of Statistics Indonesia "
                "(Sakernas, BPS), percent"
            )
        ),
        said(
            N_("Dot chart of {count} rounds, percent. {listed}."),
            lambda language: {"count": len(frame), "listed": listed(frame, language)},
        ),
        said(
            N_(
                "Some rounds asked all recipients, others those who completed a training; "
                "the table says which, so the points are not joined."
            )
        ),
    )
    none_found, *others = chart.notes
    margins = none_found if frame["margin"].isna().all() else margins_note(frame)
    return replace(chart, mark="points", notes=(margins, *others))
