"""Texts that try to be markup, script, template or formula, in every text of a project: shown, and
inert, with the security policy and without it.

`make test` builds one site, in which every column has each payload; the other rounds, which put
each payload into every text, are for the night.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from hostile_texts import (
    ADDRESSES,
    GROUPED,
    PAYLOADS,
    ROUNDS,
    SYNTHETIC_ADDRESSES,
    poison_description,
    poison_settings,
    poison_tables,
    poison_translations,
)
from inert import assert_inert, elements_of, serve
from scratch import EPOCH, has_moved

from publicrecord.characters import is_formula
from publicrecord.checks.translations import markup

# The check of translations would refuse every one of them; here the escaping is tested. Pixels run
# nothing, and drawing them is a quarter of a build.
WITHOUT = (
    "from publicrecord import checked_record, cli; from publicrecord.files import pictures;"
    "checked_record.broken_texts = lambda _settings: [];"
    "pictures.draw = lambda _picture, _zoom: b'PNG';"
    "pictures._with_palette = lambda picture: picture;"
)
BUILD = (
    f"import sys; from prakerja import load_programme; {WITHOUT}"
    "sys.exit(cli.main([], load_programme))"
)
PAGES = [
    "", "gelombang/", "penerima/", "wilayah/", "kepuasan/", "kendala/", "data/",
    "perbandingan/", "cari/", "tabel/measures/", "sumber/grid-w10/", "en/tables/sources/",
    "cara-menghitung/", "sumber/", "tentang/", "en/waves/", "en/satisfaction/", "en/how-we-count/",
    "en/sources/", "pengawasan-dan-evaluasi/", "en/oversight-and-evaluation/",
    "angka-mana-yang-benar/", "perubahan/", "catatan-pembuatan/", "data/2026.11.3/",
    "embed/penerima-per-tahun/", "404.html",
]  # fmt: skip


def build_poisoned(project: Path, folder: Path, round_: int) -> dict[str, set[str]]:
    """Build a copy of a project whose texts are hostile; what does not depend on them is not made
    again. Returns the payloads of each column."""
    shutil.copytree(project, folder, symlinks=True)
    put = poison_tables(folder / "data", round_)
    poison_description(folder / "data", round_)
    for home in ("site_src", "prakerja"):
        poison_translations(folder / home / "locale/id/LC_MESSAGES/messages.po", round_)
    build(folder, BUILD)
    return put


def build(folder: Path, code: str) -> None:
    """Run Python code that builds the site of a project."""
    surroundings = os.environ | {"SOURCE_DATE_EPOCH": EPOCH, "COLUMNS": "200"}
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=surroundings, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout[-5_000:] + result.stderr[-5_000:]


@pytest.fixture(scope="module")
def hostile(project, tmp_path_factory):
    folder = tmp_path_factory.mktemp("poisoned") / "prakerja"
    return folder, build_poisoned(project, folder, 0)


@pytest.fixture(scope="module")
def poisoned(hostile):
    return hostile[0] / "site"


@pytest.fixture(scope="module")
def poisoned_origin(poisoned):
    server = serve(poisoned)
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


@pytest.mark.nightly
def test_every_column_has_every_payload(hostile):
    """But those of fewer than five texts, which have as many as fit, and names of some kinds."""
    _folder, put = hostile
    assert len(PAYLOADS) == len(set(PAYLOADS)) == 30
    full = [column for column, texts in put.items() if len(texts) == 30]
    assert len(full) > 60
    few = [column for column, texts in put.items() if 0 < len(texts) < 6]
    assert set(few) <= GROUPED | ADDRESSES


def addresses(site: Path) -> list[str]:
    """One page of each kind, some places, and charts of each mark."""
    places = [
        path.parent.relative_to(site).as_posix() + "/"
        for pattern in ("wilayah/*/index.html", "wilayah/*/*/index.html")
        for path in [page for page in sorted(site.glob(pattern)) if not has_moved(page)][:4]
    ]
    assert len(places) == 8
    charts = [
        path.parent.relative_to(site).as_posix() + "/"
        for path in sorted(site.glob("grafik/*/index.html"))[:8]
        + sorted(site.glob("embed/*/index.html"))[:3]
    ]
    found = [address for address in PAGES if (site / address).exists()]
    assert len(found) > len(PAGES) - 3
    return [*found, *places, *charts]


@pytest.fixture(scope="module")
def sound(browser, poisoned, origin):
    """The elements of the pages of the sound site."""
    return elements_of(browser, origin, addresses(poisoned))


@pytest.mark.nightly
@pytest.mark.browser
@pytest.mark.parametrize("with_policy", [True, False], ids=["policy on", "policy off"])
def test_hostile_texts_are_shown_and_do_nothing(
    browser, poisoned, poisoned_origin, sound, with_policy
):
    assert_inert(browser, addresses(poisoned), poisoned_origin, sound, with_policy)


# What a page that has moved consists of, read without opening it: opened, it leads on at once.
PARTS = """html => { const page = new DOMParser().parseFromString(html, 'text/html');
    return [[...page.querySelectorAll('*')].map(e => e.localName).join(' '),
      page.querySelector('[http-equiv=refresh]').content, page.querySelector('a').attributes.length,
      page.querySelector('a').getAttribute('href')]; }"""


@pytest.mark.nightly
@pytest.mark.browser
def test_a_page_that_has_moved_leads_to_its_new_address_only(browser, poisoned, poisoned_origin):
    page, said, asked = browser.new_page(), [], []
    moved = [path.parent for path in sorted(poisoned.rglob("index.html")) if has_moved(path)]
    assert len(moved) > 1_000
    for folder in moved:
        html = (folder / "index.html").read_text(encoding="utf-8")
        parts, refresh, attributes, href = page.evaluate(PARTS, html)
        assert parts == "html head meta meta meta meta link link title body main h1 p a", folder
        assert (refresh, attributes) == (f"0; url={href}", 1), folder
        assert (folder / href / "index.html").resolve().is_relative_to(poisoned.resolve()), folder
        assert (folder / href / "index.html").is_file(), folder
    page.on("console", lambda line: said.append(line.text))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    for folder in (moved[0], moved[-1]):
        address = poisoned_origin + folder.relative_to(poisoned).as_posix() + "/"
        page.goto(address, wait_until="commit")
        page.wait_for_url(lambda url, old=address: url != old)
        assert page.evaluate("window.pwned") is None, address
    page.context.close()
    assert said == []
    assert all(url.startswith((poisoned_origin, "data:")) for url in asked)


SMALL_BUILD = (
    "import os, sys; from functools import partial; from pathlib import Path;"
    "from synthetic.programme.programme import load_programme;"
    f"{WITHOUT} os.environ['REHEARSAL'] = '1';"
    "sys.exit(cli.main([], partial(load_programme, Path.cwd()), Path.cwd()))"
)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("round_", "each"),
    [(0, 6), *(pytest.param(n, 1, marks=pytest.mark.nightly) for n in range(ROUNDS))],
)
def test_every_text_of_a_programme_may_be_hostile(browser, small_project, small, round_, each):
    """Also those of settings.yml, and five payloads in each translation. Pages in the first
    language are opened: all, or each sixth."""
    poison_tables(small / "data", round_, frozenset(SYNTHETIC_ADDRESSES))
    poison_description(small / "data", round_)
    poison_settings(small / "synthetic" / "programme" / "settings.yml", round_)
    for code in ("ms", "fr"):
        catalogue = small / "synthetic/programme/locale" / code / "LC_MESSAGES" / "messages.po"
        poison_translations(catalogue, round_, together=5)
    build(small, SMALL_BUILD)
    site, sound = serve(small / "site"), serve(small_project / "site")
    pages = [
        page.parent.relative_to(small / "site").as_posix().removeprefix(".") + "/"
        for page in sorted((small / "site").rglob("index.html"))
        if page.relative_to(small / "site").parts[0] not in ("en", "fr")
    ]
    pages[pages.index("/")] = ""
    assert len(pages) > 40
    pages = pages[::each]
    hostile, origin = (f"http://127.0.0.1:{s.server_address[1]}/" for s in (site, sound))
    try:
        elements = elements_of(browser, origin, pages)
        for with_policy in (True, False):
            assert_inert(browser, pages, hostile, elements, with_policy)
    finally:
        site.shutdown()
        sound.shutdown()


@pytest.mark.browser
@pytest.mark.nightly
@pytest.mark.parametrize("round_", range(1, ROUNDS))
def test_every_payload_in_every_text(browser, project, origin, tmp_path, round_):
    folder = tmp_path / "prakerja"
    build_poisoned(project, folder, round_)
    server = serve(folder / "site")
    try:
        poisoned, pages = (
            f"http://127.0.0.1:{server.server_address[1]}/",
            addresses(folder / "site"),
        )
        elements = elements_of(browser, origin, pages)
        for with_policy in (True, False):
            assert_inert(browser, pages, poisoned, elements, with_policy)
    finally:
        server.shutdown()


def test_the_check_refuses_what_is_markup_in_a_translation():
    """With the check on, a payload does not come so far, unless it is a text like any other."""
    harmless = [text for text in PAYLOADS if not markup("Years") ^ markup(f"Tahun {text}")]
    assert all(not set(text) & set("<>&{}[]`*%") for text in harmless)


@pytest.mark.nightly
def test_words_of_a_note_open_no_policy(poisoned):
    """Only the data explorer, and a page with the finder, allows scripts to write markup."""
    reported = 0
    for page in [*poisoned.glob("sumber/*/*.html"), *poisoned.glob("wilayah/*/**/*.html")]:
        html = page.read_text(encoding="utf-8")
        reported += "data-bundle= data-script=" in html
        assert "trusted-types 'none'" in html, page
    assert reported


@pytest.mark.nightly
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


@pytest.mark.nightly
def test_no_file_to_take_away_holds_a_formula(poisoned):
    files = sorted(poisoned.rglob("*.csv"))
    assert len(files) > 100
    for file in files:
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream):
                for cell in row:
                    assert not is_formula(cell) or float(cell) < 0, (file, cell)
    for file in sorted(poisoned.glob("downloads/*.xlsx"))[:6]:
        for sheet in openpyxl.load_workbook(file):
            for row in sheet.iter_rows():
                assert not [cell for cell in row if cell.data_type == "f"], file
                links = [cell.hyperlink.target or "" for cell in row if cell.hyperlink]
                assert not [link for link in links if "evil" in link or "pwned" in link], file
