"""The record and all that was made of it, as the pages of every language use it."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment
from markupsafe import Markup

from prakerja.charts.chart import Chart, Text
from prakerja.charts.drawing import LAYOUTS
from prakerja.charts.svg import svg
from prakerja.language import Language
from prakerja.measures.naming import FigureNames
from prakerja.publish.atlas import Atlas, place_name
from prakerja.publish.report import report_link
from prakerja.publish.speaker import Speaker
from prakerja.publish.times.changes import Changes, read_changes
from prakerja.publish.times.words import ChangesWords
from prakerja.record.codes import Codes
from prakerja.record.package import Record, Row, rows


@dataclass(frozen=True)
class Content:
    """The record and all that was made of it, for the pages of every language.

    docs: the folder that the site builder reads, with one folder a language. bundle: plotly's
    bundle. epoch: the time of the data in seconds. site_root: the address the site will have,
    or empty. repository: the address for corrections, or empty. stories: the title of each
    page, by its template.
    """

    record: Record
    claims: pd.DataFrame
    dates: pd.DataFrame
    charts: dict[str, Chart]
    atlas: Atlas
    docs: Path
    bundle: bytes
    epoch: int
    site_root: str
    repository: str
    stories: dict[str, Text]

    @cached_property
    def by_id(self) -> pd.DataFrame:
        """The claims by their key."""
        return self.claims.drop_duplicates("claim_id").set_index("claim_id", drop=False)

    @cached_property
    def sources(self) -> dict[str, Row]:
        """The sources by their key."""
        return {row["source_id"]: row for row in rows(self.record.table("sources"))}

    @cached_property
    def codes(self) -> Codes:
        """The names of coded words."""
        return Codes(self.record)

    @cached_property
    def changes(self) -> Changes:
        """The record beside its releases."""
        return read_changes(self.record, self.claims, self.dates)

    @cached_property
    def bundle_size(self) -> int:
        """Bytes of plotly's bundle as they travel."""
        return len(gzip.compress(self.bundle, 9))

    @cached_property
    def names(self) -> FigureNames:
        """The names of figures."""
        return FigureNames(self.record)

    def words(self, jinja: Environment, language: Language, address: str) -> dict[str, Any]:
        """Everything a page template may use, for a page at this address of the site."""
        speaker = Speaker(self, language, address)
        return {
            "speaker": speaker,
            "language": language,
            "charts": self.charts,
            "changes": self.changes,
            "changes_words": ChangesWords(self, language),
            "codes": speaker.codes,
            "names": speaker.names,
            "atlas": self.atlas,
            "place_name": place_name,
            "repository": self.repository,
            "report_of": lambda where: report_link(
                self.repository, f"{where} (data {self.record.version})"
            ),
            "svg": lambda chart: Markup("").join(
                svg(jinja, chart, language, layout, speaker.place_href) for layout in LAYOUTS
            ),
        }
