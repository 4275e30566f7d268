"""The interactive figure: a plotly figure from the same frame as the picture and the table."""

from __future__ import annotations

import plotly.graph_objects as go

from prakerja.charts.chart import Chart
from prakerja.charts.drawing import HATCHED, scale_end
from prakerja.charts.layouts.archipelago import LARGEST, LEAST
from prakerja.language import Language
from prakerja.record.package import Row

LYING = {"bars", "stacked", "dots", "range", "tiles"}  # a grid explored is a ranking


def figure(chart: Chart, language: Language) -> go.Figure:
    """The chart as a plotly figure; colours and fonts are given by the page that shows it.

    Each series is a trace; a mark without a value has none. customdata holds the printed value.
    """
    drawn = [row for row in chart.rows if row["value"] != ""]
    traces = []
    for series in dict.fromkeys(str(row.get("series", "")) for row in drawn):
        marks = [row for row in drawn if str(row.get("series", "")) == series]
        name = dict(chart.legend).get(series)
        labels = [_name(chart, row, language) for row in marks]
        values = [float(row["value"]) for row in marks]
        printed = [language.number(value) for value in values]
        traces.append(_trace(chart, series, labels, values, printed, marks))
        if name:
            traces[-1].update(name=language.gettext(name))
    lying = chart.mark in LYING
    # Marks of several series at one label stand side by side.
    shared = len(traces) > 1 and len({_name(chart, row, language) for row in drawn}) < len(drawn)
    layout = go.Layout(
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        showlegend=len(traces) > 1,
        legend={"orientation": "h", "y": 1.08},
        separators=",." if language.code == "id" else ".,",
        height=max(360, 26 * len(drawn) + 80) if lying else 420,
        hovermode="closest",
        barmode="stack" if chart.mark == "stacked" else "group" if shared else "overlay",
    )
    value_axis = {"range": [0, scale_end(chart) * 1.05], "fixedrange": False, "automargin": True}
    order = list(dict.fromkeys(_name(chart, row, language) for row in drawn))
    label_axis: dict[str, object] = {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": order[::-1] if lying else order,
        "automargin": True,
    }
    if chart.mark == "lines":
        label_axis = {"type": "date", "automargin": True}
    elif chart.mark == "curve":
        label_axis = value_axis
    elif chart.mark == "archipelago":  # no axes: the dots draw the country
        label_axis = {"visible": False}
        value_axis = {"visible": False, "scaleanchor": "x"}
    layout.update(
        xaxis=value_axis if lying else label_axis, yaxis=label_axis if lying else value_axis
    )
    return go.Figure(traces, layout)


def _name(chart: Chart, row: Row, language: Language) -> str:
    """What a mark is called on its axis; with its heading where that tells marks apart."""
    label = language.of(row, "label")
    if "group_id" in row and chart.frame["label_en"].duplicated().any():
        return f"{language.of(row, 'group')}, {label}"
    return label


def _trace(
    chart: Chart,
    series: str,
    labels: list[str],
    values: list[float],
    printed: list[str],
    marks: list[Row],
) -> go.Bar | go.Scatter:
    """One series: bars standing or lying, or dots with their margins of error."""
    hover = "%{customdata}<extra>%{x}</extra>"
    if chart.mark == "lines":
        return go.Scatter(
            x=[mark["as_of"] for mark in marks],
            y=values,
            customdata=printed,
            mode="lines+markers",
            hovertemplate=hover,
        )
    if chart.mark == "curve":
        return go.Scatter(
            x=[mark["along"] for mark in marks],
            y=values,
            text=labels,
            customdata=printed,
            mode="lines+markers",
            hovertemplate="%{customdata}<extra>%{text}</extra>",
        )
    if chart.mark == "archipelago":
        return go.Scatter(
            x=[mark["lng"] for mark in marks],
            y=[mark["lat"] for mark in marks],
            text=labels,
            customdata=printed,
            mode="markers",
            marker={
                "size": values,
                "sizemode": "area",
                "sizeref": max(values) / (2 * LARGEST) ** 2,
                "sizemin": LEAST,
            },
            hovertemplate="%{customdata}<extra>%{text}</extra>",
        )
    if chart.mark in ("dots", "range"):
        margins = [mark.get("margin", "") for mark in marks]
        errors = [float(margin) if margin != "" else 0.0 for margin in margins]
        return go.Scatter(
            x=values,
            y=labels,
            customdata=printed,
            mode="markers",
            marker={"size": 11},
            error_x={"type": "data", "array": errors, "visible": any(errors)},
            hovertemplate="%{customdata}<extra>%{y}</extra>",
        )
    if chart.mark in LYING:
        return go.Bar(
            x=values,
            y=labels,
            customdata=printed,
            orientation="h",
            marker={"pattern": {"shape": "/" if series in HATCHED else ""}},
            hovertemplate="%{customdata}<extra>%{y}</extra>",
        )
    return go.Bar(
        x=labels,
        y=values,
        customdata=printed,
        marker={"pattern": {"shape": "/" if series in HATCHED else ""}},
        hovertemplate=hover,
    )
