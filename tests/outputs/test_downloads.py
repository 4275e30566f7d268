"""Every door leads to the same numbers, and each file says where they come from."""

from __future__ import annotations

import csv
import gzip
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import openpyxl
import pytest
from reading import LANGUAGES, article
from scratch import ROOT, language

from publicrecord.charts.drawing import WIDTH
from publicrecord.deploy import published_addresses
from publicrecord.files.citation import licence_in_words
from publicrecord.files.pictures import MARGIN
from publicrecord.files.plain_workbook import write_plain_workbook
from publicrecord.files.table import tables
from publicrecord.files.table_workbook import write_workbook
from publicrecord.files.workbook import BLANK, UNKNOWN
from publicrecord.record.codes import Codes
from publicrecord.record.package import rows

ENDINGS = ("csv", "xlsx", "json", "metadata.json", "svg", "png", "plotly.json")
AT_PAGE = ENDINGS[:-1]


def folder(site, code):
    return site / ("" if code == "id" else code) / "downloads"


def values(chart):
    return [None if value != value else float(value) for value in chart.frame["value"]]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_chart_has_every_format(site, charts, code):
    listed = published_addresses.published(ROOT)
    moved = {Path(old.address).name for old in listed if old.moved_to}
    names = {file.name for file in folder(site, code).iterdir()} - moved
    assert names == {f"{chart}.{ending}" for chart in charts for ending in ENDINGS}


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_files_are_at_the_address_of_the_page_with_their_ending(site, charts, code):
    lang, place = language(code), folder(site, code)
    for chart_id, chart in charts.items():
        page = place.parent / chart.address(lang)
        assert (page / "index.html").is_file()
        for ending in AT_PAGE:
            file = page.with_name(f"{page.name}.{ending}")
            assert file.read_bytes() == (place / f"{chart_id}.{ending}").read_bytes()
        said = json.loads(page.with_name(f"{page.name}.metadata.json").read_text("utf-8"))
        assert said["title"] == chart.headline(lang)
        assert [column["key"] for column in said["columns"]] == [c.key for c in chart.columns]
        assert [source["source_id"] for source in said["source_records"]] == chart.sources
        assert {page.with_name(name.rpartition("/")[2]).name for name in said["files"]} == {
            f"{page.name}.{ending}" for ending in AT_PAGE
        }


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_same_numbers_through_every_door(site, charts, code):
    lang, place = language(code), folder(site, code)
    for chart_id, chart in charts.items():
        expected = values(chart)
        known = [value for value in expected if value is not None]
        rows = list(csv.DictReader((place / f"{chart_id}.csv").open(encoding="utf-8")))
        assert [float(r["value"]) if r["value"] else None for r in rows] == expected
        content = json.loads((place / f"{chart_id}.json").read_text(encoding="utf-8"))
        assert [row["value"] for row in content["rows"]] == expected
        assert sheet_values(place / f"{chart_id}.xlsx", chart, lang) == expected
        figure = json.loads((place / f"{chart_id}.plotly.json").read_text(encoding="utf-8"))
        drawn = {
            data[3]: data[2]
            for trace in figure["data"]
            if trace.get("meta") != "start"
            for data in trace.get("customdata", [])
        }
        assert [drawn[row] for row in range(len(expected))] == expected
        picture = ET.parse(place / f"{chart_id}.svg")
        texts = [
            "".join(element.itertext())
            for element in picture.iter()
            if element.tag.endswith(("text", "title"))
        ]
        if chart.mark != "columns" or len(expected) <= 8:  # else only the peak is labelled
            shown = [lang.short(value).replace("-", "\N{MINUS SIGN}") for value in known]
            if chart.mark == "categories":
                shown = list(chart.frame[f"category_{code}"])
            for value in shown:
                assert any(value in text for text in texts), (chart_id, value)


def sheet_values(file, chart, language):
    """The values of the workbook's data sheet: numbers as numbers, shorthand as nothing."""
    sheet = openpyxl.load_workbook(file)[language.gettext("Data")]
    heading = next(c.heading(language) for c in chart.columns if c.key == "value")
    found, column = [], None
    for row in sheet.iter_rows(values_only=True):
        if column is None:
            column = row.index(heading) if heading in row else None
        elif row[0] is not None:
            found.append(row[column])
    for value in found:
        assert value == UNKNOWN or isinstance(value, int | float), value
    return [None if value == UNKNOWN else float(value) for value in found]


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_file_carries_source_definition_date_licence_and_citation(site, charts, record, code):
    lang, place = language(code), folder(site, code)
    publishers = record.table("sources").set_index("source_id")["publisher"]
    for chart_id, chart in charts.items():
        source = publishers[chart.sources[0]]
        row = next(csv.DictReader((place / f"{chart_id}.csv").open(encoding="utf-8")))
        assert row["definition"]
        assert row["licence"] == "CC-BY-4.0"
        assert record.version in row["citation"]
        assert row["source_id"]
        content = json.loads((place / f"{chart_id}.json").read_text(encoding="utf-8"))
        meta = json.loads((place / f"{chart_id}.plotly.json").read_text())["layout"]["meta"]
        for said in (content, meta):
            assert source in said["sources"][0]
            assert said["as_of"] == chart.as_of
            assert said["definition"]
            assert said["licence"] == "CC-BY-4.0"
            assert record.version in said["citation"]
        picture = (place / f"{chart_id}.svg").read_text(encoding="utf-8")
        flat = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", picture))
        for word in (source.split()[0], "CC BY 4.0", lang.date(chart.as_of).split()[-1]):
            assert word in flat
        cover = openpyxl.load_workbook(place / f"{chart_id}.xlsx").worksheets[0]
        reported = " ".join(str(c.value) for column in cover.iter_cols() for c in column if c.value)
        for word in (source, "CC BY 4.0", record.version, lang.date(chart.as_of)):
            assert word in reported


