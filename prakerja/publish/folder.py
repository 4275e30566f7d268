"""The folder of one language that the site builder reads: pages, downloads, assets.

Plain Markdown, HTML inside it, and files: nothing here belongs to one builder.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from prakerja.charts.chart import Chart
from prakerja.language import ROOT, Language
from prakerja.publish.content import Content
from prakerja.publish.downloads import write_chart_csv
from prakerja.publish.pages import write_pages
from prakerja.record.package import DESCRIPTOR, Record


def write_folder(
    folder: Path,
    record: Record,
    claims: pd.DataFrame,
    dates: pd.DataFrame,
    charts: dict[str, Chart],
    language: Language,
    repository: str,
) -> None:
    """Write everything of one language anew to `folder`."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "site_src" / "assets", folder / "assets")
    sizes = {}
    for chart in charts.values():
        file = write_chart_csv(chart, language, folder / "downloads")
        sizes[f"{language.code}/downloads/{file.name}"] = file.stat().st_size
    if language.code == "id":
        _copy_package(record, folder / "data")
    write_pages(Content(record, claims, dates, charts, sizes, repository), language, folder)


def _copy_package(record: Record, folder: Path) -> None:
    """The package as it is, once for both languages: its texts are in both."""
    paths = [resource["path"] for resource in record.descriptor["resources"]]
    for path in [DESCRIPTOR, "LICENSE", *paths]:
        if (record.folder / path).is_file():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(record.folder / path, folder / path)
