"""The record and all that was made of it, as the pages of every language use it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import pandas as pd

from publicrecord.cache import input_key
from publicrecord.charts.caveats import Caveats
from publicrecord.charts.chart import Chart
from publicrecord.checkout import last_commit
from publicrecord.context.chart_link import ChartLink
from publicrecord.context.claims_by_source import ClaimsBySource
from publicrecord.context.place_index import PlaceIndex
from publicrecord.files.citation import PREVIEW
from publicrecord.files.compressed_size import compressed_size
from publicrecord.files.published import published, published_csv
from publicrecord.files.table import unfit_sources
from publicrecord.history.changes import Changes
from publicrecord.indicators.conflicts import conflicts
from publicrecord.indicators.naming import FigureNames
from publicrecord.indicators.scope import Scope, read_scope
from publicrecord.install import FONTS, TEMPLATES
from publicrecord.language import Message
from publicrecord.record.codes import Codes
from publicrecord.record.figure_tables import every_figure_table
from publicrecord.record.package import Record, Row, rows
from publicrecord.record.rules.rehearsal import notice
from publicrecord.record.sums import sum_checks
from publicrecord.site_map import SiteMap

SHARED = ("data", "api")
"""The folders whose files are made for all languages, once they are written."""


@dataclass(frozen=True)
class SiteContext:
    """The record and all that was made of it, for the pages of every language.

    site_map: the pages. claims, dates: all claims on figures and on dates of waves. make_charts:
    gives the charts, by their id. changes: the record beside its releases. docs: the folder that
    the site builder reads, with one folder a language. bundle: plotly's bundle. epoch: the time of
    the data in seconds. site_url: the address the site will have, or empty. repository: the address
    for corrections, or empty.
    """

    site_map: SiteMap
    record: Record
    claims: pd.DataFrame
    dates: pd.DataFrame
    make_charts: Callable[[], dict[str, Chart]]
    changes: Changes
    docs: Path
    bundle: bytes
    epoch: int
    site_url: str
    repository: str

    def compute_all(self) -> None:
        """Compute now what the pages of all languages need, so that not each process does."""
        for owner in (self, self.place_index, self.claims_by_source, *self.charts.values()):
            compute(owner)
        for chart in self.charts.values():
            for language in self.record.settings.languages:
                chart.headline(language)

    @property
    def site_url_or_preview(self) -> str:
        """The address of the site, else that of the preview."""
        return self.site_url or PREVIEW

    @property
    def data_date(self) -> str:
        """The day of the data, as an ISO date."""
        return datetime.fromtimestamp(self.epoch, UTC).date().isoformat()

    @property
    def shared_docs(self) -> Path:
        """The part of `docs` with the files that all languages share."""
        return self.docs / self.record.settings.root_language.code

    @cached_property
    def files(self) -> WrittenFiles:
        """The files that are written already, by their path below `docs`."""
        return WrittenFiles(self.docs, self.record.settings.root_language.code)

    @cached_property
    def fixed_inputs(self) -> str:
        """What any page or file may be made from beside this context and its own template: texts,
        settings, fonts, and what all templates share. An input of steps."""
        settings, names = self.record.settings, ("assets", "charts", "components")
        shared = [folder / name for folder in (TEMPLATES, settings.templates) for name in names]
        return input_key((settings.texts_hashes, shared, [*FONTS.values()]))

    @cached_property
    def made_from(self) -> str:
        """All that any page or file may be made from, beside its own template."""
        return input_key(
            (self.record.folder, self.fixed_inputs, self.bundle)
            + (self.epoch, self.site_url, self.repository, self.notice)
        )

    @cached_property
    def hashes(self) -> dict[tuple[str, tuple[str, ...]], str]:
        """Hashes of parts of this context in a language, kept by reads.py."""
        return {}

    @cached_property
    def notice(self) -> Message | None:
        """What every page says of a site that must not be published."""
        return notice(self.record)

    @cached_property
    def commit(self) -> tuple[str, bool]:
        """The last commit of the project, and whether a file was changed since, as last_commit."""
        return last_commit(self.record.settings.folder)

    @cached_property
    def charts(self) -> dict[str, Chart]:
        """The charts by their id. Raises ValidationFailed if one has no headline that is true."""
        return self.make_charts()

    @cached_property
    def published(self) -> Record:
        """The record as its tables are published, with the caveats of each claim."""
        return published(self.record, self.claims)

    @cached_property
    def published_files(self) -> dict[str, bytes]:
        """The CSV of each table as it is published, by the name of the table."""
        names = [resource["name"] for resource in self.published.descriptor["resources"]]
        return {name: published_csv(self.published, name) for name in names}

    @cached_property
    def claim_rows(self) -> list[Row]:
        """The claims as rows for printing."""
        return rows(self.claims)

    @cached_property
    def claims_by_table(self) -> dict[str, pd.DataFrame]:
        """The claims on figures by their table."""
        tables = self.claims["table"]
        names = [table.name for table in every_figure_table(self.record.settings)]
        return {name: self.claims[tables == name] for name in [*names, *tables.unique()]}

    @cached_property
    def claim_by_id(self) -> dict[str, Row]:
        """The claims by their key; of two with one key the first."""
        return {row["claim_id"]: row for row in reversed(self.claim_rows)}

    @cached_property
    def claims_by_figure(self) -> dict[str, list[Row]]:
        """The claims on each figure."""
        found: dict[str, list[Row]] = {}
        for row in self.claim_rows:
            found.setdefault(row["figure_id"], []).append(row)
        return found

    @cached_property
    def conflicts(self) -> pd.DataFrame:
        """The claims on figures for which several values were published."""
        return conflicts(self.claims)

    @cached_property
    def sums(self) -> pd.DataFrame:
        """The sum checks with what was found."""
        return sum_checks(self.record, self.claims)

    @cached_property
    def caveats(self) -> Caveats:
        """Which claims are to be read with care, and why."""
        return Caveats.of(self.claims, self.names, self.codes)

    @cached_property
    def place_index(self) -> PlaceIndex:
        """What the pages of places are made of."""
        return PlaceIndex(self.record, self.claims, self.record.settings.place_counts)

    @cached_property
    def claims_by_source(self) -> ClaimsBySource:
        """What was taken from each source."""
        return ClaimsBySource(self.record, self.claim_rows, self.dates)

    @cached_property
    def sources(self) -> dict[str, Row]:
        """The sources by their key."""
        return {row["source_id"]: row for row in rows(self.record.table("sources"))}

    @cached_property
    def unfit_sources(self) -> dict[str, dict[str, str]]:
        """The notes on the sources that give a value unfit for showing, as of Table."""
        return unfit_sources(self.record)

    @cached_property
    def codes(self) -> Codes:
        """The names of coded words."""
        return Codes(self.record)

    @cached_property
    def bundle_size(self) -> int:
        """Bytes of plotly's bundle as they travel."""
        return compressed_size(self.bundle)

    @cached_property
    def scope(self) -> Scope:
        """The years, waves and places of the record."""
        return read_scope(self.record, self.claims)

    @cached_property
    def charts_of(self) -> dict[str, list[str]]:
        """The ids of the charts that each page of the programme shows, by its template."""
        found: dict[str, list[str]] = {}
        for chart in self.charts.values():
            found.setdefault(chart.story, []).append(chart.chart_id)
        return found

    @cached_property
    def chart_links(self) -> dict[str, ChartLink]:
        """The link to each chart, by its id."""
        return {chart_id: ChartLink.to(chart) for chart_id, chart in self.charts.items()}

    @cached_property
    def names(self) -> FigureNames:
        """The names of figures."""
        return FigureNames(self.record)


class WrittenFiles(Mapping[str, Path]):
    """The files below a folder by their path there.

    root: the part of the folder that has, in SHARED, the files of all languages. before_shared:
    what is done before one of these is looked at, such as waiting until it is written.
    """

    def __init__(self, folder: Path, root: str) -> None:
        self._folder, self._shared = folder, tuple(f"{root}/{name}/" for name in SHARED)
        self.before_shared: Callable[[], None] = lambda: None

    def __getitem__(self, name: str) -> Path:
        if name.startswith(self._shared):
            self.before_shared()
        return self._folder / name

    def __iter__(self) -> Iterator[str]:
        return (p.relative_to(self._folder).as_posix() for p in sorted(self._folder.rglob("*")))

    def __len__(self) -> int:
        return sum(1 for _name in self)


def compute(owner: object, *names: str) -> None:
    """Compute now what an object computes once and keeps: these attributes, else all."""
    kept = [name for name, kind in vars(type(owner)).items() if isinstance(kind, cached_property)]
    for name in names or kept:
        getattr(owner, name)