def test_png_is_1200_pixels_wide_with_text_in_it(site, charts):
    for chart_id in charts:
        data = (folder(site, "id") / f"{chart_id}.png").read_bytes()
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        width = int.from_bytes(data[16:20], "big")
        assert width == 1.5 * (WIDTH["wide"] + 2 * MARGIN) == 1200
        assert len(data) > 15_000  # a picture whose font is missing is smaller


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_the_workbook_with_numbers_as_numbers(site, tmp_path):
    file = folder(site, "id") / "recipients-by-year-gross.xlsx"
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "fods", "--outdir", tmp_path, file],
        check=True,
        capture_output=True,
        timeout=120,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )
    text = (tmp_path / "recipients-by-year-gross.fods").read_text(encoding="utf-8")
    assert re.search(r'office:value-type="float" office:value="5987674"', text)


def test_formulas_arrive_as_text(charts, record, tmp_path, monkeypatch):
    """A synthetic chart whose texts look like formulas."""
    from dataclasses import replace

    from publicrecord.files import chart_facts, chart_files
    from publicrecord.record.package import rows

    chart = charts["recipients-by-year-gross"]
    frame = chart.frame.copy()
    frame["waves_en"] = ["=1+1", "@SUM(A1)", "+1", "-1", "http://example.org"]
    synthetic = replace(chart, frame=frame)
    english = language("en")
    sources = {row["source_id"]: row for row in rows(record.table("sources"))}
    words = chart_facts.chart_facts(record, sources, synthetic, english)
    chart_files._write_csv(synthetic, record.settings, english, words, tmp_path / "a.csv")
    rows = list(csv.DictReader((tmp_path / "a.csv").open()))
    assert [row["waves"] for row in rows] == [
        "'=1+1",
        "'@SUM(A1)",
        "'+1",
        "'-1",
        "http://example.org",
    ]
    chart_files.workbook.write(synthetic, english, words, tmp_path / "a.xlsx", 0)
    cells = [
        c for row in openpyxl.load_workbook(tmp_path / "a.xlsx")["Data"].iter_rows() for c in row
    ]
    kinds = {cell.value: cell.data_type for cell in cells}
    for text in ("=1+1", "@SUM(A1)", "+1", "-1", "http://example.org"):
        assert kinds[text] == "s", text
    assert not [cell for cell in cells if cell.hyperlink]


def test_empty_cells_of_the_workbook_are_explained(site):
    sheet = openpyxl.load_workbook(folder(site, "en") / "satisfaction.xlsx")["Data"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] is not None]
    said = " ".join(str(row[0]) for row in rows[:8])
    assert UNKNOWN in said
    assert BLANK in said
    table = [row for row in rows if sum(cell is not None for cell in row) > 3]
    assert all(cell is not None for row in table for cell in row)


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_chart_page_cites_embeds_and_shows_its_picture(site, charts, code):
    home = site / ("" if code == "id" else code)
    for chart_id, chart in charts.items():
        page = home / chart.address(language(code)) / "index.html"
        body = article(page)
        blocks = [block.get_text() for block in body.select(".pr-copy")]
        assert len(blocks) == 8
        assert any(block.startswith("@misc{prakerja-") for block in blocks)
        assert any("<iframe src=" in block and f"/embed/{chart_id}/" in block for block in blocks)
        assert any("pd.read_csv(" in block for block in blocks)
        assert chart.headline(language(code)) in blocks[0]
        links = {str(a["href"]) for a in body.select(".pr-files a")}
        assert {link.rsplit("/", 1)[1] for link in links} == {
            f"{chart_id}.{ending}" for ending in ENDINGS if ending != "metadata.json"
        }
        for link in links:
            assert (page.parent / link).resolve().is_file()
        head = page.read_text(encoding="utf-8").split("</head>")[0]
        image = re.search(r'og:image" content="([^"]+)"', head).group(1)
        assert (page.parent / image).resolve().is_file()


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_embed_page_is_small_and_whole_and_has_one_script(site, charts, code):
    home = site / ("" if code == "id" else code)
    for chart_id, chart in charts.items():
        page = home / "embed" / chart_id / "index.html"
        text = page.read_text(encoding="utf-8")
        size = len(text.encode())
        if chart_id == "recipients-by-regency":
            # 514 dots: small only as they travel
            size = len(gzip.compress(text.encode(), 6))
        assert size < 25_000, (chart_id, size)
        assert re.findall("<script[^>]*>", text) == ["<script>"]
        assert "prefers-color-scheme:dark" in text
        assert chart.headline(language(code)) in text.replace("&#39;", "'")
        assert 'href="../../' in text


@pytest.mark.parametrize(
    ("licence", "said"),
    [
        ("CC-BY-4.0", "CC BY 4.0"), ("CC-BY-SA-4.0", "CC BY-SA 4.0"), ("CC0-1.0", "CC0 1.0"),
        ("PDDL", "PDDL"),
    ],
)  # fmt: skip
def test_a_licence_is_named_as_sentences_name_it(licence, said):
    assert licence_in_words(licence) == said


@pytest.mark.parametrize("write", [write_plain_workbook, write_workbook])
def test_a_workbook_that_cannot_be_written_is_reported_as_such(published_record, write, tmp_path):
    """xlsxwriter has an exception of its own for it, which nobody took for one of the disk."""
    table, *_others = tables(published_record)
    sources = {row["source_id"]: row for row in rows(published_record.table("sources"))}
    words = (Codes(published_record), sources) if write is write_plain_workbook else ()
    with pytest.raises(FileNotFoundError):
        write(table, language("en"), *words, tmp_path / "no folder" / "table.xlsx", 0)
