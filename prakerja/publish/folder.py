"""The folder of one language that the site builder reads: pages, downloads, assets.

Plain Markdown, HTML inside it, and files: nothing here belongs to one builder.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from jinja2 import Environment

from prakerja.charts.svg import svg
from prakerja.findings import Unready
from prakerja.language import N_, ROOT, Language
from prakerja.publish.content import Content
from prakerja.publish.downloads import write_downloads
from prakerja.publish.embeds import write_embeds
from prakerja.publish.finder import write_finder
from prakerja.publish.pages import PAGES, chart_page, environment, write_pages
from prakerja.publish.places import shell_pages, write_place_files
from prakerja.record.descriptor import DESCRIPTOR
from prakerja.record.package import Record

BUNDLE = ROOT / "node_modules" / "plotly.js-basic-dist-min" / "plotly-basic.min.js"
MAP = "recipients-by-regency"


def plotly_bundle() -> bytes:
    """Plotly's basic bundle, as npm brought it; raises Unready if it is not there."""
    try:
        return BUNDLE.read_bytes()
    except FileNotFoundError:
        raise Unready(
            N_("The packages from npm are missing. Run `make site`, which fetches them.")
        ) from None


def write_folder(content: Content, language: Language) -> None:
    """Write everything of one language anew to its folder below `content.docs`."""
    folder = content.docs / language.code
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "site_src" / "assets", folder / "assets")
    jinja = environment(language)
    for chart in content.charts.values():
        write_downloads(content.record, chart, language, jinja, folder / "downloads", content.epoch)
    if language.code == "id":  # once for both languages
        _copy_package(content.record, folder / "data")
        write_place_files(content, folder / "data" / "places")
        (folder / "assets" / BUNDLE.name).write_bytes(content.bundle)
        _write_map(content, language, jinja, folder / "assets" / "archipelago.svg")
    charts = [chart_page(chart) for chart in content.charts.values()]
    write_pages(content, [*PAGES, *shell_pages(), *charts], language, jinja, folder)
    write_embeds(content, language, jinja, folder / "embed")
    write_finder(content, language, folder)


def _write_map(content: Content, language: Language, jinja: Environment, file: Path) -> None:
    """The dots of the archipelago alone, as a backdrop that the pages of places refer to."""
    drawing = svg(jinja, content.charts[MAP], language, "wide")
    dots = "".join(re.findall(r"<circle[^>]*/>", drawing)).replace('class="place" ', "")
    file.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 259"><g id="dots">{dots}</g>'
        "</svg>\n",
        encoding="utf-8",
    )


def _copy_package(record: Record, folder: Path) -> None:
    """The package as it is, once for both languages: its texts are in both."""
    paths = [resource["path"] for resource in record.descriptor["resources"]]
    for path in [DESCRIPTOR, "LICENSE", *paths]:
        if (record.folder / path).is_file():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(record.folder / path, folder / path)
