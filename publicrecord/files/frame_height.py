"""How high the frame around an embedded chart must be, worked out from its page without a browser.

The page in the frame tells its height to the page around it where scripts run. A newspaper's system
seldom lets one through, so the height is also worked out here for every width: a straight line for
each of two ranges, which the frame has as a style attribute. Where styles are taken out too, a
frame has the same height at any width, its plain attribute; then the picture is as large as that
lets it be.
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
EMBEDDED = ("medium", "narrow")  # the layouts of a picture
PADDING, WIDEST = 8, 760
MEDIUM_FROM = 2 * PADDING + math.ceil(0.88 * WIDTH["medium"])  # a frame in which it can be read
PLAIN_NARROW = 320  # the width of the narrow picture in a frame of the plain height
TITLE, TITLE_LINE, TEXT, LINE, SMALL, SMALL_LINE = 16, 20.8, 14, 20.3, 12, 17.4
MARGINS = 4 + 10 + 8 + 8  # below title and paragraph, above and below the picture
KEY, BETWEEN_KEYS = 24, 18
# The room of a character, in sizes of the font: of the wider fonts that systems have.
PLAIN, BOLD = 0.53, 0.6
SPARE = 6
NARROWEST = 288  # the column of a phone 320 px wide
GROWN = WIDEST + 2 * PADDING  # where the picture grows no more
STEP = 8
STEEP = 9999  # turns the pixel past an end of a range into more than any height


@dataclass(frozen=True)
class LinearHeight:
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
    """The height of a frame: below MEDIUM_FROM, and from there on.

    plain: of a frame without styles, which cuts nothing off at any width. tallest: of all.
    medium_left: how much higher the plain frame is than its page where the medium picture begins.
    """

    narrow: LinearHeight
    medium: LinearHeight
    plain: int
    tallest: int
    medium_left: int

    def at(self, width: float) -> float:
        """The height at a width."""
        return (self.narrow if width < MEDIUM_FROM else self.medium).at(min(width, GROWN))

    @property
    def css(self) -> str:
        """The height as a padding of CSS: the larger of the lines, each of which is cut to less
        than nothing outside its range."""
        narrow, medium = self.narrow.css(), self.medium.css(f"min(100%,{GROWN}px)")
        return (
            f"max(min({narrow},({MEDIUM_FROM}px - 100%)*{STEEP}),"
            f"min({medium},(100% - {MEDIUM_FROM - 1}px)*{STEEP}))"
        )


def frame_heights(page: str) -> FrameHeights:
    """The heights of the frame for a page to embed, given as HTML."""
    return _heights_of(page.partition("<main")[2].partition("</main>")[0])


@cache
def _heights_of(page: str) -> FrameHeights:
    """The same of what is in the page, which several files need: it takes 2 ms."""
    ranges = {
        "narrow": [*range(NARROWEST, MEDIUM_FROM, STEP), MEDIUM_FROM - 1],
        "medium": [*range(MEDIUM_FROM, GROWN, STEP), GROWN],
    }
    height = _heights(page, sorted({width for widths in ranges.values() for width in widths}))
    lines = {
        name: _line_above({width: height[width] for width in widths})
        for name, widths in ranges.items()
    }
    ends = [
        lines[name].at(end) for name, widths in ranges.items() for end in (widths[0], widths[-1])
    ]
    plain = max(_heights(page, ranges["narrow"] + ranges["medium"], PLAIN_NARROW).values())
    left = plain - height[MEDIUM_FROM]
    return FrameHeights(**lines, plain=plain, tallest=math.ceil(max(ends)), medium_left=left)


def _line_above(heights: Mapping[int, float]) -> LinearHeight:
    """A line that is nowhere below these heights, given by their widths, with the slope from the
    first to the last."""
    first, *_others, last = heights
    percent = round(100 * (heights[last] - heights[first]) / (last - first), 1)
    return LinearHeight(
        math.ceil(max(height - percent * width / 100 for width, height in heights.items())), percent
    )


def _heights(page: str, widths: list[int], most: int = 0) -> dict[int, int]:
    """The height of the page at each of these widths, which ascend; most: the width of its narrow
    picture, if it is shown at all of them and does not fill them."""
    inner = [min(width - 2 * PADDING, WIDEST) for width in widths]
    title = _lines_of(page, "h1", inner, TITLE * BOLD)
    about = _lines_of(page, "p", inner, TEXT * PLAIN)
    small = _lines_of(page, "span", inner, SMALL * PLAIN)
    keys = re.findall(r"<li[^>]*>(.*?)</li>", page)
    drawn = {layout: drawing_size(page, layout) for layout in EMBEDDED}

    def picture(width: int, room: int) -> float:
        across, tall = drawn["medium" if width >= MEDIUM_FROM and not most else "narrow"]
        return tall * min(room, most or room) / across

    return {
        width: math.ceil(
            2 * PADDING
            + TITLE_LINE * title[room]
            + LINE * about[room]
            + (LINE + 2) * _rows_of_keys(keys, room)
            + SMALL_LINE * small[room]
            + MARGINS
            + picture(width, room)
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
    found = re.search(rf'<svg class="pr-svg pr-{layout}"[^>]* {size}', page)
    width, height = map(float, found.groups())  # type: ignore[union-attr]
    return width, height
