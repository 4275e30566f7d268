"""The interactive figure: a plotly figure from the same frame as the picture and the table."""

from __future__ import annotations

import html
import math
import textwrap

import plotly.graph_objects as go

from publicrecord.charts.chart import Chart
from publicrecord.charts.drawing import HATCHED, heading_of, scale_end
from publicrecord.charts.layouts.map import LARGEST, LEAST
from publicrecord.language import Language
from publicrecord.record.package import Row

LYING = {"bars", "stacked", "dots", "range", "categories", "values"}
OVER_TIME = {"lines", "points"}
LONGEST = 24  # characters in a line of a label beside its bar, so that a phone has room for both
ROW, LINE = 26, 17  # the room of a bar, and of each further line of its label
# What is said of a mark; without the second box in which plotly names the trace.
HOVER = "<extra></extra>%{hovertext}<br>%{customdata}"


def figure(chart: Chart, language: Language) -> go.Figure:
    """The chart as a plotly figure; colours and fonts are given by the page that shows it.

    Each series is a trace; a mark without a value has none. customdata holds the printed value,
    hovertext the mark's label, meta the series. A trace is called as the legend calls its series;
    where the legend has no name for it the name is empty, or plotly would call it "trace 0".
    """
    drawn = [row for row in chart.rows if row["value"] != ""]
    traces = [
        _series(chart, series, [row for row in drawn if _series_of(row) == series], language)
        for series in dict.fromkeys(_series_of(row) for row in drawn)
    ]
    lying = chart.mark in LYING
    # Marks of several series at one label stand side by side.
    names = [_name(chart, row, language) for row in drawn]
    shared = len(traces) > 1 and len(set(names)) < len(names)
    labels = list(dict.fromkeys(names))
    wrapped = [_wrapped(label, LONGEST) for label in labels]
    further = LINE * sum(label.count("<br>") for label in wrapped)
    layout = go.Layout(
        margin={"l": 8, "r": 32 if lying else 8, "t": 8, "b": 8},  # half of the last tick's text
        showlegend=len(traces) > 1,
        legend={"orientation": "h", "y": 1.08},
        separators=language.separators,
        height=max(360, ROW * len(drawn) + further + 80) if lying else 420,
        hovermode="closest",
        barmode="stack" if chart.mark == "stacked" else "group" if shared else "overlay",
    )
    label_axis, value_axis = _axes(chart, [*map(_plain, labels)], wrapped, language)
    layout.update(
        xaxis=value_axis if lying else label_axis, yaxis=label_axis if lying else value_axis
    )
    return go.Figure(traces, layout)


def _series_of(row: Row) -> str:
    return str(row.get("series", ""))


def _series(chart: Chart, series: str, marks: list[Row], language: Language) -> go.Bar | go.Scatter:
    """The trace of one series, with what is said of each of its marks."""
    name = dict(chart.legend).get(series)
    called = language.gettext(name) if name else ""
    labels = [_plain(_name(chart, row, language)) for row in marks]
    trace = _trace(chart, series, labels, marks)
    trace.update(
        name=_plain(called),
        showlegend=bool(called),
        meta=series,
        customdata=[_plain(_said(chart, row, language)) for row in marks],
        hovertext=[language.date(str(row["as_of"])) for row in marks]
        if chart.mark in OVER_TIME
        else [_plain(_with_part(chart, row, language)) for row in marks],
        hovertemplate=HOVER + ("<br>%{fullData.name}" if called else ""),
    )
    return trace


def _axes(
    chart: Chart, order: list[str], wrapped: list[str], language: Language
) -> tuple[dict[str, object], dict[str, object]]:
    """The axis of the labels, in their order (and wrapped, beside lying marks), and of the
    values."""
    lying = chart.mark in LYING
    lowest = min(0.0, float(chart.values.min()))
    value_axis = _value_axis(lowest, _end(chart, language), 1.5 if lying else 2, language)
    if chart.mark in OVER_TIME:
        return {"type": "date", "automargin": True}, value_axis
    if chart.mark == "curve":
        return value_axis, value_axis
    if chart.mark == "map":  # no axes: the dots draw the country
        return {"visible": False}, {"visible": False, "scaleanchor": "x"}
    label_axis: dict[str, object] = {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": order[::-1] if lying else order,
        "automargin": True,
    }
    if lying:
        label_axis |= {"tickvals": order, "ticktext": wrapped}
    if chart.mark == "categories":
        value_axis = _category_axis(chart, language)
    return label_axis, value_axis


