"""A map in dots over land: a circle at the point of each place, its area as large as its value,
its colour the class of its rate.

Longitudes and latitudes are drawn as they are (equirectangular), which is all but true to scale
near the equator.
"""

from __future__ import annotations

from math import ceil, floor, log10, sqrt

from publicrecord.charts.chart import RATE_DECIMALS, Chart, Ring
from publicrecord.charts.classes import class_limits, class_names, class_of
from publicrecord.charts.drawing import (
    LINE,
    WIDTH,
    Drawing,
    Mark,
    is_missing,
    room_of,
    room_of_value,
    value_text,
    wrapped,
)
from publicrecord.geography import MapFrame
from publicrecord.language import Language

LARGEST, LEAST = 15.0, 1.5  # radii; smaller circles could not be seen
WHOLE = WIDTH["wide"]
STEPS = (1, 0.25, 0.05)  # of the largest value: the sizes that the legend shows
BACKDROP = "assets/map.svg#land"
"""Where the land of the map is, below the root of the site, for all pages that show it."""


def smallest_true(largest: float) -> float:
    """The value below which a circle is drawn larger than it is, given the largest value."""
    return largest * (LEAST / LARGEST) ** 2


def height(frame: MapFrame) -> int:
    """The height of the map of a frame in the wide layout."""
    return round((frame.north - frame.south) * _scale(frame))


def view_box(frame: MapFrame) -> str:
    """The view box of the map of a frame in the wide layout."""
    return f"0 0 {WHOLE} {height(frame)}"


def position(frame: MapFrame, lng: float, lat: float) -> tuple[float, float]:
    """Where a point is in the wide layout."""
    scale = _scale(frame)
    return round((lng - frame.west) * scale, 1), round((frame.north - lat) * scale, 1)


def land_path(frame: MapFrame, rings: tuple[Ring, ...]) -> str:
    """The land of a map as the path of an SVG, in whole units."""
    parts = []
    for ring in rings:
        points = [(round(x), round(y)) for x, y in (position(frame, *at) for at in ring)]
        steps = [
            f"{x - before_x} {y - before_y}"
            for (before_x, before_y), (x, y) in zip(points[:-1], points[1:], strict=True)
            if (x, y) != (before_x, before_y)
        ]
        if len(steps) > 2:  # an islet may be smaller than a unit
            parts.append(f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-"))
    return "".join(parts)


def _scale(frame: MapFrame) -> float:
    """Units a degree."""
    return WHOLE / (frame.east - frame.west)


def dots(chart: Chart, language: Language, layout: str) -> Drawing:
    """All circles, the largest first so that none hides a smaller one, and below the map what
    their sizes and colours mean.

    The other layouts show the whole map too, smaller.
    """
    frame = chart.map_frame
    if frame is None:
        raise TypeError(f"The chart {chart.chart_id} has no map_frame, which a map needs.")
    peak = float(chart.values.max())
    limits = class_limits([row[chart.shade.key] for row in chart.rows]) if chart.shade else []
    marks: list[Mark] = []
    taken: set[tuple[float, float]] = set()
    for row in chart.rows:
        exact = position(frame, row["lng"], row["lat"])
        whole: tuple[float, float] = (round(exact[0]), round(exact[1]))  # fewer bytes, but
        x, y = exact if whole in taken else whole  # no dot has the middle of another
        taken.add((x, y))
        value = value_text(row, language)
        rate = row[chart.shade.key] if chart.shade else ""
        if not is_missing(rate):
            value += f" ({language.number(float(rate), RATE_DECIMALS)})"
        marks.append(
            Mark(
                x=x,
                y=y,
                width=round(max(LEAST, LARGEST * sqrt(float(row["value"]) / peak)), 1),
                lines=[language.of(row, "label")],
                value=value,
                series=f"shade-{class_of(rate, limits)}" if not is_missing(rate) else "",
                place=str(row["code"]),
                lettered=chart.is_subject(row),
            )
        )
    width = WIDTH[layout]
    tall = height(frame) * (width / WHOLE)
    drawing = Drawing(width, tall, marks, view_box=view_box(frame))
    drawing.land = land_path(frame, chart.land)
    if layout != "narrow":  # which has room for rings around their dots only
        scale = width / WHOLE
        drawing.events = [_name(mark, width, scale) for mark in marks if mark.lettered]
    below = _colours(chart, limits, drawing, language) if chart.shade else tall + LINE
    _sizes(chart, drawing, language, below)
    drawing.height = ceil(drawing.height)
    return drawing


def _name(mark: Mark, width: float, scale: float) -> Mark:
    """The name of a place that the headline speaks of, above its dot."""
    half = room_of_value(mark.lines[0]) / 2
    x = min(max(mark.x * scale, half), width - half)
    y = (mark.y - mark.width) * scale - 5
    return Mark(x=round(x, 1), y=round(y, 1), lines=mark.lines)


def _colours(chart: Chart, limits: list[float], drawing: Drawing, language: Language) -> float:
    """Put the classes of the rate below the map, and say where the sizes are, beside or below."""
    top = drawing.height + LINE
    narrow = drawing.width < WHOLE
    room = drawing.width if narrow else drawing.width * 0.56
    lines = wrapped(chart.shade.heading(language), room) if chart.shade else []
    drawing.notes += [Mark(y=top + LINE * at, lines=[line]) for at, line in enumerate(lines)]
    y = top + LINE * len(lines) - 4
    step = room / (len(limits) + 1)
    drawing.headings = [
        Mark(x=round(step * at, 1), y=y, width=round(step - 3, 1), series=f"shade-{at + 1}",
             lines=[name])
        for at, name in enumerate(class_names(limits, language))
    ]  # fmt: skip
    drawing.height = y + 32
    return drawing.height + LINE + 4 if narrow else top


def _sizes(chart: Chart, drawing: Drawing, language: Language, top: float) -> None:
    """Circles of round numbers, as large as the map draws them."""
    scale, peak = drawing.width / WHOLE, float(chart.values.max())
    x = 0.0 if scale < 1 or not chart.shade else drawing.width * 0.62
    counted = next(column for column in chart.columns if column.key == "value")
    drawing.notes.append(Mark(x=x, y=top, lines=[counted.heading(language)]))
    middle = top + 6 + max(LARGEST * scale, 8)
    for number in sizes(peak):
        radius = LARGEST * sqrt(number / peak) * scale
        text = language.number(number)
        key = Mark(x=x + radius + 1, y=middle, width=round(radius, 1), lines=[text], series="size")
        key.value_x = round(x + 2 * radius + 7, 1)
        drawing.ticks.append(key)
        x = key.value_x + room_of(text) + 14
    drawing.height = max(drawing.height, middle + max(LARGEST * scale, 8) + 2)


def sizes(peak: float) -> list[float]:
    """Round numbers for a legend of sizes: near the largest value, and parts of it."""
    return [_rounded_down(peak * step) for step in STEPS]


def _rounded_down(value: float) -> float:
    power = 10 ** floor(log10(value))
    return float(floor(value / power) * power)
