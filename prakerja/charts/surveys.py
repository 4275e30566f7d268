"""Survey results: the question, whom it was put to, how many answered, how sure it is."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from prakerja.indicators.surveys import survey_results
from prakerja.settings import LANGUAGES, SETTINGS, in_every_language
from publicrecord.charts.chart import Chart, Column, Headline, filled, listed
from publicrecord.indicators.origins import computed, printed
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language, Message, Text, iso_date
from publicrecord.record.package import Record, rows

COLUMNS = (
    Column("label", N_("Survey or answer"), "label"),
    Column("value", N_("Percent"), "percent"),
    Column("margin", N_("Margin of error (points)"), "number"),
    Column("text", N_("Statement"), "text"),
    Column("population", N_("Asked"), "text"),
    Column("sample", N_("Sample"), "text"),
    Column("fieldwork", N_("Fieldwork"), "text"),
    Column("status", N_("Status"), "status"),
    Column("source_id", N_("Source"), "source"),
)

# Results on satisfaction that the chart of it leaves to the table of all results: the steps of an
# answer whose sum is shown, and what the public said of all aid of the government.
LEFT_OUT = {
    "platform-very-satisfied",
    "platform-satisfied",
    "platform-not-satisfied",
    "platform-very-dissatisfied",
    "satisfied-government-pandemic-aid",
}
# The surveys that charts are about: chosen by editors, which no column of the tables says.
WORK_SURVEY = PLATFORM_SURVEY = "cyrus-2021-05"  # asked of recipients
INFORMATION_SURVEY = "cyrus-2020-07"  # asked of the public
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
SLUGS = {
    "opinions": "pendapat-dalam-empat-tingkat",
    "satisfaction": "kepuasan-penerima",
    "skills-rose": "keterampilan-meningkat",
    "aid-received": "bantuan-yang-diterima",
    "aid-useful": "bantuan-paling-bermanfaat",
    "incentive-use": "penggunaan-insentif",
    "work-before-and-after": "pekerjaan-sebelum-dan-sesudah",
}


def charts(record: Record, claims: pd.DataFrame, _scope: Scope) -> list[Chart]:
    """The charts of survey results."""
    results = survey_results(record, claims)
    results = results[results["measure_id"] == "survey_share"]
    results = results.assign(
        margin=results["margin_of_error"],
        # What people said is of the days they were asked, not of the day it was printed.
        as_of=results["fieldwork_to"].fillna(results["as_of"]),
        fieldwork_id=_fieldwork(results, "id"),
        fieldwork_en=_fieldwork(results, "en"),
    )
    return [
        _satisfaction(results),
        _opinions(results),
        _skills(results),
        _aid(results, "received"),
        _aid(results, "useful"),
        _incentive(results),
        _work(results),
    ]


def _satisfaction(results: pd.DataFrame) -> Chart:
    """Every result on satisfaction with the programme: none is picked."""
    about = results[(results["topic"] == "satisfaction") & ~results["item_id"].isin(LEFT_OUT)]
    frame = filled(about.sort_values("value", ascending=False), "survey_figures")
    frame = _labelled(frame, item=True)
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

    return _chart(
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


def _opinions(results: pd.DataFrame) -> Chart:
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

    chart = _chart(
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
        notes=(_margins_told(frame), *chart.notes[1:]),
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


def _skills(results: pd.DataFrame) -> Chart:
    frame = results[
        (results["item_id"] == SKILLS) & results["survey_id"].str.startswith(LABOUR_FORCE_SURVEY)
    ].sort_values("fieldwork_from")
    frame = _labelled(filled(frame, "survey_figures"), item=False)
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

    return _chart(
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
    return _chart(f"aid-{question}", frame, Headline(headline, origin), subtitle, alt)


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

    return _chart(
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

    chart = _chart(
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
    notes = (_margins_told(frame), *chart.notes[1:])
    return replace(chart, mark="range", columns=columns, notes=notes)


def _chart(chart_id, frame, headline, subtitle, alt, *notes) -> Chart:  # type: ignore[no-untyped-def]
    def margins(language: Language) -> str:
        if frame["margin"].isna().all():
            return language.gettext("No margin of error was published.")
        if frame["margin"].isna().any():
            return language.gettext(
                "The whiskers are margins of error; where there is none, none was published."
            )
        return language.gettext("The whiskers are the margin of error that was published.")

    return Chart(
        chart_id=chart_id,
        slugs={"id": SLUGS[chart_id]},
        story="outcomes",
        mark="dots",
        frame=frame.reset_index(drop=True),
        columns=COLUMNS,
        measure_ids=("survey_share",),
        headline=headline,
        subtitle=subtitle,
        alt=alt,
        notes=(margins, *notes),
        maximum=100,
    )


def _margins_told(frame: pd.DataFrame) -> Text:
    """The margins of error in words, for pictures that draw none."""
    surveys = frame.drop_duplicates("survey_id")

    def note(language: Language) -> str:
        return " ".join(
            (
                language.gettext("{survey}: no margin of error was published.")
                if pd.isna(row["margin"])
                else language.gettext("{survey}: margin of error {margin} points.")
            ).format(
                survey=language.of(row, "name"),
                margin="" if pd.isna(row["margin"]) else f"±{language.number(row['margin'])}",
            )
            for _at, row in surveys.iterrows()
        )

    return note


def _labelled(frame: pd.DataFrame, item: bool) -> pd.DataFrame:
    """Marks named after their survey and, where several things were asked, the item."""
    labels = {}
    for code in LANGUAGES:
        name = frame[f"name_{code}"]
        labels[f"label_{code}"] = frame[f"text_{code}"] + " (" + name + ")" if item else name
    return frame.assign(**labels)


def _fieldwork(results: pd.DataFrame, code: str) -> list[str]:
    """When people were asked: dates, or the words of the source."""
    texts = []
    for row in rows(results):
        first, last, note = (
            row["fieldwork_from"],
            row["fieldwork_to"],
            row[f"fieldwork_note_{code}"],
        )
        days = [iso_date(day, code) for day in dict.fromkeys((first, last)) if day]
        texts.append(note or " – ".join(days))
    return texts
