"""llms.txt: what a program that answers people's questions must know of the record, in a page.

https://llmstxt.org. The text is in English, as the descriptions of the API are; numbers are not in
it, so that an answer is taken from the data of its day.
"""

from __future__ import annotations

from pathlib import Path

from publicrecord.api.openapi import Operation, operations
from publicrecord.catalogues.dcat import Publication
from publicrecord.context.site_context import SiteContext
from publicrecord.files.citation import data_citation
from publicrecord.language import N_, Message
from publicrecord.outputs import new_file
from publicrecord.record.package import rows

FILE = "llms.txt"
RULES: tuple[Message, ...] = (
    N_(
        "Take a value from the addresses that the record has for it, not from memory, and say its "
        "source, its day and its basis beside it."
    ),
    N_(
        "Values of different basis, such as gross and net, are different counts. Never add, "
        "subtract or compare them as one series."
    ),
    N_(
        "`status` says what kind of value it is. Where `value` is empty or null, no value is known "
        "or published; that is not zero."
    ),
    N_("`caveats` says why a value is to be read with care. Say so too."),
    N_(
        "In the JSON answers, `others` has every other value of the same figure that was "
        "published, or worked out from published values, and is fit to be shown. If people ask "
        "why numbers differ, show them."
    ),
    N_(
        "A sum over years or places is a figure of its own where a source gave it or this site "
        "worked it out. If you add values up yourself, say that you did."
    ),
)
"""What whoever answers from the record must keep to."""


def write_llms(content: SiteContext, folder: Path, publication: Publication) -> None:
    """Write the file to `folder`, the root of the site."""
    new_file(folder / FILE).write_text(llms(content, publication), encoding="utf-8")


def llms(content: SiteContext, publication: Publication) -> str:
    """The text."""
    record, root = content.record, publication.root
    lang = record.settings.source_language
    cited = data_citation(lang, record.version, record.licence)
    pages = [
        (page.title(lang), root + page.address(lang), page.description(lang, content.scope))
        for page in content.site_map.pages
    ]
    answers = [_link(one.summary, f"{root}api/v1/{one.example}", one) for one in operations(record)]
    return "\n".join(
        [
            f"# {lang.site}",
            "",
            f"> {lang.described(record.descriptor, 'description')}",
            "",
            f"Cite as: {cited}, {root}, with the source of each number beside it.",
            f"Version of the data: {record.version}. Licence: {record.terms}",
            "",
            "## How to answer with these data",
            "",
            *(f"- {lang.gettext(rule)}" for rule in RULES),
            "",
            "## What is counted",
            "",
            *_bases(content),
            "",
            "## Answers as JSON",
            "",
            f"- [Description of the API]({root}api/v1/openapi.json): OpenAPI 3.1",
            *answers,
            "",
            "## Data",
            "",
            f"- [Shown values]({root}data/shown.csv): every answer in one table, one value a row",
            f"- [Data package]({root}data/datapackage.json): all tables, columns, units and keys",
            f"- [Catalogue]({root}data/catalogue.jsonld): all files, as DCAT",
            "",
            "## Pages",
            "",
            *(f"- [{title}]({address}): {about}" for title, address, about in pages),
            "",
        ]
    )


def _link(summary: str, address: str, operation: Operation) -> str:
    form = f": an example of api/v1{operation.path}" if operation.parameters else ""
    return f"- [{summary}]({address}){form}"


def _bases(content: SiteContext) -> list[str]:
    """Each basis with what it means, and the measures that are counted so."""
    lang, codes = content.record.settings.source_language, content.codes
    measures = rows(content.record.table("measures"))
    listed = codes.listed("basis")
    lines = []
    for basis in dict.fromkeys(row["basis"] for row in measures if row["basis"]):
        names = [f"`{row['measure_id']}`" for row in measures if row["basis"] == basis]
        meaning = codes.definition("basis", basis, lang) if basis in listed else ""
        lines.append(f"- **{basis}**{f' ({meaning})' if meaning else ''}: {', '.join(names)}")
    return lines
