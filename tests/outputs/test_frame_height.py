"""The height of a frame, without a browser: its lines of text, and what CSS makes of it."""

from __future__ import annotations

import re
import textwrap

from hypothesis import example, given, settings
from hypothesis import strategies as st

from publicrecord.files.frame_height import (
    GROWN,
    MEDIUM_FROM,
    NARROWEST,
    PLAIN_NARROW,
    SPARE,
    _heights,
    _line_counts,
    frame_heights,
)

ROOMS = list(range(264, 721, 8))
WORDS = st.text(st.sampled_from("aäiW.-–2()"), min_size=1, max_size=60)


@example(" ".join(["a" * 33 + "-" + "b" * 7] * 2), 9.6)  # more room, and still one line more
@given(st.lists(WORDS, max_size=60).map(" ".join), st.sampled_from([7.4, 9.6, 6.2, 40.0]))
def test_lines_are_counted_as_they_are_set(text, character):
    counted = _line_counts(text, ROOMS, character)
    assert counted == {room: len(textwrap.wrap(text, int(room / character))) for room in ROOMS}


def page(words: int) -> str:
    """A page to embed with so many words below its picture."""
    drawings = "".join(
        f'<svg class="pr-svg pr-{layout}" viewBox="" width="{width}" height="{height}"></svg>'
        for layout, width, height in (("narrow", 328, 700), ("medium", 520, 400))
    )
    return f"<main><h1>Title</h1>{drawings}<span>{'source ' * words}</span></main>"


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 300))
def test_no_frame_is_lower_than_its_page(words):
    heights, widths = frame_heights(page(words)), [*range(NARROWEST, 1200, 8), MEDIUM_FROM - 1]
    needed, least = (_heights(page(words), sorted(widths), most) for most in (0, PLAIN_NARROW))
    for width in widths:
        assert needed[width] <= heights.at(width) + SPARE <= heights.tallest + SPARE
        assert least[width] <= heights.plain + SPARE


def test_css_reckons_the_same_heights():
    heights = frame_heights(page(60))
    for width in (NARROWEST, 400, MEDIUM_FROM - 1, MEDIUM_FROM, GROWN - 1, GROWN, 1000):
        css = re.sub(r"([\d.]+)px", r"\1", heights.css.replace("100%", str(width)))
        assert abs(eval(css) - heights.at(width)) < 0.01  # noqa: S307
