"""The folder of one language that the site builder reads: pages, downloads, assets.

Plain Markdown, HTML inside it, and files: nothing here belongs to one builder.
"""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pandas as pd

from prakerja.charts.chart import Chart
from prakerja.findings import Unready
from prakerja.language import N_, ROOT, SITE_LANGUAGES, Language
from prakerja.publish.api.answers import write_api
from prakerja.publish.api.openapi import write_openapi
from prakerja.publish.content import Content
from prakerja.publish.downloads import write_downloads
from prakerja.publish.embeds import write_embeds
from prakerja.publish.formats.folder import data_sizes, write_data
from prakerja.publish.pages import PAGES, environment, write_pages
from prakerja.record.package import Record

BUNDLE = ROOT / "node_modules" / "plotly.js-basic-dist-min" / "plotly-basic.min.js"


def write_folder(
    folder: Path,
    record: Record,
    claims: pd.DataFrame,
    dates: pd.DataFrame,
    charts: dict[str, Chart],
    language: Language,
    epoch: int,
    site_root: str,
    repository: str,
) -> None:
    """Write everything of one language anew to `folder`.

    Raises Unready if what comes from npm is not there.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "site_src" / "assets", folder / "assets")
    jinja = environment(language)
    files = [
        file
        for chart in charts.values()
        for file in write_downloads(record, chart, language, jinja, folder / "downloads", epoch)
    ]
    bundle = _bundle()
    first = SITE_LANGUAGES[0]
    if language.code == first:  # once for both languages
        write_data(record, folder / "data", epoch, site_root)
        write_api(record, claims, folder / "api" / "v1")
        write_openapi(record, folder / "api" / "v1", site_root)
        (folder / "assets" / BUNDLE.name).write_bytes(bundle)
    content = Content(
        record,
        claims,
        dates,
        charts,
        sizes={f"downloads/{file.name}": file.stat().st_size for file in files},
        data_sizes=data_sizes(folder.parent / first / "data"),
        bundle_size=len(gzip.compress(bundle, 9)),
        site_root=site_root,
        repository=repository,
        stories={page.template: page.title for page in PAGES},
    )
    write_pages(content, language, jinja, folder)
    write_embeds(content, language, jinja, folder / "embed")


def _bundle() -> bytes:
    """Plotly's basic bundle, as npm brought it."""
    try:
        return BUNDLE.read_bytes()
    except FileNotFoundError:
        raise Unready(
            N_("The packages from npm are missing. Run `make site`, which fetches them.")
        ) from None
