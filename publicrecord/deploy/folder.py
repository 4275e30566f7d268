"""The folder of one language that the site builder reads: pages, downloads, assets.

Plain Markdown, HTML inside it, and files: nothing here belongs to one builder.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from jinja2 import Environment

from publicrecord.api.answers import answer_files
from publicrecord.api.llms import write_llms
from publicrecord.api.openapi import write_openapi
from publicrecord.api.search import names
from publicrecord.cache import put_step, write_step, write_step_in_place
from publicrecord.catalogues.citation_file import write_citation_file
from publicrecord.catalogues.dcat import Publication
from publicrecord.charts.drawing import LAYOUTS
from publicrecord.charts.layouts.map import view_box
from publicrecord.charts.strip import DOT, STRIPS, dots_key, dots_path
from publicrecord.charts.svg import svg
from publicrecord.context.reads import write_parts, writing
from publicrecord.context.site_context import SiteContext
from publicrecord.deploy.dark_style import dark_style
from publicrecord.deploy.data_folder import (
    write_data,
    write_sdmx,
    write_tables,
    write_topics,
    write_workbooks,
)
from publicrecord.deploy.licences import write_licences
from publicrecord.feeds.calendar import write_calendar
from publicrecord.feeds.feeds import write_feeds
from publicrecord.files.chart_files import AT_PAGE, write_downloads
from publicrecord.files.style_sheet import in_short
from publicrecord.findings import UsageError
from publicrecord.install import PLOTLY, TEMPLATES
from publicrecord.language import N_, Language
from publicrecord.outputs import distinct, new_file, share
from publicrecord.pages.comparison_files import comparison_files
from publicrecord.pages.embeds import write_embed
from publicrecord.pages.markdown_pages import Contexts, write_pages
from publicrecord.pages.place_files import province_files
from publicrecord.pages.release_files import write_release_files
from publicrecord.pages.search import write_finder
from publicrecord.pages.search_texts import write_texts
from publicrecord.pages.templates import environment, template_file
from publicrecord.site_map import Page

EMBED_TEMPLATES = [
    TEMPLATES / "pages" / f"embed.{kind}" for kind in ("html.jinja", "css.jinja", "js")
]
BUNDLE = PLOTLY / "plotly-basic.min.js"


REMARK = re.compile(r"^[ ]*//.*\n", re.MULTILINE)  # a line of a script that is only a comment


def plotly_bundle() -> bytes:
    """Plotly's basic bundle, as npm brought it; raises UsageError if it is not there."""
    try:
        return BUNDLE.read_bytes()
    except FileNotFoundError:
        raise UsageError(
            N_("The packages from npm are missing. Run `make site`, which downloads them.")
        ) from None


def write_table_files(content: SiteContext, language: Language) -> None:
    """Write the workbooks of the tables in one language, beside the tables. The process of the
    first language also writes other forms of the tables, which all share."""
    folder, record = content.shared_docs / "data", content.published
    if _is_first(content, language):
        write_topics(record, folder)
        inputs = ("sdmx", content.made_from)
        write_step(folder, inputs, partial(write_sdmx, record, content.epoch))
    write_workbooks(record, content.published_files, folder, content.epoch, language)


def write_shared(content: SiteContext) -> None:
    """Write what all languages share and what needs no workbooks: the tables, the map, plotly's
    bundle, the licences, and what describes the API."""
    folder = content.shared_docs
    write_tables(content.published, content.published_files, folder / "data")
    parts = {
        name: partial(_of_places, files, folder)
        for name, files in (("places", province_files), ("comparison", comparison_files))
    }
    write_parts(folder, "places", content, content.record.settings.root_language, parts)
    write_step(folder, ("shared", content.made_from), partial(_make_shared, content))
    new_file(folder / "assets" / BUNDLE.name).write_bytes(content.bundle)
    write_licences(content.record.folder.parent, folder)


