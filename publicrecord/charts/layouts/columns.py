"""Standing columns over groups, and small panels of columns on one scale."""

from __future__ import annotations

import textwrap
from itertools import accumulate

from publicrecord.charts.chart import Chart
from publicrecord.charts.drawing import (
    CHARACTER,
    WIDTH,
    Drawing,
    Mark,
    empty_years,
    heading_of,
    mark_of,
    nice_end,
    scale_end,
    scale_ticks,
    value_text,
    year_of,
)
from publicrecord.language import Language
from publicrecord.record.package import Row, records

NAMED = 8  # columns that each have room for their value


def standing(chart: Chart, language: Language, layout: str) -> Drawing:
    """Standing columns with a scale at the left and group headings below."""
    width, height = WIDTH[layout], 300
    left, top, bottom = 74, 24, 58 if f"group_{language.code}" in chart.frame else 36
    if chart.events:
        top += 34
    room, rise = width - left - 4, height - top - bottom
    end = nice_end(scale_end(chart))
    frame = chart.frame
    weights = frame["weight"] if "weight" in frame else frame["value"].notna() | True
    listed = records(frame)
    gaps = empty_years(listed, language)
    unit = room / (weights.sum() + sum(gaps))
    marks: list[Mark] = []
    headings: list[Mark] = []
    events: list[Mark] = []
    waiting = list(chart.events)
    group, lettered = None, len(chart.frame) <= NAMED
    peak = chart.values.max()
    x = float(left)
    for row, weight, gap in zip(listed, weights, gaps, strict=True):
        x += unit * gap
        while waiting and year_of(row) >= waiting[0].on[:4]:
            lines = textwrap.wrap(waiting.pop(0).text(language), int(x / CHARACTER))[:2]
            events.append(Mark(x=round(x, 1), y=12, height=top + rise, lines=lines, series="end"))
        heading = heading_of(row, language)
        step = unit * weight
        if heading and heading != group:
            group = heading
            headings.append(Mark(x=x, y=height - 20, width=step, lines=heading.split("\n")))
        elif heading:
            headings[-1].width += step
        mark = mark_of(row, language, end, rise)
        mark.height, mark.width = mark.width, min(step - 5, 84)
        mark.x = x + (step - mark.width) / 2
        mark.y = top + rise - mark.height
        short = row.get("short")
        mark.lines = [str(short) if isinstance(short, str) else language.of(row, "label")]
        if not (lettered or mark.missing or row["value"] == peak):
            mark.value = ""
        elif row["value"] == peak:
            peak = None  # one label for the highest is enough
        marks.append(mark)
        x += step
    ticks = scale_ticks(language, end, left, top, rise)
    return Drawing(width, height, marks, headings, ticks, base=top + rise, events=events)


def multiples(chart: Chart, language: Language, layout: str) -> Drawing:
    """A small panel of columns for each group, all on one scale."""
    width, across = WIDTH[layout], 4 if layout == "wide" else 2
    panel, height, top, bottom, gap = width / across, 128, 38, 20, 14
    groups: dict[str, list[Row]] = {}
    for row in chart.rows:
        groups.setdefault(language.of(row, "group"), []).append(row)
    end = scale_end(chart)
    marks, headings, events = [], [], []
    for at, (group, members) in enumerate(groups.items()):
        left, above = (at % across) * panel, (at // across) * (height + 8)
        headings.append(Mark(x=round(left, 1), y=above + 14, width=panel - gap, lines=[group]))
        places = [at + gaps for at, gaps in enumerate(accumulate(empty_years(members, language)))]
        step = (panel - gap) / (places[-1] + 1)
        peak = max(float(row["value"]) for row in members)
        for event in chart.events:
            if event.group and language.gettext(event.group) == group:
                years = zip(places, map(year_of, members), strict=True)
                before = max((at + 1 for at, year in years if year <= event.on[:4]), default=0)
                room = int((before * step - 8) / CHARACTER)
                lines = textwrap.wrap(event.text(language), room)
                events.append(
                    Mark(
                        x=round(left + before * step - 1, 1),
                        y=above + 32,
                        height=above + height - bottom,
                        lines=lines,
                        series="end",
                    )
                )
        for i, row in enumerate(members):
            tall = round((height - top - bottom) * float(row["value"]) / end, 1)
            mark = mark_of(row, language, end, 0)
            mark.x = round(left + places[i] * step + 1, 1)
            mark.y = round(above + height - bottom - tall, 1)
            mark.width, mark.height = round(step - 3, 1), max(tall, 1)
            mark.lines = [
                language.of(row, "label"),
                str(row["short"]) if i in (0, len(members) - 1) else "",
            ]
            mark.value = value_text(row, language)
            mark.lettered = float(row["value"]) == peak
            marks.append(mark)
    down = -(-len(groups) // across)
    return Drawing(width, down * (height + 8), marks, headings, base=height - bottom, events=events)
