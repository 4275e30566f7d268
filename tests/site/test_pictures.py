"""The pictures to take away, opened by themselves as a newspaper would."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

TEXTS_OUTSIDE = """[...document.querySelectorAll("text")].filter((text) => {
  const { left, right } = text.getBoundingClientRect();
  return left < 0 || right > document.documentElement.viewBox.baseVal.width;
}).map((text) => text.textContent)"""

# How far the last letters of the lines of a label lie from each other, where it ends at a place.
RAGGED = """[...document.querySelectorAll("text[text-anchor=end]:has(tspan)")].map((text) => {
  let at = 0;
  const ends = [...text.querySelectorAll("tspan")].map((line) => {
    const words = line.textContent;
    at += words.length;
    const last = text.getExtentOfChar(at - 1 - (words.length - words.trimEnd().length));
    return last.x + last.width;
  });
  return Math.max(...ends) - Math.min(...ends);
})"""


def fonts_used(page, css: str) -> set[str]:
    """The fonts that Chromium draws the texts of an element with."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    node = devtools.send("DOM.querySelector", {"nodeId": root, "selector": css})["nodeId"]
    used = devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {font["familyName"] for font in used}


@pytest.mark.nightly
def test_every_svg_file_names_its_fonts_and_is_drawn_without_serifs(browser, site):
    page = browser.new_page()
    page.set_content(
        "<p style='font-family: serif'>Serif</p><i style='font-family: sans-serif'>Sans</i>"
    )
    serif = fonts_used(page, "p")
    assert serif != fonts_used(page, "i")
    files = sorted(site.glob("downloads/*.svg")) + sorted(site.glob("en/downloads/*.svg"))
    assert len(files) == 64
    for file in files:
        page.goto(file.as_uri())
        family = page.evaluate("getComputedStyle(document.querySelector('text.title')).fontFamily")
        assert family.startswith('"Source Sans 3", '), (file, family)
        assert family.endswith(", sans-serif")
        named = page.evaluate(
            "new Set([...document.querySelectorAll('text')].map("
            "(text) => getComputedStyle(text).fontFamily)).size"
        )
        assert named == 1, file
        assert not fonts_used(page, "text.title") & serif, file
        assert page.evaluate(TEXTS_OUTSIDE) == [], file


def test_the_lines_of_a_label_end_at_the_same_place(browser, site):
    """A blank between the lines, for those who copy the text, must not move one of them."""
    page = browser.new_page()
    page.goto((site / "downloads/from-registration-to-selection.svg").as_uri())
    apart = page.evaluate(RAGGED)
    assert len(apart) >= 5
    assert max(apart) < 0.5
    words = page.locator("text:has(tspan)").first.text_content()
    assert "KK terverifikasi" in words
