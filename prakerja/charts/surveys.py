"""Survey results: the question, whom it was put to, how many answered, how sure it is."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from prakerja.charts.satisfaction import opinions_chart, satisfaction_chart
from prakerja.charts.survey_chart import COLUMNS, fieldwork, labelled, margins_note, survey_chart
from prakerja.indicators.surveys import survey_results
from publicrecord.charts.chart import Chart, Column, Headline, filled, listed
from publicrecord.indicators.origins import computed, printed
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language
from publicrecord.record.package import Record

# The surveys that charts are about: chosen by editors, which no column of the tables says.
WORK_SURVEY = "cyrus-2021-05"  # asked of recipients
INCENTIVE_SURVEY = "csis-2021"  # has most uses of the incentive
AID_SURVEY = "ipsos-2021-06"  # compares the aid of several programmes
LABOUR_FORCE_SURVEY = "sakernas-"  # one survey a round
WORK = {
    "not-working-before-training": "not-working-after-training",
    "working-before": "working-after",
    "self-employed-before": "self-employed-after",
}
SKILLS = "work-skills-increased"
PRAKERJA_AID = {"received-kartu-prakerja", "prakerja-felt-most-useful"}


def charts(record: Record, claims: pd.DataFrame, _scope: Scope) -> list[Chart]:
    """The charts of survey results."""
    results = survey_results(record, claims)
    results = results[results["measure_id"] == "survey_share"]
    results = results.assign(
        margin=results["margin_of_error"],
        # What people said is of the days they were asked, not of the day it was printed.
        as_of=results["fieldwork_to"].fillna(results["as_of"]),
        fieldwork_id=fieldwork(results, "id"),
        fieldwork_en=fieldwork(results, "en"),
    )
    return [
        satisfaction_chart(results),
        opinions_chart(results),
        _skills(results),
        _aid(results, "received"),
        _aid(results, "useful"),
        _incentive(results),
        _work(results),
    ]


def _skills(results: pd.DataFrame) -> Chart:
    frame = results[
        (results["item_id"] == SKILLS) & results["survey_id"].str.startswith(LABOUR_FORCE_SURVEY)
    ].sort_values("fieldwork_from")
    frame = labelled(filled(frame, "survey_figures"), item=False)
    lowest, highest = frame["value"].min(), frame["value"].max()

    def headline(language: Language) -> str:
        return language.gettext(
            "Between {lowest} and {highest} percent of those asked say their skills rose"
        ).format(lowest=language.number(lowest), highest=language.number(highest))

    def alt(language: Language) -> str:
        return language.gettext("Dot chart of {count} rounds, percent. {listed}.").format(
            count=len(frame), listed=listed(frame, language)
        )

    def note(language: Language) -> str:
        return language.gettext(
            "Some rounds asked all recipients, others those who completed a training; "
            "the table says which."
        )

    return survey_chart(
        "skills-rose",
        frame,
        Headline(headline, computed(frame, frame[frame["value"].isin([lowest, highest])])),
        lambda language: language.gettext(
            "Recipients whose work skills rose, labour force survey of Statistics Indonesia "
            "(Sakernas, BPS), percent"
        ),
        alt,
        note,
    )


def _aid(results: pd.DataFrame, question: str) -> Chart:
    pattern = {"received": r"^received-", "useful": r"-felt-most-useful$"}[question]
    survey = results[results["survey_id"] == AID_SURVEY]
    frame = filled(survey[survey["item_id"].str.contains(pattern)], "survey_figures")
    frame = frame.sort_values("value", ascending=False)
    frame = frame.assign(label_id=frame["text_id"], label_en=frame["text_en"])
    top = frame.iloc[0]
    prakerja_first = top["item_id"] in PRAKERJA_AID and (frame["value"] == top["value"]).sum() == 1

    def headline(language: Language) -> str:
        if not prakerja_first:
            text = language.gettext("{aid}: {value} percent, the highest of {count} answers")
        elif question == "received":
            text = language.gettext(
                "{value} percent said they received it, more than any other aid"
            )
        else:
            text = language.gettext("{value} percent found Kartu Prakerja the most useful aid")
        return text.format(
            value=language.number(top["value"]), aid=language.of(top, "label"), count=len(frame)
        )

    def subtitle(language: Language) -> str:
        return (
            language.gettext("Aid received in the pandemic, Ipsos survey, percent")
            if question == "received"
            else language.gettext("Aid felt to be most useful, Ipsos survey, percent")
        )

    def alt(language: Language) -> str:
        return language.gettext("Dot chart. {listed}.").format(listed=listed(frame, language))

    first = frame.iloc[[0]]
    compared = question == "received" or not prakerja_first
    origin = computed(frame, first) if compared else printed(first)
    return survey_chart(f"aid-{question}", frame, Headline(headline, origin), subtitle, alt)


def _incentive(results: pd.DataFrame) -> Chart:
    frame = results[
        (results["survey_id"] == INCENTIVE_SURVEY) & (results["topic"] == "incentive_use")
    ].sort_values("value", ascending=False)
    frame = filled(frame, "survey_figures")
    frame = frame.assign(label_id=frame["text_id"], label_en=frame["text_en"])
    top = frame.iloc[0]

    def headline(language: Language) -> str:
        return language.gettext("{value} percent spent the incentive on staple food").format(
            value=language.number(top["value"])
        )

    def alt(language: Language) -> str:
        return language.gettext(
            "Dot chart of {count} uses between {lowest} and {highest} percent."
        ).format(
            count=len(frame),
            lowest=language.number(frame["value"].min()),
            highest=language.number(top["value"]),
        )

    return survey_chart(
        "incentive-use",
        frame,
        Headline(headline, printed(frame.iloc[[0]])),
        lambda language: language.gettext(
            "What recipients used the incentive for, CSIS survey, more than one answer possible, "
            "percent"
        ),
        alt,
    )


def _work(results: pd.DataFrame) -> Chart:
    """Work before and after the training, from one survey: ranges from the one to the other."""
    survey = results[results["survey_id"] == WORK_SURVEY].set_index("item_id")
    pairs = {
        before: after for before, after in WORK.items() if {before, after} <= set(survey.index)
    }
    frame = survey.loc[list(pairs.values())].reset_index()
    frame = filled(frame, "survey_figures").assign(
        start=survey.loc[list(pairs), "value"].to_numpy(),
        label_id=frame["text_id"],
        label_en=frame["text_en"],
    )
    out_of_work, both = frame.iloc[0], survey.loc[[*next(iter(pairs.items()))]]

    def headline(language: Language) -> str:
        return language.gettext(
            "Out of work: from {before} percent before the training to {after} after"
        ).format(
            before=language.number(out_of_work["start"]),
            after=language.number(out_of_work["value"]),
        )

    def alt(language: Language) -> str:
        parts = "; ".join(
            f"{language.of(row, 'label')}: {language.number(row['start'])} → "
            f"{language.number(row['value'])}"
            for row in frame.to_dict("records")
        )
        return language.gettext("Range chart. {listed}.").format(listed=parts)

    def note(language: Language) -> str:
        return language.gettext(
            "The hollow mark is before, the full one after. The survey asked recipients only; "
            "it does not show what would have happened without the programme."
        )

    chart = survey_chart(
        "work-before-and-after",
        frame,
        Headline(headline, printed(both)),
        lambda language: language.gettext(
            "Work of recipients before and after the training, Cyrus Network survey, percent"
        ),
        alt,
        note,
    )
    columns = (COLUMNS[0], Column("start", N_("Before (%)"), "percent"), *COLUMNS[1:])
    notes = (margins_note(frame), *chart.notes[1:])
    return replace(chart, mark="range", columns=columns, notes=notes)
