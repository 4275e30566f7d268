"""Texts of the record that try to be markup, script, template or formula: shown, and inert."""

from __future__ import annotations

import csv
import itertools
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import openpyxl
import pytest
from scratch import run_build


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_words: object) -> None:
        pass


HOSTILE = [
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    '"><svg onload=window.pwned=1>',
    "' onmouseover='window.pwned=1",
    "[press](javascript:window.pwned=1)",
    "![x](x){onerror=window.pwned=1}",
    "</td></tr></table></figure><iframe srcdoc='<script>parent.pwned=1</script>'>",
    "{{ ''.__class__.__mro__ }}",
    "{% include 'base.html' %}",
    "{{ config.extra.words }}",
    "<!-- --><style>body{display:none}</style>",
    "`<b>`*x*__y__ # z",
    "&lt;script&gt;window.pwned=1&lt;/script&gt;",
    "]]><x:script xmlns:x='http://www.w3.org/1999/xhtml'>window.pwned=1</x:script>",
    "=HYPERLINK(\"http://evil.invalid\",\"x\")",
    "+cmd|'/C calc'!A0",
    "@SUM(1+1) formula <b onclick=window.pwned=1>formula</b> formula",
    "{: onclick=window.pwned=1 }",
    "&{alert`1`};",
    "$$note$$ [x](http://evil.invalid/)",
    "\\u003cscript\\u003e",
    "data-figure= data-script=",
]  # fmt: skip
# Free texts: what no key and no list of words holds.
FREE = {
    "sources.csv": ["title", "publisher", "note_id", "note_en"],
    "measures.csv": ["name_id", "name_en", "definition_id", "definition_en"],
    "items.csv": ["text_id", "text_en"],
    "surveys.csv": ["name_id", "name_en", "organisation_id", "organisation_en", "sample_en"],
    "statements.csv": ["text_id", "text_en"],
    "obstacles.csv": ["text_id", "text_en", "where_id", "where_en", "answer_id", "answer_en"],
    "portals.csv": ["name", "owner_id", "owner_en", "content_id", "content_en"],
    "wave_figures.csv": ["note_id", "note_en"],
    "programme_figures.csv": ["note_id", "note_en"],
    "survey_figures.csv": ["note_id", "note_en"],
    "comparisons.csv": ["explanation_id", "explanation_en"],
    "reference/codes.csv": ["name_id", "name_en", "definition_id", "definition_en"],
    "reference/categories.csv": ["name_id", "name_en"],
    "reference/provinces.csv": ["name", "name_short", "name_en"],
}  # fmt: skip
PAGES = [
    "", "gelombang/", "penerima/", "wilayah/", "kepuasan/", "kendala/", "data/",
    "perbandingan/", "cari/", "tabel/measures/", "sumber/grid-w10/", "en/tables/sources/",
    "cara-menghitung/", "sumber/", "tentang/", "en/waves/", "en/satisfaction/", "en/how-we-count/",
    "en/sources/",
]  # fmt: skip


def poison(data):
    """Write a hostile text after or for each free text."""
    words = itertools.cycle(HOSTILE)
    for name, columns in FREE.items():
        with (data / name).open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            rows = list(reader)
        for row in rows:
            for column in columns:
                if row[column]:
                    row[column] = next(words) + (f" {row[column]}" if "name" in column else "")
        with (data / name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, reader.fieldnames, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


@pytest.fixture(scope="module")
def poisoned(project, tmp_path_factory):
    """The site of a project whose texts are hostile; what does not depend on them is not made
    again."""
    folder = tmp_path_factory.mktemp("poisoned") / "prakerja"
    shutil.copytree(project, folder, symlinks=True)
    poison(folder / "data")
    result = run_build(folder)
    assert result.returncode == 0, result.stdout[-5_000:] + result.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def poisoned_origin(poisoned):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(poisoned)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


@pytest.mark.browser
def test_hostile_texts_are_shown_and_do_nothing(browser, poisoned, poisoned_origin):
    places = [
        path.parent.relative_to(poisoned).as_posix() + "/"
        for path in sorted((poisoned / "wilayah").glob("*/index.html"))[:6]
    ]
    charts = [
        path.parent.relative_to(poisoned).as_posix() + "/"
        for folder in ("grafik", "embed", "en/charts", "en/embed")
        for path in sorted((poisoned / folder).glob("*/index.html"))[:8]
    ]
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    said, shown, asked = [], "", []
    page.on("console", lambda line: said.append((page.url, line.text)))
    page.on("pageerror", lambda error: said.append((page.url, str(error))))
    page.on("dialog", lambda dialog: said.append((page.url, dialog.message)))
    page.on("request", lambda request: asked.append(request.url))
    for address in [*PAGES, *places, *charts]:
        page.goto(poisoned_origin + address, wait_until="load")
        assert page.evaluate("window.pwned") is None, address
        found = page.evaluate(
            """() => [...document.querySelectorAll('*')].flatMap(e =>
                [...e.attributes].filter(a => a.name.startsWith('on')
                  || /^\\s*javascript:/i.test(a.value)).map(a => e.tagName + ' ' + a.name))"""
        )
        assert found == [], (address, found)
        assert page.locator("iframe, img[src=x]").count() == 0, address
        shown += page.locator("body").text_content()
    assert said == []
    assert all(url.startswith((poisoned_origin, "data:")) for url in asked)
    for text in HOSTILE:
        assert text in shown, text


def test_words_of_a_note_open_no_policy(poisoned):
    """Only a page with a chart to explore, or the finder, allows scripts to write markup."""
    told = 0
    for page in [*poisoned.glob("sumber/*/*.html"), *poisoned.glob("wilayah/*/**/*.html")]:
        html = page.read_text(encoding="utf-8")
        told += "data-figure= data-script=" in html
        assert "trusted-types 'none'" in html, page
    assert told


@pytest.mark.browser
def test_the_search_shows_hostile_texts_and_does_nothing(browser, poisoned_origin):
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    said = []
    page.on("console", lambda line: said.append(line.text))
    page.goto(f"{poisoned_origin}cari/", wait_until="load")
    field = page.get_by_role("combobox")
    for typed in ("jawa", "papua", "sulawesi"):
        field.fill("")
        field.press_sequentially(typed, delay=40)
        page.wait_for_selector("[role=option]")
        assert page.evaluate("window.pwned") is None
        assert page.locator("[role=listbox] :is(script, iframe, img, svg)").count() == 0
    assert said == []


def test_no_file_to_take_away_holds_a_formula(poisoned):
    files = sorted(poisoned.glob("downloads/*.csv"))
    assert files
    for file in files:
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream):
                assert not [c for c in row if c.startswith(("=", "+", "@", "\t"))], file
    for file in sorted(poisoned.glob("downloads/*.xlsx"))[:6]:
        for sheet in openpyxl.load_workbook(file):
            for row in sheet.iter_rows():
                assert not [cell for cell in row if cell.data_type == "f"], file
                links = [cell.hyperlink.target or "" for cell in row if cell.hyperlink]
                assert not [link for link in links if "evil" in link or "pwned" in link], file
