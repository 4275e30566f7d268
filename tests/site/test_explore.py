"""The interactive chart: on request, by keyboard, from our own origin, and never in the way."""

from __future__ import annotations

import json
import re

import pytest

pytestmark = pytest.mark.browser
CHART = "grafik/penerima-per-tahun-bruto/"


def open_by_keyboard(page):
    page.locator(".pda-explore button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".pda-stage .main-svg")


def test_not_a_byte_of_plotly_until_asked(visit, origin):
    page = visit(CHART, width=1280)
    page.wait_for_timeout(300)
    assert not [url for url in page.asked if "plotly" in url]
    open_by_keyboard(page)
    loaded = [url for url in page.asked if "plotly" in url]
    assert len(loaded) == 2
    assert any(url.endswith("/explore.js") for url in page.asked)
    assert all(url.startswith(origin) for url in loaded)
    assert page.failed == []
    assert page.said == []


def test_the_button_states_the_true_size(visit, site):
    import gzip

    page = visit(CHART)
    stated = page.locator(".pda-explore button").inner_text()
    bundle = gzip.compress((site / "assets" / "plotly-basic.min.js").read_bytes(), 9)
    figure = site / "downloads" / "recipients-by-year-gross.plotly.json"
    assert f"{round((len(bundle) + figure.stat().st_size) / 1000)} kB" in stated


def test_it_works_by_keyboard_alone_and_keeps_focus(visit):
    page = visit(CHART, width=1280)
    open_by_keyboard(page)
    focused = "document.activeElement.className"
    assert "pda-stage" in page.evaluate(focused)
    status = page.locator(".pda-explore [role=status]")
    page.keyboard.press("ArrowRight")
    assert status.inner_text() == "2020, 5.987.674"
    page.keyboard.press("ArrowRight")
    assert status.inner_text() == "2021, 6.019.842"
    page.keyboard.press("ArrowLeft")
    assert status.inner_text() == "2020, 5.987.674"
    page.keyboard.press("Escape")
    assert page.locator(".pda-stage").count() == 0
    assert "pda-button" in page.evaluate(focused)
    assert page.locator("svg.pda-wide").is_visible()
    open_by_keyboard(page)  # and again


def test_the_two_renderers_draw_the_same_numbers(visit, site):
    page = visit(CHART, width=1280)
    open_by_keyboard(page)
    drawn = page.evaluate(
        "document.querySelector('.pda-stage').data.flatMap((trace) => [...trace.y])"
    )
    rows = json.loads((site / "downloads" / "recipients-by-year-gross.json").read_text())["rows"]
    assert drawn == [row["value"] for row in rows]


@pytest.mark.parametrize("lost", ["explore.js", "plotly-basic.min.js", ".plotly.json"])
def test_a_dead_network_leaves_the_picture_and_says_so(visit, lost):
    page = visit(CHART, width=1280)
    page.route(f"**/*{lost}", lambda route: route.abort())
    page.locator(".pda-explore button").click()
    status = page.locator(".pda-explore [role=status]")
    status.get_by_text("tidak termuat").wait_for()
    assert page.locator("svg.pda-wide").is_visible()
    assert page.locator(".pda-stage").count() == 0
    assert page.locator(".pda-explore button").is_enabled()
    page.unroute(f"**/*{lost}")
    open_by_keyboard(page)  # once the network is back


def test_the_page_does_not_scroll_sideways_while_exploring(visit):
    for address in (CHART, "grafik/penerima-per-provinsi-neto/", "grafik/kepuasan-penerima/"):
        page = visit(address, width=360)
        open_by_keyboard(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_reduced_motion_is_respected(visit):
    page = visit(CHART, width=1280, reduced_motion="reduce")
    open_by_keyboard(page)
    assert page.evaluate("document.querySelector('.pda-stage').layout.transition.duration") == 0


def test_a_table_is_sorted_by_value_and_back(visit):
    page = visit(CHART, width=1280)
    heading = page.locator("figure thead th").nth(1)
    years = lambda: page.locator("figure tbody th").all_inner_texts()  # noqa: E731
    assert years() == ["2020", "2021", "2022", "2023", "2024"]
    heading.locator("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert years() == ["2023", "2024", "2022", "2020", "2021"]
    heading.locator("button").click()
    assert years()[0] == "2021"


def test_a_citation_is_copied(visit, origin):
    page = visit(CHART, width=1280, permissions=["clipboard-read", "clipboard-write"])
    block = page.locator(".pda-copy").first
    page.locator(".pda-copy + button").first.click()
    page.get_by_text("Sudah disalin.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == block.inner_text()


# Every figure is drawn as its file has it; each trace is hovered at its first mark.
SHOWN = """async (address) => {
  const stage = document.createElement("div");
  stage.style.width = "344px";
  document.body.append(stage);
  const { data, layout } = await (await fetch(address)).json();
  await Plotly.newPlot(stage, data, layout, { locale: document.documentElement.lang });
  const texts = (where) => [...stage.querySelectorAll(where)].map((text) => text.textContent);
  const hovered = [];
  for (const curveNumber of data.keys()) {
    Plotly.Fx.hover(stage, [{ curveNumber, pointNumber: 0 }]);
    await new Promise(requestAnimationFrame);
    hovered.push(texts(".hoverlayer text").join(" "));
  }
  const said = { ticks: texts(".xtick text, .ytick text"), legend: texts(".legendtext"), hovered };
  Plotly.purge(stage);
  stage.remove();
  return said;
}"""
# To an Indonesian 6M is six thousand million.
LETTERED = re.compile(r"(?<![\w.,])[\d.,]+\s?[kKMGBTPµm]\b")


@pytest.mark.parametrize(
    ("address", "downloads", "million"),
    [
        (CHART, "downloads/", "juta"),
        ("en/charts/recipients-by-year-gross/", "en/downloads/", "million"),
    ],
)
def test_numbers_are_words_and_every_mark_has_a_name(
    visit, site, origin, address, downloads, million
):
    page = visit(address)
    open_by_keyboard(page)
    for file in sorted((site / downloads).glob("*.plotly.json")):
        said = page.evaluate(SHOWN, f"{origin}{downloads}{file.name}")
        texts = said["ticks"] + said["legend"] + said["hovered"]
        assert said["hovered"]
        assert all(said["hovered"]), file.name
        assert not [text for text in texts if LETTERED.search(text)], file.name
        assert not [text for text in texts if "trace" in text], file.name
        assert "" not in said["legend"], file.name
        if file.name in ("recipients-by-year-gross.plotly.json", "registrations.plotly.json"):
            assert f"0 {million}" in " ".join(said["ticks"]) or f"6 {million}" in said["ticks"]
            assert not [tick for tick in said["ticks"] if len(tick) > len("100 million")]


def test_the_marks_have_the_colours_of_the_picture(visit):
    page = visit("grafik/pendapat-dalam-empat-tingkat/", width=360, scheme="dark")
    open_by_keyboard(page)
    assert page.locator(".pda-stage .legendtext").count() == 0
    key = "getComputedStyle(document.querySelector('.pda-svg .shade-%s')).fill"
    mark = "getComputedStyle(document.querySelectorAll('.pda-stage .trace path')[%s]).fill"
    keys = [page.evaluate(key % shade) for shade in ("good-2", "good-1", "bad-1", "bad-2")]
    assert len(set(keys)) == 4
    assert [page.evaluate(mark % (2 * at)) for at in range(4)] == keys


def test_a_hovered_mark_is_read_in_the_dark(visit):
    page = visit(CHART, width=360, scheme="dark")
    open_by_keyboard(page)
    page.locator(".pda-stage").press("ArrowRight")
    label = page.locator(".pda-stage .hovertext")
    assert label.locator("text").first.text_content() == "20205.987.674"
    ground = label.locator("path").evaluate("(path) => getComputedStyle(path).fill")
    ink = label.locator("text").first.evaluate("(text) => getComputedStyle(text).fill")
    light = [sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in (ground, ink)]
    assert light[0] < 150
    assert light[1] > 600
