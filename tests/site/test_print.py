"""Pages on paper, printed to PDF by Chromium and read by pypdf."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

pytestmark = pytest.mark.browser
# The most pages of A4 that an address may take.
SATISFACTION = {"kepuasan/": 14, "en/satisfaction/": 14}
PRINTED = SATISFACTION | {"": 6, "en/waves/": 8, "grafik/penerima-per-kabupaten-kota/": 4}
# A column that is sorted by a button has it for its heading.
PRESSED = "header, nav, footer, button:not(.pr-sort), input, .pr-finder, .pr-explore, .headerlink"

# Of each figure the texts of its heading, its key and its picture.
FIGURES = """[...document.querySelectorAll("figure.pr-chart")].map((figure) => [
  ...figure.querySelectorAll("figcaption h3, .pr-legend li, .pr-wide text"),
].map((part) => part.textContent))"""
SHOWN = """(css) => [...document.querySelectorAll(css)]
  .filter((element) => element.checkVisibility())
  .map((element) => element.outerHTML.slice(0, 80))"""


def plain(text: str) -> str:
    """A text without its blanks, which a PDF does not have as such."""
    return "".join(text.split())


def printed(page) -> list[str]:
    """The texts of the pages of a PDF, of A4, without backgrounds, as readers print."""
    pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    for sheet in pdf.pages:
        assert [round(float(side)) for side in sheet.mediabox[2:]] == [595, 842]
    return [plain(sheet.extract_text()) for sheet in pdf.pages]


@pytest.mark.sampled(2)
@pytest.mark.parametrize("address", PRINTED)
def test_a_figure_is_whole_and_on_the_page_of_its_caption(visit, address):
    page = visit(address, width=1280)
    sheets, figures = printed(page), page.evaluate(FIGURES)
    assert figures
    for texts in figures:
        on = [n for n, sheet in enumerate(sheets) if plain(texts[0]) in sheet]
        assert any(all(plain(text) in sheets[n] for text in texts) for n in on), (texts[0], on)
    assert len(sheets) <= PRINTED[address]
    assert min(map(len, sheets)) > 60  # no page with a line that is left over


@pytest.mark.sampled(2)
@pytest.mark.parametrize("address", SATISFACTION)
def test_a_table_that_is_open_has_its_head_on_each_page(visit, address):
    page = visit(address, width=1280)
    closed = printed(page)
    page.evaluate("document.querySelector('details:nth-last-of-type(3)').open = true")
    table = page.locator("details[open] table")
    head, *rows = [plain(text) for text in table.locator("tr").all_inner_texts()]
    sheets = printed(page)
    assert len(sheets) > len(closed) + 2
    held = [[row for row in rows if row in sheet] for sheet in sheets]
    assert sum(map(len, held)) >= 0.9 * len(rows)
    for sheet, found in zip(sheets, held, strict=True):
        assert head in sheet or not found


@pytest.mark.parametrize("address", ["", "en/charts/recipients-by-wave/", "data/"])
def test_nothing_that_is_pressed_is_printed(visit, address):
    page = visit(address, width=1280)
    assert page.evaluate(SHOWN, "button, nav")
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN, PRESSED) == []


def test_an_address_of_another_site_is_printed_after_its_link(visit):
    page = visit("en/about/", width=1280)
    links = page.eval_on_selector_all(
        ".md-content p a[href^='http']", "(links) => links.map((link) => link.href)"
    )
    text = "".join(printed(page))
    assert links
    assert all(f"({plain(link)})" in text for link in links)
