"""Tables of a register as rows of the data package's tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from publicrecord.register.mapping import Mapping
from publicrecord.register.notice import notices
from publicrecord.register.places import COUNTRY, KEPT, Classifications
from publicrecord.register.tables import Published
from publicrecord.settings import Settings

Rows = list[dict[str, Any]]
CATEGORIES = [
    ("education", "diploma-or-degree", "Diploma atau sarjana", "Diploma or degree"),
    ("disability", "no-disability", "Tanpa disabilitas", "No disability"),
    *((trait, "not-stated", "Tidak disebutkan", "Not stated")
      for trait in ("gender", "age", "education", "disability")),
]  # fmt: skip
RESULTS = [("survey_share", "share", "percent"), ("survey_respondents", "base", "people")]


class RowWriter:
    """Makes the rows of one register; `source` is its source_id, `names` the record's names;
    `settings`: of the site."""

    def __init__(
        self,
        mapping: Mapping,
        kinds: Classifications,
        source: str,
        names: dict[str, pd.DataFrame],
        settings: Settings,
    ) -> None:
        self.mapping, self.kinds, self.source, self.names = mapping, kinds, source, names
        self.settings = settings
        self.silent: set[int] = set()
        self.place_names = {
            row[key]: row["name"]
            for table, key in (("provinces", "province_code"), ("regencies", "regency_code"))
            for row in names[table].to_dict("records")
        }
        printed = names["province_aliases"].drop_duplicates("province_code")
        self.provinces = {
            row["province_code"]: {
                "province_as_printed": row["province_as_printed"],
                "boundary": str(len(names["provinces"])),
            }
            for row in printed.to_dict("records")
        }

    def all(
        self, published: list[Published], absent: list[str], shares: dict[str, pd.DataFrame]
    ) -> dict[str, Rows]:
        """Rows to add, by table of the package. absent: waves that the register has no row of."""
        main, outcome, *traits = published
        self.silent = self.kinds.time.only_of(absent)
        aliases, printed = self._places()
        return {
            "sources": [self._source()],
            "wave_figures": list(self._waves(outcome)),
            "programme_figures": list(self._programme(outcome)),
            "province_figures": [
                *self._areas(main, self.provinces),
                *self._province_shares(shares),
            ],
            "place_figures": list(self._areas(main, printed)),
            "place_aliases": aliases,
            "categories": [
                dict(zip(("dimension", "category", "name_id", "name_en"), row, strict=True))
                for row in CATEGORIES
            ],
            "demographic_figures": [row for table in traits for row in self._demographics(table)],
            **self._surveys(shares),
        }

    def _figure(self, measure: str, value: float | None, unit: str = "people") -> dict[str, Any]:
        there = value is not None and not pd.isna(value)
        return {
            "measure_id": measure,
            "value": f"{value:.10g}" if there else "",
            "unit": unit,
            "as_of": self.mapping.as_of,
            "source_id": self.source,
            "status": "perturbed" if there else "suppressed",
        }

    def _span(self, node: int) -> dict[str, Any]:
        """Period and waves of a node of time."""
        time = self.kinds.time
        waves = [int(time.names[leaf]) for leaf in time.below(node)]
        path = [time.names[n] for n in time.paths[node]]
        period = self.kinds.whole_period if node == 0 else path[-2]
        return {"period": period, "wave_from": min(waves), "wave_to": max(waves)}

    def _source(self) -> dict[str, Any]:
        mapping, notice = self.mapping, notices(self.settings.languages)
        return {
            "source_id": self.source, "title": mapping.title_en, "publisher": mapping.publisher,
            "published_on": mapping.as_of, "accessed_on": mapping.as_of, "kind": "own",
            "licence": "facts-only",
            "note_id": f"{mapping.title_id}. {notice['id']}",
            "note_en": f"{mapping.title_en}. {notice['en']}",
        }  # fmt: skip

    def _outcomes(self, table: Published, node: int) -> Iterator[dict[str, Any]]:
        """Selected, revoked, net and completed at one node of time, as far as the register has
        columns of them."""
        seen = {name: float(table.values[node, at]) for name, at in table.trees[1].index.items()}
        # Not recipients_selected: where a source announced a quota only, that stays on show.
        yield self._figure("recipients_gross", seen["selected"])
        if "revoked" in self.mapping.columns:
            yield self._figure("revoked", seen["revoked"])
            yield self._figure("recipients_net", seen[KEPT])
        if "completed_on" in self.mapping.columns:
            yield self._figure("completed_training", seen["completed"])

    def _times(self, waves: bool) -> list[int]:
        """The nodes of time that the register says something about: waves, or years and all."""
        time = self.kinds.time
        nodes = range(len(time.names))
        return [n for n in nodes if n not in self.silent and (not time.children[n]) == waves]

    def _waves(self, table: Published) -> Iterator[Any]:
        for node in self._times(waves=True):
            for figure in self._outcomes(table, node):
                yield {"wave": int(self.kinds.time.names[node]), **figure}

    def _programme(self, table: Published) -> Iterator[Any]:
        for node in self._times(waves=False):
            span = self._span(node)
            for figure in self._outcomes(table, node):
                if figure["measure_id"] != "completed_training":
                    yield span | figure

    def _places(self) -> tuple[Rows, dict[str, dict[str, str]]]:
        """Aliases to add for districts, and how each regency and district is printed."""
        known = self.names["place_aliases"]
        official = known[known["official_id"] != ""].drop_duplicates("code")
        columns = ["place_as_printed", "province_as_printed"]
        as_printed = official[["code", *columns]].to_dict("records")
        printed = {row["code"]: {c: row[c] for c in columns} for row in as_printed}
        aliases: Rows = []
        districts = self.names["districts"][["district_code", "regency_code", "name"]]
        for row in districts.to_dict("records"):
            code, regency = row["district_code"], self.place_names[row["regency_code"]]
            printed[code] = {
                "place_as_printed": f"Kecamatan {row['name']}, {regency} ({code})",
                "province_as_printed": self.place_names[code[:2]],
            }
            aliases.append({**printed[code], "level": "district", "code": code, "alias": "same"})
        return aliases, printed

    def _areas(self, table: Published, printed: dict[str, dict[str, str]]) -> Iterator[Any]:
        """Gross recipients of the places that are printed, by year and in all; of districts in all
        only, as a table of the package must stay small."""
        places = table.trees[0]
        spans = {n: self._span(n) for n in self._times(waves=False)}
        for node, code in enumerate(places.names):
            for at, span in spans.items() if code in printed else ():
                if at == 0 or places.children[node]:
                    value = float(table.values[node, at])
                    yield printed[code] | span | self._figure("recipients_gross", value)

    def _demographics(self, table: Published) -> Iterator[Any]:
        """People in each category: by place over all time, by time in the country."""
        trait = table.dimensions[1]
        spans = {
            node: self._span(node)
            for node in [0, *self._times(waves=True), *self._times(waves=False)]
        }
        for row, column in np.ndindex(table.values.shape):
            name = table.trees[0].names[row]
            if column == 0 or (row == 0 and table.dimensions[0] == "time"):
                continue
            place = table.dimensions[0] == "place"
            if not place and row in self.silent:
                continue
            yield {
                "dimension": trait,
                "category": table.trees[1].names[column],
                "group": "all",
                "place": self.place_names.get(name, "") if place else "",
                **spans[0 if place else row],
                **self._figure("recipients_in_group", float(table.values[row, column])),
            }

    def _survey_id(self, time: str) -> str:
        return self.source if time == "ever" else f"{self.source}-{time}"

    def _surveys(self, shares: dict[str, pd.DataFrame]) -> dict[str, Rows]:
        surveys: dict[str, dict[str, Any]] = {}
        figures = []
        for item, frame in shares.items():
            for row in frame[frame["place"] == COUNTRY].to_dict("records"):
                survey = self._survey_id(row["time"])
                surveys[survey] = {
                    "survey_id": survey,
                    "name_id": self.mapping.title_id, "name_en": self.mapping.title_en,
                    "organisation_id": self.mapping.publisher,
                    "organisation_en": self.mapping.publisher,
                    "population_id": "Peserta yang menjawab",
                    "population_en": "Participants who answered",
                }  # fmt: skip
                for measure, column, unit in RESULTS:
                    figure = self._figure(measure, row[column], unit)
                    figures.append({"survey_id": survey, "item_id": item, **figure})
        return {"surveys": list(surveys.values()), "survey_figures": figures}

    def _province_shares(self, shares: dict[str, pd.DataFrame]) -> Iterator[Any]:
        for item, frame in shares.items():
            for row in frame[frame["place"] != COUNTRY].to_dict("records"):
                for measure, column, unit in RESULTS:
                    figure = self._figure(measure, row[column], unit)
                    yield {**self.provinces[row["place"]], **self._span(0), "item": item, **figure}
