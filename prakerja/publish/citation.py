"""How to cite a chart: a sentence for print, APA, BibTeX, and a line of code for its data."""

from __future__ import annotations

from dataclasses import dataclass

from prakerja.charts.chart import Chart
from prakerja.language import Language
from prakerja.publish.frame_height import FrameHeights

PREVIEW = "http://127.0.0.1:8000/"
PROJECT = {"id": "Prakerja dalam Angka", "en": "Prakerja in Figures"}


@dataclass(frozen=True)
class Address:
    """Where a chart stands on the web: its page, its CSV and its embed page, whole."""

    page: str
    csv: str
    embed: str
    picture: str


def addresses(chart: Chart, language: Language, site_root: str) -> Address:
    """The addresses of a chart; where the site's own is not known, those of the preview."""
    root = site_root or PREVIEW
    home = root if language.code == "id" else f"{root}{language.code}/"
    return Address(
        page=f"{home}{chart.address(language.code)}",
        csv=f"{home}downloads/{chart.chart_id}.csv",
        embed=f"{home}embed/{chart.chart_id}/",
        picture=f"{home}downloads/{chart.chart_id}.png",
    )


def short(chart: Chart, language: Language, version: str) -> str:
    """One line that travels inside every file."""
    project = PROJECT[language.code]
    return f"{project}, “{chart.headline(language)}”, {version}, CC BY 4.0"


def citations(
    chart: Chart, language: Language, version: str, sources: list[str], address: Address
) -> list[tuple[str, str]]:
    """Names and texts of all ways to cite: for print, APA and BibTeX."""
    headline, project = chart.headline(language), PROJECT[language.code]
    year = version.split(".")[0]
    named = "; ".join(sources)
    sentence = language.gettext(
        "According to {sources}, as of {date}: {headline} ({project}, data version {version})."
    ).format(
        sources=named,
        date=language.date(chart.as_of),
        headline=headline,
        project=project,
        version=version,
    )
    apa = f"{project}. ({year}). {headline} (data {version}). {address.page}"
    key = "prakerja-" + chart.chart_id
    bibtex = (
        f"@misc{{{key},\n"
        f"  author = {{{{{project}}}}},\n"
        f"  title = {{{{{headline}}}}},\n"
        f"  year = {{{year}}},\n"
        f"  version = {{{version}}},\n"
        f"  note = {{{language.gettext('Source:')} {named}}},\n"
        f"  url = {{{address.page}}}\n"
        f"}}"
    )
    return [(language.gettext("For print"), sentence), ("APA", apa), ("BibTeX", bibtex)]


def snippets(
    chart: Chart, language: Language, address: Address, heights: FrameHeights
) -> list[tuple[str, str]]:
    """A line each to read the data with pandas, R, a spreadsheet, and to embed the chart.

    The frame is as high as its page needs at the width it gets. Where a system takes the styles
    out, the plain height is left, which cuts nothing off.
    """
    title = chart.headline(language).replace('"', "&quot;")
    frame = (
        f'<div style="position:relative;padding-top:{heights.tallest}px;padding-top:{heights.css}">'
        f'<iframe src="{address.embed}" title="{title}" width="100%" height="{heights.tallest}" '
        'style="position:absolute;top:0;left:0;width:100%;height:100%;border:0" '
        'loading="lazy"></iframe></div>'
    )
    return [
        (language.gettext("Embed"), frame),
        ("pandas", f'import pandas as pd; data = pd.read_csv("{address.csv}")'),
        ("R", f'data <- read.csv("{address.csv}")'),
        ("Google Sheets", f'=IMPORTDATA("{address.csv}")'),
        (
            "Excel",
            f'=WEBSERVICE("{address.csv}")  '
            + language.gettext("(or: Data, Get data, From web, with this address)"),
        ),
    ]