def write_answers(content: SiteContext, language: Language) -> None:
    """Write the answers of the API. All languages share them, so that the process of the first one
    writes them and that of another does nothing."""
    if _is_first(content, language):
        folder = content.shared_docs / "api" / "v1"
        put_step(folder, ("answers", content.made_from), partial(_answers, content))


def _is_first(content: SiteContext, language: Language) -> bool:
    """Whether the process of this language writes what all languages share."""
    return language.code == content.record.settings.root_language.code


def write_data_folder(content: SiteContext) -> None:
    """Write what describes and packs the tables and their workbooks, once all are written."""
    inputs = ("data", content.made_from)
    write_step_in_place(content.shared_docs / "data", inputs, partial(_make_data, content))


def _of_places(
    files: Callable[[SiteContext], Iterable[tuple[str, bytes]]], folder: Path, content: SiteContext
) -> dict[str, bytes]:
    """Files on places by their path in `folder`."""
    return distinct(folder, files(content))


def _make_data(content: SiteContext, folder: Path) -> None:
    """Write what describes and packs the tables of `folder`, and the files of releases."""
    write_data(content.published, folder, content.epoch, _publication(content))
    write_release_files(content.changes, folder)


def _answers(content: SiteContext) -> dict[str, bytes]:
    """The answers of the API, by their address below it."""
    return answer_files(content.record, content.claims, content.changes, names(content))


def _make_shared(content: SiteContext, folder: Path) -> None:
    """Write what is made of the record for all languages, beside its tables and those of places."""
    settings, publication = content.record.settings, _publication(content)
    first = settings.root_language
    write_citation_file(content.record, folder, publication)
    write_openapi(content.record, folder / "api" / "v1", content.site_url)
    write_llms(content, folder, publication)
    map_file = folder / "assets" / "map.svg"
    _write_map(content, first, environment(settings, first), map_file)
    _write_strips(content, folder / STRIPS)


def _publication(content: SiteContext) -> Publication:
    """Where the data are on the web, and when they changed."""
    return Publication(
        site_url=content.site_url,
        data_page=content.site_map.page["data"].address(content.record.settings.root_language),
        contact=content.repository,
        changed_on=content.data_date,
    )


def write_charts(content: SiteContext, language: Language) -> None:
    """Write the files of charts to take away in one language; they need nothing that is written."""
    folder = content.docs / language.code / "downloads"
    downloads = {
        key: writing(folder, partial(_write_downloads, language, key)) for key in content.charts
    }
    write_parts(folder, "downloads", content, language, downloads)


def write_folder(
    content: SiteContext, contexts: Contexts, pages: list[Page], language: Language
) -> None:
    """Write everything else of one language to its folder below `content.docs`.

    contexts: of the pages of the programme. pages: all of them in Markdown, as all_pages.
    """
    folder = content.docs / language.code
    write_assets(folder / "assets")
    _share_downloads(content, language, folder)
    place = folder / "embed"
    embeds = {key: writing(place, partial(_write_embed, language, key)) for key in content.charts}
    write_parts(place, ("embeds", EMBED_TEMPLATES), content, language, embeds)
    _write_pages(content, contexts, pages, language, folder)
    feeds = {"feeds": writing(folder, partial(_write_feeds, language))}
    write_parts(folder, "feeds", content, language, feeds)


def write_search(content: SiteContext, out: Path) -> None:
    """Write the index of texts of every language to its folder below `out`, from the pages in
    Markdown."""
    docs, languages = content.docs, content.record.settings.languages
    pages = [
        docs / s.code / page.file(s.code) for page in content.site_map.pages for s in languages
    ]
    write_step(out, ("texts", content.made_from, pages), partial(write_texts, content, docs))


def _write_downloads(language: Language, chart_id: str, content: SiteContext, folder: Path) -> None:
    """Write the files of a chart."""
    jinja, chart = environment(content.record.settings, language), content.charts[chart_id]
    record, sources, epoch = content.record, content.sources, content.epoch
    root = content.site_url
    write_downloads(record, sources, chart, language, jinja, folder, epoch, root)


