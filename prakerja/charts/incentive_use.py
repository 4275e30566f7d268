"""What recipients used the incentive for, from the survey that names most uses."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.survey_chart import (
    organisations,
    range_in_words,
    survey_chart,
    without_repeated,
)
from prakerja.settings import text_columns
from publicrecord.charts.chart import Chart, require_values, said
from publicrecord.charts.headline import Statement
from publicrecord.charts.ranking import ranked, some_known
from publicrecord.indicators.origins import Origin, printed
from publicrecord.language import N_, Language
from publicrecord.record.package import rows

STAPLE_FOOD = "incentive-staple-food"


def _staple_food(uses: pd.DataFrame) -> pd.DataFrame:
    return uses[(uses["item_id"] == STAPLE_FOOD) & uses["value"].notna()]


def _of_staple_food(uses: pd.DataFrame) -> Origin:
    return printed(_staple_food(uses))


def staple_food_is_known(uses: pd.DataFrame) -> bool:
    """Whether one survey says how many spent the incentive on staple food."""
    return len(_staple_food(uses)) == 1


def _share_on_food(uses: pd.DataFrame, language: Language) -> dict[str, str]:
    (row,) = rows(_staple_food(uses))
    return {"value": language.number(row["value"])}


HEADLINES = (
    Statement(
        staple_food_is_known,
        N_("{value} percent of the recipients asked spent the incentive on staple food"),
        _share_on_food,
        _of_staple_food,
        _staple_food,
    ),
    Statement(
        some_known,
        N_("{count} uses of the incentive: {range} percent"),
        range_in_words,
    ),
)


def incentive_use_results(results: pd.DataFrame) -> pd.DataFrame:
    """The answers of the survey that gives most uses of the incentive; the later where several
    give as many."""
    uses = results[(results["topic"] == "incentive_use") & results["value"].notna()]
    counts = uses.groupby("survey_id").agg(uses=("item_id", "nunique"), asked=("as_of", "max"))
    most = counts.sort_values(["uses", "asked"]).index[-1:]
    return uses[uses["survey_id"].isin(most)]


def incentive_use_chart(results: pd.DataFrame) -> Chart:
    """The chart of incentive_use_results."""
    frame = ranked(require_values(results, "survey_figures"))
    frame = without_repeated(frame.assign(**text_columns("label", frame, "text")))
    subtitle = (
        N_(
            "What recipients used the incentive for, {organisations} survey, more than one answer "
            "possible, percent"
        )
        if frame["value"].sum() > 100
        else N_("What recipients used the incentive for, {organisations} survey, percent")
    )
    return survey_chart(
        "incentive-use",
        frame,
        HEADLINES,
        said(subtitle, lambda language: {"organisations": organisations(frame, language)}),
        said(
            N_("Dot chart of {count} uses: {range} percent."),
            lambda language: range_in_words(frame, language),
        ),
        said(
            N_(
                "Of all surveys on the use of the incentive, the one that names most uses is "
                "shown; the data have the others."
            )
        ),
    )
