"""Every chart as shown: its size, its texts, and where its values stand (docs/style.md)."""

from __future__ import annotations

import pytest
from scratch import has_moved

pytestmark = pytest.mark.browser

WIDTHS = (360, 1280)
SMALLEST, LARGEST = 12, 14.6  # px of text
FILLED = 0.95  # of the column
BESIDE = 20  # px from a value to its mark, at most

FAULTS = """([smallest, largest, filled, beside]) => {
  const faults = [];
  for (const picture of document.querySelectorAll("figure.pr-chart > svg.pr-svg")) {
    const frame = picture.getBoundingClientRect();
    if (!frame.width) continue;
    const column = picture.parentElement.getBoundingClientRect();
    if (frame.width < filled * column.width) faults.push(["narrow", frame.width, column.width]);
    const scale = frame.width / picture.viewBox.baseVal.width;
    const texts = [...picture.querySelectorAll("text")].map(
      (text) => [text.textContent, text.getBoundingClientRect(), text]
    );
    for (const [words, box, text] of texts) {
      const size = parseFloat(getComputedStyle(text).fontSize) * scale;
      if (size < smallest || size > largest) faults.push(["size", words, size]);
      if (box.left < frame.left - 1 || box.right > frame.right + 1
          || box.top < frame.top - 3 || box.bottom > frame.bottom + 3)
        faults.push(["clipped", words]);
    }
    texts.forEach(([words, a], at) => {
      for (const [other, b] of texts.slice(at + 1)) {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 1 && down > 4) faults.push(["overlap", words, other]);
      }
    });
    for (const mark of picture.querySelectorAll(".mark")) {
      const value = mark.querySelector(".value")?.getBoundingClientRect();
      const shapes = [...mark.querySelectorAll("rect, circle, .gap, .whisker")];
      if (!value || !shapes.length) continue;
      const away = Math.min(...shapes.map((shape) => {
        const box = shape.getBoundingClientRect();
        const across = Math.max(box.left - value.right, value.left - box.right, 0);
        const down = Math.max(box.top - value.bottom, value.top - box.bottom, 0);
        return Math.hypot(across, down);
      }));
      if (away > beside) faults.push(["away", mark.textContent, away]);
    }
  }
  return faults;
}"""


@pytest.mark.sampled(2)
@pytest.mark.parametrize("code", ["id", "en"])
def test_the_texts_of_every_chart_can_be_read(browser, origin, site, code):
    page = browser.new_page()
    files = site.glob("en/charts/*/index.html" if code == "en" else "grafik/*/index.html")
    addresses = [
        file.parent.relative_to(site).as_posix() for file in sorted(files) if not has_moved(file)
    ]
    assert len(addresses) > 25
    for address in addresses:
        page.goto(f"{origin}{address}/")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found = page.evaluate(FAULTS, [SMALLEST, LARGEST, FILLED, BESIDE])
            assert found == [], (address, width)


def test_the_dots_of_the_map_have_one_size_at_a_choice(visit):
    page = visit("grafik/penerima-per-kabupaten-kota/", width=1280, scripts=False)
    sizes = "new Set([...document.querySelectorAll('.pr-wide .place')].map((dot) => {sized}))"
    count = f"{sizes.format(sized='getComputedStyle(dot).r')}.size"
    assert page.evaluate(count) > 20
    page.get_by_text("Rasio saja").click()
    assert page.evaluate(count) == 1


def test_of_the_charts_of_one_thing_the_chosen_one_is_shown(visit):
    page = visit("en/comparison/", width=360, scripts=False)
    shown = """[...document.querySelectorAll('.pr-option figure')]
      .filter((figure) => figure.offsetParent).map((figure) => figure.dataset.chart)"""
    assert page.evaluate(shown) == ["recipients-per-labour-force"]
    page.get_by_text("All residents", exact=True).click()
    assert page.evaluate(shown) == ["recipients-per-residents"]
    page.goto(page.url.split("#")[0] + "#chart-recipients-per-adults")
    assert "recipients-per-adults" in page.evaluate(shown)
