"""A page for each table: what it holds, its dictionary, sample rows, coverage, files."""

from __future__ import annotations

from pathlib import Path

from publicrecord.context.addresses import TABLES, table_path
from publicrecord.context.site_context import SiteContext
from publicrecord.files.table import tables
from publicrecord.language import Language
from publicrecord.outputs import new_file
from publicrecord.pages import schema_org
from publicrecord.pages.registry import environment, page_links
from publicrecord.pages.shells import SHELL, Filling, filled
from publicrecord.pages.table_description import summary, table_words
from publicrecord.pages.template_context import template_context


def write_table_pages(content: SiteContext, out: Path, language: Language) -> None:
    """Fill the shell in the built site of one language below `out`, and take it away."""
    jinja, site = environment(language), out / language.code
    folder = site / TABLES[language.code]
    shell = (folder / SHELL / "index.html").read_text(encoding="utf-8")
    template = jinja.get_template("pages/table.html.jinja")
    home = language.folder
    for table in tables(content.record):
        address = table_path(table.name, language.code)
        words = template_context(content, jinja, language, home + address)
        about = table_words(content, table, language)
        body = template.render(
            **words,
            **about,
            pages=page_links(language, address.rstrip("/")),
            described=schema_org.block(schema_org.of_table(words["page_context"], table)),
        )
        filling = Filling(about["title"], summary(about, language), body, table.name)
        file = new_file(folder / table.name / "index.html")
        file.write_text(filled(shell, TABLES, filling), encoding="utf-8")
    (folder / SHELL / "index.html").unlink()
    (folder / SHELL).rmdir()