def _share_downloads(content: SiteContext, language: Language, folder: Path) -> None:
    """Put the files of each chart at the address of its page with their endings too."""
    for key, chart in content.charts.items():
        page = chart.address(language).rstrip("/")
        for ending in AT_PAGE:
            share(folder / "downloads" / f"{key}.{ending}", folder / f"{page}.{ending}")


def _write_embed(language: Language, chart_id: str, content: SiteContext, folder: Path) -> None:
    """Write the page to embed of a chart."""
    write_embed(content, content.charts[chart_id], language, folder)


def _write_pages(
    content: SiteContext, contexts: Contexts, pages: list[Page], language: Language, folder: Path
) -> None:
    """Write the pages in Markdown."""
    settings = content.record.settings
    groups: dict[str, list[Page]] = {}
    for page in pages:
        groups.setdefault(page.template, []).append(page)
    for name, group in groups.items():
        template = template_file(settings, f"pages/{name}.md.jinja")
        # Shells have one card, so that they are made together.
        sharing = [group] if name == "shell" else [[page] for page in group]
        parts = {
            some[0].address(language): writing(
                folder, partial(_write_group, contexts, some, language)
            )
            for some in sharing
        }
        write_parts(folder, ("pages", template), content, language, parts)


def _write_group(
    contexts: Contexts, pages: list[Page], language: Language, content: SiteContext, folder: Path
) -> None:
    """Write these pages to the folder of their language."""
    write_pages(content, contexts, pages, language, folder)


def _write_feeds(language: Language, content: SiteContext, folder: Path) -> None:
    """Write what readers subscribe to, and the index of the search."""
    write_feeds(content, language, folder)
    write_calendar(content, language, folder)
    write_finder(content, language, folder)


def write_assets(folder: Path) -> None:
    """Copy the styles and scripts of all pages to `folder`, without what only we read."""

    def copy(file: str, to: str) -> None:
        if file.endswith((".css", ".js")):
            text = Path(file).read_text(encoding="utf-8")
            short = in_short(text) if file.endswith(".css") else REMARK.sub("", text)
            new_file(Path(to)).write_text(short, encoding="utf-8")
        else:
            shutil.copyfile(file, new_file(Path(to)))

    shutil.copytree(TEMPLATES / "assets", folder, copy_function=copy, dirs_exist_ok=True)
    new_file(folder / "dark.css").write_text(in_short(dark_style()), encoding="utf-8")


def _write_map(content: SiteContext, language: Language, jinja: Environment, file: Path) -> None:
    """What lies under the maps of charts and places: the land, or where there is none the dots."""
    chart, frame = content.charts[content.site_map.place_map], content.record.settings.geography.map
    drawing = svg(jinja, chart, language, "wide")
    path = re.search(r'<path id="[^"]*" class="land"( d=[^>]*/>)', drawing)
    dots = "".join(re.findall(r"<circle class=.place[^>]*/>", drawing))
    drawn = f"<path{path.group(1)}" if path else re.sub(r' class="place[^"]*"', "", dots)
    new_file(file).write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view_box(frame)}"><g id="land">{drawn}'
        "</g></svg>\n",
        encoding="utf-8",
    )


def _write_strips(content: SiteContext, file: Path) -> None:
    """The dots of the strips on the pages of places: one for the rate of each place of a level."""
    paths = "".join(
        f'<path id="{dots_key(level, layout)}" fill="none" stroke-linecap="round" '
        f'stroke-width="{DOT[layout] - 0.5}" d="{dots_path(rates, layout)}"/>'
        for level, rates in content.place_index.rates_of.items()
        if rates
        for layout in LAYOUTS
    )
    svg_file = f'<svg xmlns="http://www.w3.org/2000/svg">{paths}</svg>\n'
    new_file(file).write_text(svg_file, encoding="utf-8")
