"""The interactive figure: a plotly figure from the same frame as the picture and the table.

It has all that the picture has: named series, marks without a value, headings of groups, margins of
error, events and labels. Colours and fonts are given by the page that shows it.
"""

from __future__ import annotations

import math
from typing import Any

import plotly.graph_objects as go

from publicrecord.charts.chart import Chart
from publicrecord.charts.drawing import scale_end, value_text
from publicrecord.charts.scales import scales_of
from publicrecord.charts.slots import LONGEST, OVER_TIME, ROW, Slots, is_lying, slots_of
from publicrecord.charts.traces import DescribeSource, Traces, plain, wrapped
from publicrecord.language import Language

TALL, MAP_TALL = 420, 340
BESIDE = ("dots", "range", "values")
"""The marks whose values are in a column at the right."""
ROOM = 1.3
BAR = 40  # the room above the plot for plotly's toolbar

Axis = dict[str, Any]


def plotly_figure(chart: Chart, language: Language, origin: DescribeSource) -> go.Figure:
    """The chart as a plotly figure. origin: says of a row its status, day and source."""
    lying = is_lying(chart.mark)
    slots = slots_of(chart, language) if lying else Slots()
    drawing = _Drawing(chart, slots, language)
    traces = Traces(chart, slots, language, origin).all()
    bars = [trace for trace in traces if trace.type == "bar"]
    shared = len(bars) > 1 and len(set(slots.of_row)) < len(slots.of_row)
    label_axis, value_axis = drawing.axes()
    layout = go.Layout(
        margin={"l": 8, "r": drawing.right, "t": BAR, "b": 8},
        legend={"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"},
        separators=language.separators,
        height=drawing.height,
        minreducedwidth=40,  # so that a phone has room for the labels
        hovermode="closest",
        uniformtext={"minsize": 11, "mode": "hide"},  # a value that is too small is in the table
        dragmode=False,  # a finger or a wheel moves the page; the toolbar has zoom and pan
        barmode="stack" if chart.mark == "stacked" else "group" if shared else "overlay",
        xaxis=value_axis if lying else label_axis,
        yaxis=label_axis if lying else value_axis,
        **drawing.own_scales(),
        **drawing.written(),
    )
    return go.Figure(traces, layout)


