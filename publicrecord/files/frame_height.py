"""How high the frame around an embedded chart must be, told from its page without a browser.

The page in the frame tells its height to the page around it where scripts run. A newspaper's system
seldom lets one through, so the height is also worked out here for every width: a straight line for
each of three ranges, which the frame has as a style attribute, and the largest height of all, which
it has as a plain attribute.
"""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape

from publicrecord.charts.drawing import WIDTH

# Mirrors site_src/pages/embed.css.jinja, in pixels.
PADDING, WIDEST = 8, WIDTH["wide"]
NARROW_DRAWING = 320  # less than it is drawn for, so that it is not much lower on a narrow phone
WIDE_FROM = 2 * PADDING + math.ceil(0.88 * WIDEST)  # a frame in which the wide picture can be read
TITLE, TITLE_LINE, TEXT, LINE, SMALL, SMALL_LINE = 16, 20.8, 14, 20.3, 12, 17.4
MARGINS = 4 + 10 + 8 + 8  # below title and paragraph, above and below the picture
KEY, BETWEEN_KEYS = 24, 18
# The room of a character, in sizes of the font: of the wider fonts that systems have.
PLAIN, BOLD = 0.53, 0.6
SPARE = 6
NARROWEST = 288  # the column of a phone 320 px wide
GROWN = NARROW_DRAWING + 2 * PADDING  # where the narrow picture grows no more, and
WIDE_GROWN = WIDEST + 2 * PADDING  # where the wide one does not
STEP = 8
STEEP = 9999  # turns the pixel past an end of a range into more than any height
BAND = 60  # the room that may be left over, which the page spreads between its parts


@dataclass(frozen=True)
class Line:
    """A height that changes evenly with the width of a frame: pixels and percent of the width."""

    pixels: int
    percent: float

    def at(self, width: float) -> float:
        """The height at a width."""
        return self.pixels + self.percent * width / 100

    def css(self, width: str = "100%") -> str:
        """The height as a term of CSS; width: that of the frame."""
        sign = "-" if self.percent < 0 else "+"
        return f"{self.pixels}px {sign} {width}*{abs(self.percent) / 100:g}"


@dataclass(frozen=True)
class FrameHeights:
    """The height of a frame: below GROWN, from there below WIDE_FROM, and from there on.

    tallest: what cuts nothing off at any width. narrow_from: how high a frame of the third range
    must be to show the narrow picture, since the wide one would leave it empty; None: never.
    """

    narrow: Line
    middle: Line
    wide: Line
    tallest: int
    narrow_from: int | None

    def at(self, width: float) -> float:
        """The height at a width."""
        if width >= WIDE_FROM:
            return self.wide.at(min(width, WIDE_GROWN))
        return (self.narrow if width < GROWN else self.middle).at(width)

    @property
    def css(self) -> str:
        """The height as a padding of CSS: the largest of the lines, each of which is cut to less
        than nothing outside its range."""
        narrow, middle = self.narrow.css(), self.middle.css()
        wide = self.wide.css(f"min(100%,{WIDE_GROWN}px)")
        return (
            f"max(min({narrow},({GROWN}px - 100%)*{STEEP}),"
            f"min({middle},(100% - {GROWN - 1}px)*{STEEP},({WIDE_FROM}px - 100%)*{STEEP}),"
            f"min({wide},(100% - {WIDE_FROM - 1}px)*{STEEP}))"
        )


def frame_heights(page: str) -> FrameHeights:
    """The heights of the frame for a page to embed, given as HTML."""
    return _heights_of(page.partition("<main>")[2].partition("</main>")[0])


@cache
def _heights_of(page: str) -> FrameHeights:
    """The same of what is in the page, which several files need: it takes 2 ms."""
    ranges = {
        "narrow": [*range(NARROWEST, GROWN, STEP), GROWN],
        "middle": [*range(GROWN, WIDE_FROM, STEP), WIDE_FROM - 1],
        "wide": [*range(WIDE_FROM, WIDE_GROWN, STEP), WIDE_GROWN],
    }
    height = _heights(page, sorted({width for widths in ranges.values() for width in widths}))
    lines = {
        name: _line_above({width: height[width] for width in widths})
        for name, widths in ranges.items()
    }
    most = {
        name: math.ceil(max(lines[name].at(end) for end in (widths[0], widths[-1])))
        for name, widths in ranges.items()
    }
    tallest, alone = max(most.values()), _heights(page, [WIDE_FROM], "narrow")[WIDE_FROM]
    needed = max(alone, most["wide"] + BAND)
    return FrameHeights(**lines, tallest=tallest, narrow_from=needed if needed <= tallest else None)


def _line_above(heights: Mapping[int, float]) -> Line:
    """A line that is nowhere below these heights, given by their widths, with the slope from the
    first to the last."""
    first, *_others, last = heights
    percent = round(100 * (heights[last] - heights[first]) / (last - first), 1)
    return Line(
        math.ceil(max(height - percent * width / 100 for width, height in heights.items())), percent
    )


def _heights(page: str, widths: list[int], layout: str = "") -> dict[int, int]:
    """The height of the page at each of these widths, which ascend; layout: of its picture, if it
    is not the one that a frame of the right height shows."""
    inner = [min(width - 2 * PADDING, WIDEST) for width in widths]
    title = _lines_of(page, "h1", inner, TITLE * BOLD)
    about = _lines_of(page, "p", inner, TEXT * PLAIN)
    small = _lines_of(page, "span", inner, SMALL * PLAIN)
    keys = re.findall(r"<li[^>]*>(.*?)</li>", page)
    drawings = {name: drawing_size(page, name) for name in WIDTH}
    return {
        width: math.ceil(
            2 * PADDING
            + TITLE_LINE * title[room]
            + LINE * about[room]
            + (LINE + 2) * _rows_of_keys(keys, room)
            + SMALL_LINE * small[room]
            + MARGINS
            + _drawn_height(drawings, layout or ("wide" if width >= WIDE_FROM else "narrow"), room)
            + SPARE
        )
        for width, room in zip(widths, inner, strict=True)
    }


def _lines_of(page: str, tag: str, rooms: list[int], character: float) -> dict[int, int]:
    """In how many lines all elements of a kind are set in each of these widths."""
    found = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    texts = [unescape(re.sub(r"<[^>]+>", "", inside)) for inside in found]
    counts = [_line_counts(text, rooms, character) for text in texts]
    return {room: sum(count[room] for count in counts) for room in rooms}


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


def drawing_size(page: str, layout: str) -> tuple[float, float]:
    """Width and height of the picture of a layout in a page to embed."""
    size = r'width="(\d+)" height="([\d.]+)"'
    found = re.search(rf'<svg class="pda-svg pda-{layout}"[^>]* {size}', page)
    width, height = map(float, found.groups())  # type: ignore[union-attr]
    return width, height


def _drawn_height(drawings: dict[str, tuple[float, float]], layout: str, inner: float) -> float:
    """The height of the picture of a layout in a page with this much room."""
    drawn, height = drawings[layout]
    most = NARROW_DRAWING if layout == "narrow" else drawn
    return height * min(inner, most) / drawn
