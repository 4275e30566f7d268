"""The pages in Markdown that MkDocs builds: one file a page and language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import escape

from publicrecord.context.site_context import SiteContext
from publicrecord.language import Language
from publicrecord.outputs import new_file
from publicrecord.pages.changes_page import ChangesPage
from publicrecord.pages.chart_page import TEMPLATE as CHART
from publicrecord.pages.chart_page import ChartPage, chart_page
from publicrecord.pages.data_page import DataPage
from publicrecord.pages.embeds import OEMBED
from publicrecord.pages.explore_page import ExplorePage
from publicrecord.pages.method_page import MethodPage
from publicrecord.pages.page_set import PageSet, ShellPage
from publicrecord.pages.run_record import RunPage, run_page
from publicrecord.pages.search import SearchPage
from publicrecord.pages.sharing import (
    SharedPicture,
    chart_picture,
    page_card,
    site_card,
    write_card,
)
from publicrecord.pages.source_pages import SourcesPage
from publicrecord.pages.template_context import (
    EveryPage,
    PageTemplateContext,
    template_names,
)
from publicrecord.pages.templates import environment
from publicrecord.site_map import Page

Contexts = Mapping[str, type[PageTemplateContext]]
"""By template, the class of what its pages may use beyond what every page may."""
CONTEXTS: Contexts = {
    "build": RunPage,
    "changes": ChangesPage,
    CHART: ChartPage,
    "data": DataPage,
    "explore": ExplorePage,
    "method": MethodPage,
    "search": SearchPage,
    "shell": ShellPage,
    "sources": SourcesPage,
}
"""What the templates that every programme has may use, beyond what every page may."""


def all_pages(content: SiteContext, page_sets: Iterable[PageSet]) -> list[Page]:
    """All pages in Markdown: the programme's, the run record, the shells, the charts'."""
    languages = content.record.settings.languages
    shells = [page_set.shell_page(languages) for page_set in page_sets]
    charts = [chart_page(chart, languages) for chart in content.charts.values()]
    return [*content.site_map.pages, run_page(languages), *shells, *charts]


def plotly_pages(content: SiteContext) -> set[str]:
    """The addresses of all pages that load plotly on request, below the root of the site."""
    return {
        page.address(language)
        for page in all_pages(content, [])
        if page.loads_plotly
        for language in content.record.settings.languages
    }


def write_pages(
    content: SiteContext,
    contexts: Contexts,
    pages: Iterable[Page],
    language: Language,
    folder: Path,
) -> None:
    """Write the Markdown of pages in one language to `folder`; contexts: those of the programme."""
    jinja = environment(content.record.settings, language)
    known = {**CONTEXTS, **contexts}
    for page in pages:
        every = EveryPage.of(content, jinja, language, page.address(language))
        own = known.get(page.template)
        names = template_names(every, *([own.of(every.page_context, page)] if own else []))
        body = jinja.get_template(f"pages/{page.template}.md.jinja").render(names)
        front = _front_matter(
            content, page, language, _picture(page, content, language, jinja, folder)
        )
        file = new_file(folder / page.file(language.code))
        file.write_text(front + body.strip() + "\n", encoding="utf-8")


def _picture(
    page: Page, content: SiteContext, language: Language, jinja: Environment, folder: Path
) -> SharedPicture:
    """The picture of a page; a card is written to the folder, charts have theirs there."""
    if page.chart_id:
        return chart_picture(content, content.charts[page.chart_id], language)
    if page.template == "shell":  # filled many times, for places, tables, sources and releases
        home = content.site_map.page["home"]
        card = site_card(home.description(language, content.scope), language)
    else:
        texts = page.title(language), page.description(language, content.scope)
        card = page_card(page.template, *texts, language)
    return write_card(card, content.record, language, jinja, folder)


def _front_matter(
    content: SiteContext, page: Page, language: Language, picture: SharedPicture
) -> str:
    """What the theme needs to know of a page, as YAML (JSON is YAML); themes of MkDocs put these
    texts into their HTML as they are, so they are escaped here."""
    depth = page.address(language).count("/")
    values: dict[str, Any] = {
        "title": str(escape(page.title(language))),
        "description": str(escape(page.description(language, content.scope))),
        "hide": ["navigation"],
        "picture": picture.address,
        "picture_size": picture.size,
        "picture_alt": picture.alt,
        "locale": language.locale_name,
        "alternates": [
            {
                "code": lang.code,
                "name": lang.name,
                "href": "../" * depth + page.address(lang) or "./",
                "path": page.address(lang),
                "locale": lang.locale_name,
            }
            for lang in content.record.settings.languages
        ],
    }
    if page.finder:
        values["finder"] = True
    if page.template == CHART:
        values["oembed"] = f"embed/{page.chart_id}/{OEMBED}"
    lines = [f"{k}: {json.dumps(value, ensure_ascii=False)}" for k, value in values.items()]
    return "---\n" + "\n".join(lines) + "\n---\n\n"
