"""Marks lying one under the other: bars, dots, ranges, dots in columns, and stacked bars."""

from __future__ import annotations

import math
import textwrap
from itertools import groupby

from publicrecord.charts.chart import Chart, Event
from publicrecord.charts.drawing import (
    CHARACTER,
    WIDTH,
    Drawing,
    Mark,
    heading_of,
    mark_of,
    scale_end,
    value_text,
    year_of,
)
from publicrecord.language import Language
from publicrecord.record.package import Row

LINE = 15  # from one line of a label to the next
LABEL_WIDTH, VALUE_WIDTH = 230, 92
RADIUS = 5  # of a dot


def lying(chart: Chart, language: Language, layout: str) -> Drawing:
    """Bars or dots lying down, as `lying_rows`, and the lines of the scale if the chart has one."""
    end = scale_end(chart)
    drawing = lying_rows(chart.rows, language, layout, end=end, events=chart.events)
    if chart.maximum:
        room = _room(layout)
        drawing.ticks = [
            Mark(x=drawing.base + room * share, lines=[language.number(end * share)])
            for share in (0, 0.25, 0.5, 0.75, 1)
        ]
        drawing.height += 18
    return drawing


def lying_rows(
    marked: list[Row],
    language: Language,
    layout: str,
    *,
    end: float,
    events: tuple[Event, ...] = (),
) -> Drawing:
    """Marks lying down, one for each row. Narrow: the label over the mark; wide: beside it.

    Neighbours with the same label are one group of bars and share it. end: of the scale.
    """
    width, narrow = WIDTH[layout], layout == "narrow"
    label_width = 0 if narrow else LABEL_WIDTH
    room = _room(layout)
    longest = int((width - VALUE_WIDTH if narrow else label_width - 12) / CHARACTER)
    y = 2.0
    marks: list[Mark] = []
    headings: list[Mark] = []
    drawn: list[Mark] = []
    waiting = list(events)
    group = before = None
    for row in marked:
        while waiting and year_of(row) >= waiting[0].on[:4]:
            drawn.append(Mark(y=y + 12, lines=[waiting.pop(0).text(language)]))
            y += 22
        heading = heading_of(row, language)
        if heading and heading != group:
            group, before = heading, None
            lines = textwrap.wrap(heading, int(width / CHARACTER / 1.05))
            headings.append(Mark(x=0, y=y + 16, lines=lines))
            y += 10 + LINE * len(lines)
        label = language.of(row, "label")
        lines = textwrap.wrap(label, longest) if label != before else [""]
        mark = mark_of(row, language, end, room)
        mark.x, mark.lines = label_width, lines
        y = _put(mark, y, narrow=narrow, shared=label == before)
        before = label
        marks.append(mark)
    return Drawing(width, math.ceil(y + 2), marks, headings, base=label_width, events=drawn)


def _put(mark: Mark, y: float, *, narrow: bool, shared: bool) -> float:
    """Put a mark below y, and say where it ends. shared: it has the label of the one before."""
    if narrow:
        mark.y, mark.height = y + LINE * len(mark.lines) + 5, 9
        return y + LINE * len(mark.lines) + 23
    if shared:
        mark.y, mark.height = y - 5, 13
        return y + 15
    block = max(1, len(mark.lines)) * LINE
    mark.y, mark.height = y + (block - 13) / 2 + 4, 13
    return y + block + 8


def in_columns(chart: Chart, language: Language, layout: str) -> Drawing:
    """Dots in columns, one for each category, with its name beside the dot.

    No category is drawn longer or larger than another. The value numbers the category, from 1.
    """
    count = float(chart.values.max())
    drawing = lying_rows(chart.rows, language, layout, end=count)
    room = drawing.width - drawing.base - VALUE_WIDTH - RADIUS
    step = room / max(count - 1, 1)
    for mark, row in zip(drawing.marks, chart.rows, strict=True):
        mark.width = round(RADIUS + step * (float(row["value"]) - 1), 1)
        mark.value = language.of(row, "category")
    return drawing


def _room(layout: str) -> int:
    """How long the longest mark may be."""
    width = WIDTH[layout]
    return width - 8 if layout == "narrow" else width - LABEL_WIDTH - VALUE_WIDTH


def stacked(chart: Chart, language: Language, layout: str) -> Drawing:
    """Whole bars cut into parts: the rows with one label are the parts of one bar.

    A part too narrow for its value is drawn without it; the table has all of them.
    """
    width, narrow = WIDTH[layout], layout == "narrow"
    whole = chart.frame.groupby(f"label_{language.code}")["value"].sum()
    end = max(chart.maximum or 0.0, float(whole.max()))
    longest = int(width / CHARACTER)
    marks: list[Mark] = []
    headings: list[Mark] = []
    y = 2.0
    for label, parts in groupby(chart.rows, key=lambda row: language.of(row, "label")):
        lines = textwrap.wrap(label, longest)
        headings.append(Mark(y=y + 12, lines=lines))
        y += LINE * len(lines) + 4
        x = 0.0
        for row in parts:
            part = _part(row, language, width / end, narrow)
            part.x, part.y = round(x, 1), y
            x += part.width
            marks.append(part)
        y += 42
    return Drawing(width, math.ceil(y), marks, headings)


def _part(row: Row, language: Language, scale: float, narrow: bool) -> Mark:
    text = value_text(row, language)
    part = Mark(width=round(float(row["value"]) * scale, 1), height=28, series=str(row["series"]))
    part.lines = [language.of(row, "part"), text]
    if part.width > len(text) * CHARACTER + 6:
        part.value = text
    return part
