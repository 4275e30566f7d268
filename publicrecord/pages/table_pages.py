"""A page for each table: what it contains, its dictionary, sample rows, coverage, files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from markupsafe import Markup

from publicrecord.context.addresses import SHELL, source_address, table_address
from publicrecord.context.site_context import SiteContext
from publicrecord.files.table import table_of
from publicrecord.language import Language
from publicrecord.pages import schema_org
from publicrecord.pages.issue_link import issue_link
from publicrecord.pages.page_context import PageContext
from publicrecord.pages.page_set import Filling, PageSet
from publicrecord.pages.table_description import TableDescription, described


@dataclass(frozen=True)
class TablePage:
    """What the template of a table's page may use."""

    table: Annotated[TableDescription, "The table in words: dictionary, sample, coverage, files."]
    source_address: Annotated[
        Callable[[str], str], "The address of a source's page below the root of the language."
    ]
    described: Annotated[Markup, "The table as a data set, for search engines."]
    report: Annotated[str, "The address of the form to report an error, or empty."]


def _keys(content: SiteContext) -> list[str]:
    return [resource["name"] for resource in content.published.descriptor["resources"]]


def _filling(content: SiteContext, language: Language, name: str) -> Filling:
    table = table_of(content.published, name, content.unfit_sources)
    address = partial(table_address, name)
    page_context = PageContext(content, language, language.folder + address(language))
    about = described(content, table, language)
    return Filling(
        address,
        about.title,
        language.gettext("{title}: {about} {count} rows, with dictionary and files.").format(
            title=about.title, about=about.about, count=language.number(about.count)
        ),
        TablePage(
            table=about,
            source_address=lambda source_id: source_address(source_id, language),
            described=schema_org.block(schema_org.of_table(page_context, table)),
            report=issue_link(content.repository, f"{name}.csv"),
        ),
    )


TABLE_PAGES = PageSet("table", TablePage, partial(table_address, SHELL), _keys, _filling)
