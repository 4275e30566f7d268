"""The code to embed a chart, pasted into pages of others, which let through all of it or little."""

from __future__ import annotations

import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from bs4 import BeautifulSoup

from prakerja.settings import LANGUAGES

pytestmark = pytest.mark.browser
WIDTHS = (320, 480, 640, 760, 1000)
BAND = 40  # pixels in which a frame may show nothing
FILLED, SMALLEST = 0.95, 12  # of the width of a frame, and px of a label
# The smallest and the highest, the most sources, the longest texts, the map, higher where wide.
SOME = ["aid-received", "recipients-per-residents", "registrations", "opinions"]
SOME += ["recipients-by-regency", "concentration", "island-groups-by-year"]
# What the system that a page is made with takes out, and what the policy of the page refuses.
SCRIPT, STYLES = re.compile("<script.*?</script>"), re.compile(' style="[^"]*"')
STRICT = "default-src 'none'; style-src 'self'; frame-src {origin}"
PAGES = {
    "all of it": ([], ""),
    "no script": ([SCRIPT], ""),
    "no script and no styles": ([SCRIPT, STYLES], ""),
    "a strict policy": ([], STRICT),
    "a strict policy that names our script": ([], STRICT + "; script-src {origin}assets/embed.js"),
}

CSS = b"body { margin: 0 } iframe { border: 0; display: block }"

# The same where a frame has neither its style nor the script: its height is the same at any width.
PLAIN = ("no script and no styles", "a strict policy")

# Of what a frame shows: whether it scrolls, and the highest band in which it shows nothing. A
# drawing is one part, as high as it is drawn.
SHOWN = """() => {
  const { innerHeight, innerWidth } = window;
  const { scrollHeight, scrollWidth } = document.documentElement;
  const parts = [...document.querySelectorAll("h1, p, li, span, svg")].flatMap((part) => {
    const { top, width, height } = part.getBoundingClientRect();
    if (!height || getComputedStyle(part).display === "none") return [];
    if (part.tagName !== "svg") return [[top, top + height]];
    const { width: drawn, height: drawnHeight } = part.viewBox.baseVal;
    const shown = Math.min(height, (width * drawnHeight) / drawn);
    return [[top + (height - shown) / 2, top + (height + shown) / 2]];
  }).sort((one, other) => one[0] - other[0]);
  let end = 0, band = 0;
  for (const [top, bottom] of [...parts, [innerHeight, innerHeight]]) {
    band = Math.max(band, top - end);
    end = Math.max(end, bottom);
  }
  const scrolls = scrollHeight > innerHeight || scrollWidth > innerWidth || end > innerHeight + 1;
  const picture = [...document.querySelectorAll(".pr-svg")].find((one) => one.clientWidth);
  const scale = picture.getBoundingClientRect().width / picture.viewBox.baseVal.width;
  const filled = picture.clientWidth / (document.querySelector("main").clientWidth - 16);
  const sizes = [...picture.querySelectorAll("text")].map(
    (text) => scale * parseFloat(getComputedStyle(text).fontSize));
  return { scrolls, band, filled, smallest: Math.min(...sizes), width: innerWidth };
}"""


