"""What a picture is made of before it is rendered: marks with positions, sizes and texts."""

from __future__ import annotations

import math
import re
import textwrap
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from publicrecord.charts.chart import Chart
from publicrecord.language import N_, Language
from publicrecord.record.claims import ABOUT
from publicrecord.record.package import Row

LAYOUTS = ("wide", "narrow")  # of pages
WIDTH = {"wide": 760, "medium": 520, "narrow": 328}
CHARACTER = 7.4  # mean advance of a character at 14 px, measured on the system fonts
ADVANCES = {"iljtfr.,;:'()- ": 4.6, "mwMW": 11.6}  # and of letters that are not as wide as most
ADVANCE = {letter: advance for letters, advance in ADVANCES.items() for letter in letters}
CAPITAL, USUAL = 9.8, 7.8
BOLD = 1.07  # as much wider is a value
MINUS = "\N{MINUS SIGN}"
LINE = 17  # from one line of a text to the next
HATCHED = {"planned", "partial", "printed", "inferred"}  # less sure than a full bar
YEAR = re.compile("[0-9]{4}")
STATUS_WORDS = {
    "not_known": N_("not known"),
    "not_published": N_("not published"),
    "suppressed": N_("hidden"),
}


@dataclass
class Mark:
    """One drawn row or column: position and size in pixels, texts ready to print.

    x, y: where it begins; of a bar on a scale with negative values its end may lie left of x.
    value: printed at value_x, anchored as `anchor` says. start: of a range where it begins, with
    its value, printed at start_x. label_y: the base of its first line. lettered: its value is
    printed beside it. hollow: a point that is not an exact value. context: the headline speaks of
    others. unscaled: its value is printed without a bar, for instance zero. place: the code of the
    place it stands for.
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
    start_value: str = ""
    start_x: float = 0
    value_x: float = 0
    label_y: float = 0
    anchor: str = "start"
    lettered: bool = False
    hollow: bool = False
    context: bool = False
    unscaled: bool = False
    place: str = ""

    @property
    def left(self) -> float:
        """Where a bar begins, to the left of zero if its value is negative."""
        return round(self.x + min(self.width, 0), 1)

    @property
    def length(self) -> float:
        """How long a bar is; one pixel at least, so that it is seen."""
        return max(abs(self.width), 1)

    @property
    def hatched(self) -> bool:
        """Whether its fill says that it is less sure than the others."""
        return self.series in HATCHED


@dataclass
class Drawing:
    """A laid out picture: its size, marks, headings over groups, lines of the scale, events.

    joined: whether a line joins its points. above: whether labels are over their marks, and
    not beside them. land: the path of the land of a map.
    view_box: of the map in the wide layout. notes: other words in the picture.
    """

    width: float
    height: float
    marks: list[Mark]
    headings: list[Mark] = field(default_factory=list)
    ticks: list[Mark] = field(default_factory=list)
    base: float = 0
    events: list[Mark] = field(default_factory=list)
    joined: bool = False
    above: bool = False
    land: str = ""
    view_box: str = ""
    notes: list[Mark] = field(default_factory=list)


def scale_end(chart: Chart) -> float:
    """Where the scale ends: bars begin at zero and the longest nearly fills the picture."""
    return chart.maximum or float(chart.values.abs().max())


def room_of(text: str) -> float:
    """The room that a text takes, about, at the size of labels."""
    return sum(ADVANCE.get(letter, CAPITAL if letter.isupper() else USUAL) for letter in text)


def room_of_value(text: str) -> float:
    """The same of a value, which is bold."""
    return room_of(text) * BOLD


def wrapped(text: str, room: float) -> list[str]:
    """The lines of a text in some room; a text that fits is one, whatever its letters."""
    if room_of(text) <= room:
        return [text]
    return textwrap.wrap(text, max(int(room / CHARACTER), 1)) or [""]


def is_missing(value: Any) -> bool:
    """Whether a cell is empty, in a frame or in a row for printing."""
    return value is None or value == "" or bool(value != value)


def value_text(row: Row, language: Language) -> str:
    """The value as printed at its mark; rounded and perturbed values carry the sign for about."""
    value = row["value"]
    if is_missing(value):
        return language.gettext(STATUS_WORDS[str(row["status"])])
    text = language.short(float(value), int(row.get("decimals") or 0)).replace("-", MINUS)
    return f"≈ {text}" if row["status"] in ABOUT else text


ENDS = (1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10)  # of scales; the half of each is round too


def nice_end(value: float) -> float:
    """The smallest of ENDS times a power of ten that is not below the value."""
    power = 10 ** math.floor(math.log10(value))
    return float(next(step * power for step in ENDS if step * power >= value - 1e-9 * power))


def room_of_ticks(language: Language, end: float) -> float:
    """The room at the left that the numbers of a vertical scale need, with a gap."""
    return max(room_of(language.compact(end * share)) for share in (0.5, 1)) + 12


def scale_ticks(language: Language, end: float, left: float, top: float, rise: float) -> list[Mark]:
    """The lines of a vertical scale: zero, half, end."""
    return [
        Mark(x=left, y=top + rise * (1 - share), lines=[language.compact(end * share)])
        for share in (0, 0.5, 1)
    ]


def heading_of(row: Row, language: Language) -> str:
    """The heading over the rows that a row belongs to, or an empty text."""
    return language.of(row, "group") if f"group_{language.code}" in row else ""


def year_of(row: Row) -> str:
    """The year that a mark belongs to, or an empty text."""
    return str(row.get("year") or row.get("period") or "")


def is_hollow(row: Row) -> bool:
    """Whether a point over time is not an exact count, or is apart from the line."""
    return bool(row["apart"]) if "apart" in row else row["status"] != "published"


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
    own_end = row.get("scale_end", end)  # empty: the value is printed without a bar
    unscaled = is_missing(own_end) or (not missing and float(value) == 0)
    mark = Mark(
        width=0 if missing or unscaled else round(room * float(value) / float(own_end), 1),
        value=value_text(row, language),
        start=_start(row, end, room),
        series=series if isinstance(series, str) else "",
        missing=missing,
        unscaled=unscaled,
    )
    if mark.start is not None:
        mark.start_value = language.short(float(row["start"]))
    margin = row.get("margin")
    if not missing and isinstance(margin, float) and not math.isnan(margin):
        reach = room * margin / end
        mark.whisker = (round(mark.width - reach, 1), round(min(room, mark.width + reach), 1))
    return mark


def _start(row: Row, end: float, room: float) -> float | None:
    """Where a range begins: the value before, of the marks that have one."""
    start: Any = row.get("start")
    return None if is_missing(start) else round(room * float(start) / end, 1)
