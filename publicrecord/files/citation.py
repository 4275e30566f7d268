"""How to cite a chart: a sentence for print, APA, BibTeX, and a line of code for its data.

Whatever is quoted says where its number comes from: the source that printed it, or that we
computed it, and from what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from publicrecord.charts.caveats import in_short
from publicrecord.charts.chart import Chart
from publicrecord.files.frame_height import FrameHeights
from publicrecord.indicators.origins import Origin
from publicrecord.language import Language
from publicrecord.record.package import Record, Row

MOST_NAMED = 4  # sources; of more, all but one of these are named, and the others counted
PREVIEW = "http://127.0.0.1:8000/"


def licence_in_words(licence: str) -> str:
    """A licence as sentences name it: CC BY 4.0 for CC-BY-4.0, CC BY-SA 4.0 for CC-BY-SA-4.0, and a
    name without a version as it is."""
    name, _, version = licence.rpartition("-")
    return f"{name.replace('-', ' ', 1)} {version}".strip()


def data_citation(language: Language, version: str, licence: str) -> str:
    """How the data as a whole are cited: the site's name, data 2026.11.0, CC BY 4.0."""
    return f"{language.site}, data {version}, {licence_in_words(licence)}"


@dataclass(frozen=True)
class ChartUrls:
    """The addresses of a chart on the web: the site in its language, its page, its CSV, its page
    to embed, its picture; and the script that fits frames of pages to embed."""

    home: str
    page: str
    csv: str
    embed: str
    picture: str
    script: str


def chart_urls(chart: Chart, language: Language, site_url: str) -> ChartUrls:
    """The addresses of a chart; where the site's own is not known, those of the preview."""
    root = site_url or PREVIEW
    home = root + language.folder
    return ChartUrls(
        home=home,
        page=f"{home}{chart.address(language)}",
        csv=f"{home}downloads/{chart.chart_id}.csv",
        embed=f"{home}embed/{chart.chart_id}/",
        picture=f"{home}downloads/{chart.chart_id}.png",
        script=f"{root}assets/embed.js",
    )


def source_label(source: Row, language: Language) -> str:
    """Publisher and date: KONTAN.CO.ID, 23 September 2021."""
    publisher, published = _publisher(source), source["published_on"]
    return f"{publisher}, {language.date(published)}" if published else publisher


def _publisher(source: Row) -> str:
    return str(source["publisher"].split(" (")[0].split(";")[0])


def attribution(origin: Origin, sources: Mapping[str, Row], language: Language) -> str:
    """Who says it, of which day: According to KONTAN.CO.ID, 23 September 2021, as of 21 September
    2021. What we computed is said to be ours, and what is to be read with care, to be so; sources:
    the rows of all sources by their key."""
    text = (
        language.gettext("Calculated by {project} from {sources}")
        if origin.computed
        else language.gettext("According to {sources}")
    )
    named = [source_label(sources[source], language) for source in origin.sources]
    days = f", {dated(origin.dates, language)}" if origin.dates else ""
    if are_dated_apart(origin):
        by_source = zip(named, origin.sources.values(), strict=True)
        named = [
            f"{label} ({dated(dates, language)})" if dates else label for label, dates in by_source
        ]
        days = ""
    said = text.format(project=language.site, sources=listed(named, language)) + days
    if not origin.caveats:
        return said
    return language.gettext("{said} (read with care: {reasons})").format(
        said=said, reasons=in_short(" ".join(origin.caveats), language)
    )


def are_dated_apart(origin: Origin) -> bool:
    """Whether each source is named with its own days: a few sources of different days. A term of
    an arithmetic has no day of its own, and must not seem to have those of the others."""
    return 1 < len(origin.sources) <= MOST_NAMED and len(origin.dates) > 1


def dated(dates: tuple[str, ...], language: Language) -> str:
    """The day of the values, or the first and the last."""
    first, last = (language.date(day) for day in (dates[0], dates[-1]))
    if first == last:
        return language.gettext("as of {date}").format(date=last)
    return language.gettext("values of {first} to {last}").format(first=first, last=last)


def headline_line(attributed: str, language: Language) -> str:
    """The attribution of a headline as a line below its chart, above the chart's other sources."""
    return language.gettext("Headline: {attributed}.").format(attributed=attributed)