class _Drawing:
    """The axes of a chart, and what is written into its plot."""

    def __init__(self, chart: Chart, slots: Slots, language: Language) -> None:
        self._chart, self._slots, self._language = chart, slots, language
        self._lying = is_lying(chart.mark)
        _numbers, self._scales = scales_of(chart, language)
        headings = {at: f"{heading}:" for at, heading in slots.headings.items()}
        named = slots.labels | headings
        self._lines = {at: wrapped(named[at], LONGEST) for at in sorted(named)}

    @property
    def _is_bars(self) -> bool:
        """Whether marks are bars from zero, each with its value at its end."""
        return self._lying and self._chart.mark not in ("stacked", "categories", *BESIDE)

    @property
    def height(self) -> int:
        """The height of the figure in pixels."""
        if not self._lying:
            return MAP_TALL if self._chart.mark == "map" else TALL
        return max(240, round(ROW * self._slots.end) + BAR + 80)

    @property
    def right(self) -> int:
        """The room at the right, for values beside marks or half of the last tick's text."""
        values = [text for _at, text in self._beside()]
        if self._is_bars:
            known = [row for row in self._chart.rows if row["value"] != ""]
            values = [value_text(row, self._language) for row in known]
        return 12 + round(6.3 * max(map(len, values))) if values else 32 if self._lying else 8

    def axes(self) -> tuple[Axis, Axis]:
        """The axis of the labels, and of the values."""
        language, mark = self._language, self._chart.mark
        least, end = _ends(self._chart, language)
        value_axis = _value_axis(least, end, 1.5 if self._lying else 2, language)
        if self._is_bars:
            value_axis["range"] = [least * ROOM, end * 1.05]  # for the values beside negative bars
        if len(self._scales) > 1:
            value_axis |= {"range": [0, self._scales[0] * 1.05], "visible": False}
        if mark in OVER_TIME:
            return {"type": "date", "automargin": True}, value_axis
        if mark == "curve":
            (along,) = self._chart.headings(("along",), language)
            return value_axis | {"title": {"text": plain(along)}}, value_axis
        if mark == "map" and self._chart.map_frame:  # no axes: the dots draw the country
            shown = self._chart.map_frame
            across, up = [shown.west, shown.east], [shown.south, shown.north]
            return (
                {"visible": False, "range": across},
                {"visible": False, "range": up, "scaleanchor": "x"},
            )
        if mark == "categories":
            value_axis = self._category_axis()
        return {
            "range": [self._slots.end, 0],
            "ticklabelstandoff": 8,
            "tickvals": [*self._lines],
            "ticktext": [*self._lines.values()],
            "automargin": True,
            "showgrid": False,
            "zeroline": False,
        }, value_axis

    def own_scales(self) -> dict[str, Axis]:
        """The axes of the values beside the first; nothing is printed at them."""
        return {
            f"xaxis{at + 1}": {
                "range": [0, end * 1.05],
                "overlaying": "x",
                "visible": False,
                "fixedrange": True,
            }
            for at, end in enumerate(self._scales)
            if at
        }

    def _category_axis(self) -> Axis:
        """The axis of categories: their names at their numbers."""
        rows = [row for row in self._chart.rows if row["value"] != ""]
        names = {float(row["value"]): self._language.of(row, "category") for row in rows}
        return {
            "range": [0.5, max(names) + 0.5],
            "fixedrange": True,
            "automargin": True,
            "tickvals": sorted(names),
            "ticktext": [wrapped(names[at], LONGEST // 3) for at in sorted(names)],
        }

    def written(self) -> dict[str, list[dict[str, Any]]]:
        """Events, lines between groups, values beside dots, letters on a map, and the line of an
        even spread."""
        right = {"x": 1, "xref": "paper", "xanchor": "right"}
        notes = [
            *(
                right | {"y": at, "text": wrapped(text, LONGEST), "align": "right"}
                for at, text in self._slots.events.items()
            ),
            *(right | {"xanchor": "left", "y": at, "text": text} for at, text in self._beside()),
            *({"x": x, "y": y, "text": text} for x, y, text in self._letters()),
        ]
        shapes = [self._across(at - 0.5) for at in self._slots.headings]
        shapes += [self._across(at + 0.5, "dot") for at in self._slots.events]
        for event in self._chart.events if self._chart.mark in OVER_TIME else ():
            up = {"x0": event.on, "x1": event.on, "y0": 0, "y1": 1, "yref": "paper"}
            shapes.append(up | _line("dot"))
            text = wrapped(event.text(self._language), LONGEST)
            top = {"y": 1, "yref": "paper", "yanchor": "top", "xanchor": "right", "align": "right"}
            notes.append(top | {"x": event.on, "text": text})
        if self._chart.mark == "curve":
            shapes.append({"x0": 0, "y0": 0, "x1": 100, "y1": 100} | _line("dash"))
        return {"shapes": shapes, "annotations": [note | {"showarrow": False} for note in notes]}

    def _across(self, at: float, dash: str = "solid") -> dict[str, Any]:
        """A line across the plot between rows."""
        return {"x0": 0, "x1": 1, "xref": "paper", "y0": at, "y1": at} | _line(dash)

    def _beside(self) -> list[tuple[float, str]]:
        """The values that the picture prints beside dots, by the row of each."""
        if self._chart.mark not in BESIDE:
            return []
        return [
            (slot, self._language.number(float(row["value"])))
            for slot, row in zip(self._slots.of_row, self._chart.rows, strict=True)
            if row["value"] != ""
        ]

    def _letters(self) -> list[tuple[float, float, str]]:
        """The letters of each place of the upper level, over the middle of its places."""
        if self._chart.mark != "map":
            return []
        points: dict[str, list[tuple[float, float]]] = {}
        for row in self._chart.rows:
            points.setdefault(str(row["short"]), []).append((row["lng"], row["lat"]))
        return [
            (*(round(sum(along) / len(found), 2) for along in zip(*found, strict=True)), text)
            for text, found in points.items()
        ]


def _line(dash: str) -> dict[str, Any]:
    return {"type": "line", "line": {"dash": dash, "width": 1}}


def _ends(chart: Chart, language: Language) -> tuple[float, float]:
    """Where the values begin and end; of parts that are stacked, where the longest bar ends."""
    least = min(0.0, float(chart.values.min()))
    if chart.mark != "stacked":
        return least, max(0.0, float(chart.values.max())) if least < 0 else scale_end(chart)
    labels = chart.frame[f"label_{language.code}"]
    return least, float(chart.frame["value"].groupby(labels, sort=False).sum().max())


def _value_axis(least: float, end: float, fewest: float, language: Language) -> Axis:
    """The axis of the values, with as many steps as given or up to twice as many.

    It says 6 million and not 6M, as the letter stands for thousands of millions in some languages.
    Its ticks are texts, so it is not zoomed; and bars begin at zero.
    """
    most = (end - least) / fewest
    power = 10 ** math.floor(math.log10(most))
    step = max(step * power for step in (1, 2, 5) if step * power <= most)
    ticks = [step * at for at in range(math.ceil(least / step), math.floor(end / step) + 1)]
    return {
        "range": [least * 1.05, end * 1.05],
        "fixedrange": True,
        "automargin": True,
        "tickvals": ticks,
        "ticktext": [language.compact(tick) for tick in ticks],
    }
