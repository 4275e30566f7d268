"""The folder of one language that the site builder reads: pages, downloads, assets.

Plain Markdown, HTML inside it, and files: nothing here belongs to one builder.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment

from publicrecord.api.answers import write_api
from publicrecord.api.openapi import write_openapi
from publicrecord.api.search import names
from publicrecord.charts.layouts.archipelago import VIEW_BOX
from publicrecord.charts.svg import svg
from publicrecord.context.site_context import SiteContext
from publicrecord.deploy.data_folder import write_data
from publicrecord.feeds.calendar import write_calendar
from publicrecord.feeds.feeds import write_feeds
from publicrecord.files.chart_files import write_downloads
from publicrecord.findings import UsageError
from publicrecord.install import ROOT
from publicrecord.language import N_, Language
from publicrecord.outputs import new_file
from publicrecord.pages.embeds import write_embeds
from publicrecord.pages.markdown_pages import all_pages, write_pages
from publicrecord.pages.page_set import PageSet
from publicrecord.pages.place_files import write_place_files
from publicrecord.pages.release_files import write_release_files
from publicrecord.pages.search import write_finder
from publicrecord.pages.templates import environment

BUNDLE = ROOT / "node_modules" / "plotly.js-basic-dist-min" / "plotly-basic.min.js"


def plotly_bundle() -> bytes:
    """Plotly's basic bundle, as npm brought it; raises UsageError if it is not there."""
    try:
        return BUNDLE.read_bytes()
    except FileNotFoundError:
        raise UsageError(
            N_("The packages from npm are missing. Run `make site`, which downloads them.")
        ) from None


def write_shared(content: SiteContext) -> None:
    """Write anew what all languages share: the data, the API, plotly's bundle, the map."""
    shutil.rmtree(content.docs, ignore_errors=True)
    first = content.record.settings.root_language
    folder = content.docs / first.code
    write_place_files(content, folder / "data" / "places")
    write_data(content.record, folder / "data", content.epoch, content.site_root)
    write_release_files(content.changes, folder / "data")
    write_api(content.record, content.claims, names(content), folder / "api" / "v1")
    write_openapi(content.record, folder / "api" / "v1", content.site_root)
    new_file(folder / "assets" / BUNDLE.name).write_bytes(content.bundle)
    _write_map(content, first, environment(first), folder / "assets" / "archipelago.svg")


def write_folder(content: SiteContext, page_sets: Sequence[PageSet], language: Language) -> None:
    """Write everything of one language to its folder below `content.docs`; page_sets: those that
    MkDocs builds a shell for."""
    folder = content.docs / language.code
    write_assets(folder / "assets")
    jinja = environment(language)
    for chart in content.charts.values():
        write_downloads(content.record, chart, language, jinja, folder / "downloads", content.epoch)
    write_embeds(content, language, folder / "embed")  # before the pages that measure them
    write_pages(content, all_pages(content, page_sets), language, folder)
    write_feeds(content, language, folder)
    write_calendar(content, language, folder)
    write_finder(content, language, folder)


def write_assets(folder: Path) -> None:
    """Copy the styles and scripts of all pages to `folder`."""
    shutil.copytree(
        ROOT / "site_src" / "assets",
        folder,
        copy_function=lambda file, to: shutil.copyfile(file, new_file(Path(to))),
        dirs_exist_ok=True,
    )


def _write_map(content: SiteContext, language: Language, jinja: Environment, file: Path) -> None:
    """The dots of the archipelago alone, as a backdrop that the pages of places refer to."""
    drawing = svg(jinja, content.charts[content.programme.place_map], language, "wide")
    dots = "".join(re.findall(r"<circle[^>]*/>", drawing)).replace('class="place" ', "")
    new_file(file).write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{VIEW_BOX}"><g id="dots">{dots}</g>'
        "</svg>\n",
        encoding="utf-8",
    )