def listed(labels: list[str], language: Language) -> str:
    """The sources by name; of many the first, and how many others there are."""
    if len(labels) <= MOST_NAMED:
        return "; ".join(dict.fromkeys(labels))
    first = labels[: MOST_NAMED - 1]
    others = language.gettext("and {count} other sources").format(count=len(labels) - len(first))
    return "; ".join([*dict.fromkeys(first), others])


def in_brief(sources: Iterable[Row]) -> str:
    """All sources by publisher, each with the years in which it published: Detik 2020, 2021."""
    years: dict[str, set[str]] = {}
    for source in sources:
        year = str(source["published_on"])[:4]
        years.setdefault(_publisher(source), set()).update([year] if year else [])
    return "; ".join(f"{name} {', '.join(sorted(found))}".strip() for name, found in years.items())


def short(chart: Chart, language: Language, record: Record, attributed: str) -> str:
    """One line that travels inside every file; attributed: the attribution of its headline."""
    project, licence = language.site, licence_in_words(record.licence)
    headline = chart.headline(language)
    return f"{project}, “{headline}”, {record.version}, {licence}. {attributed}."


def citations(
    chart: Chart, language: Language, record: Record, attributed: str, address: ChartUrls
) -> list[tuple[str, str]]:
    """Names and texts of all ways to cite: for print, APA and BibTeX; attributed: the attribution
    of the headline. Each says what is counted, which the headline alone does not."""
    headline, project = chart.headline(language), language.site
    counted = chart.subtitle(language)
    version, key = record.version, f"{record.settings.name}-{chart.chart_id}"
    year = version.split(".")[0]
    sentence = language.gettext(
        "{attributed}: {headline}. What is counted: {counted} ({project}, data version {version})."
    ).format(
        attributed=attributed, headline=headline, counted=counted, project=project, version=version
    )
    apa = (
        f"{project}. ({year}). {headline} [{counted}] (data {version}). {attributed}. "
        f"{address.page}"
    )
    bibtex = (
        f"@misc{{{key},\n"
        f"  author = {{{{{bibtex_text(project)}}}}},\n"
        f"  title = {{{{{bibtex_text(headline)}}}}},\n"
        f"  subtitle = {{{{{bibtex_text(counted)}}}}},\n"
        f"  year = {{{year}}},\n"
        f"  version = {{{version}}},\n"
        f"  note = {{{bibtex_text(attributed)}}},\n"
        f"  url = {{{address.page}}}\n"
        f"}}"
    )
    return [(language.gettext("For media"), sentence), ("APA", apa), ("BibTeX", bibtex)]


TEX = str.maketrans(
    {"{": "(", "}": ")", "\\": "/", "~": "-", "^": ""} | {sign: f"\\{sign}" for sign in "#$%&_"}
)


def bibtex_text(text: str) -> str:
    """A text as the value of a field in BibTeX, which it cannot end, and in which TeX finds no
    command. BibTeX counts braces even where TeX does not, so there are none."""
    return text.translate(TEX)


def snippets(
    chart: Chart, language: Language, address: ChartUrls, heights: FrameHeights
) -> list[tuple[str, str]]:
    """A line each to embed the chart, and to read its data with pandas, R, a spreadsheet."""
    return [
        (language.gettext("Embed"), frame(chart, language, address, heights)),
        ("pandas", f'import pandas as pd; data = pd.read_csv("{address.csv}")'),
        ("R", f'data <- read.csv("{address.csv}")'),
        ("Google Sheets", f'=IMPORTDATA("{address.csv}")'),
        (
            "Excel",
            f'=WEBSERVICE("{address.csv}")  '
            + language.gettext("(or: Data, Get data, From web, with this address)"),
        ),
    ]


def frame(chart: Chart, language: Language, address: ChartUrls, heights: FrameHeights) -> str:
    """The frame with a chart, for a page of others.

    The script makes it as high as its page. Without the script it is about as high, by its style;
    where a system takes the styles out, the plain height is left, which cuts nothing off.
    """
    title = chart.headline(language).replace("&", "&amp;").replace('"', "&quot;")
    return (
        f'<div style="position:relative;padding-top:{heights.plain}px;padding-top:{heights.css}">'
        f'<iframe src="{address.embed}" title="{title}" width="100%" height="{heights.plain}" '
        'style="position:absolute;top:0;left:0;width:100%;height:100%;border:0" '
        f'loading="lazy"></iframe></div><script src="{address.script}" async></script>'
    )
