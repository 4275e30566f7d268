"""The static picture: a chart's frame laid out and rendered by Jinja, without a browser.

Each picture has two layouts, wide and narrow, so that no text shrinks on a phone: one unit
of the drawing is one CSS pixel at the width it is made for.
"""

from __future__ import annotations

import math
import textwrap
from dataclasses import dataclass, field

from jinja2 import Environment
from markupsafe import Markup

from prakerja.charts.chart import Chart
from prakerja.language import N_, Language
from prakerja.record.package import Row

LAYOUTS = ("wide", "narrow")
WIDTH = {"wide": 680, "narrow": 328}
CHARACTER = 6.3  # mean advance of a character at 12 px, measured on the system fonts
ROW_MARKS = {"bars", "dots"}
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


@dataclass
class Drawing:
    """A laid out picture: its size, marks, headings over groups and lines of the scale."""

    width: float
    height: float
    marks: list[Mark]
    headings: list[Mark] = field(default_factory=list)
    ticks: list[Mark] = field(default_factory=list)
    base: float = 0


def svg(environment: Environment, chart: Chart, language: Language, layout: str) -> Markup:
    """The picture of a chart as an <svg> element in one layout."""
    stacked = layout == "narrow" or chart.mark in ROW_MARKS
    kind = ("dots" if chart.mark == "dots" else "bars") if stacked else "columns"
    drawing = (_rows if stacked else _columns)(chart, language, layout)
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
        series=series if isinstance(series, str) else "",
        missing=missing,
    )
    margin = row.get("margin")
    if not missing and isinstance(margin, float) and not math.isnan(margin):
        reach = room * margin / end
        mark.whisker = (round(mark.width - reach, 1), round(min(room, mark.width + reach), 1))
    return mark


def nice_end(value: float) -> float:
    """The smallest of 1, 2, 4, 6, 8 or 10 times a power of ten that is not below the value."""
    power = 10 ** math.floor(math.log10(value))
    return float(next(step * power for step in (1, 2, 4, 6, 8, 10) if step * power >= value))
