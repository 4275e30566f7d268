"""What a picture is made of before it is rendered: marks with positions, sizes and texts."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from publicrecord.charts.chart import Chart
from publicrecord.language import N_, Language
from publicrecord.record.claims import ABOUT
from publicrecord.record.package import Row

LAYOUTS = ("wide", "narrow")
WIDTH = {"wide": 680, "narrow": 328}
CHARACTER = 6.3  # mean advance of a character at 12 px, measured on the system fonts
HATCHED = {"planned", "partial", "printed"}  # series that are less sure than a full bar
YEAR = re.compile("[0-9]{4}")
STATUS_WORDS = {
    "not_known": N_("not known"),
    "not_published": N_("not published"),
    "suppressed": N_("hidden"),
}


@dataclass
class Mark:
    """One drawn row or column: position and size in pixels, texts ready to print.

    lettered: its value is printed beside it. hollow: a point that is not an exact value.
    place: the code of the place it stands for.
    """

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
    lettered: bool = False
    hollow: bool = False
    place: str = ""

    @property
    def hatched(self) -> bool:
        """Whether its fill says that it is less sure than the others."""
        return self.series in HATCHED


@dataclass
class Drawing:
    """A laid out picture: its size, marks, headings over groups, lines of the scale, events."""

    width: float
    height: float
    marks: list[Mark]
    headings: list[Mark] = field(default_factory=list)
    ticks: list[Mark] = field(default_factory=list)
    base: float = 0
    events: list[Mark] = field(default_factory=list)


def scale_end(chart: Chart) -> float:
    """Where the scale ends: bars begin at zero and the longest nearly fills the picture."""
    return chart.maximum or float(chart.values.max())


def is_missing(value: Any) -> bool:
    """Whether a cell is empty, in a frame or in a row for printing."""
    return value is None or value == "" or bool(value != value)


def value_text(row: Row, language: Language) -> str:
    """The value as printed at its mark; rounded and perturbed values carry the sign for about."""
    value = row["value"]
    if is_missing(value):
        return language.gettext(STATUS_WORDS[str(row["status"])])
    text = language.short(float(value))
    return f"≈ {text}" if row["status"] in ABOUT else text


def nice_end(value: float) -> float:
    """The smallest of 1, 2, 4, 6, 8 or 10 times a power of ten that is not below the value."""
    power = 10 ** math.floor(math.log10(value))
    return float(next(step * power for step in (1, 2, 4, 6, 8, 10) if step * power >= value))


def scale_ticks(language: Language, end: float, left: float, top: float, rise: float) -> list[Mark]:
    """The lines of a standing scale: zero, half, end."""
    return [
        Mark(x=left, y=top + rise * (1 - share), lines=[language.number(end * share)])
        for share in (0, 0.5, 1)
    ]


def heading_of(row: Row, language: Language) -> str:
    """The heading over the rows that a row belongs to, or an empty text."""
    return language.of(row, "group") if f"group_{language.code}" in row else ""


def year_of(row: Row) -> str:
    """The year that a mark belongs to, or an empty text."""
    return str(row.get("year") or row.get("period") or "")


def empty_years(marked: list[Row], language: Language) -> list[int]:
    """For each mark how many years lie between it and the one before, where both are years, so that
    room is left for them."""
    labels = [language.of(row, "label") for row in marked]
    steps = [
        int(label) - int(before) if YEAR.fullmatch(before) and YEAR.fullmatch(label) else 1
        for before, label in pairwise(labels)
    ]
    return [0, *(max(step - 1, 0) for step in steps)]


def mark_of(row: Row, language: Language, end: float, room: float) -> Mark:
    """The mark of a row on a scale that ends at `end` after `room` pixels; its place is open."""
    value = row["value"]
    missing = is_missing(value)
    series = row.get("series")
    mark = Mark(
        width=0 if missing else round(room * float(value) / end, 1),
        value=value_text(row, language),
        start=_start(row, end, room),
        series=series if isinstance(series, str) else "",
        missing=missing,
    )
    margin = row.get("margin")
    if not missing and isinstance(margin, float) and not math.isnan(margin):
        reach = room * margin / end
        mark.whisker = (round(mark.width - reach, 1), round(min(room, mark.width + reach), 1))
    return mark


def _start(row: Row, end: float, room: float) -> float | None:
    """Where a range begins: the value before, of the marks that have one."""
    start: Any = row.get("start")
    return None if is_missing(start) else round(room * float(start) / end, 1)
