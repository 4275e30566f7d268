"""The line to embed a chart, pasted into a page of a newspaper."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from prakerja.settings import LANGUAGES

pytestmark = pytest.mark.browser
WIDTHS = (288, 320, 360, 400, 401, 640, 699, 700, 760, 1000)

# Of each frame at a width of the column: its name, its height, and where its content ends.
MEASURE = """(width) => {
  document.querySelector("article").style.width = `${width}px`;
  return [...document.querySelectorAll("iframe")].map((frame) => {
    const inside = frame.contentDocument;
    return {
      name: frame.src.split("/").at(-2),
      width: frame.clientWidth,
      height: frame.clientHeight,
      scrolls: inside.documentElement.scrollHeight > frame.clientHeight
        || inside.documentElement.scrollWidth > frame.clientWidth,
      content: inside.body.getBoundingClientRect().bottom,
    };
  });
}"""


def snippets(site, code: str) -> list[str]:
    """The line of every chart page of a language that embeds its chart."""
    pages = sorted((site / ("grafik" if code == "id" else "en/charts")).glob("*/index.html"))
    read = (BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser") for page in pages)
    blocks = [block.get_text() for page in read for block in page.select("pre.pda-copy")]
    return [block for block in blocks if "<iframe" in block]


@pytest.fixture
def newspaper(browser, origin, site):
    """Open a page with all embedded charts of a language in a column, as the lines are or changed
    by the newspaper's system."""
    opened = []

    def paste(code: str, system=lambda line: line):
        lines = [system(line) for line in snippets(site, code)]
        assert len(lines) == 30
        page = browser.new_page(viewport={"width": 1100, "height": 800})
        opened.append(page)
        html = "\n".join(f"<p>Text.</p>{line}" for line in lines)
        # Lazy frames would load only when scrolled to, and other origins cannot be measured.
        html = re.sub(r'src="http://[^/]+/', f'src="{origin}', html.replace('loading="lazy"', ""))
        page.route(
            f"{origin}newspaper/",
            lambda route: route.fulfill(
                content_type="text/html",
                body=f"<!doctype html><body style='margin:0'><article>{html}</article>",
            ),
        )
        page.goto(f"{origin}newspaper/", wait_until="load")
        return page

    yield paste
    for page in opened:
        page.close()


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_embedded_chart_is_cut_or_far_too_tall(newspaper, code):
    page = newspaper(code)
    for width in WIDTHS:
        for frame in page.evaluate(MEASURE, width):
            assert frame["width"] == width
            assert not frame["scrolls"], (width, frame)
            assert frame["content"] <= frame["height"], (width, frame)
            if width >= 320 and width != 699:  # text lies in fewer lines where there is more room
                assert frame["height"] <= 1.4 * frame["content"], (width, frame)


def test_without_styles_a_frame_is_as_high_as_any_width_needs(newspaper):
    page = newspaper("id", lambda line: re.sub(r' style="[^"]*"', "", line))
    for width in WIDTHS:
        assert not [frame for frame in page.evaluate(MEASURE, width) if frame["scrolls"]], width


def test_a_system_that_knows_no_clamp_has_the_same_height(newspaper):
    page = newspaper("id", lambda line: re.sub(r";padding-top:calc\(.*?\)(?=\")", "", line))
    assert all(f["height"] > 200 and not f["scrolls"] for f in page.evaluate(MEASURE, 640))


def test_the_narrow_picture_is_not_blown_up(visit):
    page = visit("embed/aid-received/", width=640)
    picture = page.locator("svg.pda-narrow")
    assert (
        picture.bounding_box()["width"] <= 1.15 * 328
    )  # its texts stay about as large as the page's
