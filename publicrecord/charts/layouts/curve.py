"""A curve of cumulative shares against each other, with the line of even spread."""

from __future__ import annotations

from publicrecord.charts.chart import Chart
from publicrecord.charts.drawing import LINE, WIDTH, Drawing, Mark, value_text, wrapped
from publicrecord.language import Language
from publicrecord.record.package import Row

WHOLE = 100.0


def curve(chart: Chart, language: Language, layout: str) -> Drawing:
    """Points from the lower left; column `along` is the horizontal share, value the vertical.

    Beside the curve is what its headline speaks of, and what the straight line means.
    """
    width = WIDTH[layout]
    left, top = 40.0, 40.0
    side = min(width, 500) - left - 16
    base = top + side

    def at(row: Row) -> tuple[float, float]:
        return (
            round(left + side * float(row["along"]) / WHOLE, 1),
            round(base - side * float(row["value"]) / WHOLE, 1),
        )

    along, counted = chart.headings(("along", "value"), language)
    drawing = Drawing(width, base + 50, [], base=base)
    for row in chart.rows:
        x, y = at(row)
        mark = Mark(x=x, y=y, lines=[language.of(row, "label")], value=value_text(row, language))
        mark.context, mark.lettered = chart.in_context(row), chart.is_subject(row)
        drawing.marks.append(mark)
        if mark.lettered:
            shares = {along: float(row["along"]), counted: float(row["value"])}
            drawing.notes += _annotated(shares, x, y, language, drawing)
    steps = (0, 25, 50, 75, 100)
    drawing.ticks = [
        Mark(x=left, y=base - side * share / WHOLE, lines=[language.number(share)])
        for share in steps
    ]
    drawing.headings = [
        Mark(x=left + side * share / WHOLE, lines=[language.number(share)]) for share in steps
    ]
    drawing.events = [Mark(x=left, width=side, y=top)]
    drawing.notes += [
        Mark(x=0, y=16, lines=[counted]),
        Mark(x=left + side, y=base + 42, lines=[along], anchor="end"),
        Mark(
            x=left + side * 0.55 - 10,
            y=base - side * 0.55 - 4,
            lines=[language.gettext("even spread")],
            anchor="end",
        ),
    ]
    return drawing


def _annotated(
    shares: dict[str, float], x: float, y: float, language: Language, drawing: Drawing
) -> list[Mark]:
    """A point in words, below it and to its right. shares: of the point, by what they are of."""
    said = [f"{heading}: {language.number(round(share, 1))}" for heading, share in shares.items()]
    lines = [line for text in said for line in wrapped(text, drawing.width - x - 12)]
    low = min(y + 22, drawing.base - LINE * len(lines))
    return [Mark(x=x + 10, y=low + LINE * at, lines=[line]) for at, line in enumerate(lines)]
