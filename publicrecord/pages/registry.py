"""The pages: Jinja templates in, Markdown out, one file a page and language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from publicrecord.charts.chart import Chart, said
from publicrecord.context.site_context import SiteContext
from publicrecord.install import ROOT
from publicrecord.language import N_, SITE_LANGUAGES, Language, Text, language_folder
from publicrecord.outputs import new_file
from publicrecord.pages.catalogue import page_words
from publicrecord.pages.sharing import (
    SharedPicture,
    chart_picture,
    page_card,
    site_card,
    write_card,
)
from publicrecord.pages.template_context import template_context

TEMPLATES = ROOT / "site_src"
TAG = re.compile("(<[^<>]*>)")
LANGUAGE_NAMES = {"id": "Bahasa Indonesia", "en": "English"}


@dataclass(frozen=True)
class Page:
    """One page: its template, its address in each language, title and description.

    chart_id: the chart whose picture stands for a shared link: a chart's own page has its chart,
    another page the chart that it opens with, where that one is not so tall that previews cut it.
    loads: whether it loads a script on request, for a chart to explore or the finder; its policy
    then allows scripts to write markup.
    """

    template: str
    slugs: dict[str, str]
    title: Text
    description: Text
    chart_id: str = ""
    loads: bool = False

    def address(self, code: str) -> str:
        """Where the page stands below the root of the site: '', 'gelombang/', 'en/waves/'."""
        slug = self.slugs[code]
        return language_folder(code) + (f"{slug}/" if slug else "")

    def file(self, code: str) -> str:
        """The Markdown file of the page in a language."""
        return f"{self.slugs[code] or 'index'}.md"


PAGES = (
    Page(
        "home",
        {"id": "", "en": ""},
        said(N_("Home")),
        said(
            N_(
                "The public record of Kartu Prakerja: recipients, waves, regions and "
                "surveys, 2020–2024."
            )
        ),
        chart_id="recipients-by-year-gross",
        loads=True,
    ),
    Page(
        "recipients",
        {"id": "penerima", "en": "recipients"},
        said(N_("Recipients")),
        said(
            N_(
                "How many people received Kartu Prakerja by year and since the start, what was "
                "paid to them, and how many are women."
            )
        ),
        chart_id="recipients-by-year-gross",
        loads=True,
    ),
    Page(
        "waves",
        {"id": "gelombang", "en": "waves"},
        said(N_("Waves")),
        said(
            N_(
                "The 71 waves of Kartu Prakerja: intake, quota, the steps of selection, and the "
                "dates of each."
            )
        ),
        chart_id="recipients-by-wave",
        loads=True,
    ),
    Page(
        "reach",
        {"id": "wilayah", "en": "regions"},
        said(N_("Reach")),
        said(N_("Recipients of Kartu Prakerja by province, and how far the programme reached.")),
        chart_id="recipients-by-regency",
        loads=True,
    ),
    Page(
        "comparison",
        {"id": "perbandingan", "en": "comparison"},
        said(N_("Who gets more")),
        said(
            N_(
                "Recipients of Kartu Prakerja per 1,000 people, the far ends of the ranking, "
                "concentration, Java and the other islands."
            )
        ),
        loads=True,
    ),
    Page(
        "outcomes",
        {"id": "kepuasan", "en": "satisfaction"},
        said(N_("Satisfaction and outcomes")),
        said(
            N_(
                "What surveys found about Kartu Prakerja: satisfaction, skills, work, and "
                "who the recipients are."
            )
        ),
        chart_id="satisfaction",
        loads=True,
    ),
    Page(
        "obstacles",
        {"id": "kendala", "en": "obstacles"},
        said(N_("Obstacles")),
        said(
            N_(
                "Obstacles that people met on the way to Kartu Prakerja, and what was done "
                "about them."
            )
        ),
    ),
    Page(
        "data",
        {"id": "data", "en": "data"},
        said(N_("Data")),
        said(
            N_(
                "Download the tables of the record as CSV, XLSX, JSON, Parquet or SQLite, with "
                "their licence."
            )
        ),
    ),
    Page(
        "method",
        {"id": "cara-menghitung", "en": "how-we-count"},
        said(N_("How we count")),
        said(
            N_(
                "Definitions, the rule that chooses between sources, every conflict, the "
                "sum checks, and what is missing."
            )
        ),
        loads=True,
    ),
    Page(
        "sources",
        {"id": "sumber", "en": "sources"},
        said(N_("Sources")),
        said(N_("Every source that a number on this site was taken from.")),
    ),
    Page(
        "changes",
        {"id": "perubahan", "en": "changes"},
        said(N_("Changes to the data")),
        said(
            N_(
                "What changed in the record, cell by cell, every release of the data, and when the "
                "next ones are planned."
            )
        ),
    ),
    Page(
        "search",
        {"id": "cari", "en": "search"},
        said(N_("Search")),
        said(
            N_(
                "Find a province, regency, city or district, a page or a chart of Prakerja in "
                "Figures."
            )
        ),
        loads=True,
    ),
    Page(
        "about",
        {"id": "tentang", "en": "about"},
        said(N_("About")),
        said(N_("Who makes this site, how to report an error, how to cite it, and your privacy.")),
    ),
)


def environment(language: Language) -> Environment:
    """The Jinja environment of all templates in one language; everything is escaped."""
    jinja = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.policies["ext.i18n.trimmed"] = True
    jinja.filters["literal"] = escape_markdown
    jinja.install_gettext_callables(  # type: ignore[attr-defined]
        cache(lambda text: translated(text, language)),
        lambda one, many, count: one if count == 1 else many,
        newstyle=True,  # which takes what it is given for HTML, and escapes the words put in
    )
    return jinja


def translated(text: str, language: Language) -> Markup:
    """A text of a template in a language, as HTML: the tags that the text itself has are tags;
    whatever else its translation holds is escaped."""
    own = set(TAG.findall(text))
    pieces = TAG.split(language.gettext(text))
    return Markup("").join(Markup(piece) if piece in own else escape(piece) for piece in pieces)


def escape_markdown(text: str) -> Markup:
    """A text of the record in a line of Markdown, such as a heading: its signs stay signs."""
    return Markup(re.sub(r"[\\`*_\[\]{}]", lambda sign: f"&#{ord(sign[0])};", str(escape(text))))


def chart_page(chart: Chart) -> Page:
    """The page of one chart."""
    return Page(
        "chart",
        {code: chart.address(code).rstrip("/") for code in SITE_LANGUAGES},
        chart.headline,
        chart.subtitle,
        chart_id=chart.chart_id,
        loads=True,
    )


def loading(charts: Iterable[Chart]) -> set[str]:
    """The addresses of all pages that load a script on request, below the root of the site."""
    pages = [*PAGES, *map(chart_page, charts)]
    return {page.address(code) for page in pages if page.loads for code in page.slugs}


def write_pages(
    content: SiteContext,
    pages: list[Page],
    language: Language,
    jinja: Environment,
    folder: Path,
    **more: object,
) -> None:
    """Write the Markdown of pages in one language to `folder`; `more`: words for these alone."""
    for page in pages:
        template = jinja.get_template(f"pages/{page.template}.md.jinja")
        words = template_context(content, jinja, language, page.address(language.code))
        body = template.render(
            **words,
            **page_words(words["page_context"], page.template, page.chart_id),
            **more,
            page=page,
            pages=page_links(language, page.slugs[language.code]),
        )
        picture = _picture(page, content, language, jinja, folder)
        file = new_file(folder / page.file(language.code))
        front = _front_matter(page, language, picture)
        file.write_text(front + body.strip() + "\n", encoding="utf-8")


def _picture(
    page: Page, content: SiteContext, language: Language, jinja: Environment, folder: Path
) -> SharedPicture:
    """The picture of a page; a card is written to the folder, charts have theirs there."""
    if page.chart_id:
        return chart_picture(content.charts[page.chart_id], language)
    if page.template == "shell":  # filled many times, for places, tables, sources and releases
        home = next(other for other in PAGES if other.template == "home")
        return write_card(site_card(home.description(language), language), jinja, folder)
    texts = page.title(language), page.description(language)
    return write_card(page_card(page.template, *texts, language), jinja, folder)


def page_links(language: Language, slug: str) -> dict[str, str]:
    """The relative address of every page of this language, by template, seen from an address."""
    up = "../" * (slug.count("/") + 1 if slug else 0)
    return {
        other.template: up
        + (f"{other.slugs[language.code]}/" if other.slugs[language.code] else "")
        or "./"
        for other in PAGES
    }


def _front_matter(page: Page, language: Language, picture: SharedPicture) -> str:
    """What the theme needs to know of a page, as YAML (JSON is YAML); themes of MkDocs put these
    texts into their HTML as they are, so they are escaped here."""
    depth = page.address(language.code).count("/")
    values: dict[str, Any] = {
        "title": str(escape(page.title(language))),
        "description": str(escape(page.description(language))),
        "hide": ["navigation"],
        "picture": picture.address,
        "picture_alt": picture.alt,
        "alternates": [
            {
                "code": code,
                "name": LANGUAGE_NAMES[code],
                "href": "../" * depth + page.address(code) or "./",
                "path": page.address(code),
            }
            for code in page.slugs
        ],
    }
    lines = [f"{k}: {json.dumps(value, ensure_ascii=False)}" for k, value in values.items()]
    return "---\n" + "\n".join(lines) + "\n---\n\n"
