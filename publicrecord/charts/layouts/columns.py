"""Standing columns over groups, and small panels of columns, each on a scale of its own."""

from __future__ import annotations

from itertools import accumulate

from publicrecord.charts.chart import Chart
from publicrecord.charts.drawing import (
    LINE,
    WIDTH,
    Drawing,
    Mark,
    empty_years,
    heading_of,
    is_missing,
    mark_of,
    nice_end,
    room_of,
    room_of_ticks,
    scale_end,
    scale_ticks,
    wrapped,
    year_of,
)
from publicrecord.language import Language
from publicrecord.record.package import Row, records

NAMED = 8  # columns that each have room for their value
WIDEST = 96  # a column


def vertical(chart: Chart, language: Language, layout: str) -> Drawing:
    """Standing columns with a scale at the left and group headings below."""
    width, height = WIDTH[layout], 320
    top, bottom = 26, 60 if f"group_{language.code}" in chart.frame else 36
    if chart.events:
        top += 2 * LINE
    end = nice_end(scale_end(chart))
    left = room_of_ticks(language, end)
    room, rise = width - left - 4, height - top - bottom
    frame = chart.frame
    listed = records(frame)
    weights = [row.get("weight", 1) for row in listed]
    gaps = empty_years(listed, language)
    unit = room / (sum(weights) + sum(gaps))
    drawing = Drawing(width, height, [], base=top + rise)
    waiting = list(chart.events)
    group, lettered = None, len(chart.frame) <= NAMED
    peak = chart.values.max()
    x, free = left, 0.0  # where the next column begins, and where the next name below may
    for row, weight, gap in zip(listed, weights, gaps, strict=True):
        x += unit * gap
        while waiting and year_of(row) >= waiting[0].on[:4]:
            lines = wrapped(waiting.pop(0).text(language), x - 12)[:2]
            event = Mark(x=round(x, 1), y=14, height=top + rise, lines=lines, series="end")
            drawing.events.append(event)
        heading = heading_of(row, language)
        step = unit * weight
        if heading and heading != group:
            group = heading
            drawing.headings.append(Mark(x=x, y=height - 20, width=step, lines=[heading]))
        elif heading:
            drawing.headings[-1].width += step
        mark = mark_of(row, language, end, rise)
        mark.context = chart.in_context(row)
        mark.height, mark.width = mark.width, min(step * 0.8, WIDEST)
        mark.x = x + (step - mark.width) / 2
        mark.y = top + rise - mark.height
        mark.lines = [language.of(row, "label"), _name_below(row, language, x + step / 2, free)]
        free = x + step / 2 + room_of(mark.lines[1]) / 2 + 4 if mark.lines[1] else free
        mark.lettered = lettered or mark.missing or row["value"] == peak
        if row["value"] == peak:
            peak = None  # one label for the highest is enough
        drawing.marks.append(mark)
        x += step
    drawing.ticks = scale_ticks(language, end, left, top, rise)
    return drawing


def _name_below(row: Row, language: Language, middle: float, free: float) -> str:
    """The short name of a column, or nothing where it would cover the one before."""
    short = row.get("short")
    name = str(short) if isinstance(short, str) else language.of(row, "label")
    return name if middle - room_of(name) / 2 >= free else ""


def multiples(chart: Chart, language: Language, layout: str) -> Drawing:
    """A small panel of columns for each group, each on its own scale, with its peak as a number."""
    width, across = WIDTH[layout], {"wide": 4, "medium": 3, "narrow": 2}[layout]
    panel, tall, gap = width / across, 150, 20
    groups: dict[str, list[Row]] = {}
    for row in chart.rows:
        groups.setdefault(language.of(row, "group"), []).append(row)
    down = -(-len(groups) // across)
    drawing = Drawing(width, down * tall, [], base=PANEL_BASE)
    for at, (group, members) in enumerate(groups.items()):
        left, above = round((at % across) * panel, 1), (at // across) * tall
        drawing.headings.append(Mark(x=left, y=above + 14, width=panel - gap, lines=[group]))
        events = [
            event
            for event in chart.events
            if event.group and language.gettext(event.group) == group
        ]
        places = [at + gaps for at, gaps in enumerate(accumulate(empty_years(members, language)))]
        step = (panel - gap) / (places[-1] + 1)
        for event in events:
            years = zip(places, map(year_of, members), strict=True)
            before = max((at + 1 for at, year in years if year <= event.on[:4]), default=0)
            x = left + before * step
            lines = wrapped(event.text(language), left + panel - x - 10)
            drawing.events.append(
                Mark(x=x - 1, y=above + 34, height=above + PANEL_BASE, lines=lines, series="start")
            )
        columns = [left + place * step for place in places]
        drawing.marks += _panel(chart, members, language, columns, above, step)
    return drawing


PANEL_TOP, PANEL_BASE = 40, 124  # of a panel: where the highest column ends, and where all begin


def _panel(
    chart: Chart,
    members: list[Row],
    language: Language,
    columns: list[float],
    above: float,
    step: float,
) -> list[Mark]:
    """The columns of a panel, each at its place; years are named at its ends, the value at its
    peak."""
    values = [0.0 if is_missing(row["value"]) else float(row["value"]) for row in members]
    peak, marks = max(values), []
    for i, (row, value) in enumerate(zip(members, values, strict=True)):
        tall = round((PANEL_BASE - PANEL_TOP) * value / peak, 1) if peak else 0
        mark = mark_of(row, language, peak or 1, 0)
        mark.x, mark.width = round(columns[i] + 1, 1), round(step - 4, 1)
        mark.y, mark.height = round(above + PANEL_BASE - tall, 1), max(tall, 1)
        name = str(row["short"]) if i in (0, len(members) - 1) else ""
        mark.lines = [language.of(row, "label"), name]
        mark.anchor = "end" if i else "start"
        mark.lettered, mark.context = value == peak, chart.in_context(row)
        mark.value_x = round(min(mark.x, columns[-1] + step - room_of(mark.value)), 1)
        marks.append(mark)
    return marks
