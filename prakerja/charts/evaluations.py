"""The results of evaluations by direction: those without an effect as plainly as the others."""

from __future__ import annotations

import pandas as pd

from prakerja.indicators.evaluations import CATEGORIES, evaluation_results
from prakerja.settings import SETTINGS, in_every_language
from publicrecord.charts.chart import Chart, Column, Headline, filled
from publicrecord.indicators.origins import computed
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language
from publicrecord.record.codes import Codes
from publicrecord.record.package import Record, rows

COLUMNS = (
    Column("label", N_("Outcome"), "label"),
    Column("category", N_("Direction"), "text"),
    Column("size", N_("Size"), "text"),
    Column("value", N_("Direction as a number"), "number"),
    Column("significance_name", N_("Significance"), "text"),
    Column("group", N_("Design"), "text"),
    Column("title", N_("Evaluation"), "text"),
    Column("status", N_("Status"), "status"),
    Column("as_of", N_("As of"), "date"),
    Column("source_id", N_("Source"), "source"),
)


def charts(record: Record, claims: pd.DataFrame, _scope: Scope) -> list[Chart]:
    """The chart of results of evaluations."""
    frame = _frame(record, claims)
    counts = {key: int((frame["finding"] == key).sum()) for key in CATEGORIES}
    elsewhere = record.table("evaluations")
    elsewhere = elsewhere[~elsewhere["study_id"].isin(frame["study_id"])]

    def headline(language: Language) -> str:
        return language.gettext(
            "{results} results of {studies} evaluations: {positive} positive, {none} that show no "
            "effect, {negative} negative, {not_stated} without a stated direction"
        ).format(results=len(frame), studies=frame["study_id"].nunique(), **counts)

    def alt(language: Language) -> str:
        listed = "; ".join(
            f"{language.of(row, 'label')}: {language.of(row, 'category')}" for row in rows(frame)
        )
        return language.gettext("Dots in columns by direction. {listed}.").format(listed=listed)

    def order(language: Language) -> str:
        return language.gettext(
            "The strongest design is first, by its level on the Maryland Scientific Methods Scale. "
            "The placing is ours, from abstracts and summaries."
        )

    def sign(language: Language) -> str:
        return language.gettext(
            "Positive and negative are directions, not a judgement: becoming a gig worker is "
            "positive because it becomes likelier, and so is unemployment that falls in some "
            "provinces. A result that its authors call not significant counts as no effect shown, "
            "and so does one that found none without saying whether that is significant. Numbers: "
            "1 negative, 2 no effect shown, 3 positive, 4 not stated."
        )

    def sizes(language: Language) -> str:
        return language.gettext(
            "The picture shows directions only, since the sizes have different units; {count} "
            "results come without a size."
        ).format(count=int(frame["printed_value"].isna().sum()))

    def others(language: Language) -> str:
        return language.gettext(
            "Not in the chart, as their results are figures of surveys without a stated "
            "significance: {titles}."
        ).format(titles="; ".join(elsewhere["title"]))

    return [
        Chart(
            chart_id="results-of-evaluations",
            slugs={"id": "hasil-evaluasi"},
            story="oversight",
            mark="categories",
            frame=frame,
            columns=COLUMNS,
            measure_ids=("effect_size",),
            headline=Headline(headline, computed(frame)),
            subtitle=lambda language: language.gettext(
                "Direction of every result of an evaluation in the record"
            ),
            alt=alt,
            notes=(order, sign, sizes, *([others] if len(elsewhere) else [])),
            brief=("label", "category", "size", "source_id"),
        )
    ]


def _frame(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """The results with the number of their direction as value: how we read it, so derived."""
    results = evaluation_results(record, claims)
    numbers = {key: float(at) for at, key in enumerate(CATEGORIES, start=1)}
    frame = results.assign(
        printed_value=results["value"],
        value=results["finding"].map(numbers),
        status="derived",
    )
    codes = Codes(record)
    none = in_every_language(N_("not found"))
    level = in_every_language(N_("Design of level {level}"))
    unplaced = in_every_language(N_("Design not placed"))
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
        frame[f"group_{code}"] = [
            unplaced[code] if pd.isna(at) else level[code].format(level=int(at))
            for at in frame["design_level"]
        ]
    return filled(frame, "evaluation_figures")
