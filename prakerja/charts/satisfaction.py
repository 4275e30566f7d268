"""Satisfaction with the programme: every result, none is picked."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from prakerja.charts.survey_chart import (
    labelled,
    margins_beside,
    range_in_words,
    survey_chart,
)
from prakerja.settings import SETTINGS
from publicrecord.charts.chart import Chart, as_exact, require_values, said
from publicrecord.charts.headline import Statement
from publicrecord.charts.ranking import origin_of_ends, ranked, some_known
from publicrecord.language import N_, Language, Message, Text
from publicrecord.record.package import Row, rows

OTHER_SUBJECT = {"satisfied-government-pandemic-aid"}  # what the public said of all aid
OF_PUBLIC = {"public-satisfied-with-programme"}  # what the public said of the programme
SUM = "-satisfied-or-very"
STEPS = ("very-satisfied", "satisfied", "not-satisfied", "very-dissatisfied")


def several_results(frame: pd.DataFrame) -> bool:
    """Whether there are results of several surveys."""
    return frame.loc[frame["value"].notna(), "survey_id"].nunique() > 1


HEADLINES = (
    Statement(
        several_results,
        N_(
            "In {count} results of {surveys} surveys, {range} percent of recipients answered "
            "favourably"
        ),
        range_in_words,
        origin_of_ends,
    ),
    Statement(
        some_known,
        N_("In one survey, {range} percent of recipients answered favourably"),
        range_in_words,
        origin_of_ends,
    ),
)


def satisfaction_results(results: pd.DataFrame) -> pd.DataFrame:
    """The results on the satisfaction of recipients with the programme, but the steps of an answer
    whose sum the same survey gives."""
    others = OTHER_SUBJECT | OF_PUBLIC
    about = results[(results["topic"] == "satisfaction") & ~results["item_id"].isin(others)]
    keys = list(zip(about["survey_id"], about["item_id"], strict=True))
    steps = {
        (survey, f"{item.removesuffix(SUM)}-{step}")
        for survey, item in keys
        if item.endswith(SUM)
        for step in STEPS
    }
    return about[[key not in steps for key in keys]]


def satisfaction_chart(results: pd.DataFrame) -> Chart:
    """The list of satisfaction_results: answers to different questions, so without a scale."""
    frame = labelled(ranked(require_values(results, "survey_figures")), item=True)
    chart = survey_chart(
        "satisfaction",
        frame,
        HEADLINES,
        said(N_("Favourable answers of recipients, by survey and subject, percent")),
        said(
            N_("List of {count} results: {range} percent."),
            lambda language: range_in_words(frame, language),
        ),
        said(
            N_(
                "All results on the satisfaction of recipients in this record; there may be "
                "others. The surveys asked about different things. The latest is of {date}."
            ),
            lambda language: {"date": language.date(str(frame["as_of"].max()))},
        ),
        *_reservations(frame),
    )
    notes = (margins_beside(frame), *chart.notes[1:])
    return replace(chart, mark="values", maximum=None, notes=notes)


def of_the_public(results: pd.DataFrame) -> tuple[Text, ...]:
    """A note with what the public, not recipients, said of the programme, where this is known."""
    public = results[results["item_id"].isin(OF_PUBLIC) & results["value"].notna()]
    if public.empty:
        return ()
    return (
        said(
            N_("Not in the list, as the public was asked and not recipients: {listed}."),
            lambda language: {"listed": "; ".join(_asked(row, language) for row in rows(public))},
        ),
    )


def _asked(row: Row, language: Language) -> str:
    text = language.gettext("{survey}, {date}: {value} percent satisfied with the programme")
    return text.format(
        survey=language.of(row, "name"),
        date=language.date(str(row["as_of"])),
        value=as_exact(row, language),
    )


def _reservations(frame: pd.DataFrame) -> list[Text]:
    """Notes on the surveys of a chart that the programme held itself, and on those of which the
    number of answers is not known."""

    def named(chosen: pd.Series, message: Message) -> list[Text]:
        if not chosen.any():
            return []
        return [
            lambda language: language.gettext(message).format(
                surveys=", ".join(dict.fromkeys(frame.loc[chosen, f"name_{language.code}"]))
            )
        ]

    return [
        *named(
            frame["organisation_id"] == SETTINGS.management,
            N_("Run by the programme management itself: {surveys}."),
        ),
        *named(frame["sample_size"].isna(), N_("Number of answers not in this record: {surveys}.")),
    ]
