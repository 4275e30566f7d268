"""The results of evaluations by direction: those that show no effect as plainly as the others."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.site_chart import site_chart
from prakerja.indicators.evaluations import CATEGORIES, by_design, evaluation_results
from prakerja.settings import SETTINGS, in_every_language
from publicrecord.charts.chart import ORIGIN, Chart, Column, all_marks, require_values, said
from publicrecord.charts.headline import Statement
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language
from publicrecord.record.codes import Codes
from publicrecord.record.package import Record, Row, rows

COLUMNS = (
    Column("label", N_("Outcome"), "label"),
    Column("category", N_("Direction"), "text"),
    Column("size", N_("Size"), "text"),
    Column("value", N_("Direction as a number"), "number"),
    Column("significance_name", N_("Significance"), "text"),
    Column("group", N_("Design"), "text"),
    Column("title", N_("Evaluation"), "text"),
    *ORIGIN,
)


ORDER = N_(
    "The strongest design is first, by its level on the Maryland Scientific Methods Scale. "
    "The placing is ours, from abstracts and summaries."
)
SIGN = N_(
    "Positive and negative are directions, not a judgement: becoming a gig worker is "
    "positive because it becomes likelier, and so is unemployment that falls in some "
    "provinces only. A result that its authors call not significant counts as no effect shown, "
    "and so does one that found none without saying whether that is significant. Numbers: "
    "1 negative, 2 no effect shown, 3 positive, 4 not stated."
)
SIZES = N_(
    "The picture shows directions only, since the sizes have different units; {count} "
    "results come without a size."
)
OTHERS = N_(
    "Not in the chart: {titles}. Their results are recorded as figures of their surveys, in part "
    "several for one outcome, without a direction for each outcome. They are listed on the page "
    "of oversight and evaluation."
)
LEVEL, UNPLACED = N_("Design of level {level}"), N_("Design not placed")


def every_result_has_a_finding(results: pd.DataFrame) -> bool:
    """Whether each result is counted in one of the categories."""
    return len(results) > 0 and bool(results["finding"].isin(list(CATEGORIES)).all())


def _counts(results: pd.DataFrame, _language: Language) -> dict[str, object]:
    return {
        "results": len(results),
        "studies": results["study_id"].nunique(),
        **{key: int((results["finding"] == key).sum()) for key in CATEGORIES},
    }


HEADLINES = (
    Statement(
        every_result_has_a_finding,
        N_(
            "{results} results of {studies} evaluations: {positive} positive, {no_difference} "
            "that show no effect, {negative} negative, {not_stated} without a stated direction"
        ),
        _counts,
    ),
)


def charts(record: Record, claims: pd.DataFrame, _scope: Scope) -> list[Chart]:
    """The chart of results of evaluations."""
    return [evaluation_chart(evaluation_results(record, claims), record)]


def evaluation_chart(results: pd.DataFrame, record: Record) -> Chart:
    """The chart of evaluation_results."""
    frame = _marks(results, record)
    studies = record.table("evaluations")
    surveyed = studies["survey_id"].notna() & ~studies["study_id"].isin(frame["study_id"])
    elsewhere = rows(by_design(studies[surveyed]))
    unsized = int(frame["printed_value"].isna().sum())
    notes = [
        said(ORDER),
        said(SIGN),
        said(SIZES, lambda _language: {"count": unsized}),
        said(OTHERS, lambda language: {"titles": _listed(elsewhere, language)}),
    ]
    return site_chart(
        "results-of-evaluations",
        frame,
        COLUMNS,
        HEADLINES,
        mark="categories",
        measure_ids=("effect_size",),
        subtitle=said(
            N_("Direction of the results of {count} of the {all} evaluations in the record"),
            lambda _language: {"count": frame["study_id"].nunique(), "all": len(studies)},
        ),
        alt=all_marks(N_("Dots in columns by direction. {listed}."), frame, _directions),
        notes=tuple(notes if len(elsewhere) else notes[:-1]),
        brief=("label", "category", "size", "source_id"),
    )


def _listed(studies: list[Row], language: Language) -> str:
    """Evaluations by title, each with the level of its design."""
    return "; ".join(f"{row['title']}: {_level(row, language)}" for row in studies)


def _level(row: Row, language: Language) -> str:
    """The level of the design of an evaluation in words."""
    at = row["design_level"]
    words = UNPLACED if at == "" else LEVEL
    return language.gettext(words).format(level=at)


def _directions(frame: pd.DataFrame, language: Language) -> str:
    """The direction of each result in words."""
    return "; ".join(
        f"{language.of(row, 'label')}: {language.of(row, 'category')}" for row in rows(frame)
    )


def _marks(results: pd.DataFrame, record: Record) -> pd.DataFrame:
    """The results with the number of their direction as value: how we read it, so derived."""
    numbers = {key: float(at) for at, key in enumerate(CATEGORIES, start=1)}
    frame = results.assign(
        printed_value=results["value"],
        value=results["finding"].map(numbers),
        status="derived",
    )
    codes = Codes(record)
    none = in_every_language(N_("not found"))
    for language in SETTINGS.languages:
        code = language.code
        frame[f"label_{code}"] = frame[f"text_{code}"]
        frame[f"significance_name_{code}"] = [
            codes.name("significance", key, language) for key in frame["significance"]
        ]
        frame[f"size_{code}"] = [
            none[code] if pd.isna(value) else codes.quantity(value, unit, language)
            for value, unit in zip(results["value"], results["unit"], strict=True)
        ]
        frame[f"group_{code}"] = [_level(row, language) for row in rows(results)]
    return require_values(frame, "evaluation_figures")
