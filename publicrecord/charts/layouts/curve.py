"""A curve of cumulative shares against each other, with the line of even spread."""

from __future__ import annotations

from publicrecord.charts.chart import Chart
from publicrecord.charts.drawing import WIDTH, Drawing, Mark, value_text
from publicrecord.language import Language

WHOLE = 100.0


def curve(chart: Chart, language: Language, layout: str) -> Drawing:
    """Points from the lower left; column `along` is the horizontal share, value the vertical."""
    width = WIDTH[layout]
    side = min(width, 420) - 50
    left, top = 40.0, 14.0
    base = top + side
    marks = [
        Mark(
            x=round(left + side * float(row["along"]) / WHOLE, 1),
            y=round(base - side * float(row["value"]) / WHOLE, 1),
            lines=[language.of(row, "label")],
            value=value_text(row, language),
        )
        for row in chart.rows
    ]
    shares = (0, 25, 50, 75, 100)
    ticks = [
        Mark(x=left, y=base - side * share / WHOLE, lines=[language.number(share)])
        for share in shares
    ]
    along = [
        Mark(x=left + side * share / WHOLE, lines=[language.number(share)]) for share in shares
    ]
    drawing = Drawing(width, base + 42, marks, along, ticks, base=base)
    drawing.events = [
        Mark(x=left, width=side, lines=[language.gettext("share of residents, percent")])
    ]
    return drawing
