"""Layouts of the pictures that are neither rows nor columns: lines, tiles, small multiples."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from prakerja.charts.chart import Chart
from prakerja.charts.drawing import (
    WIDTH,
    Drawing,
    Mark,
    nice_end,
    scale_end,
    value_text,
)
from prakerja.language import Language
from prakerja.record.package import Row, rows

TILE_COLUMNS, TILE_ROWS, SHADES = 17, 8, 5


def lines(chart: Chart, language: Language, layout: str) -> Drawing:
    """Points joined by a line over a true time scale; the first and the last are labelled."""
    width, height = WIDTH[layout], 300 if layout == "wide" else 240
    left, right, top, bottom = 84, 14, 26, 30
    room, rise = width - left - right, height - top - bottom
    known = rows(chart.frame[chart.frame["value"].notna()])
    days = [_day(str(row["as_of"])) for row in known]
    end = nice_end(scale_end(chart))
    span = max(days) - min(days)
    marks = []
    for row, day in zip(known, days, strict=True):
        mark = Mark(
            x=round(left + room * (day - min(days)) / span, 1),
            y=round(top + rise * (1 - float(row["value"]) / end), 1),
            lines=[language.date(str(row["as_of"]))],
            value=value_text(row, language),
        )
        marks.append(mark)
    ticks = [
        Mark(x=left, y=top + rise * (1 - share), lines=[language.number(end * share)])
        for share in (0, 0.5, 1)
    ]
    first, last = date.fromordinal(min(days)).year, date.fromordinal(max(days)).year
    years = [
        Mark(x=round(left + room * (day - min(days)) / span, 1), lines=[str(year)])
        for year in range(first + 1, last + 1)
        if (day := date(year, 1, 1).toordinal()) <= max(days)
    ]
    return Drawing(width, height, marks, years, ticks, base=top + rise)


def _day(iso: str) -> int:
    year, month, day = (int(part) for part in (iso + "-01-01").split("-")[:3])
    return date(year, month, day).toordinal()


def tiles(chart: Chart, language: Language, layout: str) -> Drawing:
    """A square for each place at its position on the grid, shaded by the class of its value."""
    width = WIDTH[layout]
    side = width / TILE_COLUMNS
    limits = class_limits(chart)
    marks = []
    for row in rows(chart.frame):
        value = float(row["value"])
        shade = sum(value >= limit for limit in limits) + 1
        marks.append(
            Mark(
                x=round(row["tile_col"] * side + 1, 1),
                y=round(row["tile_row"] * side + 1, 1),
                width=round(side - 2, 1),
                height=round(side - 2, 1),
                lines=[str(row["short"]), language.of(row, "label")],
                value=value_text(row, language),
                series=str(shade),
            )
        )
    classes = [
        Mark(x=i * width / SHADES, y=TILE_ROWS * side + 12, series=str(i + 1), lines=[text])
        for i, text in enumerate(_class_names(limits, language))
    ]
    height = round(TILE_ROWS * side + 44)
    return Drawing(width, height, marks, classes, base=side)


def class_limits(chart: Chart) -> list[float]:
    """Where each class but the first begins, so that the classes are of equal size."""
    ordered = sorted(chart.values)
    return [ordered[round(len(ordered) * i / SHADES)] for i in range(1, SHADES)]


def _class_names(limits: list[float], language: Language) -> list[str]:
    """The classes in thousands, short enough for a phone: < 20, 20–90, …, ≥ 800."""
    thousands = [language.number(round(limit / 1000)) for limit in limits]
    between = [f"{low}–{high}" for low, high in pairwise(thousands)]
    return [f"< {thousands[0]}", *between, f"≥ {thousands[-1]}"]


def multiples(chart: Chart, language: Language, layout: str) -> Drawing:
    """A small panel of columns for each group, all on one scale."""
    width, across = WIDTH[layout], 4 if layout == "wide" else 2
    panel, height, top, bottom, gap = width / across, 128, 38, 20, 14
    groups: dict[str, list[Row]] = {}
    for row in rows(chart.frame):
        groups.setdefault(language.of(row, "group"), []).append(row)
    end = scale_end(chart)
    marks, headings = [], []
    for at, (group, members) in enumerate(groups.items()):
        left, above = (at % across) * panel, (at // across) * (height + 8)
        headings.append(Mark(x=round(left, 1), y=above + 14, width=panel - gap, lines=[group]))
        step = (panel - gap) / len(members)
        peak = max(float(row["value"]) for row in members)
        for i, row in enumerate(members):
            tall = round((height - top - bottom) * float(row["value"]) / end, 1)
            mark = Mark(
                x=round(left + i * step + 1, 1),
                y=round(above + height - bottom - tall, 1),
                width=round(step - 3, 1),
                height=max(tall, 1),
                lines=[
                    language.of(row, "label"),
                    str(row["short"]) if i in (0, len(members) - 1) else "",
                ],
                value=value_text(row, language),
                series="peak" if float(row["value"]) == peak else "",
            )
            marks.append(mark)
    down = -(-len(groups) // across)
    return Drawing(width, down * (height + 8), marks, headings, base=height - bottom)
