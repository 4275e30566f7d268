"""The static picture: a chart's frame laid out and rendered by Jinja, without a browser.

Each picture has two layouts, wide and narrow, so that no text shrinks on a phone: one unit
of the drawing is one CSS pixel at the width it is made for.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable

from jinja2 import Environment
from markupsafe import Markup

from prakerja.charts import layouts
from prakerja.charts.chart import Chart
from prakerja.charts.drawing import WIDTH, Drawing, Mark, nice_end, scale_end, value_text
from prakerja.language import Language
from prakerja.record.package import Row

CHARACTER = 6.3  # mean advance of a character at 12 px, measured on the system fonts


def svg(environment: Environment, chart: Chart, language: Language, layout: str) -> Markup:
    """The picture of a chart as an <svg> element in one layout."""
    kind, lay_out = RENDERERS[chart.mark]
    if chart.mark == "columns" and layout == "narrow":
        kind, lay_out = RENDERERS["bars"]  # columns lie down on a phone
    drawing = lay_out(chart, language, layout)
    template = environment.get_template(f"charts/{kind}.svg.jinja")
    return Markup(
        template.render(
            drawing=drawing,
            layout=layout,
            key=f"{chart.chart_id}-{layout}",
            title=chart.headline(language),
            description=chart.alt(language),
            legend=[(series, language.gettext(text)) for series, text in chart.legend],
        ).strip()
    )


def _rows(chart: Chart, language: Language, layout: str) -> Drawing:
    """Bars or dots lying down. Narrow: the label over the mark; wide: beside it."""
    width, narrow = WIDTH[layout], layout == "narrow"
    label_width = 0 if narrow else 230
    value_width = 92
    room = width - 8 if narrow else width - label_width - value_width
    start = 0 if narrow else label_width
    longest = int((width - value_width if narrow else label_width - 12) / CHARACTER)
    end, y = scale_end(chart), 2.0
    marks: list[Mark] = []
    headings: list[Mark] = []
    group = None
    for row in chart.frame.to_dict("records"):
        heading = language.of(row, "group") if "group_id" in row else ""
        if heading and heading != group:
            group = heading
            lines = textwrap.wrap(heading, int(width / CHARACTER / 1.05))
            headings.append(Mark(x=0, y=y + 16, lines=lines))
            y += 10 + 15 * len(lines)
        lines = textwrap.wrap(language.of(row, "label"), longest) or [""]
        mark = _mark(row, language, end, room)
        mark.x, mark.lines = start, lines
        if narrow:
            mark.y = y + 15 * len(lines) + 5
            mark.height = 9
            y += 15 * len(lines) + 23
        else:
            block = max(1, len(lines)) * 15
            mark.y = y + (block - 13) / 2 + 4
            mark.height = 13
            y += block + 8
        marks.append(mark)
    ticks = []
    if chart.maximum:
        ticks = [
            Mark(x=start + room * share, lines=[language.number(end * share)])
            for share in (0, 0.25, 0.5, 0.75, 1)
        ]
        y += 18
    return Drawing(width, math.ceil(y + 2), marks, headings, ticks, base=start)


def _columns(chart: Chart, language: Language, layout: str) -> Drawing:
    """Standing columns with a scale at the left and group headings below."""
    width, height = WIDTH[layout], 300
    left, top, bottom = 74, 24, 58 if "group_id" in chart.frame else 36
    room, rise = width - left - 4, height - top - bottom
    end = nice_end(scale_end(chart))
    frame = chart.frame
    weights = frame["weight"] if "weight" in frame else frame["value"].notna() | True
    unit = room / weights.sum()
    marks: list[Mark] = []
    headings: list[Mark] = []
    group, lettered = None, len(chart.frame) <= 8
    peak = chart.values.max()
    x = float(left)
    for row, weight in zip(frame.to_dict("records"), weights, strict=True):
        heading = language.of(row, "group") if "group_id" in row else ""
        step = unit * weight
        if heading and heading != group:
            group = heading
            headings.append(Mark(x=x, y=height - 20, width=step, lines=heading.split("\n")))
        elif heading:
            headings[-1].width += step
        mark = _mark(row, language, end, rise)
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
    ticks = [
        Mark(x=left, y=top + rise * (1 - share), lines=[language.number(end * share)])
        for share in (0, 0.5, 1)
    ]
    return Drawing(width, height, marks, headings, ticks, base=top + rise)


def _mark(row: Row, language: Language, end: float, room: float) -> Mark:
    value = row["value"]
    missing = value is None or value != value
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
    start = row.get("start")
    return None if start is None or start != start else round(room * float(start) / end, 1)


RENDERERS: dict[str, tuple[str, Callable[[Chart, Language, str], Drawing]]] = {
    "bars": ("bars", _rows),
    "columns": ("columns", _columns),
    "dots": ("dots", _rows),
    "range": ("dots", _rows),
    "lines": ("lines", layouts.lines),
    "tiles": ("tiles", layouts.tiles),
    "multiples": ("multiples", layouts.multiples),
}
