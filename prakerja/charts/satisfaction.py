"""Satisfaction with the programme, and questions answered in four steps."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from prakerja.charts.survey_chart import COLUMNS, labelled, margins_note, survey_chart
from prakerja.settings import LANGUAGES, SETTINGS, in_every_language
from publicrecord.charts.chart import Chart, Column, Headline, filled
from publicrecord.indicators.origins import computed
from publicrecord.language import N_, Language, Message, Text

# Results on satisfaction that the chart of it leaves to the table of all results: the steps of an
# answer whose sum is shown, and what the public said of all aid of the government.
LEFT_OUT = {
    "platform-very-satisfied",
    "platform-satisfied",
    "platform-not-satisfied",
    "platform-very-dissatisfied",
    "satisfied-government-pandemic-aid",
}
# The surveys of the questions in four steps: chosen by editors, which no column of the tables says.
PLATFORM_SURVEY = "cyrus-2021-05"  # asked of recipients
INFORMATION_SURVEY = "cyrus-2020-07"  # asked of the public
# The best answer first.
OPINIONS = (
    (
        PLATFORM_SURVEY,
        (
            "platform-very-satisfied",
            "platform-satisfied",
            "platform-not-satisfied",
            "platform-very-dissatisfied",
        ),
    ),
    (
        INFORMATION_SURVEY,
        (
            "information-very-open",
            "information-open",
            "information-not-open",
            "information-not-open-at-all",
        ),
    ),
)
STEPS = ("shade-5", "shade-4", "shade-2", "shade-1")


def satisfaction_chart(results: pd.DataFrame) -> Chart:
    """Every result on satisfaction with the programme: none is picked."""
    about = results[(results["topic"] == "satisfaction") & ~results["item_id"].isin(LEFT_OUT)]
    frame = filled(about.sort_values("value", ascending=False), "survey_figures")
    frame = labelled(frame, item=True)
    lowest, highest = frame.iloc[-1], frame.iloc[0]

    def headline(language: Language) -> str:
        return language.gettext(
            "In {count} results of {surveys} surveys, {lowest} to {highest} percent of recipients "
            "answered favourably"
        ).format(
            count=len(frame),
            surveys=frame["survey_id"].nunique(),
            lowest=_as_exact(lowest, language),
            highest=_as_exact(highest, language),
        )

    def alt(language: Language) -> str:
        return language.gettext(
            "Dot chart of {count} results between {lowest} and {highest} percent."
        ).format(
            count=len(frame),
            lowest=_as_exact(lowest, language),
            highest=_as_exact(highest, language),
        )

    def which(language: Language) -> str:
        return language.gettext(
            "All results on satisfaction with the programme that were found; the surveys asked "
            "about different things. The latest is of {date}."
        ).format(date=language.date(str(frame["as_of"].max())))

    return survey_chart(
        "satisfaction",
        frame,
        Headline(headline, computed(frame, frame.iloc[[0, -1]])),
        lambda language: language.gettext(
            "Recipients who were satisfied, by survey and subject, percent"
        ),
        alt,
        which,
        *_reservations(frame),
    )


def _as_exact(row: pd.Series, language: Language) -> str:
    """A value as exact as it was printed: 96.1, about 90."""
    number = language.number(row["value"])
    if row["status"] == "rounded":
        return language.gettext("about {value}").format(value=number)
    return number


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
            N_("Held by the programme management itself: {surveys}."),
        ),
        *named(frame["sample_size"].isna(), N_("Number of answers not in this record: {surveys}.")),
    ]


def opinions_chart(results: pd.DataFrame) -> Chart:
    """Questions answered on four steps, every answer of each: bars of parts."""
    answers = {
        (survey, item): (question, step)
        for question, (survey, items) in enumerate(OPINIONS)
        for step, item in enumerate(items)
    }
    keys = results[["survey_id", "item_id"]].apply(tuple, axis=1)
    frame = filled(results[keys.isin(list(answers))], "survey_figures")
    places = [answers[key] for key in keys[frame.index]]
    frame = frame.assign(
        question=[question for question, _step in places],
        series=[STEPS[step] for _question, step in places],
    ).sort_values(["question", "series"], ascending=[True, False], ignore_index=True)
    asked = in_every_language(N_("{population} ({survey})"))
    for code in LANGUAGES:
        frame[f"label_{code}"] = [
            asked[code].format(population=population, survey=name)
            for population, name in zip(
                frame[f"population_{code}"], frame[f"name_{code}"], strict=True
            )
        ]
        frame[f"part_{code}"] = frame[f"text_{code}"]
    good = frame[frame["series"].isin(STEPS[:2])].groupby("question")["value"].sum().round(1)

    def headline(language: Language) -> str:
        return language.gettext(
            "Recipients were content with the platform ({first} percent); of the public {second} "
            "percent found the information open"
        ).format(first=language.number(good.iloc[0]), second=language.number(good.iloc[-1]))

    def alt(language: Language) -> str:
        parts = "; ".join(
            f"{language.of(row, 'part')}: {language.number(row['value'])}"
            for row in frame.to_dict("records")
        )
        return language.gettext("Stacked bar chart, percent. {listed}.").format(listed=parts)

    chart = survey_chart(
        "opinions",
        frame,
        Headline(headline, computed(frame[frame["series"].isin(STEPS[:2])])),
        lambda language: language.gettext(
            "Answers on four steps in two surveys of Cyrus Network, percent"
        ),
        alt,
        lambda language: language.gettext(
            "Two different questions to two different groups; parts may add to 100.1 by rounding."
        ),
    )
    return replace(
        chart,
        mark="stacked",
        notes=(margins_note(frame), *chart.notes[1:]),
        columns=(
            Column("part", N_("Answer"), "label"),
            COLUMNS[1],
            *(column for column in COLUMNS[4:]),
        ),
        legend=tuple(
            zip(
                STEPS,
                (N_("very good"), N_("good"), N_("bad"), N_("very bad")),
                strict=True,
            )
        ),
    )
