"""What a figure is called in words: its measure, then its wave, period, place or group."""

from __future__ import annotations

from typing import Any

from publicrecord.language import Language
from publicrecord.record.codes import Codes
from publicrecord.record.figure_tables import figure_tables
from publicrecord.record.package import Record, Row


class FigureNames:
    """Names of figures and of their spans in any language of the site, in the record's own words.

    Claims come as `rows` gives them: an empty cell is an empty text.
    """

    def __init__(self, record: Record) -> None:
        self._subjects = {table.name: table.subject for table in figure_tables(record)}
        self._measures = _rows(record, "measures", "measure_id")
        self._items = _rows(record, "items", "item_id")
        self._surveys = _rows(record, "surveys", "survey_id")
        self._upper, lower = record.settings.geography.levels[:2]
        self._outer = _rows(record, self._upper.table, self._upper.code)
        self._inner = _rows(record, lower.table, lower.code)
        self._obstacles = _rows(record, "obstacles", "obstacle_id")
        self._findings = _rows(record, "audit_findings", "finding_id")
        self._results = _rows(record, "evaluation_figures", "result_id")
        self._studies = _rows(record, "evaluations", "study_id")
        self._categories = _rows(record, "categories", "dimension", "category")
        self._codes, self._country = Codes(record), record.settings.country

    def measure(self, measure_id: str, language: Language) -> str:
        """The name of a measure."""
        return language.of(self._measures[measure_id], "name")

    def figure(self, claim: Any, language: Language) -> str:
        """The whole name, such as: Effective recipients (net), 2021, waves 12–22."""
        parts = [self.subject(claim, language), self.span(claim, language)]
        return ", ".join(part for part in parts if part)

    def subject(self, claim: Any, language: Language) -> str:
        """What is counted, and of whom or where."""
        item, about = claim.get("item"), self.about(claim, language)
        measure = self.measure(claim["measure_id"], language)
        counted = language.of(self._items[item], "text") if item else measure
        if self._subjects.get(claim["table"], claim["table"]) in COUNTED:
            return f"{counted}, {about}"
        return about or measure

    def about(self, claim: Any, language: Language) -> str:
        """What a figure is about, beside its measure: a wave, place, item or group; empty if it is
        the programme or the country."""
        table = claim["table"]
        match self._subjects.get(table, table):
            case "wave":
                return language.gettext("wave {wave}").format(wave=claim["wave"])
            case "place of the upper level":
                return self.place(claim[self._upper.code], language)
            case "place":
                return " ".join(claim["place_as_printed"].split())
            case "survey item":
                item = language.of(self._items[claim["item_id"]], "text")
                return f"{item} ({self.survey(claim['survey_id'], language)})"
            case "item":
                return language.of(self._items[claim["item_id"]], "text")
            case "group":
                return self._group(claim, language)
            case "audit finding":
                finding = self._findings[claim["finding_id"]]
                text = language.of(finding, "text").removesuffix(".")
                return f"{text} ({language.of(finding, 'body')})"
            case "evaluation":
                text = language.of(self._results[claim["result_id"]], "text")
                return f"{text} ({self._studies[claim['study_id']]['title']})"
            case "population" | "labour_force":
                return self.place(claim["code"], language)
            case "obstacles":
                return language.of(self._obstacles[claim["obstacle_id"]], "text")
        return ""

    def span(self, claim: Any, language: Language) -> str:
        """The period and waves of a claim, such as: 2021, waves 12–22."""
        period = claim.get("period")
        if not period:
            return ""
        words = (
            language.gettext("since the start") if period == "cumulative" else
            period.replace("-", "–")
        )  # fmt: skip
        first, last = claim["wave_from"], claim["wave_to"]
        if first:
            words += ", " + self._waves(first, last, language)
        return words

    def _waves(self, first: Any, last: Any, language: Language) -> str:
        if not last:
            return language.gettext("from wave {wave}").format(wave=first)
        if first == last:
            return language.gettext("wave {wave}").format(wave=first)
        return language.gettext("waves {first}–{last}").format(first=first, last=last)

    def survey(self, survey_id: str, language: Language) -> str:
        """The name of a survey."""
        return language.of(self._surveys[survey_id], "name")

    def place(self, code: str, language: Language) -> str:
        """The name of a place of the two upper levels; of any other code, the country's."""
        if code in self._inner:
            return str(self._inner[code]["name"])
        if code in self._outer:
            row = self._outer[code]
            return str(row.get(f"name_{language.code}", row["name_short"]))
        return self._country

    def _group(self, claim: Any, language: Language) -> str:
        category = language.of(self._categories[claim["dimension"], claim["category"]], "name")
        dimension = self._codes.name("dimension", claim["dimension"], language)
        text = f"{dimension}: {category}"
        if claim["group"] != "all":
            text += f" ({self._codes.name('group', claim['group'], language)})"
        if claim["place"]:
            text += f", {claim['place']}"
        return text


COUNTED = {"wave", "place of the upper level", "place", "population", "labour_force"}
"""The subjects whose figures are called by their measure too."""


def _rows(record: Record, table: str, *key: str) -> dict[Any, Row]:
    """The rows of a table by their key; none if the record does not have the table."""
    found = record.table(table).to_dict("records") if table in record.tables else []
    return {row[key[0]] if len(key) == 1 else tuple(row[k] for k in key): row for row in found}
