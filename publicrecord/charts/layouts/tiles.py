"""Squares on a grid, shaded by the class of their value."""

from __future__ import annotations

from itertools import pairwise

from publicrecord.charts.chart import Chart
from publicrecord.charts.drawing import WIDTH, Drawing, Mark, value_text
from publicrecord.language import Language

SHADES = 5


def tiles(chart: Chart, language: Language, layout: str) -> Drawing:
    """A square for each place at its position on the grid, shaded by the class of its value."""
    width = WIDTH[layout]
    across, down = (int(chart.frame[name].max()) + 1 for name in ("tile_col", "tile_row"))
    side = width / across
    limits = class_limits(chart)
    marks = []
    for row in chart.rows:
        value = float(row["value"])
        shade = sum(value >= limit for limit in limits) + 1
        marks.append(
            Mark(
                x=_short(row["tile_col"] * side + 1),
                y=_short(row["tile_row"] * side + 1),
                width=_short(side - 2),
                height=_short(side - 2),
                lines=[str(row["short"]), language.of(row, "label")],
                value=value_text(row, language),
                series=str(shade),
                place=str(row["code"]),
            )
        )
    classes = [
        Mark(x=i * width / SHADES, y=down * side + 12, series=str(i + 1), lines=[text])
        for i, text in enumerate(_class_names(limits, language))
    ]
    height = round(down * side + 44)
    return Drawing(width, height, marks, classes, base=side)


def _short(length: float) -> float:
    """A length to one decimal, without a decimal that is zero: a page to embed is to be small."""
    rounded = round(length, 1)
    return int(rounded) if rounded == int(rounded) else rounded


def class_limits(chart: Chart) -> list[float]:
    """Where each class but the first begins, so that the classes are of equal size."""
    ordered = sorted(chart.values)
    return [ordered[round(len(ordered) * i / SHADES)] for i in range(1, SHADES)]


def _class_names(limits: list[float], language: Language) -> list[str]:
    """The classes, large values in thousands, short enough for a phone: < 20, 20–90, …, ≥ 800."""
    scale = 1000 if limits[-1] >= 1000 else 1
    bounds = [language.number(round(limit / scale)) for limit in limits]
    between = [f"{low}–{high}" for low, high in pairwise(bounds)]
    return [f"< {bounds[0]}", *between, f"≥ {bounds[-1]}"]
