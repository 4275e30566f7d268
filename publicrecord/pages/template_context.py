"""What every page template may use."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from publicrecord.charts.drawing import LAYOUTS
from publicrecord.charts.svg import svg
from publicrecord.context.place_index import place_name
from publicrecord.context.site_context import SiteContext
from publicrecord.language import Language
from publicrecord.pages.changes import ChangesWords
from publicrecord.pages.issue_link import issue_link
from publicrecord.pages.page_context import PageContext


def template_context(
    content: SiteContext, jinja: Environment, language: Language, address: str
) -> dict[str, Any]:
    """Everything a page template may use, for a page at this address of the site."""
    page_context = PageContext(content, language, address)
    return {
        "page_context": page_context,
        "language": language,
        "charts": content.charts,
        "changes": content.changes,
        "changes_words": ChangesWords(content, language),
        "codes": page_context.codes,
        "names": page_context.names,
        "place_index": content.place_index,
        "place_name": place_name,
        "repository": content.repository,
        "scope": content.scope,
        "report_of": lambda where: issue_link(
            content.repository, f"{where} (data {content.record.version})"
        ),
        "svg": lambda chart: Markup("").join(
            svg(jinja, chart, language, layout, page_context.place_href) for layout in LAYOUTS
        ),
    }
