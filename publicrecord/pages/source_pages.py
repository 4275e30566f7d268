"""A page for each source: every figure taken from it, whether it is shown, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Self

from publicrecord.context.addresses import SHELL, figure_anchor, source_address, table_address
from publicrecord.context.site_context import SiteContext
from publicrecord.language import N_, Language
from publicrecord.pages.issue_link import issue_link
from publicrecord.pages.page_context import PageContext
from publicrecord.pages.page_set import Filling, PageSet
from publicrecord.record.claims import kinds_of_sources
from publicrecord.record.figure_tables import every_figure_table
from publicrecord.record.package import Row
from publicrecord.site_map import Page

TAKEN = N_("{publisher}: “{title}” ({key}). Figures of {programme} taken from it: {count}.")
NONE_TAKEN = N_("{publisher}: “{title}” ({key}). No figure of {programme} was taken from it.")
LONG = 120  # more figures of one table than this are shown as a grid of places and years


@dataclass(frozen=True)
class Grid:
    """Figures of places by period: too many for a line each. unit: of their values. lines: name and
    address of a place, then its claim in each period, where there is one."""

    measure: str
    unit: str
    periods: list[str]
    lines: list[tuple[str, str, list[Row | None]]]

    @classmethod
    def of(cls, claims: list[Row], page_context: PageContext) -> Grid:
        """The claims of one measure, in the order of the record."""
        places: dict[str, dict[str, Row]] = {}
        for row in claims:
            places.setdefault(row["place_as_printed"], {})[row["period"]] = row
        periods = sorted({row["period"] for row in claims})
        return cls(
            measure=claims[0]["measure_id"],
            unit=claims[0]["unit"],
            periods=periods,
            lines=[*cls._lines(places, periods, page_context)],
        )

    @staticmethod
    def _lines(
        places: dict[str, dict[str, Row]], periods: list[str], page_context: PageContext
    ) -> Iterator[tuple[str, str, list[Row | None]]]:
        for name, by_period in places.items():
            href = _place_href(next(iter(by_period.values())), page_context)
            yield " ".join(name.split()), href, [by_period.get(period) for period in periods]


@dataclass(frozen=True)
class SourcesPage:
    """What the template of the page of all sources may use."""

    count: Annotated[int, "How many sources there are."]
    read_on: Annotated[str, "The day on which most of them were read."]
    by_kind: Annotated[
        list[tuple[str, list[Row]]],
        "Kinds with their sources by date; `figures` of a source: how many claims it gave.",
    ]

    @classmethod
    def of(cls, page_context: PageContext, page: Page) -> Self:
        """What the template of this page may use."""
        sources = page_context.content.sources.values()
        counts = Counter(row["source_id"] for row in page_context.content.claim_rows)
        days = Counter(str(row["accessed_on"]) for row in sources)
        return cls(
            len(sources),
            max(days, key=lambda day: (days[day], day)),
            [
                (
                    kind,
                    sorted(
                        (
                            {**row, "figures": counts[row["source_id"]]}
                            for row in sources
                            if row["kind"] == kind
                        ),
                        key=lambda row: row["published_on"] or "~",
                    ),
                )
                for kind in kinds_of_sources(page_context.record)
            ],
        )


@dataclass(frozen=True)
class SourcePage:
    """What the template of a source's page may use."""

    source: Annotated[Row, "The row of the source."]
    groups: Annotated[list[tuple[str, list[Row]]], "Tables with the claims taken from the source."]
    grids: Annotated[
        list[tuple[str, Grid]], "Tables with many claims on places, as a grid of places and years."
    ]
    dates: Annotated[list[Row], "Dates of waves taken from the source."]
    dates_page: Annotated[str, "The address of the page that shows the dates of waves."]
    other_citations: Annotated[
        list[tuple[str, int]], "Other tables that cite the source, and in how many rows."
    ]
    count: Annotated[int, "How many figures and dates were taken from the source."]
    table_address: Annotated[
        Callable[[str], str], "The address of a table's page below the root of the language."
    ]
    table_title: Annotated[Callable[[str], str], "The title of a table."]
    figure_anchor: Annotated[Callable[[Row], str], "The anchor of the row of a claim."]
    shown_at: Annotated[Callable[[Row], str], "The address of the page that shows a claim."]
    report: Annotated[Callable[[Row], str], "The address of the form to report a claim."]
    report_source: Annotated[str, "The address of the form to report the source, or empty."]


def _keys(content: SiteContext) -> list[str]:
    return list(content.sources)


def _filling(content: SiteContext, language: Language, source_id: str) -> Filling:
    address, source = partial(source_address, source_id), content.sources[source_id]
    page_context = PageContext(content, language, language.folder + address(language))
    context = _context(source, page_context)
    about = language.gettext(TAKEN if context.count else NONE_TAKEN).format(
        count=language.number(context.count),
        programme=content.record.settings.programme,
        publisher=source["publisher"],
        title=source["title"],
        key=source_id,
    )
    return Filling(address, str(source["title"]), about, context)


def _context(source: Row, page_context: PageContext) -> SourcePage:
    """What the template says of one source."""
    key, language = source["source_id"], page_context.language
    repository, record = page_context.content.repository, page_context.record
    taken = page_context.content.claims_by_source
    claims, dates = taken.claims.get(key, {}), taken.dates.get(key, [])
    names = [table.name for table in every_figure_table(record.settings)]
    ordered = [(name, claims[name]) for name in names if name in claims]
    links = page_context.page_links
    return SourcePage(
        source=source,
        groups=[(name, group) for name, group in ordered if len(group) <= LONG],
        grids=[
            (name, Grid.of(group, page_context)) for name, group in ordered if len(group) > LONG
        ],
        dates=sorted(dates, key=lambda row: (row["wave"], row["event"])),
        dates_page=links[page_context.content.site_map.figure_pages["wave_dates"]],
        other_citations=taken.other_citations.get(key, []),
        count=sum(map(len, claims.values())) + len(dates),
        table_address=lambda name: table_address(name, language),
        table_title=lambda name: language.described(record.resource(name), "title"),
        figure_anchor=figure_anchor,
        shown_at=lambda row: _shown_at(row, page_context, links),
        report=lambda row: issue_link(repository, row["claim_id"], page_context.quantity(row)),
        report_source=issue_link(repository, key),
    )


def _shown_at(row: Row, page_context: PageContext, links: dict[str, str]) -> str:
    """The address of the page that shows a figure; what is not chosen is with the conflicts."""
    if not row["chosen"]:
        return links["method"]
    page = page_context.content.site_map.figure_pages[row["table"]]
    return _place_href(row, page_context) or links[page]


def _place_href(row: Row, page_context: PageContext) -> str:
    """The address of the page of the place that a claim is on or that it lies in; empty if it is
    on none."""
    place_index = page_context.content.place_index
    if row["table"] == "place_figures":
        code = place_index.regency_of.get(row["code"], "")
    else:
        code = row[place_index.levels[0].code]
    return page_context.place_href(code) if code else ""


SOURCE_PAGES = PageSet("source", SourcePage, partial(source_address, SHELL), _keys, _filling)
