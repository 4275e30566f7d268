"""A map in dots: a circle at the point of each place, its area as large as its value.

Longitudes and latitudes are drawn as they are (equirectangular), which is all but true to scale
near the equator.
"""

from __future__ import annotations

from math import sqrt

from publicrecord.charts.chart import Chart
from publicrecord.charts.drawing import CHARACTER, WIDTH, Drawing, Mark, value_text
from publicrecord.geography import MapFrame
from publicrecord.language import Language
from publicrecord.record.package import Row

LARGEST, LEAST = 10.0, 0.8  # radii; smaller circles could not be seen
WHOLE, HALF = WIDTH["wide"], 350  # the width of a map, and of what each half of it shows
LINE, GAP = 13, 6


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
    """Where a point stands in the wide layout."""
    scale = _scale(frame)
    return round((lng - frame.west) * scale, 1), round((frame.north - lat) * scale, 1)


def _scale(frame: MapFrame) -> float:
    """Units a degree."""
    return WHOLE / (frame.east - frame.west)


def dots(chart: Chart, language: Language, layout: str) -> Drawing:
    """All circles, the largest first so that none hides a smaller one, with the letters of the
    places of the upper level.

    The narrow layout shows the same circles; those of a map more than twice as wide as high in two
    halves, one below the other.
    """
    frame = chart.map_frame
    if frame is None:
        raise TypeError(f"The chart {chart.chart_id} has no map_frame, which a map needs.")
    width, tall = WIDTH[layout], height(frame)
    peak = float(chart.values.max())
    marks = []
    for row in chart.rows:
        x, y = position(frame, row["lng"], row["lat"])
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
    labels = _labels(frame, chart.rows)
    if layout == "wide":
        return Drawing(width, tall, marks, _placed(labels, marks, 0, width))
    parts = _parts(tall, width)
    headings = [label for part in parts for label in _labels_in(part, labels, width)]
    whole = parts[-1].y + parts[-1].height
    return Drawing(width, whole, marks, headings, ticks=parts, base=tall)


def _parts(tall: int, width: int) -> list[Mark]:
    """What a narrow layout shows of a map of this height: for each part where it begins in the map,
    how much of its width it shows, and where it stands."""
    split = 2 * tall < WHOLE
    shown = HALF if split else WHOLE
    scaled = round(tall * width / shown)
    first = Mark(x=0, y=0, width=shown, height=scaled)
    second = Mark(x=WHOLE - HALF, y=scaled + GAP, width=shown, height=scaled)
    return [first, second] if split else [first]


def _labels_in(part: Mark, labels: list[Mark], width: int) -> list[Mark]:
    """The labels of a part of the map, in their places in a narrow layout."""
    scale = width / part.width
    inside = [
        Mark(x=(mark.x - part.x) * scale, y=mark.y * scale, lines=mark.lines)
        for mark in labels
        if part.x <= mark.x <= part.x + part.width
    ]
    placed = _placed(inside, [], 0, width)
    for label in placed:
        label.y += part.y
    return placed


def _labels(frame: MapFrame, places: list[Row]) -> list[Mark]:
    """The letters of each place of the upper level over the middle of its places."""
    points: dict[str, list[tuple[float, float]]] = {}
    for row in places:
        points.setdefault(str(row["short"]), []).append(position(frame, row["lng"], row["lat"]))
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