def codes_to_embed(site, code: str) -> dict[str, str]:
    """By the name of the chart, the code that the page of each chart of a language offers."""
    pages = sorted((site / ("grafik" if code == "id" else "en/charts")).glob("*/index.html"))
    read = (BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser") for page in pages)
    blocks = [block.get_text() for page in read for block in page.select("pre.pr-copy")]
    return {
        re.search(r"/embed/([^/]+)/", block)[1]: block for block in blocks if "<iframe" in block
    }


class Newspaper(BaseHTTPRequestHandler):
    """Answers with the page and the style sheet that the server has."""

    def do_GET(self) -> None:
        kind = "text/css" if self.path.endswith(".css") else "text/html"
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        if self.server.policy:
            self.send_header("Content-Security-Policy", self.server.policy)
        self.end_headers()
        self.wfile.write(CSS if kind == "text/css" else self.server.page)

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture(scope="module")
def newspaper_server():
    """A server of another origin."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Newspaper)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


@pytest.fixture
def newspaper(browser, origin, site, newspaper_server):
    """Open a page of another origin with embedded charts, as wide as its window."""
    opened = []

    def paste(code: str, charts: list[str], taken_out, policy: str):
        offered = codes_to_embed(site, code)
        assert len(offered) == 30
        html = "\n".join(f"<p>Text.</p>{offered[chart]}" for chart in charts or offered)
        for pattern in taken_out:
            html = pattern.sub("", html)
        # Lazy frames would load only when scrolled to.
        html = re.sub(r'src="http://[^/]+/', f'src="{origin}', html.replace('loading="lazy"', ""))
        page = browser.new_page(viewport={"width": 1000, "height": 800})
        opened.append(page)
        html = f"<!doctype html><link rel=stylesheet href=style.css>{html}"
        newspaper_server.page = html.encode()
        newspaper_server.policy = policy.format(origin=origin)
        page.goto(f"http://127.0.0.1:{newspaper_server.server_port}/", wait_until="load")
        return page

    yield paste
    for page in opened:
        page.close()


def is_faulty(shown: dict[str, float], filled: float) -> bool:
    """Whether a frame scrolls or is empty in part; or where `filled` is the part of it that a
    picture must be as wide as, whether that is narrower or has labels too small to read."""
    unread = filled and (shown["smallest"] < SMALLEST or shown["filled"] < filled)
    return bool(shown["scrolls"] or shown["band"] > BAND or unread)


def faults(page, width: int, filled: float = 0) -> list[object]:
    """The faulty frames of a page, after the page got another width; filled: as of is_faulty."""
    page.set_viewport_size({"width": width, "height": 800})
    found: list[object] = []
    for _ in range(10):  # until all frames have sent their heights
        shown = [(f.url.split("/")[-2], f.evaluate(SHOWN)) for f in page.frames if f.parent_frame]
        wide = [about for _name, about in shown if abs(about["width"] - width) <= 15]
        assert shown
        found = [(name, about) for name, about in shown if is_faulty(about, filled)]
        if not found and len(wide) == len(shown):
            return []
        time.sleep(0.05)
    return found


@pytest.mark.sampled(5)
@pytest.mark.parametrize("charts", [SOME, pytest.param([], marks=pytest.mark.nightly, id="all")])
@pytest.mark.parametrize("let_through", PAGES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_an_embedded_chart_fills_its_frame(newspaper, code, let_through, charts):
    page = newspaper(code, charts, *PAGES[let_through])
    filled = 0 if let_through in PLAIN else FILLED
    assert {width: found for width in WIDTHS if (found := faults(page, width, filled))} == {}


def test_without_script_a_frame_is_about_as_high_as_with_it(newspaper):
    """So that less moves when the script comes."""
    heights = {}
    for let_through in ("all of it", "no script"):
        page = newspaper("id", SOME, *PAGES[let_through])
        for width in WIDTHS:
            assert not faults(page, width)
            heights[let_through, width] = page.evaluate(
                "[...document.querySelectorAll('iframe')].map((frame) => frame.clientHeight)"
            )
    for width in WIDTHS:
        pairs = zip(heights["all of it", width], heights["no script", width], strict=True)
        for fitted, styled in pairs:
            assert fitted <= styled <= 1.25 * fitted + BAND, (width, fitted, styled)


def test_the_values_of_an_embedded_chart_are_read_by_finger_and_keys(newspaper):
    page = newspaper("id", ["recipients-by-regency"], *PAGES["no script"])
    frame = page.frames[1]
    frame.wait_for_selector(".pr-tip", state="attached")
    picture = frame.locator(".pr-medium")
    picture.focus()
    page.keyboard.type("simeul")
    assert frame.locator(".pr-tip").inner_text().startswith("Kabupaten Simeulue: ")
    picture.click(position={"x": 240, "y": 120})
    assert "Simeulue" not in frame.locator(".pr-tip").inner_text()


def test_a_page_to_embed_says_nothing_to_pages_that_have_no_frame(visit):
    page = visit("embed/aid-received/", width=640)
    assert page.said == []
    assert page.evaluate("document.documentElement.className") == ""


def settled(page, expression: str) -> float:
    """The value of an expression once it has been the same for a moment."""
    before, now = None, page.evaluate(expression)
    while now != before:
        page.wait_for_timeout(300)
        before, now = now, page.evaluate(expression)
    return now


def test_only_our_frames_change_and_only_by_a_number(newspaper):
    page = newspaper("id", ["aid-received"], *PAGES["all of it"])
    assert not faults(page, 640)
    height = "document.querySelector('iframe').clientHeight"
    fitted = settled(page, height)
    page.evaluate("""() => {
      const other = document.createElement("iframe");
      other.srcdoc = "<p>";
      document.body.append(other);
      other.onload = () => {
        for (const height of [900, "900px", -1, 1e9, {}]) {
          const [ours] = document.querySelectorAll("iframe");
          const data = { "publicrecord-height": height };
          const source = height === 900 ? other.contentWindow : ours.contentWindow;
          dispatchEvent(new MessageEvent("message", { data, source }));
        }
        dispatchEvent(new MessageEvent("message", { data: null }));
      };
    }""")
    page.wait_for_timeout(100)
    assert page.evaluate(height) == fitted


def test_a_system_that_knows_no_max_has_the_height_for_any_width(newspaper):
    old = re.compile(r";padding-top:max\([^\"]*\)(?=\")")
    page = newspaper("id", SOME, [SCRIPT, old], "")
    assert not faults(page, 640)
    assert all(page.evaluate("[...document.querySelectorAll('div')].map((d) => d.clientHeight)"))
