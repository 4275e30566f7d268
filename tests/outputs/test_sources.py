"""No number without a source: every figure names one, and each source has its entry."""

from __future__ import annotations

import html
import re

import pytest
from bs4 import NavigableString
from reading import LANGUAGES, article, pages
from scratch import language

from prakerja.programme import PROGRAMME
from publicrecord.charts.all_charts import all_charts

# A number that reports something: thousands with separators, decimals, or a percentage.
REPORTED = re.compile(
    r"(?<![Pp]er )(?<!\d)\d{1,3}(?:[.,]\d{3})+"  # but "per 1,000", a unit
    r"|\d+[.,]\d+ ?(?:persen|percent|%)|\d+ (?:persen|percent)"
)
# Charts whose long tables have one source of the numbers and one of the people they are
# divided by; both are named once below.
ONE_SOURCE = {
    "recipients-by-regency",
    "recipients-per-labour-force",
    "recipients-per-residents",
    "recipients-per-adults",
    "concentration",
    "provinces-from-year-to-year",
}
# Texts that count the record itself, not the programme.
ABOUT_THE_RECORD = {
    "sumber", "sources", "data", "perubahan", "changes", "catatan-pembuatan", "build",
    "penjelajah-data", "data-explorer",
}  # fmt: skip
RELEASE = re.compile(r"[0-9]{4}\.[0-9]{2}\.[0-9]+")  # its page counts values; those below show them
# Their pages, made from rows that each name their source: tests/outputs/test_table_pages.py.
MADE_FROM_ROWS = {"sumber", "sources", "tabel", "tables"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_figure_element_names_known_sources(site, record, code):
    known = set(record.table("sources")["source_id"])
    seen = 0
    for page in pages(site, code):
        for element in article(page).select("figure.pr-chart, .pr-fact, .pr-number, [data-claim]"):
            sources = set(str(element.get("data-source", "")).split())
            assert sources, (page, element.get("id"))
            assert sources <= known, (page, sources - known)
            seen += 1
    assert seen > 30


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_row_of_a_chart_links_its_source_or_the_table_does_for_all(site, record, code):
    known = set(record.table("sources")["source_id"])
    rows = 0
    for page in pages(site, code):
        for row in article(page).select("figure.pr-chart tbody tr"):
            if row.find_parent("figure")["data-chart"] in ONE_SOURCE:
                continue
            below = row.find_parent("table").find_parent(class_="pr-scroll").find_next_sibling("p")
            links = [*row.select("a[href*='#']"), *(below.select("a[href*='#']") if below else [])]
            targets = {str(a["href"]).partition("#")[2] for a in links}
            assert targets & known, (page, row.get_text(" "))
            rows += 1
    assert rows > 100


def test_a_long_table_without_sources_has_one(record, claims, dates):
    charts = all_charts(PROGRAMME.charts, record, claims, dates)
    brief = {
        chart_id for chart_id, chart in charts.items()
        if chart.brief and "source_id" not in chart.brief
    }  # fmt: skip
    assert brief == ONE_SOURCE
    for chart_id in brief:
        frame = charts[chart_id].frame
        assert frame["source_id"].nunique() == 1
        assert set(frame.get("base_source_id", frame["source_id"])) <= set(charts[chart_id].sources)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_link_to_a_source_finds_its_entry(site, record, code):
    page = site / {"id": "sumber", "en": "en/sources"}[code] / "index.html"
    entries = {str(item["id"]) for item in article(page).select("li[id]")}
    assert set(record.table("sources")["source_id"]) == entries
    for other in pages(site, code):
        for link in article(other).select("a[href*='#']"):
            path, _, anchor = str(link["href"]).partition("#")
            if path.rstrip("/").endswith(("sumber", "sources")):
                assert (other.parent / path / "index.html").resolve() == page.resolve()
                assert anchor in entries, (other, anchor)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_number_is_reported_outside_an_element_with_a_source(site, code):
    checked = 0
    for page in pages(site, code):
        folder = page.parent
        if folder.name in ABOUT_THE_RECORD or RELEASE.fullmatch(folder.name):
            continue
        if folder.parent.name in MADE_FROM_ROWS:
            continue
        for text in article(page).find_all(string=REPORTED):
            assert isinstance(text, NavigableString)
            if text.find_parent("script"):
                continue  # a data block names its sources: tests/outputs/test_schema_org.py
            holder = text.find_parent(attrs={"data-source": True})
            assert holder is not None, (page, str(text)[:120])
            checked += 1
    assert checked > 500


def test_the_check_above_would_notice(site):
    from reading import soup

    page = soup(site / "index.html")
    stray = page.new_tag("p")
    stray.string = "1.234.567 orang"
    assert REPORTED.search(stray.string)
    assert stray.find_parent(attrs={"data-source": True}) is None


@pytest.mark.parametrize("code", LANGUAGES)
def test_entries_name_publisher_kind_and_reading_date(site, record, code):
    page = site / {"id": "sumber", "en": "en/sources"}[code] / "index.html"
    for row in record.table("sources").to_dict("records"):
        entry = article(page).find(id=row["source_id"])
        assert entry is not None
        assert row["title"].split()[0] in entry.get_text(" ")
        if isinstance(row["url"], str):
            assert entry.find("a", href=row["url"]) is not None


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_description_of_a_source_says_how_many_figures_are_of_it(site, claims, record, code):
    """Or that none is; never "0 figures", nor "1 figures"."""
    dates = record.table("wave_dates")["source_id"]
    taken = claims["source_id"].value_counts().add(dates.value_counts(), fill_value=0)
    folder = site / {"id": "sumber", "en": "en/sources"}[code]
    none = {"id": "Tidak ada angka", "en": "No figure"}[code]
    seen = {"none": 0, "some": 0}
    for source in record.table("sources")["source_id"]:
        text = (folder / source / "index.html").read_text(encoding="utf-8")
        said = html.unescape(re.search(r'<meta name="description" content="([^"]*)"', text)[1])
        count = language(code).number(taken.get(source, 0))
        assert said.endswith(f": {count}.") if source in taken else none in said, said
        seen["some" if source in taken else "none"] += 1
    assert min(seen.values()) >= 5


@pytest.mark.parametrize("folder", ["sources", "tables", "data"])
def test_one_row_is_not_called_rows(site, folder):
    for page in sorted((site / "en" / folder).rglob("index.html")):
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"(?<![\d.,])1 (?:rows|figures|sources|values)\b", text), page
