"""Where the marks of an interactive figure lie, one row below the other."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

from publicrecord.charts.chart import Chart, Event
from publicrecord.charts.drawing import heading_of, year_of
from publicrecord.language import Language

ROW, LINE, GAP = 26, 17, 6  # pixels: a row, a line of its label, and between two labels
LONGEST = 24  # characters in a line of a label, so that a phone has room for it and its bar
OVER_TIME = ("lines", "points")
PLACED = (*OVER_TIME, "curve", "map")
"""The marks that are at a position of their own. All others lie in rows, which a phone has room
for."""


def is_lying(mark: str) -> bool:
    """Whether marks lie one under the other."""
    return mark not in PLACED


@dataclass
class Slots:
    """The rows by where the middle of each is, in heights of a row of one line. of_row: the one of
    each row of the frame. labels: what each is called. headings, events: the texts that have a row
    of their own. end: where the last row ends."""

    of_row: list[float] = field(default_factory=list)
    labels: dict[float, str] = field(default_factory=dict)
    headings: dict[float, str] = field(default_factory=dict)
    events: dict[float, str] = field(default_factory=dict)
    end: float = 0

    def add(self, kind: dict[float, str], text: str) -> float:
        """Add a row with a text, as high as its lines need."""
        height = max(1.0, (len(textwrap.wrap(text, LONGEST)) * LINE + GAP) / ROW)
        middle = round(self.end + height / 2, 2)
        kind[middle] = text
        self.end = round(self.end + height, 2)
        return middle


def slots_of(chart: Chart, language: Language) -> Slots:
    """The rows of a chart. Marks of several series with one label share a row."""
    found, taken = Slots(), dict[tuple[object, ...], float]()
    seen: dict[tuple[object, ...], int] = {}
    heading = ""
    events = [(_before(chart, event, language), event.text(language)) for event in chart.events]
    for at, row in enumerate(chart.rows):
        for text in [text for before, text in events if before == at]:
            found.add(found.events, text)
        label, own = language.of(row, "label"), heading_of(row, language)
        if own and own != heading:
            found.add(found.headings, own)
        heading = own
        series = row.get("series", "")
        nth = seen[heading, label, series] = seen.get((heading, label, series), 0) + 1
        if (heading, label, nth) not in taken:
            taken[heading, label, nth] = found.add(found.labels, label)
        found.of_row.append(taken[heading, label, nth])
    for text in [text for before, text in events if before == len(chart.rows)]:
        found.add(found.events, text)
    return found


def _before(chart: Chart, event: Event, language: Language) -> int:
    """The index of the row before which an event is: the first of its year or later; of an
    event of one group, the one after the last of the group that is not later."""
    year, rows = event.on[:4], chart.rows
    if event.group:
        group = language.gettext(event.group)
        mine = [at for at, row in enumerate(rows) if heading_of(row, language) == group]
        return max((at + 1 for at in mine if year_of(rows[at]) <= year), default=len(rows))
    return next((at for at, row in enumerate(rows) if year_of(row) >= year), len(rows))
