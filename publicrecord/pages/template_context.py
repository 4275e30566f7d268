"""What templates may use: one dataclass for every page, and one more for each kind of page.

A field is a name in the template. It is documented by its annotation; docs/templates.md lists all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Annotated, Any, ClassVar, Protocol, Self, get_type_hints

from jinja2 import Environment
from markupsafe import Markup

from publicrecord.charts.chart import Chart
from publicrecord.charts.drawing import LAYOUTS
from publicrecord.charts.layouts.map import BACKDROP
from publicrecord.charts.svg import svg
from publicrecord.context.site_context import SiteContext
from publicrecord.history.changes import notes
from publicrecord.indicators.naming import FigureNames
from publicrecord.indicators.scope import Scope
from publicrecord.language import Language
from publicrecord.pages.chart_table import ChartTable, chart_table
from publicrecord.pages.issue_link import issue_link
from publicrecord.pages.page_context import PageContext
from publicrecord.record.codes import Codes
from publicrecord.site_map import Page


class TemplateContext(Protocol):
    """A dataclass whose fields are names in a template."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


class PageTemplateContext(TemplateContext, Protocol):
    """The context of a page that is built from Markdown."""

    @classmethod
    def of(cls, page_context: PageContext, page: Page) -> Self:
        """What the template of this page may use."""
        ...


@dataclass(frozen=True)
class EveryPage:
    """What the template of every page may use."""

    page_context: Annotated[
        PageContext, "The record seen from this page: claims, sources, links, numbers in words."
    ]
    language: Annotated[Language, "The language of the page: its numbers, dates and texts."]
    pages: Annotated[
        dict[str, str], "The relative address of each page of the programme, by its template."
    ]
    charts: Annotated[dict[str, Chart], "All charts by their id."]
    codes: Annotated[Codes, "Names, definitions and symbols of coded words such as a status."]
    names: Annotated[FigureNames, "Names of figures and measures."]
    scope: Annotated[Scope, "Years, numbers of waves and places, and the official file's span."]
    repository: Annotated[str, "The address of the repository, or empty."]
    svg: Annotated[Callable[[Chart], Markup], "The picture of a chart, wide and narrow."]
    chart_table: Annotated[Callable[[Chart], ChartTable], "The table below a chart."]
    revised_rows: Annotated[
        Callable[[Chart], set[int]], "Which rows of a chart were made of values that were revised."
    ]
    revision_notes: Annotated[
        Callable[[Iterable[str]], list[str]], "Notes on revisions of the claims with these ids."
    ]
    report_of: Annotated[
        Callable[[str], str], "The address of the form to report an error in a figure or chart."
    ]

    @classmethod
    def of(
        cls, content: SiteContext, jinja: Environment, language: Language, address: str
    ) -> EveryPage:
        """What a page at this address of the site may use. address: below the site's root."""
        page_context = PageContext(content, language, address)
        changes, version = content.changes, content.record.version
        backdrop = f"{page_context.to_site_root}{BACKDROP}"
        return cls(
            page_context=page_context,
            language=language,
            pages=page_context.page_links,
            charts=content.charts,
            codes=content.codes,
            names=content.names,
            scope=content.scope,
            repository=content.repository,
            svg=lambda chart: Markup("").join(
                svg(jinja, chart, language, layout, backdrop, named=False) for layout in LAYOUTS
            ),
            chart_table=lambda chart: chart_table(page_context, chart),
            revised_rows=changes.revised_rows,
            revision_notes=lambda claims: [
                note(language) for note in notes(changes.revisions_of(claims), content.codes)
            ],
            report_of=lambda where: issue_link(content.repository, f"{where} (data {version})"),
        )


def documented(context: type[TemplateContext]) -> dict[str, str]:
    """What each field of a context means, by its name."""
    hints = get_type_hints(context, include_extras=True)
    return {field.name: hints[field.name].__metadata__[0] for field in fields(context)}


def template_names(*contexts: TemplateContext) -> dict[str, Any]:
    """The names in a template: the fields of all its contexts."""
    return {field.name: getattr(found, field.name) for found in contexts for field in fields(found)}
