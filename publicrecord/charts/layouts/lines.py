"""Points over a true time scale, joined by a line where they count the same."""

from __future__ import annotations

from datetime import date

from publicrecord.charts.chart import Chart
from publicrecord.charts.drawing import (
    LINE,
    WIDTH,
    Drawing,
    Mark,
    is_hollow,
    nice_end,
    room_of,
    room_of_ticks,
    room_of_value,
    scale_end,
    scale_ticks,
    value_text,
    wrapped,
)
from publicrecord.language import Language
from publicrecord.record.package import Row, rows

Box = tuple[float, float, float, float]
INSET = 26  # from the scale to the first point, so that its value is not over a tick
APART = 3  # the least room between two values


def lines(chart: Chart, language: Language, layout: str) -> Drawing:
    """Points with their values as far as there is room; events are dashed lines.

    The mark `lines` joins the points; the column `apart` says which are not of the line.
    """
    width, height = WIDTH[layout], 320 if layout == "wide" else 280
    height -= 80 if chart.maximum else 0  # shares of a whole: near its end, or low
    known = rows(chart.frame[chart.frame["value"].notna()])
    end = chart.maximum or nice_end(scale_end(chart))
    left, right, top, bottom = room_of_ticks(language, end), 22, 28, 30
    room, rise = width - left - right, height - top - bottom
    days = [_day(str(row["as_of"])) for row in known]
    start, span = min(days), max(max(days) - min(days), 1)

    def across(day: int) -> float:
        return round(left + INSET + (room - INSET) * (day - start) / span, 1)

    drawing = Drawing(width, height, [], base=top + rise, joined=chart.mark == "lines")
    drawing.ticks = scale_ticks(language, end, left, top, rise)
    drawing.events = [
        _event(across(_day(event.on)), event.text(language), top + rise, width - right)
        for event in chart.events
    ]
    for row, day in zip(known, days, strict=True):
        mark = Mark(
            x=across(day),
            y=round(top + rise * (1 - float(row["value"]) / end), 1),
            lines=[_named(row, language)],
            value=value_text(row, language),
            hollow=is_hollow(row),
            unscaled=bool(row.get("apart")),
            context=chart.in_context(row),
        )
        drawing.marks.append(mark)
    subjects = [at for at, row in enumerate(known) if chart.is_subject(row)]
    _put_values(drawing.marks, subjects, drawing.events, (left, width))
    first, last = date.fromordinal(start).year, date.fromordinal(max(days)).year
    drawing.headings = [
        Mark(x=across(day), lines=[str(year)])
        for year in range(first, last + 1)
        if start <= (day := date(year, 1, 1).toordinal()) <= max(days)
    ]
    return drawing


def _named(row: Row, language: Language) -> str:
    """What a point is: its day, and what is counted where the chart says it of each point."""
    day = language.date(str(row["as_of"]))
    group = row.get(f"group_{language.code}")
    return f"{group}, {day}" if group else day


def _event(x: float, text: str, base: float, end: float) -> Mark:
    """An event near the base, with its words on the side that has room."""
    before = end - x < room_of(text) / 2 and x > end / 2
    found = wrapped(text, (x if before else end - x) - 8)[:3]
    top = base - LINE * len(found) - 4
    return Mark(x=x, y=top, height=base, lines=found, series="end" if before else "start")


def _put_values(
    marks: list[Mark], subjects: list[int], events: list[Mark], room: tuple[float, float]
) -> None:
    """Print values above their points: those that the headline speaks of, the last, the first and
    the highest, then as many of the others as have room, each value once; below the point where
    there is none above."""
    taken = [(m.x - 5, m.y - 5, m.x + 5, m.y + 5) for m in marks]
    taken += [_words_of(event) for event in events]
    order = [*subjects, len(marks) - 1, 0, min(range(len(marks)), key=lambda at: marks[at].y)]
    for at in dict.fromkeys([*order, *range(len(marks))]):
        mark = marks[at]
        if at not in order and mark.value in [other.value for other in marks if other.lettered]:
            continue
        half = room_of_value(mark.value) / 2
        middle = min(max(mark.x, room[0] + half), room[1] - half)
        for base in (mark.y - 10, mark.y + 22):
            box = (middle - half, base - 12, middle + half, base + 3)
            others = [one for i, one in enumerate(taken) if i != at]
            if not any(_over(box, one) for one in others):
                mark.lettered, mark.value_x, mark.label_y = True, round(middle, 1), round(base, 1)
                taken.append(box)
                break


def _words_of(event: Mark) -> Box:
    room = max(map(room_of, event.lines)) + 8
    left = event.x if event.series == "start" else event.x - room
    return left, event.y - 12, left + room, event.height


def _over(one: Box, other: Box) -> bool:
    return (
        one[0] - APART < other[2]
        and other[0] < one[2] + APART
        and one[1] < other[3]
        and other[1] < one[3]
    )


def _day(iso: str) -> int:
    year, month, day = (int(part) for part in (iso + "-01-01").split("-")[:3])
    return date(year, month, day).toordinal()
