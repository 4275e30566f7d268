"""A page for each table: what it holds, its dictionary, sample rows, coverage, files."""

from __future__ import annotations

from pathlib import Path

from prakerja.language import Language
from prakerja.publish.addresses import TABLES, table_path
from prakerja.publish.content import Content
from prakerja.publish.formats.table import tables
from prakerja.publish.metadata import schema_org
from prakerja.publish.pages import environment, page_links
from prakerja.publish.shells import SHELL, Filling, filled
from prakerja.publish.table_words import summary, table_words
from prakerja.publish.written import new_file


def write_table_pages(content: Content, out: Path, language: Language) -> None:
    """Fill the shell in the built site of one language below `out`, and take it away."""
    jinja, site = environment(language), out / language.code
    folder = site / TABLES[language.code]
    shell = (folder / SHELL / "index.html").read_text(encoding="utf-8")
    template = jinja.get_template("pages/table.html.jinja")
    home = "" if language.code == "id" else f"{language.code}/"
    for table in tables(content.record):
        address = table_path(table.name, language.code)
        words = content.words(jinja, language, home + address)
        about = table_words(content, table, language)
        body = template.render(
            **words,
            **about,
            pages=page_links(language, address.rstrip("/")),
            described=schema_org.block(schema_org.of_table(words["speaker"], table)),
        )
        filling = Filling(about["title"], summary(about, language), body, table.name)
        file = new_file(folder / table.name / "index.html")
        file.write_text(filled(shell, TABLES, filling), encoding="utf-8")
    (folder / SHELL / "index.html").unlink()
    (folder / SHELL).rmdir()
