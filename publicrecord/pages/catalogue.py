"""The Data page as a catalogue: topics, tables with sample rows, coverage, and what pages say of
themselves to search engines."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from publicrecord.context.addresses import table_path
from publicrecord.files.table import Table, tables
from publicrecord.pages import schema_org
from publicrecord.pages.coverage import coverage_words
from publicrecord.pages.examples import examples
from publicrecord.pages.issue_link import issue_link
from publicrecord.pages.page_context import PageContext
from publicrecord.pages.table_description import Field, table_words

LONGEST = 60  # signs of a cell in a sample; the table's own page shows the whole
LEFT_OUT = ("choice", "arithmetic", "note_id", "note_en")  # on the table's own page


def page_words(page_context: PageContext, template: str, chart_id: str) -> dict[str, Any]:
    """What the template of a page may use beside what all pages may."""
    content, language = page_context.content, page_context.language
    if template == "chart":
        chart = content.charts[chart_id]
        return {
            "described": schema_org.block(schema_org.of_chart(page_context, chart)),
            "report": issue_link(content.repository, chart_id),
        }
    if template != "data":
        return {"described": Markup()}
    listed = tables(page_context.record)
    return {
        "described": schema_org.block(schema_org.of_record(page_context, [t.name for t in listed])),
        "catalogue": {
            topic: [
                _entry(page_context, table) for table in listed if table.resource["topic"] == topic
            ]
            for topic, _name in page_context.topics()
        },
        "coverage": coverage_words(page_context),
        "examples": examples(content.site_root),
        "table_path": lambda name: table_path(name, language.code),
        "report": issue_link(content.repository, ""),
        "citation_address": f"{schema_org.home(page_context)}data/",
    }


def _entry(page_context: PageContext, table: Table) -> dict[str, Any]:
    """A table as the catalogue shows it: with the columns that its sample rows fill."""
    words = table_words(page_context.content, table, page_context.language)
    unwanted = {*LEFT_OUT, *_of_the_other_language(words["fields"], page_context.language.code)}
    kept = [
        i
        for i, field in enumerate(words["fields"])
        if field.name not in unwanted and any(row[i][1] for row in words["sample"])
    ]
    cut = [[(row[i][0], _short(row[i][1])) for i in kept] for row in words["sample"]]
    return words | {"fields": [words["fields"][i] for i in kept], "sample": cut}


def _of_the_other_language(fields: list[Field], code: str) -> list[str]:
    """The columns whose text stands in this language in another column: name_en for name_id."""
    names = {field.name for field in fields}
    stems = {name[:-3] for name in names if name.endswith("_id") and f"{name[:-3]}_en" in names}
    return [f"{stem}_{'en' if code == 'id' else 'id'}" for stem in stems]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
