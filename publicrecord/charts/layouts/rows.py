"""Marks lying one under the other: bars, dots, ranges, and dots in columns."""

from __future__ import annotations

import math
from dataclasses import dataclass

from publicrecord.charts.chart import Chart, Event, Reference
from publicrecord.charts.drawing import (
    LINE,
    WIDTH,
    Drawing,
    Mark,
    heading_of,
    is_missing,
    mark_of,
    room_of,
    room_of_value,
    scale_end,
    value_text,
    wrapped,
    year_of,
)
from publicrecord.language import Language
from publicrecord.record.package import Row

LONGEST_LABEL = {"wide": 250, "medium": 190, "narrow": 142}  # beside a mark
MOST_LINES = 2  # of a label beside its mark on a phone; longer ones are above
RADIUS = 5  # of a dot
BEFORE_VALUE = 7  # from the end of a mark to its value
CLEAR = 3  # between a number and a line that leaves it out
GAP = 60  # the dashed line of a value that is not known
THICK, BETWEEN = 13, 8  # a mark beside its label, and the gap to the next
THIN, BELOW = 11, 13  # a mark below its label, and the gap to the next
TICK_SHARES = (0, 0.25, 0.5, 0.75, 1)


@dataclass(frozen=True)
class Across:
    """How the width of a picture is shared.

    above: whether labels are above their marks, and take no width. label: the room of labels.
    zero: where zero is drawn. scale: from there to the highest value of the scale.
    """

    above: bool
    label: float
    zero: float
    scale: float


def lying(chart: Chart, language: Language, layout: str) -> Drawing:
    """Bars or dots lying down, as `lying_rows`, and the lines of the scale if the chart has one."""
    end = scale_end(chart)
    across = _across(chart.rows, language, layout, end, dots=chart.mark != "bars")
    drawing = lying_rows(chart.rows, language, layout, across, end=end, events=chart.events)
    for mark, row in zip(drawing.marks, chart.rows, strict=True):
        mark.context = chart.in_context(row)
    if chart.reference:
        _compare(drawing, chart.reference, across, end, language)
    if chart.maximum:
        drawing.ticks = [
            Mark(
                x=round(across.zero + across.scale * share, 1),
                lines=[language.compact(end * share)],
            )
            for share in TICK_SHARES
        ]
        drawing.height += 24
    return drawing


def _compare(
    drawing: Drawing, reference: Reference, across: Across, end: float, language: Language
) -> None:
    """A line through all bars at a value, but not through the numbers beside them, with its words
    above them."""
    for mark in drawing.marks:
        mark.y, mark.label_y = mark.y + LINE + 4, mark.label_y + LINE + 4
    drawing.height += LINE + 4
    x = round(across.zero + across.scale * reference.value / end, 1)
    text = reference.text(language)
    half = room_of(text) / 2
    drawing.notes = [Mark(x=round(min(max(x, half), drawing.width - half), 1), y=13, lines=[text])]
    top = drawing.notes[0].y + 5
    for mark in drawing.marks:
        end_of_value = mark.value_x + room_of_value(mark.value)
        if mark.value_x - CLEAR < x < end_of_value + CLEAR:
            middle = mark.y + mark.height / 2
            drawing.ticks.append(Mark(x=x, y=top, height=middle - LINE / 2 - top))
            top = middle + LINE / 2
    drawing.ticks.append(Mark(x=x, y=top, height=drawing.height - 4 - top))


def small(marked: list[Row], language: Language, layout: str) -> Drawing:
    """Bars of a few rows."""
    known = (float(row["value"]) for row in marked if not is_missing(row["value"]))
    end = max(known, default=0) or 1
    across = _across(marked, language, layout, end, dots=False)
    return lying_rows(marked, language, layout, across, end=end)


def _across(
    marked: list[Row], language: Language, layout: str, end: float, *, dots: bool
) -> Across:
    """The shares of the width that these rows need on a scale that ends at `end`."""
    width = WIDTH[layout]
    values = [float(row["value"]) for row in marked if not is_missing(row["value"])]
    labels = [language.of(row, "label") for row in marked]
    label = min(max(map(room_of, labels)) + 14, LONGEST_LABEL[layout])
    lines = max(len(wrapped(text, label - 12)) for text in labels)
    above = layout == "narrow" and lines > MOST_LINES
    label = 0 if above else label
    value = max(room_of_value(value_text(row, language)) for row in marked) + BEFORE_VALUE
    lowest = min(0.0, *values)
    before = any(not is_missing(row.get("start")) for row in marked) or lowest < 0
    left = label + (value if before else RADIUS if dots else 0)
    right = width - (RADIUS if max(values, default=0) < 0 else value + (RADIUS if dots else 0))
    highest = max(0.0, *values) if lowest < 0 else end  # nothing is kept free above the marks
    unit = (right - left) / (highest - lowest)
    return Across(above, label, round(left - unit * lowest, 1), round(unit * end, 1))


