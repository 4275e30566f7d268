"""The answers by measure: all figures of one measure on subjects of one kind, such as all counts of
recipients in provinces, small enough to compare them on a phone.

Subjects (places, groups, items) and spans (years, waves, surveys) are named once, and the values
refer to them by their keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from publicrecord.api.cells import plain_cell
from publicrecord.files.citation import source_label
from publicrecord.indicators.naming import FigureNames
from publicrecord.indicators.series import Series, all_series, keys_of
from publicrecord.language import Language
from publicrecord.record.package import Record, Row, rows
from publicrecord.record.places import within

SAID = ("value", "status", "as_of", "source_id")
DEFINED = ("measure_id", "unit", "basis")
TEXTS = ("name", "definition")


def measure_answers(record: Record, claims: pd.DataFrame) -> Iterator[tuple[str, dict[str, Any]]]:
    """The address and answer of each series."""
    words = _Words(record)
    for series in all_series(record, claims):
        yield f"measures/{series.key}.json", words.answer(series)


class _Words:
    """Names what the figures of a series are about, in every language."""

    def __init__(self, record: Record) -> None:
        settings = record.settings
        self._languages, self._names = settings.languages, FigureNames(record)
        self._upper, self._lower = settings.geography.levels[:2]
        self._around = within(record, self._upper)
        self._inner = {*record.table(self._lower.table)[self._lower.code]}
        self._items = {row["item_id"]: row for row in rows(record.table("items"))}
        self._sources = {row["source_id"]: row for row in rows(record.table("sources"))}

    def answer(self, series: Series) -> dict[str, Any]:
        """The measure, its subjects and spans in their order, the sources, and the values."""
        subjects: dict[str, dict[str, str]] = {}
        spans: dict[str, tuple[Row, dict[str, str]]] = {}
        values = []
        for row in series.claims:
            subject, span = keys_of(series.table, row)
            if subject not in subjects:
                subjects[subject] = self._subject(row)
            if span not in spans:
                spans[span] = row, self._in_each("name", self._span, row)
            said = {key: plain_cell(row[key]) for key in SAID}
            values.append(
                {"subject": subject, "span": span} | said | {"caveats": row["caveats"].split()}
            )
        in_time = sorted(spans.items(), key=lambda entry: _when(entry[1][0]))
        widest = {
            str(row["period"]): key
            for key, (row, _said) in sorted(spans.items(), key=lambda entry: _width(entry[1][0]))
        }
        used = dict.fromkeys(row["source_id"] for row in series.claims)
        return {
            **{key: series.measure[key] for key in DEFINED},
            **{
                f"{stem}_{language.code}": language.of(series.measure, stem)
                for stem in TEXTS
                for language in self._languages
            },
            "subjects": [{"key": key} | said for key, said in sorted(subjects.items())],
            "spans": [
                {"key": key, "line": _line(row, widest.get(str(row["period"])) == key)} | said
                for key, (row, said) in in_time
            ],
            "sources": [{"key": key} | self._source(key) for key in used],
            "values": values,
        }

    def _in_each(self, stem: str, say: Any, row: Any) -> dict[str, str]:
        return {f"{stem}_{language.code}": say(row, language) for language in self._languages}

    def _source(self, key: str) -> dict[str, str]:
        return self._in_each("name", source_label, self._sources[key])

    def _subject(self, row: Row) -> dict[str, str]:
        """The name of what a figure is about, and for a place the one of the upper level around
        it."""
        named = self._in_each("name", self._about, row)
        around = self._around.get(row["code"])
        if not around:
            return named
        return named | self._in_each("within", self._names.place, around)

    def _about(self, row: Row, language: Language) -> str:
        if row["wave"] != "":
            return ""
        if row["code"] in self._inner:
            return self._names.place(row["code"], language)
        about = self._names.about(row, language)
        if "~" in row["figure_id"]:
            about += f" ({row['boundary']} {language.levels[self._upper.table]})"
        item = self._items.get(row["item"])
        return ", ".join(part for part in (about, item and language.of(item, "text")) if part)

    def _span(self, row: Row, language: Language) -> str:
        if row["wave"] != "":
            return language.gettext("wave {wave}").format(wave=row["wave"])
        if row["survey_id"]:
            span = self._names.survey(row["survey_id"], language)
        else:
            span = self._names.span(row, language)
        # Several surveys have one name; a running count or a reference is of its day.
        dated = row["as_of"] and (row["survey_id"] or row["as_of"] in row["figure_id"])
        return ", ".join([part for part in (span, dated and language.date(row["as_of"])) if part])


def _when(row: Row) -> tuple[Any, ...]:
    """What spans are ordered by: years before sums of years, then waves, then days. Counts since
    the start are ordered by their day."""
    period, day = str(row["period"]), str(row["as_of"])
    if period == "cumulative":
        return period, 0, 0, day
    first = row["wave"] if row["wave"] != "" else row["wave_from"]
    return period, int(first or 0), int(row["wave_to"] or 0), day


def _width(row: Row) -> tuple[int, str]:
    """How many waves a span has; of several, the later one has more."""
    return int(row["wave_to"] or 0) - int(row["wave_from"] or 0), str(row["as_of"])


def _line(row: Row, widest: bool) -> str:
    """The line that a span is a point of: waves, since-start, or years (of each year only the span
    with most waves: widest); empty if it is a point of none."""
    if row["wave"] != "":
        return "waves"
    if row["period"] == "cumulative":
        return "since-start"
    return "years" if widest and str(row["period"]).isdigit() else ""
