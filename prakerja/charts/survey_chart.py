"""The form of all charts of survey results: columns, labels, days and margins of error."""

from __future__ import annotations

import re

import pandas as pd

from prakerja.charts.columns import PERCENT
from prakerja.charts.site_chart import site_chart
from prakerja.settings import LANGUAGES
from publicrecord.charts.chart import SOURCE, STATUS, Chart, Column, as_exact, said
from publicrecord.charts.headline import Statement
from publicrecord.charts.ranking import in_range, ranked
from publicrecord.language import N_, Language, Message, Text, iso_date
from publicrecord.record.package import rows

COLUMNS = (
    Column("label", N_("Survey or answer"), "label"),
    PERCENT,
    Column("margin", N_("Margin of error (points)"), "number"),
    Column("text", N_("Statement"), "text"),
    Column("population", N_("Asked"), "text"),
    Column("sample", N_("Sample"), "text"),
    Column("fieldwork", N_("Fieldwork"), "text"),
    STATUS,
    SOURCE,
)


def survey_chart(
    chart_id: str,
    frame: pd.DataFrame,
    statements: tuple[Statement, ...],
    subtitle: Text,
    alt: Text,
    *notes: Text,
) -> Chart:
    """A chart of dots of survey results, with notes on margins of error and the wording of the
    questions before the others.

    frame: one row a result, as survey_results, with labels and `margin`. statements: that may be
    its headline.
    """
    return site_chart(
        chart_id,
        frame.reset_index(drop=True),
        COLUMNS,
        statements,
        about=frame,
        mark="dots",
        measure_ids=("survey_share",),
        subtitle=subtitle,
        alt=alt,
        notes=(said(_whiskers(frame)), wording_note(frame), *notes),
        maximum=100,
    )


def _whiskers(frame: pd.DataFrame) -> Message:
    """What the whiskers of a picture are."""
    if frame["margin"].isna().all():
        return N_("No margin of error was found.")
    if frame["margin"].isna().any():
        return N_("The whiskers are margins of error; where there is none, none was found.")
    return N_("The whiskers are the margin of error that was published.")


def margins_beside(frame: pd.DataFrame) -> Text:
    """What follows the values of a picture that prints its margins of error."""
    if frame["margin"].isna().all():
        return said(_whiskers(frame))
    return said(N_("After ± the margin of error; where there is none, none was found."))


def without_repeated(frame: pd.DataFrame) -> pd.DataFrame:
    """Labels without the words that all of them begin or end with, and without what is added in
    brackets; as they are, if one of them would be left without a word."""
    return frame.assign(
        **{f"label_{code}": _without_repeated([*frame[f"label_{code}"]]) for code in LANGUAGES}
    )


def _without_repeated(labels: list[str]) -> list[str]:
    words = [re.sub(r"\s*\([^()]*\)$", "", label).split() for label in labels]
    first, last = _same(words), _same([found[::-1] for found in words])
    if len(labels) < 2 or first + last >= min(map(len, words)):
        return labels
    texts = [" ".join(found[first : len(found) - last]) for found in words]
    return [text[0].upper() + text[1:] for text in texts]


def _same(words: list[list[str]]) -> int:
    """With how many same words all texts begin."""
    return next((at for at, found in enumerate(zip(*words, strict=False)) if len({*found}) > 1), 0)


def organisations(frame: pd.DataFrame, language: Language) -> str:
    """Who held the surveys of a chart."""
    return language.listed(list(dict.fromkeys(frame[f"organisation_{language.code}"])))


def range_in_words(frame: pd.DataFrame, language: Language) -> dict[str, object]:
    """What a text on several results says: count, surveys (how many), and range, from the lowest
    to the highest."""
    known = rows(ranked(frame[frame["value"].notna()]))
    ends = [known[-1], known[0]]
    if ends[0]["value"] == ends[1]["value"]:  # then "about", if one of them is rounded
        ends = [max(known, key=lambda row: row["status"] == "rounded")] * 2
    lowest, highest = (as_exact(end, language) for end in ends)
    return {
        "count": len(known),
        "surveys": len({row["survey_id"] for row in known}),
        "range": in_range(lowest, highest, language),
    }


def margins_note(frame: pd.DataFrame) -> Text:
    """The margins of error in words, for pictures that draw none."""
    surveys = frame.drop_duplicates("survey_id")

    def note(language: Language) -> str:
        return " ".join(
            (
                language.gettext("{survey}: no margin of error was found.")
                if pd.isna(row["margin"])
                else language.gettext("{survey}: margin of error {margin} points.")
            ).format(
                survey=language.of(row, "name"),
                margin="" if pd.isna(row["margin"]) else f"±{language.number(row['margin'])}",
            )
            for _at, row in surveys.iterrows()
        )

    return note


def wording_note(frame: pd.DataFrame) -> Text:
    """In which words the surveys asked, where they are known."""
    surveys = frame.drop_duplicates("survey_id")

    def note(language: Language) -> str:
        words = surveys[f"wording_{language.code}"]
        names = surveys[f"name_{language.code}"]
        known = [
            f"{name}: “{text}”." for name, text in zip(names, words, strict=True) if text == text
        ]
        if not known:
            return language.gettext("Wording of the questions: not published in the sources found.")
        if words.isna().any():
            known.append(
                language.gettext("Wording not published in the sources found: {surveys}.").format(
                    surveys=", ".join(names[words.isna()])
                )
            )
        return " ".join(known)

    return note


def labelled(frame: pd.DataFrame, item: bool) -> pd.DataFrame:
    """Marks named after their survey and, where several things were asked, the item."""
    labels = {}
    for code in LANGUAGES:
        name = frame[f"name_{code}"]
        labels[f"label_{code}"] = frame[f"text_{code}"] + " (" + name + ")" if item else name
    return frame.assign(**labels)


def fieldwork(results: pd.DataFrame, code: str) -> list[str]:
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
