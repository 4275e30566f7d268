"""A strip of all places: a dot for each at its rate, and lines for the few that a page is about.

The dots are the same on every page, so they are drawn once, in a file that all pages use. A dot
is within half its width of its rate; a line is at it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment
from markupsafe import Markup

from publicrecord.charts.chart import RATE_DECIMALS
from publicrecord.charts.drawing import LAYOUTS, LINE, WIDTH, Mark, nice_end, room_of_value
from publicrecord.charts.svg import render
from publicrecord.language import Language

STRIPS = "assets/strips.svg"
"""The file with the dots of each level and layout, below the root of the site."""
DOT = {"wide": 4, "narrow": 3}  # from the centre of a dot to that of the next
Rates = tuple[float, ...]
ROWS = ("here", "within", "whole")
"""The lines of a strip and their classes: a place, what it lies in, and the country."""
TOP = LINE * len(ROWS) + 6  # room for their names


@dataclass(frozen=True)
class StripLine:
    """A line of a strip: the name and rate of a place, and its class, one of ROWS."""

    name: str
    rate: float
    kind: str


def dots_key(level: str, layout: str) -> str:
    """The id of the dots of a level in the shared file."""
    return f"{level}-{layout}"


def dots_path(rates: Rates, layout: str) -> str:
    """The dots of these rates as a path, whose stroke has round ends: those that would cover each
    other are on each other."""
    step, columns, path = DOT[layout], _columns(rates, layout), []
    base = _base(rates, layout)
    for column, count in sorted(columns.items()):
        x = (column + 0.5) * step
        path += [f"M{x:g} {base - (at + 0.5) * step:g}h0" for at in range(count)]
    return "".join(path)


def strip(
    environment: Environment,
    rates: Rates,
    lines: list[StripLine],
    language: Language,
    *,
    level: str,
    to_site_root: str,
    title: str,
    description: str,
) -> Markup:
    """The strip of these rates with lines, wide and narrow. level: of the places, by its name.
    to_site_root: the way from the page to the root of the site."""
    return Markup("").join(
        render(
            environment,
            "strip",
            drawing=_Drawing(rates, lines, language, layout),
            layout=layout,
            dots=f"{to_site_root}{STRIPS}#{dots_key(level, layout)}",
            key=f"strip-{layout}",
            title=title,
            description=description,
        )
        for layout in LAYOUTS
    )


class _Drawing:
    """A laid out strip: its size, the lines as marks with the class of each, and the scale."""

    def __init__(
        self, rates: Rates, lines: list[StripLine], language: Language, layout: str
    ) -> None:
        self.width, self.base = WIDTH[layout], _base(rates, layout)
        self.height = self.base + LINE + 4
        end = _end(rates)
        self.marks = [self._mark(line, end, language) for line in lines]
        self.ticks = [
            Mark(x=share * self.width, lines=[language.number(end * share)], anchor=anchor)
            for share, anchor in ((0, "start"), (0.5, "middle"), (1, "end"))
        ]

    def _mark(self, line: StripLine, end: float, language: Language) -> Mark:
        x = round(line.rate / end * self.width, 1)
        text = f"{line.name}: {language.number(round(line.rate, RATE_DECIMALS), RATE_DECIMALS)}"
        room = room_of_value(text)
        start = min(max(x - room / 2, 0), max(self.width - room, 0))
        row = ROWS.index(line.kind) + 1
        return Mark(x=x, y=row * LINE, value=text, value_x=round(start, 1), series=line.kind)


@cache
def _end(rates: Rates) -> float:
    """Where the scale of a strip ends."""
    return nice_end(max(rates))


@cache
def _columns(rates: Rates, layout: str) -> Counter[int]:
    """How many dots are in each column of a strip."""
    end, width, step = _end(rates), WIDTH[layout], DOT[layout]
    last = width // step - 1
    return Counter(min(int(rate / end * width // step), last) for rate in rates)


def _base(rates: Rates, layout: str) -> int:
    """Where the dots of a strip begin, from above."""
    return TOP + DOT[layout] * max(_columns(rates, layout).values())
