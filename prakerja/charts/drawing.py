"""What a picture is made of before it is rendered: marks with positions, sizes and texts."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from prakerja.charts.chart import Chart
from prakerja.language import N_, Language
from prakerja.record.package import Row

LAYOUTS = ("wide", "narrow")
WIDTH = {"wide": 680, "narrow": 328}
STATUS_WORDS = {
    "not_known": N_("not known"),
    "not_published": N_("not published"),
    "suppressed": N_("hidden"),
}


@dataclass
class Mark:
    """One drawn row or column: position and size in pixels, texts ready to print."""

    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0
    lines: list[str] = field(default_factory=list)
    value: str = ""
    series: str = ""
    missing: bool = False
    whisker: tuple[float, float] | None = None
    start: float | None = None


@dataclass
class Drawing:
    """A laid out picture: its size, marks, headings over groups and lines of the scale."""

    width: float
    height: float
    marks: list[Mark]
    headings: list[Mark] = field(default_factory=list)
    ticks: list[Mark] = field(default_factory=list)
    base: float = 0


def scale_end(chart: Chart) -> float:
    """Where the scale ends: bars begin at zero and the longest nearly fills the picture."""
    return chart.maximum or float(chart.values.max())


def value_text(row: Row, language: Language) -> str:
    """The value as printed at its mark; rounded values carry the sign of rounding."""
    value = row["value"]
    if value is None or value != value:
        return language.gettext(STATUS_WORDS[str(row["status"])])
    text = language.number(float(value))
    return f"≈ {text}" if row["status"] == "rounded" else text


def nice_end(value: float) -> float:
    """The smallest of 1, 2, 4, 6, 8 or 10 times a power of ten that is not below the value."""
    power = 10 ** math.floor(math.log10(value))
    return float(next(step * power for step in (1, 2, 4, 6, 8, 10) if step * power >= value))
