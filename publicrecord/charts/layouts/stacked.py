"""Whole bars cut into parts: the rows with one label are the parts of one bar."""

from __future__ import annotations

import math
from itertools import groupby

from publicrecord.charts.chart import Chart
from publicrecord.charts.drawing import (
    LINE,
    WIDTH,
    Drawing,
    Mark,
    room_of,
    value_text,
    wrapped,
)
from publicrecord.language import Language
from publicrecord.record.package import Row

TALL, BETWEEN = 26, 16  # a bar, and the gap to the next
BEYOND = 3  # of a line through a bar, above and below it
SWATCH, APART = 16, 20  # the room of a key's square, and from a key to the next


def stacked(chart: Chart, language: Language, layout: str) -> Drawing:
    """Bars of parts, each with its value where it fits; the table has all of them.

    A chart without a legend has other parts in each bar: then their names and values are below it.
    A part that is a `reference` is compared with all bars, by a line through them.
    """
    width = WIDTH[layout]
    whole = chart.frame.groupby(f"label_{language.code}")["value"].sum()
    scale = width / max(chart.maximum or 0.0, float(whole.max()))
    drawing = Drawing(width, 0, [])
    y, compared = 2.0, None
    for label, parts in groupby(chart.rows, key=lambda row: language.of(row, "label")):
        lines = wrapped(label, width)
        drawing.headings.append(Mark(y=y + 13, lines=lines))
        y += LINE * len(lines) + 3
        x, members = 0.0, []
        for row in parts:
            part = _part(row, language, scale)
            part.x, part.y = round(x, 1), y
            x += part.width
            members.append(part)
            if row.get("reference"):
                compared = round(x, 1)
        drawing.marks += members
        y += TALL
        if not chart.legend:
            y = _keys(members, drawing, y)
        y += BETWEEN
    drawing.height = math.ceil(y - BETWEEN + 4)
    if compared is not None:
        bars = dict.fromkeys(part.y for part in drawing.marks)
        drawing.ticks = [Mark(x=compared, y=bar - BEYOND, height=TALL + 2 * BEYOND) for bar in bars]
    return drawing


def _part(row: Row, language: Language, scale: float) -> Mark:
    text = value_text(row, language)
    part = Mark(width=round(float(row["value"]) * scale, 1), height=TALL, series=str(row["series"]))
    part.lines = [language.of(row, "part"), text]
    if part.width > room_of(text) + 6:
        part.value = text
    return part


def _keys(parts: list[Mark], drawing: Drawing, y: float) -> float:
    """Put the names of the parts of a bar below it, and say where they end."""
    x, y = 0.0, y + 20
    for part in parts:
        text = f"{part.lines[0]} {part.lines[1]}"
        room = SWATCH + room_of(text)
        if x and x + room > drawing.width:
            x, y = 0.0, y + LINE + 2
        lines = wrapped(text, drawing.width - SWATCH)
        drawing.notes.append(Mark(x=round(x, 1), y=y, series=part.series, lines=lines))
        x += room + APART
        y += LINE * (len(lines) - 1)
        part.value = ""
    return y + 4
