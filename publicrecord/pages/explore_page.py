"""The data explorer: every chart, and every measure of which a value is known, to choose from.

The page lists them with links; its script makes of the lists what a reader chooses from. What it
then shows is made of the files of the API and of the downloads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Self

from publicrecord.charts.chart import STATUS, Column
from publicrecord.charts.drawing import STATUS_WORDS
from publicrecord.charts.plotly_locale import plotly_locale
from publicrecord.context.addresses import table_address
from publicrecord.files.citation import data_citation
from publicrecord.indicators.series import Series, all_series
from publicrecord.json_text import json_text
from publicrecord.language import N_
from publicrecord.pages.page_context import PageContext
from publicrecord.record.claims import ABOUT
from publicrecord.site_map import Page

WORDS = {
    "choose": N_("Measure or chart"),
    "form": N_("Show as"),
    "show": N_("Show ({size})"),
    "loading": N_("Loading …"),
    "failed": N_("The data did not load. Try again, or use the lists below."),
    "nothing": N_("Nothing is chosen: choose a place or group and a year."),
    "what": N_("Places, groups or questions"),
    "when": N_("Years, waves or surveys"),
    "filter": N_("Filter the list"),
    "all": N_("Choose all"),
    "none": N_("Choose none"),
    "unit": N_("Unit:"),
    "basis": N_("Basis:"),
    "dated": N_("Dates of the values:"),
    "sources": N_("Sources:"),
    "csv": N_("Download these rows (CSV)"),
    "copy": N_("Copy the address of this view"),
    "copied": N_("Copied."),
    "address": N_("Address of this view"),
    "keys": N_("Arrow keys go from value to value, Escape ends."),
}
FORMS = {"chart": N_("Chart"), "bars": N_("Bars"), "line": N_("Line"), "table": N_("Table")}
COLUMNS = (
    Column("subject", N_("Of what"), "label"),
    Column("value", N_("Value"), "number"),
    Column("span", N_("When"), "text"),
    STATUS,
    Column("as_of", N_("As of"), "date"),
    Column("source_id", N_("Source"), "source"),
)


@dataclass(frozen=True)
class Offer:
    """A measure to choose. key: recipients_gross/provinces. count: of its known values. size: of
    its file, as it travels."""

    key: str
    name: str
    count: int
    href: str
    size: int


@dataclass(frozen=True)
class Offers:
    """The measures of one table. title, href: of the page of the table."""

    title: str
    href: str
    offers: list[Offer]


@dataclass(frozen=True)
class ChartOffer:
    """A chart to choose. size, table: of the files of its figure and its rows, as they travel."""

    key: str
    name: str
    href: str
    size: int
    table: int


@dataclass(frozen=True)
class ExplorePage:
    """What the template of the data explorer may use."""

    measures: Annotated[list[Offers], "The measures of which a value is known, by table."]
    chart_offers: Annotated[list[ChartOffer], "The charts with the files that show them."]
    words: Annotated[str, "What the script of the page says, as JSON."]
    bundle: Annotated[tuple[str, int], "Address and size of plotly's bundle."]

    @classmethod
    def of(cls, page_context: PageContext, page: Page) -> Self:
        """What the template of this page may use."""
        content = page_context.content
        series = all_series(page_context.record, content.claims)
        tables = dict.fromkeys(found.table.name for found in series)
        return cls(
            measures=[
                Offers(
                    page_context.language.described(page_context.record.resource(name), "title"),
                    page_context.to_language_root + table_address(name, page_context.language),
                    [_offer(page_context, found) for found in series if found.table.name == name],
                )
                for name in tables
            ],
            chart_offers=[_chart_offer(page_context, chart_id) for chart_id in content.charts],
            words=json_text(_words(page_context)),
            bundle=(
                f"{page_context.to_site_root}assets/plotly-basic.min.js",
                content.bundle_size,
            ),
        )


def _offer(page_context: PageContext, series: Series) -> Offer:
    path = f"api/v1/measures/{series.key}.json"
    root = page_context.record.settings.root_language.code
    return Offer(
        series.key,
        page_context.language.of(series.measure, "name"),
        sum(row["value"] != "" for row in series.claims),
        page_context.to_site_root + path,
        page_context.compressed_size(f"{root}/{path}"),
    )


def _chart_offer(page_context: PageContext, chart_id: str) -> ChartOffer:
    chart, code = page_context.content.charts[chart_id], page_context.language.code

    def size(ending: str) -> int:
        return page_context.compressed_size(f"{code}/downloads/{chart_id}.{ending}")

    name, href = chart.headline(page_context.language), page_context.chart_href(chart)
    return ChartOffer(chart_id, name, href, size("plotly.json"), size("json"))


def _words(page_context: PageContext) -> dict[str, Any]:
    """What the script says: its own texts, names of codes, and plotly's words."""
    language, codes = page_context.language, page_context.codes

    def named(code_list: str) -> dict[str, str]:
        return {code: codes.name(code_list, code, language) for code in codes.listed(code_list)}

    statuses = {code: language.gettext(text) for code, text in STATUS_WORDS.items()}
    return {
        **{key: language.gettext(text) for key, text in WORDS.items()},
        "forms": {key: language.gettext(text) for key, text in FORMS.items()},
        "columns": [column.described(language) for column in COLUMNS],
        "status": named("status") | statuses,
        "about": sorted(ABOUT),
        "symbols": {code: codes.symbol(code) for code in codes.listed("status")},
        "units": named("unit"),
        "bases": named("basis"),
        "citation": data_citation(
            language, page_context.record.version, page_context.record.licence
        ),
        "locale": plotly_locale(language),
    }