def lying_rows(
    marked: list[Row],
    language: Language,
    layout: str,
    across: Across,
    *,
    end: float,
    events: tuple[Event, ...] = (),
) -> Drawing:
    """Marks lying down, one for each row, each with its value at its end.

    Neighbours with the same label are one group of bars and share it. end: of the scale.
    """
    width = WIDTH[layout]
    room = width if across.above else across.label - 12
    y = 2.0
    drawing = Drawing(width, 0, [], base=across.label, above=across.above)
    waiting = list(events)
    group = before = None
    for row in marked:
        while waiting and year_of(row) >= waiting[0].on[:4]:
            drawing.events.append(Mark(y=y + 13, lines=[waiting.pop(0).text(language)]))
            y += 26
        heading = heading_of(row, language)
        if heading and heading != group:
            group, before = heading, None
            y += 4 if y > 2 else 0
            lines = wrapped(heading, width / 1.08)
            drawing.headings.append(Mark(x=0, y=y + 13, lines=lines))
            y += 6 + LINE * len(lines)
        label = language.of(row, "label")
        mark = mark_of(row, language, end, across.scale)
        mark.x, mark.lines = across.zero, [""] if label == before else wrapped(label, room)
        y = _put(mark, y, above=across.above, shared=label == before)
        _put_values(mark)
        before = label
        drawing.marks.append(mark)
    drawing.height = math.ceil(y)
    return drawing


def _put(mark: Mark, y: float, *, above: bool, shared: bool) -> float:
    """Put a mark below y, and say where it ends. shared: it has the label of the one before."""
    block = LINE * len(mark.lines)
    if above:
        y -= BELOW - 4 if shared else 0
        mark.label_y = y + 13
        mark.y, mark.height = y + (2 if shared else block + 3), THIN
        return mark.y + THIN + BELOW
    y -= BETWEEN - 1 if shared else 0
    mark.label_y = y + 13
    mark.y, mark.height = y + (block - THICK) / 2, THICK
    return y + block + BETWEEN


def _put_values(mark: Mark) -> None:
    """The values beside the ends of a mark: outside of a range, left of a negative bar."""
    at = mark.whisker or (mark.width, mark.width)
    if mark.missing:
        at = (GAP, GAP)
    leftwards = mark.width < 0 or (mark.start is not None and mark.width < mark.start)
    beside = BEFORE_VALUE + (RADIUS if mark.start is not None or mark.whisker else 0)
    mark.anchor = "end" if leftwards else "start"
    mark.value_x = round(mark.x + (at[0] - beside if leftwards else at[1] + beside), 1)
    if mark.start is not None:
        mark.start_x = round(mark.x + mark.start + (beside if leftwards else -beside), 1)


def in_columns(chart: Chart, language: Language, layout: str) -> Drawing:
    """Dots in columns, one for each category, with its name beside the dot.

    No category is drawn longer or larger than another. The value numbers the category, from 1.
    """
    names = {float(row["value"]): language.of(row, "category") for row in chart.rows}
    count = max(names)
    across = _across(chart.rows, language, layout, count, dots=True)
    drawing = lying_rows(chart.rows, language, layout, across, end=count)
    first = drawing.base + RADIUS
    step = min(
        (drawing.width - first - RADIUS - BEFORE_VALUE - room_of_value(name)) / max(at - 1, 1)
        for at, name in names.items()
        if at > 1 or count == 1
    )
    for mark, row in zip(drawing.marks, chart.rows, strict=True):
        mark.x, mark.width = first, round(step * (float(row["value"]) - 1), 1)
        mark.value = language.of(row, "category")
        mark.value_x = round(first + mark.width + RADIUS + BEFORE_VALUE, 1)
    return drawing


def values(chart: Chart, language: Language, layout: str) -> Drawing:
    """Values in a column at the right, with their margins of error: for what has no common scale,
    such as answers to different questions."""
    width = WIDTH[layout]
    drawing = Drawing(width, 0, [], base=width)
    texts = [_with_margin(row, language) for row in chart.rows]
    room = width - max(map(room_of_value, texts)) - 24
    y, group = 2.0, None
    for row, text in zip(chart.rows, texts, strict=True):
        heading = heading_of(row, language)
        if heading and heading != group:
            group = heading
            lines = wrapped(heading, width / 1.08)
            drawing.headings.append(Mark(y=y + 17, lines=lines))
            y += 10 + LINE * len(lines)
        lines = wrapped(language.of(row, "label"), room)
        mark = Mark(y=y, label_y=y + 16, height=LINE * len(lines) + 8, lines=lines, value=text)
        mark.missing, mark.context = is_missing(row["value"]), chart.in_context(row)
        y += mark.height
        drawing.marks.append(mark)
    drawing.height = math.ceil(y + 4)
    return drawing


def _with_margin(row: Row, language: Language) -> str:
    text, margin = value_text(row, language), row.get("margin", "")
    return text if is_missing(margin) else f"{text} ± {language.number(float(margin))}"
