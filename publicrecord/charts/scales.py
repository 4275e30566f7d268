"""The scales of an interactive figure some of whose marks are on a scale of their own."""

from __future__ import annotations

from publicrecord.charts.chart import Chart
from publicrecord.charts.drawing import heading_of, is_missing, scale_end
from publicrecord.language import Language

UNSCALED = (
    1000.0  # a bar on a scale this many times as long is invisible; its value is still printed
)


def scales_of(chart: Chart, language: Language) -> tuple[list[int], list[float]]:
    """The number of the scale of each row, and where each scale ends. Small panels have one each,
    and so do rows with a `scale_end`; where it is empty, their value is shown without a bar."""
    whole, ends, numbers = scale_end(chart), dict[object, float](), []
    for row in chart.rows:
        if chart.mark == "multiples":
            key: object = heading_of(row, language)
            end = max(ends.get(key, 0.0), float(row["value"] or 0))
        elif "scale_end" in row:
            key = row["scale_end"]
            end = whole * UNSCALED if is_missing(key) else float(row["scale_end"])
        else:
            key, end = "", whole
        ends[key] = end
        numbers.append([*ends].index(key))
    return numbers, [*ends.values()]
