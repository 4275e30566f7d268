"""The values of every chart by pointer, finger and keys: those of its table."""

from __future__ import annotations

import re

import pytest
from scratch import has_moved

pytestmark = pytest.mark.browser

MAP = "grafik/penerima-per-kabupaten-kota/"
SAID = "document.querySelector('.pr-tip').textContent"

# What is said of each mark by the arrow keys, and how many stand out of the chart; then the rows
# of the table: what each is, its values, and the numbers behind them.
BY_KEYS = """() => {
  const figure = document.querySelector("figure.pr-chart"), tip = figure.querySelector(".pr-tip");
  const picture = [...figure.querySelectorAll(".pr-svg")].find((one) => one.clientWidth);
  const count = figure.querySelector(".pr-svg").querySelectorAll(".mark, circle.place").length;
  const said = [], frame = figure.getBoundingClientRect();
  let outside = 0;
  for (let at = 0; at < count; at += 1) {
    picture.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
    said.push([tip.firstChild.textContent, tip.querySelector("strong").textContent]);
    const box = tip.getBoundingClientRect();
    outside += box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1;
  }
  const rows = [...figure.querySelectorAll("tbody tr")].map((row) =>
    [...row.cells].map((cell) => [cell.textContent.trim(), cell.dataset.sort ?? ""]));
  return { said, outside, rows };
}"""
# The place that is said of each dot, with the pointer on its middle.
BY_POINTER = """() => {
  const figure = document.querySelector("figure.pr-chart"), tip = figure.querySelector(".pr-tip");
  const picture = [...figure.querySelectorAll(".pr-svg")].find((one) => one.clientWidth);
  const dots = [...figure.querySelectorAll(".pr-wide circle.place")];
  const links = [...figure.querySelectorAll("tbody th a")];
  const matrix = (picture.querySelector("use.place") ?? dots[0]).getScreenCTM();
  return dots.filter((dot, at) => {
    const [cx, cy] = [dot.cx.baseVal.value, dot.cy.baseVal.value];
    const { x, y } = new DOMPoint(cx, cy).matrixTransform(matrix);
    const there = { clientX: x, clientY: y, pointerType: "mouse", bubbles: true };
    picture.dispatchEvent(new PointerEvent("pointermove", there));
    return tip.querySelector("a")?.href === links[at].href;
  }).length;
}"""


def number(text: str) -> float | None:
    """The first number of a text in Indonesian."""
    found = re.search(r"-?[\d.]*\d(,\d+)?", text.replace("\N{MINUS SIGN}", "-"))
    if not found:
        return None
    value = float(found[0].replace(".", "").replace(",", "."))
    return value * 1e12 if "triliun" in text else value


def shows(said: str, row: list[list[str]]) -> bool:
    """Whether a row of a table has a value that was said; a number is in the cell or behind it."""
    value = number(said)
    if value is None:
        return any(said.lower() in text.lower() for text, _behind in row[1:])
    numbers = [float(behind) for _text, behind in row[1:] if re.fullmatch(r"-?[\d.]+", behind)]
    return value in [*numbers, *(number(text) for text, _behind in row[1:])]


def test_the_value_of_every_mark_is_that_of_its_row(browser, origin, site):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    files = [file for file in sorted(site.glob("grafik/*/index.html")) if not has_moved(file)]
    assert len(files) > 25
    for file in files:
        page.goto(f"{origin}{file.parent.relative_to(site).as_posix()}/")
        page.wait_for_selector(".pr-tip", state="attached")
        found = page.evaluate(BY_KEYS)
        assert found["outside"] == 0, file
        assert found["said"], file
        rows = iter(found["rows"])
        for label, said in found["said"]:  # marks without a value may be missing in the picture
            assert any(shows(said, row) for row in rows), (file, label, said)


@pytest.mark.sampled(2)
@pytest.mark.parametrize("width", [360, 1280])
def test_each_place_of_the_map_is_found_by_pointer_and_by_name(visit, width):
    page = visit(MAP, width=width)
    page.wait_for_selector(".pr-tip", state="attached")
    assert page.evaluate(BY_POINTER) == 514
    picture = page.locator(f".pr-{'narrow' if width == 360 else 'wide'}").first
    picture.focus()
    page.keyboard.type("simeul")
    assert page.evaluate(SAID).startswith("Kabupaten Simeulue: ")
    page.keyboard.press("Escape")
    assert page.evaluate(SAID) == ""
    page.keyboard.type("simeul")
    page.keyboard.press("Enter")
    page.wait_for_url("**/wilayah/aceh/simeulue/")


def test_a_finger_near_a_dot_shows_its_place_and_does_not_leave_the_page(visit):
    page = visit(MAP, width=360, has_touch=True)
    page.wait_for_selector(".pr-tip", state="attached")
    box = page.locator(".pr-narrow").bounding_box()
    page.touchscreen.tap(box["x"] + 0.02 * box["width"], box["y"] + 8)  # Sabang, in the corner
    assert page.evaluate(SAID)
    link = page.locator(".pr-tip a")
    assert "/wilayah/aceh/" in link.get_attribute("href")
    page.touchscreen.tap(box["x"] + 2, box["y"] - 60)
    assert page.evaluate(SAID) == ""
    assert page.url.endswith(MAP)


def test_where_the_table_is_on_the_page_of_the_chart_its_rows_come_when_the_map_is_touched(visit):
    page = visit("wilayah/", width=1280)
    page.wait_for_selector(".pr-tip", state="attached")
    chart = page.locator("#chart-recipients-by-regency")
    with page.expect_response(lambda response: response.url.endswith(MAP)):
        chart.locator(".pr-wide").focus()
    tip = chart.locator(".pr-tip")
    for _ in range(50):  # until the rows are read
        page.keyboard.press("Escape")
        page.keyboard.type("simeul")
        if tip.inner_text():
            break
    assert tip.inner_text().startswith("Kabupaten Simeulue: ")
    assert "/wilayah/aceh/simeulue/" in tip.locator("a").get_attribute("href")


def test_a_chart_is_one_stop_of_the_tab_key_and_says_its_keys(visit):
    page = visit("grafik/penerima-per-tahun-bruto/", width=1280)
    page.wait_for_selector(".pr-tip", state="attached")
    stops = page.locator("figure svg[tabindex='0']:visible, figure .mark[tabindex='0']:visible")
    assert stops.count() == 1
    page.locator(".pr-explore a").focus()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "application"
    assert "Escape" in page.evaluate(SAID)
    assert page.said == []
