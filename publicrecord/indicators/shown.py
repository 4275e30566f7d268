"""The answers of the record as one table: for each figure the claim that is shown, one value a row.

It is made of the claims that charts, pages and the API choose from, with the names that they use.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from publicrecord.indicators.naming import FigureNames
from publicrecord.indicators.series import keys_of
from publicrecord.language import Language
from publicrecord.record.figure_tables import FigureTable, figure_tables
from publicrecord.record.package import Record, Row, rows
from publicrecord.record.place_codes import COUNTRY, place_code
from publicrecord.record.whole_days import days

PLACES = {"place", "place of the upper level"}
ITEMLESS = {*PLACES, "programme", "wave", "reference"}
"""Subjects of figures that are about a place or a wave, and no item, group or finding."""
WHOLE = {"boundary", "wave_from", "wave_to"}
"""The columns of whole numbers."""


def shown_figures(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """One row a figure: the shown claim on it. The columns, in the order of the rows, are those of
    `row` below; an empty cell is missing. claims: all claims on figures."""
    topics = {resource["name"]: resource["topic"] for resource in record.descriptor["resources"]}
    tables = {table.name: table for table in figure_tables(record)}
    answers, listed = _ShownRows(record), rows(claims[claims["chosen"]])
    made = [answers.row(tables[row["table"]], row, topics[row["table"]]) for row in listed]
    frame = pd.DataFrame(made, columns=list(made[0]) if made else None)
    texts = {name: "str" for name in frame.columns if name not in {*WHOLE, "value"}}
    frame = frame.replace("", None).astype(dict.fromkeys(WHOLE, "Int64") | {"value": "float64"})
    return frame.astype(texts)


class _ShownRows:
    """Fills the rows: names are looked up once."""

    def __init__(self, record: Record) -> None:
        self._settings, self._names = record.settings, FigureNames(record)
        self._upper, lower = record.settings.geography.levels[:2]
        self._known = {*record.table(self._upper.table)[self._upper.code]}
        self._known |= {*record.table(lower.table)[lower.code]}
        self._items = {row["item_id"]: row for row in rows(record.table("items"))}

    def row(self, table: FigureTable, claim: Row, topic: str) -> dict[str, Any]:
        """The answer that a shown claim gives: columns of names have one for each language."""
        level, code, printed = self._place(table, claim)
        as_of, wave, measure = str(claim["as_of"]), claim["wave"], claim["measure_id"]
        start, end = days(as_of)
        return {
            "figure_id": claim["figure_id"],
            "topic": topic,
            "place_level": level,
            "place_code": place_code(self._settings, level, code),
            **self._in_each("place_name", lambda each: printed or self._names.place(code, each)),
            "boundary": claim["boundary"],
            "period": claim["period"],
            "wave_from": claim["wave_from"] if wave == "" else wave,
            "wave_to": claim["wave_to"] if wave == "" else wave,
            "measure_id": measure,
            **self._in_each("measure_name", lambda each: self._names.measure(measure, each)),
            "basis": claim["basis"],
            "item_id": self._item_id(table, claim),
            **self._in_each("item_name", lambda language: self._item(table, claim, language)),
            **{key: claim[key] for key in ("value", "unit", "status", "caveats")},
            "as_of_start": start,
            "as_of_end": end,
            **self._in_each("as_of_text", lambda each: as_of and each.date(as_of)),
            "source_id": claim["source_id"],
        }

    def _in_each(self, stem: str, say: Any) -> dict[str, str]:
        return {f"{stem}_{language.code}": say(language) for language in self._settings.languages}

    def _place(self, table: FigureTable, claim: Row) -> tuple[str, str, str]:
        """Level and official code of a place, and its name as printed where no list has it."""
        if table.subject == "place of the upper level":
            return self._upper.name, claim[self._upper.code], ""
        if table.subject == "place":
            code, printed = claim["code"], " ".join(claim["place_as_printed"].split())
            return claim["level"], code, "" if code in self._known else printed
        printed = claim.get("place", "")
        return ("", "", printed) if printed else (COUNTRY, "", "")

    def _item_id(self, table: FigureTable, claim: Row) -> str:
        if table.subject in ITEMLESS:
            return str(claim["item"])
        subject, _span = keys_of(table, claim)
        return "/".join(part for part in (claim["survey_id"], subject) if part)

    def _item(self, table: FigureTable, claim: Row, language: Language) -> str:
        if table.subject not in ITEMLESS:
            return self._names.about(claim, language)
        item = self._items.get(claim["item"])
        return language.of(item, "text") if item else ""


def topics_of(frame: pd.DataFrame) -> Iterable[tuple[str, pd.DataFrame]]:
    """The rows of each topic, in the order of the table."""
    for topic in frame["topic"].unique():
        yield str(topic), frame[frame["topic"] == topic]
