"""How high the frame around an embedded chart must be, told from its page without a browser.

A newspaper's system seldom lets a script through, so a frame cannot grow with what is in it. The
height is therefore worked out here for three ranges of width, and the frame holds it by a style
attribute alone.
"""

from __future__ import annotations

import math
import re
import textwrap
from dataclasses import dataclass
from html import unescape

# Mirrors site_src/pages/embed.html.jinja, in pixels.
PADDING, WIDEST, NARROW_DRAWING, WIDE_FROM = 12, 720, 376, 700
TITLE, TITLE_LINE, TEXT, SMALL, LINE = 16, 20.8, 14, 14 * 0.833, 20.3
MARGINS = 4 + 10 + 8  # below title and paragraph, and below the picture
KEY, BETWEEN_KEYS = 24, 18
# The room of a character, in sizes of the font: of the wider fonts that systems have.
PLAIN, BOLD = 0.53, 0.6
SPARE = 12
NARROWEST, MIDDLE = 288, 401  # the column of a phone 320 px wide; where the drawing grows no more
STEP = 8
STEEP = 99999  # turns the tenth of a pixel past an end of a range into more than any height


@dataclass(frozen=True)
class FrameHeights:
    """Heights in pixels of a frame up to 400 px wide, of up to 699 px, and of 700 px and more."""

    narrow: int
    middle: int
    wide: int

    @property
    def tallest(self) -> int:
        """The height that cuts nothing off at any width."""
        return max(self.narrow, self.middle, self.wide)

    @property
    def css(self) -> str:
        """A padding that is the height for the width of the frame: between two ranges a clamp
        switches from one of its ends to the other, as the width is multiplied."""
        fewer, more = self.narrow - self.middle, self.wide - self.middle
        narrow = f"clamp(0px,({MIDDLE}px - 100%)*{STEEP},{fewer}px)"
        past = f"(100% - {WIDE_FROM - 0.1}px)*{STEEP if more > 0 else -STEEP}"
        wide = f"clamp({min(more, 0)}px,{past},{max(more, 0)}px)"
        return f"calc({self.middle}px + {narrow} + {wide})"


def frame_heights(page: str) -> FrameHeights:
    """The heights of the frame for a page to embed, given as HTML."""
    ends = (WIDE_FROM, WIDEST + 2 * PADDING)
    widths = [*range(NARROWEST, WIDE_FROM, STEP), *range(MIDDLE, WIDE_FROM, STEP), *ends]
    height = _heights(page, sorted(set(widths)))
    narrow = max(height[width] for width in range(NARROWEST, MIDDLE, STEP))
    middle = max(height[width] for width in range(MIDDLE, WIDE_FROM, STEP))
    return FrameHeights(max(narrow, middle), middle, max(height[width] for width in ends))


def _heights(page: str, widths: list[int]) -> dict[int, int]:
    """The height of the page at each of these widths, which ascend."""
    inner = [min(width - 2 * PADDING, WIDEST) for width in widths]
    title = _line_counts(_text(page, "h1"), inner, TITLE * BOLD)
    about = _line_counts(_text(page, "p"), inner, TEXT * PLAIN)
    small = _line_counts(_text(page, "small"), inner, SMALL * PLAIN)
    keys = re.findall(r"<li[^>]*>(.*?)</li>", page)
    drawings = {layout: _drawing(page, layout) for layout in ("narrow", "wide")}
    return {
        width: math.ceil(
            2 * PADDING
            + TITLE_LINE * title[room]
            + LINE * about[room]
            + (LINE + 2) * _rows_of_keys(keys, room)
            + LINE * small[room]
            + MARGINS
            + _drawn_height(drawings, width, room)
            + SPARE
        )
        for width, room in zip(widths, inner, strict=True)
    }


def _text(page: str, tag: str) -> str:
    found = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    inside = found.group(1) if found else ""
    return unescape(re.sub(r"<[^>]+>", "", inside))


def _line_counts(text: str, rooms: list[int], character: float) -> dict[int, int]:
    """In how many lines a text is set in each of these widths, which ascend.

    As long as no word is broken, more room never takes more lines: widths between two with the
    same number are then not tried.
    """
    characters = [int(room / character) for room in rooms]
    whole = max(map(len, text.split()), default=0) <= characters[0]
    counts: dict[int, int] = {}

    def count(first: int, last: int) -> None:
        for at in (first, last):
            if rooms[at] not in counts:
                counts[rooms[at]] = len(textwrap.wrap(text, characters[at]))
        if whole and counts[rooms[first]] == counts[rooms[last]]:
            counts.update(dict.fromkeys(rooms[first:last], counts[rooms[first]]))
        elif last - first > 1:
            middle = (first + last) // 2
            count(first, middle)
            count(middle, last)

    count(0, len(rooms) - 1)
    return counts


def _rows_of_keys(keys: list[str], width: float) -> int:
    """The lines of the legend, whose keys stand side by side as long as they fit."""
    lines, end = 0, math.inf
    for key in keys:
        size = KEY + len(unescape(key)) * TEXT * PLAIN
        if end + BETWEEN_KEYS + size > width:
            lines, end = lines + 1, size
        else:
            end += BETWEEN_KEYS + size
    return lines


def _drawing(page: str, layout: str) -> tuple[float, float]:
    """Width and height of the picture of a layout."""
    size = r'width="(\d+)" height="([\d.]+)"'
    found = re.search(rf'<svg class="pda-svg pda-{layout}"[^>]* {size}', page)
    width, height = map(float, found.groups())  # type: ignore[union-attr]
    return width, height


def _drawn_height(drawings: dict[str, tuple[float, float]], width: int, inner: float) -> float:
    """The height of the picture that a page of this width shows."""
    layout = "wide" if width >= WIDE_FROM else "narrow"
    drawn, height = drawings[layout]
    shown = min(inner, NARROW_DRAWING if layout == "narrow" else drawn)
    return height * shown / drawn
