"""Points joined by a line over a true time scale."""

from __future__ import annotations

import textwrap
from datetime import date

from publicrecord.charts.chart import Chart
from publicrecord.charts.drawing import (
    CHARACTER,
    WIDTH,
    Drawing,
    Mark,
    nice_end,
    scale_end,
    scale_ticks,
    value_text,
)
from publicrecord.language import Language
from publicrecord.record.package import rows


def lines(chart: Chart, language: Language, layout: str) -> Drawing:
    """Points joined by a line; the last is labelled, events are dashed lines."""
    width, height = WIDTH[layout], 300 if layout == "wide" else 240
    left, right, top, bottom = 84, 14, 26, 30
    room, rise = width - left - right, height - top - bottom
    known = rows(chart.frame[chart.frame["value"].notna()])
    days = [_day(str(row["as_of"])) for row in known]
    end = nice_end(scale_end(chart))
    start, span = min(days), max(days) - min(days)

    def across(day: int) -> float:
        return round(left + room * (day - start) / span, 1)

    marks = [
        Mark(
            x=across(day),
            y=round(top + rise * (1 - float(row["value"]) / end), 1),
            lines=[language.date(str(row["as_of"]))],
            value=value_text(row, language),
            hollow=row["status"] != "published",
        )
        for row, day in zip(known, days, strict=True)
    ]
    first, last = date.fromordinal(start).year, date.fromordinal(max(days)).year
    years = [
        Mark(x=across(day), lines=[str(year)])
        for year in range(first + 1, last + 1)
        if (day := date(year, 1, 1).toordinal()) <= max(days)
    ]
    events = [
        Mark(
            x=(x := across(_day(event.on))),
            y=top + rise - 34,
            height=top + rise,
            lines=textwrap.wrap(event.text(language), int((width - x - right) / CHARACTER))[:3],
            series="start",
        )
        for event in chart.events
    ]
    ticks = scale_ticks(language, end, left, top, rise)
    return Drawing(width, height, marks, years, ticks, base=top + rise, events=events)


def _day(iso: str) -> int:
    year, month, day = (int(part) for part in (iso + "-01-01").split("-")[:3])
    return date(year, month, day).toordinal()
