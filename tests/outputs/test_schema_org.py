"""Each chart and data page tells search engines what its data are; no text can break out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Namespace
from reading import LANGUAGES, soup
from scratch import language

from prakerja.programme import PROGRAMME
from publicrecord.charts.all_charts import all_charts
from publicrecord.files.citation import PREVIEW
from publicrecord.pages.schema_org import block

SCHEMA = Namespace("https://schema.org/")
OFFLINE = {"@vocab": "https://schema.org/"}  # stands for schema.org's context, not fetched
# https://developers.google.com/search/docs/appearance/structured-data/dataset
REQUIRED = ("name", "description")
RECOMMENDED = ("license", "creator", "url", "version", "spatialCoverage", "creditText",
               "isAccessibleForFree", "keywords", "distribution", "publisher", "dateModified",
               "temporalCoverage")  # fmt: skip


def reported(page: Path) -> dict:
    """The one data block of a page."""
    blocks = soup(page).select('script[type="application/ld+json"]')
    assert len(blocks) == 1, page
    return json.loads(blocks[0].string)


def graph(content: dict) -> Graph:
    assert content["@context"] == "https://schema.org/"
    return Graph().parse(data=json.dumps(content | {"@context": OFFLINE}), format="json-ld")


def pages_with_data(site, charts, record, code) -> list[Path]:
    home = site / ("" if code == "id" else code)
    folder = {"id": "tabel", "en": "tables"}[code]
    return [
        home / "data" / "index.html",
        *(home / chart.address(language(code)) / "index.html" for chart in charts.values()),
        *(home / folder / r["name"] / "index.html" for r in record.descriptor["resources"]),
    ]


@pytest.fixture(scope="module")
def charts(record, claims, dates):
    return all_charts(PROGRAMME.charts, record, claims, dates)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_chart_and_table_is_a_data_set_by_googles_guidelines(site, charts, record, code):
    for page in pages_with_data(site, charts, record, code):
        content = reported(page)
        found = graph(content)
        (described,) = found.subjects(RDF.type, SCHEMA.Dataset)
        for name in (*REQUIRED, *RECOMMENDED):
            assert found.value(described, SCHEMA[name]) is not None, (page, name)
        # Of other works; the data themselves are cited by creditText.
        assert not [*found.objects(None, SCHEMA.citation)]
        assert 50 <= len(content["description"]) <= 5000, page
        assert content["license"].startswith("https://")
        assert content["inLanguage"] == code


def test_a_chart_names_the_sources_it_stands_on(site, charts, record):
    titles = set(record.table("sources")["title"])
    for chart in charts.values():
        based = reported(site / chart.address(language("id")) / "index.html")["isBasedOn"]
        assert based
        assert {source["name"] for source in based} <= titles


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_download_is_there_with_its_size(site, charts, record, code):
    seen = 0
    for page in pages_with_data(site, charts, record, code):
        found = graph(reported(page))
        for download in found.subjects(RDF.type, SCHEMA.DataDownload):
            address = str(found.value(download, SCHEMA.contentUrl))
            assert address.startswith(PREVIEW)
            file = site / address.removeprefix(PREVIEW)
            assert str(found.value(download, SCHEMA.contentSize)) == f"{file.stat().st_size} B"
            assert "/" in str(found.value(download, SCHEMA.encodingFormat))
            seen += 1
    assert seen > 200


def test_the_parts_of_the_record_declare_themselves_on_their_pages(site):
    whole = reported(site / "data" / "index.html")
    assert len(whole["hasPart"]) > 20
    for part in whole["hasPart"]:
        declared = reported(site / part["@id"].removeprefix(PREVIEW) / "index.html")
        assert (declared["@id"], declared["name"]) == (part["@id"], part["name"])
        assert declared["isPartOf"]["@id"] == whole["@id"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_chart_covers_the_period_that_it_describes_in_named_units(site, charts, code):
    """Not the day on which its source counted, and the unit of each measure in words."""
    for chart_id, period in (
        ("recipients-by-regency", "2020/2024"),
        ("recipients-by-wave", "2020/2024"),
        ("recipients-by-province-net", "2020/2023"),
    ):
        content = reported(site / ("" if code == "id" else code) /
                       charts[chart_id].address(language(code)) / "index.html")  # fmt: skip
        assert content["temporalCoverage"] == period
        measure = content["variableMeasured"][0]
        assert measure["unitText"] == {"id": "orang", "en": "people"}[code]
        assert measure["description"]


def test_a_text_cannot_end_the_block():
    said = "</script><script>alert(1)</script><!-- & ]]>"
    html = str(block({"name": said}))
    assert html.count("<") == 2
    assert "-->" not in html
    assert json.loads(html.partition(">")[2].rpartition("<")[0]) == {"name": said}
