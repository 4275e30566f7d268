"""The Data page as a catalogue: topics, tables with sample rows, coverage, examples, licence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Self

from markupsafe import Markup

from publicrecord.context.addresses import table_address
from publicrecord.files.table import Table, tables
from publicrecord.pages import schema_org
from publicrecord.pages.coverage import Coverage
from publicrecord.pages.examples import Example, examples
from publicrecord.pages.issue_link import issue_link
from publicrecord.pages.page_context import PageContext
from publicrecord.pages.table_description import Field, TableDescription, described
from publicrecord.record.contract import SHOWN_TABLE
from publicrecord.site_map import Page

LONGEST = 60  # signs of a cell in a sample; the table's own page shows the whole
LEFT_OUT = ("choice", "arithmetic")  # as are notes; the table's own page shows them


@dataclass(frozen=True)
class CatalogueTable:
    """A table in the catalogue. fields, sample: the columns that its sample rows fill."""

    table: TableDescription
    fields: list[Field]
    sample: list[list[tuple[bool, str]]]


@dataclass(frozen=True)
class DataPage:
    """What the template of the Data page may use."""

    catalogue: Annotated[dict[str, list[CatalogueTable]], "The tables by topic, with sample rows."]
    shown_topics: Annotated[list[str], "The topics that have shown values."]
    coverage: Annotated[Coverage, "What the record knows by wave, year and place."]
    examples: Annotated[list[Example], "Examples of reading the data, one a tool."]
    table_address: Annotated[
        Callable[[str], str], "The address of a table's page below the root of the language."
    ]
    citation_address: Annotated[str, "The whole address of this page, for its citation."]
    described: Annotated[Markup, "The record as a data set, for search engines."]
    report: Annotated[str, "The address of the form to report an error, or empty."]

    @classmethod
    def of(cls, page_context: PageContext, page: Page) -> Self:
        """What the template of this page may use."""
        content, language = page_context.content, page_context.language
        listed = tables(content.published)
        return cls(
            catalogue={
                topic: [
                    _entry(page_context, table)
                    for table in listed
                    if table.resource["topic"] == topic
                ]
                for topic, _name in page_context.topics()
            },
            shown_topics=[*content.published.table(SHOWN_TABLE)["topic"].unique()],
            coverage=Coverage.of(page_context),
            examples=examples(content.site_url, page_context.record.settings.source_language),
            table_address=lambda name: table_address(name, language),
            citation_address=f"{schema_org.language_url(page_context)}{page.slugs[language.code]}/",
            described=schema_org.block(schema_org.of_record(page_context, listed)),
            report=issue_link(content.repository, ""),
        )


def _entry(page_context: PageContext, table: Table) -> CatalogueTable:
    whole = described(page_context.content, table, page_context.language)
    notes = page_context.record.settings.columns("note")
    unwanted = {*LEFT_OUT, *notes, *_of_other_languages(whole.fields, page_context)}
    kept = [
        i
        for i, field in enumerate(whole.fields)
        if field.name not in unwanted and any(row[i][1] for row in whole.sample)
    ]
    return CatalogueTable(
        whole,
        [whole.fields[i] for i in kept],
        [[(row[i][0], _short(row[i][1])) for i in kept] for row in whole.sample],
    )


def _of_other_languages(fields: list[Field], page_context: PageContext) -> list[str]:
    """The columns whose text is in this language in another column: name_en for name_id."""
    names, own = {field.name for field in fields}, f"_{page_context.language.code}"
    stems = [name.removesuffix(own) for name in names if name.endswith(own)]
    columns = [c for stem in stems for c in page_context.record.settings.columns(stem)]
    return [column for column in columns if not column.endswith(own)]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
