"""The page of one chart: its picture and table, files, citations, and code to embed it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Self

from markupsafe import Markup

from publicrecord.charts.chart import Chart
from publicrecord.context.chart_link import ChartLink
from publicrecord.files import citation
from publicrecord.files.frame_height import frame_heights
from publicrecord.language import Language
from publicrecord.pages import schema_org
from publicrecord.pages.embeds import OEMBED
from publicrecord.pages.issue_link import issue_link
from publicrecord.pages.page_context import PageContext
from publicrecord.site_map import Page

TEMPLATE = "chart"


def chart_page(chart: Chart, languages: Iterable[Language]) -> Page:
    """The page of one chart."""
    return Page(
        TEMPLATE,
        {lang.code: chart.address(lang).rstrip("/") for lang in languages},
        chart.headline,
        lambda language, _scope: chart.subtitle(language),
        chart_id=chart.chart_id,
    )


@dataclass(frozen=True)
class ChartPage:
    """What the template of a chart's page may use."""

    chart: Annotated[Chart, "The chart."]
    story: Annotated[str, "The title of the page that shows the chart."]
    related: Annotated[list[ChartLink], "The other charts that the page of the story shows."]
    citations: Annotated[list[tuple[str, str]], "Each way to cite the chart: name and text."]
    snippets: Annotated[
        list[tuple[str, str]], "Lines to embed the chart and to read its data: tool and text."
    ]
    oembed: Annotated[str, "The address of the oEmbed answer of the chart."]
    described: Annotated[Markup, "The chart as a data set, for search engines."]
    report: Annotated[str, "The address of the form to report an error, or empty."]

    @classmethod
    def of(cls, page_context: PageContext, page: Page) -> Self:
        """What the template of this page may use."""
        content, language = page_context.content, page_context.language
        chart = content.charts[page.chart_id]
        addresses = citation.chart_urls(chart, language, content.site_url)
        attributed = page_context.attribution(chart.headline.origin)
        embed = content.files[f"{language.code}/embed/{chart.chart_id}/index.html"]
        heights = frame_heights(embed.read_text(encoding="utf-8"))
        return cls(
            chart=chart,
            story=content.site_map.page[chart.story].title(language),
            related=[
                content.chart_links[other]
                for other in content.charts_of[chart.story]
                if other != chart.chart_id
            ],
            citations=citation.citations(chart, language, content.record, attributed, addresses),
            snippets=citation.snippets(chart, language, addresses, heights),
            oembed=f"{addresses.embed}{OEMBED}",
            described=schema_org.block(schema_org.of_chart(page_context, chart)),
            report=issue_link(content.repository, chart.chart_id),
        )
