"""The archipelago in dots: a circle at the point of each place, its area as large as its value.

Longitudes and latitudes are drawn as they are (equirectangular): so near the equator that is
all but true to scale.
"""

from __future__ import annotations

from math import sqrt

from publicrecord.charts.chart import Chart
from publicrecord.charts.drawing import CHARACTER, WIDTH, Drawing, Mark, value_text
from publicrecord.language import Language
from publicrecord.record.package import Row

WEST, EAST, NORTH, SOUTH = 94.6, 141.4, 6.4, -11.4  # degrees, a little more than the country
SCALE = WIDTH["wide"] / (EAST - WEST)  # units a degree
HEIGHT = round((NORTH - SOUTH) * SCALE)
VIEW_BOX = f"0 0 {WIDTH['wide']} {HEIGHT}"
LARGEST, LEAST = 10.0, 0.8  # radii; smaller circles could not be seen
HALF = 350  # how much of the width each half of the narrow layout shows
LINE = 13


def smallest_true(largest: float) -> float:
    """The value below which a circle is drawn larger than it is, given the largest value."""
    return largest * (LEAST / LARGEST) ** 2


def position(lng: float, lat: float) -> tuple[float, float]:
    """Where a point stands in the wide layout."""
    return round((lng - WEST) * SCALE, 1), round((NORTH - lat) * SCALE, 1)


def dots(chart: Chart, language: Language, layout: str) -> Drawing:
    """All circles, the largest first so that none hides a smaller one, with province labels.

    The narrow layout shows the same circles as two halves, one below the other.
    """
    width, narrow = WIDTH[layout], layout == "narrow"
    peak = float(chart.values.max())
    marks = []
    for row in chart.rows:
        x, y = position(row["lng"], row["lat"])
        radius = max(LEAST, LARGEST * sqrt(float(row["value"]) / peak))
        marks.append(
            Mark(
                x=x,
                y=y,
                width=round(radius, 1),
                lines=[language.of(row, "label")],
                value=value_text(row, language),
                place=str(row["code"]),
            )
        )
    labels = _labels(chart.rows, language)
    if not narrow:
        return Drawing(width, HEIGHT, marks, _placed(labels, marks, 0, width))
    shown = width / HALF
    start = WIDTH["wide"] - HALF
    tall = round(HEIGHT * shown)
    halves = [
        Mark(x=0, y=0, width=HALF, height=tall),
        Mark(x=start, y=tall + 6, width=HALF, height=tall),
    ]
    headings = []
    for half in halves:
        inside = [mark for mark in labels if half.x <= mark.x <= half.x + HALF]
        placed = _placed(
            [
                Mark(x=(mark.x - half.x) * shown, y=mark.y * shown, lines=mark.lines)
                for mark in inside
            ],
            [],
            0,
            width,
        )
        for label in placed:
            label.y += half.y
        headings += placed
    return Drawing(width, 2 * tall + 6, marks, headings, ticks=halves, base=HEIGHT)


def _labels(places: list[Row], language: Language) -> list[Mark]:
    """The letters of each province over the middle of its places."""
    points: dict[str, list[tuple[float, float]]] = {}
    for row in places:
        points.setdefault(str(row["short"]), []).append(position(row["lng"], row["lat"]))
    return [
        Mark(
            x=sum(x for x, _y in found) / len(found),
            y=sum(y for _x, y in found) / len(found),
            lines=[short],
        )
        for short, found in points.items()
    ]


def _placed(labels: list[Mark], marks: list[Mark], left: float, right: float) -> list[Mark]:
    """The labels moved to the nearest place where they cover neither a label nor a large dot."""
    taken: list[tuple[float, float, float, float]] = [
        (mark.x - mark.width, mark.y - mark.width, mark.x + mark.width, mark.y + mark.width)
        for mark in marks
        if mark.width > 3
    ]
    for label in sorted(labels, key=lambda label: label.x):
        half = len(label.lines[0]) * CHARACTER * 0.62 + 1
        for reach in range(0, 90, 6):
            spots = [
                (x, y)
                for dx, dy in ((0, -1), (0, 1), (-1, 0), (1, 0), (-1, -1), (1, -1), (-1, 1), (1, 1))
                for x, y in [(label.x + dx * reach, label.y + dy * reach)]
                if left + half <= x <= right - half and y >= LINE
            ]
            free = [(x, y) for x, y in spots if not any(_over((x, y), half, box) for box in taken)]
            if free:
                label.x, label.y = round(free[0][0], 1), round(free[0][1], 1)
                break
        taken.append((label.x - half, label.y - LINE + 2, label.x + half, label.y + 3))
    return labels


def _over(point: tuple[float, float], half: float, box: tuple[float, float, float, float]) -> bool:
    x, y = point
    return x - half < box[2] and x + half > box[0] and y - LINE + 2 < box[3] and y + 3 > box[1]