def _end(chart: Chart, language: Language) -> float:
    """Where the values end; of parts that are stacked, where the longest whole bar ends."""
    if chart.mark != "stacked":
        return scale_end(chart)
    return float(chart.frame.groupby(f"label_{language.code}")["value"].sum().max())


def _value_axis(lowest: float, end: float, fewest: float, language: Language) -> dict[str, object]:
    """The axis of the values, from zero or the lowest below it, with as many steps as given or up
    to twice as many.

    It says 6 million and not 6M, as M is miliar, thousands of millions, in Indonesian. Its ticks
    are texts, so it is not zoomed; and bars begin at zero.
    """
    most = max(end, -lowest) / fewest
    power = 10 ** math.floor(math.log10(most))
    step = max(step * power for step in (1, 2, 5) if step * power <= most)
    ticks = [step * at for at in range(-math.floor(-lowest / step), math.floor(end / step) + 1)]
    return {
        "range": [lowest * 1.05, end * 1.05],
        "fixedrange": True,
        "automargin": True,
        "tickvals": ticks,
        "ticktext": [language.spoken(tick) for tick in ticks],
    }


def _category_axis(chart: Chart, language: Language) -> dict[str, object]:
    """The axis of categories: their names at their numbers."""
    names = {float(row["value"]): language.of(row, "category") for row in chart.rows}
    return {
        "range": [0.5, max(names) + 0.5],
        "fixedrange": True,
        "automargin": True,
        "tickvals": sorted(names),
        "ticktext": [_wrapped(names[at], LONGEST // 2) for at in sorted(names)],
    }


def _plain(text: str) -> str:
    """A text as plotly shows it; it takes texts for HTML, with links."""
    return html.escape(text, quote=False)


def _wrapped(text: str, width: int) -> str:
    return "<br>".join(map(_plain, textwrap.wrap(text, width)))


def _said(chart: Chart, row: Row, language: Language) -> str:
    """The value of a mark as people read it: its category, or its number."""
    if chart.mark == "categories":
        return language.of(row, "category")
    return language.number(float(row["value"]), int(row.get("decimals") or 0))


def _name(chart: Chart, row: Row, language: Language) -> str:
    """What a mark is called on its axis; with its heading where that tells marks apart."""
    label, heading = language.of(row, "label"), heading_of(row, language)
    if heading and chart.frame[f"label_{language.code}"].duplicated().any():
        return f"{heading}, {label}"
    return label


def _with_part(chart: Chart, row: Row, language: Language) -> str:
    """What a mark is called; of a part of a bar that no legend names, with its own name."""
    name = _name(chart, row, language)
    return f"{name}: {language.of(row, 'part')}" if f"part_{language.code}" in row else name


def _trace(chart: Chart, series: str, labels: list[str], marks: list[Row]) -> go.Bar | go.Scatter:
    """One series: bars standing or lying, dots with their margins of error, a line, or a map."""
    values = [float(mark["value"]) for mark in marks]
    if chart.mark == "points":
        return go.Scatter(x=[mark["as_of"] for mark in marks], y=values, mode="markers")
    if chart.mark in ("lines", "curve"):
        along = "as_of" if chart.mark == "lines" else "along"
        return go.Scatter(x=[mark[along] for mark in marks], y=values, mode="lines+markers")
    if chart.mark == "map":
        return _dots_on_a_map(values, marks)
    if chart.mark in ("dots", "range", "categories", "values"):
        return _dots_with_margins(values, labels, marks)
    pattern = {"pattern": {"shape": "/" if series in HATCHED else ""}}
    if chart.mark in LYING:
        return go.Bar(x=values, y=labels, orientation="h", marker=pattern)
    return go.Bar(x=labels, y=values, marker=pattern)


def _dots_on_a_map(values: list[float], marks: list[Row]) -> go.Scatter:
    return go.Scatter(
        x=[mark["lng"] for mark in marks],
        y=[mark["lat"] for mark in marks],
        mode="markers",
        marker={
            "size": values,
            "sizemode": "area",
            "sizeref": max(values) / (2 * LARGEST) ** 2,
            "sizemin": LEAST,
        },
    )


def _dots_with_margins(values: list[float], labels: list[str], marks: list[Row]) -> go.Scatter:
    margins = [mark.get("margin", "") for mark in marks]
    errors = [float(margin) if margin != "" else 0.0 for margin in margins]
    return go.Scatter(
        x=values,
        y=labels,
        mode="markers",
        marker={"size": 11},
        error_x={"type": "data", "array": errors, "visible": any(errors)},
    )
