"""The record and all that was made of it, as the pages of every language use it."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from publicrecord.charts.chart import Chart
from publicrecord.context.place_index import PlaceIndex
from publicrecord.history.changes import Changes, read_changes
from publicrecord.indicators.naming import FigureNames
from publicrecord.indicators.scope import Scope, read_scope
from publicrecord.language import Text
from publicrecord.record.codes import Codes
from publicrecord.record.package import Record, Row, rows


@dataclass(frozen=True)
class SiteContext:
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
    place_index: PlaceIndex
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
    def scope(self) -> Scope:
        """The years, waves and places of the record."""
        return read_scope(self.record, self.claims)

    @cached_property
    def names(self) -> FigureNames:
        """The names of figures."""
        return FigureNames(self.record)
