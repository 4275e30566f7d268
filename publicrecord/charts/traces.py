"""The traces of an interactive figure: the marks of each series, and those without a value.

Each mark has its label as hovertext and as customdata what is said of it: its value in words, its
status, day and source, its value as a number, and the number of its row. Traces without customdata
only join or frame marks. A trace is called as the legend calls its series; its meta is the series,
`missing`, `start` or `land`, from which the page takes its colour.
"""

from __future__ import annotations

import html
import textwrap
from collections.abc import Callable
from typing import Any, TypeAlias

import plotly.graph_objects as go

from publicrecord.charts.chart import Chart
from publicrecord.charts.classes import class_limits, class_names, class_of
from publicrecord.charts.drawing import (
    HATCHED,
    STATUS_WORDS,
    heading_of,
    is_hollow,
    is_missing,
    value_text,
)
from publicrecord.charts.layouts.map import LARGEST, LEAST
from publicrecord.charts.scales import scales_of
from publicrecord.charts.slots import OVER_TIME, Slots, is_lying
from publicrecord.language import N_, Language
from publicrecord.record.package import Row

DescribeSource = Callable[[Row], str]
"""Says of a row its status, day and source."""
Trace: TypeAlias = go.Bar | go.Scatter
WIDTH = 0.8  # of a bar; plotly would make those of a series with few marks wider
LONGEST = 34  # characters in a line of what is said of a mark, so that a phone shows it
SYMBOLS = {
    "not_known": "x-thin-open",
    "not_published": "circle-x-open",
    "suppressed": "square-x-open",
}
MISSING, START, LAND = "missing", "start", "land"
DOT, HOLLOW = "dot", "hollow"
"""The series of a legend that tells exact points from others, or the ends of ranges."""
MARGIN = N_("margin of error ±{margin}")
HOVER = "%{hovertext}<br>%{customdata[0]}%{fullData.name}<br>%{customdata[1]}<extra></extra>"


def plain(text: str) -> str:
    """A text as plotly shows it; it takes texts for HTML, with links."""
    return html.escape(text, quote=False)


def wrapped(text: str, width: int) -> str:
    """The same in lines of at most this many characters."""
    return "<br>".join(map(plain, textwrap.wrap(text, width)))


class Traces:
    """Makes the traces of one chart in one language. origin: of its rows."""

    def __init__(
        self, chart: Chart, slots: Slots, language: Language, origin: DescribeSource
    ) -> None:
        self._chart, self._language, self._origin = chart, language, origin
        self._mark, self._lying = chart.mark, is_lying(chart.mark)
        self._slot = slots.of_row
        self._named = dict(chart.legend)
        self._scale, _ends = scales_of(chart, language)
        shades = [row[chart.shade.key] for row in chart.rows] if chart.shade else []
        self._limits = class_limits(shades) if shades else []
        self._grouped = len({*slots.of_row}) < len(slots.of_row)

    def all(self) -> list[Trace]:
        """Every trace: what frames or joins marks, the series by the scale they are on, then what
        has no value by its status."""
        numbered = [*enumerate(self._chart.rows)]
        known = [(at, row) for at, row in numbered if row["value"] != ""]
        groups: dict[tuple[str, int], list[tuple[int, Row]]] = {}
        for at, row in known:
            groups.setdefault((self._series(row), self._scale[at]), []).append((at, row))
        series = sorted(groups) if self._chart.shade else [*groups]
        if self._mark == "stacked":  # the parts of a bar lie in the order of the legend
            places = {named: at for at, named in enumerate(self._named)}
            series.sort(key=lambda key: places.get(key[0], len(places)))
        found = [*self._behind(known)]
        found += [self._of_series(*key, groups[key]) for key in series]
        found += self._missing([pair for pair in numbered if pair[1]["value"] == ""])
        said = [trace for trace in found if trace.customdata is not None]
        several = len({trace.name for trace in said}) > 1
        name, listed = "<br>%{fullData.name}" if several else "", set[str]()
        for trace in found:
            shown = several and trace in said
            trace.update(showlegend=shown and trace.name not in listed)
            if trace in said:
                listed.add(trace.name)
                trace.update(hovertemplate=HOVER.replace("%{fullData.name}", name))
        return found

    def _behind(self, known: list[tuple[int, Row]]) -> list[Trace]:
        """What is behind the marks: land, lines that join them, and where ranges begin."""
        if self._mark == "map" and self._chart.land:
            return [self._land()]
        if self._mark == "lines":
            joined = [row for _at, row in known if not row.get("apart")]
            days, values = [row["as_of"] for row in joined], [row["value"] for row in joined]
            return [go.Scatter(x=days, y=values, mode="lines", hoverinfo="skip", name="")]
        return self._starts(known) if self._mark == "range" else []

    def _series(self, row: Row) -> str:
        if self._mark in OVER_TIME and HOLLOW in self._named:
            return HOLLOW if is_hollow(row) else DOT
        if self._chart.shade and not is_missing(rate := row[self._chart.shade.key]):
            return f"shade-{class_of(rate, self._limits)}"
        return str(row.get("series") or "")

    def _name(self, series: str, rows: list[Row]) -> str:
        """What a series is called: as in the legend, by its class or part, or what is counted."""
        series = DOT if self._mark == "range" and not series else series
        if series in self._named:
            return self._language.gettext(self._named[series])
        if self._chart.shade and series:
            classed = class_names(self._limits, self._language)[int(series[-1]) - 1]
            return f"{self._chart.shade.heading(self._language)}: {classed}"
        if self._is_part(rows[0]):
            return " / ".join(dict.fromkeys(self._language.of(row, "part") for row in rows))
        return self._heading("value")

    def _is_part(self, row: Row) -> bool:
        """Whether a mark is a part of a bar that no legend names."""
        return f"part_{self._language.code}" in row and row.get("series") not in self._named

    def _heading(self, key: str) -> str:
        """The heading of a column of the chart's table."""
        found = (c.heading(self._language) for c in self._chart.columns if c.key == key)
        return next(found, self._chart.subtitle(self._language))

    def _of_series(self, series: str, scale: int, marks: list[tuple[int, Row]]) -> Trace:
        trace, rows = self._drawn(series, marks), [row for _at, row in marks]
        name = self._name(series, rows)
        trace.update(name=wrapped(name, LONGEST), meta=series, legendgroup=series)
        if scale:
            trace.update(xaxis=f"x{scale + 1}")
        return self._said(trace, marks, "value")

    def _said(self, trace: Trace, marks: list[tuple[int, Row]], key: str) -> Trace:
        """The trace with what is said of its marks; key: the column of their value."""
        rows = [row for _at, row in marks]
        trace.update(
            hovertext=[wrapped(self._label(row), LONGEST) for row in rows],
            customdata=[
                [
                    plain(self._value(row, key)),
                    self._details(row, key),
                    None if row[key] == "" else float(row[key]),
                    at,
                ]
                for at, row in marks
            ],
        )
        return trace

    def _label(self, row: Row) -> str:
        """What a mark is called, with its heading; a point in time by its day."""
        on_time = self._mark in OVER_TIME
        label = self._language.date(row["as_of"]) if on_time else self._language.of(row, "label")
        heading = heading_of(row, self._language)
        part = f": {self._language.of(row, 'part')}" if self._is_part(row) else ""
        return (f"{heading}, {label}" if heading else label) + part

    def _value(self, row: Row, key: str) -> str:
        if row[key] == "":
            return self._language.gettext(STATUS_WORDS[str(row["status"])])
        if self._mark == "categories":
            return self._language.of(row, "category")
        return self._language.number(float(row[key]))

    def _details(self, row: Row, key: str) -> str:
        margin = row.get("margin", "") if key == "value" else ""
        words = self._language.gettext(MARGIN).format(
            margin=self._language.number(float(margin or 0))
        )
        return wrapped("; ".join([words] * (margin != "") + [self._origin(row)]), LONGEST)

    # The marks

    def _drawn(self, series: str, marks: list[tuple[int, Row]]) -> Trace:
        rows = [row for _at, row in marks]
        values = [float(row["value"]) for row in rows]
        match self._mark:
            case "lines" | "points":
                symbols = ["circle-open" if is_hollow(row) else "circle" for row in rows]
                marker = {"symbol": symbols, "size": 9}
                days, margins = [row["as_of"] for row in rows], self._margins(rows)
                return go.Scatter(x=days, y=values, mode="markers", marker=marker, error_y=margins)
            case "curve":
                along = [row["along"] for row in rows]
                return go.Scatter(x=along, y=values, mode="lines+markers")
            case "map":
                return self._circles(rows, values)
            case "dots" | "range" | "categories" | "values":
                y = [self._slot[at] for at, _row in marks]
                errors = self._margins(rows)
                marker = {"size": 11}
                dots = go.Scatter(x=values, y=y, mode="markers", marker=marker, error_x=errors)
                return dots.update(cliponaxis=False)
        return self._bars(series, marks, values)

    def _bars(self, series: str, marks: list[tuple[int, Row]], values: list[float]) -> go.Bar:
        rows = [row for _at, row in marks]
        along = [self._slot[at] for at, _row in marks]
        more = {
            "marker": {"pattern": {"shape": "/" if series in HATCHED else ""}},
            "text": [plain(value_text(row, self._language)) for row in rows],
            "textposition": "inside" if self._mark == "stacked" else "outside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "cliponaxis": False,
            "width": None if self._grouped else WIDTH,
        }
        errors = self._margins(rows)
        return go.Bar(x=values, y=along, orientation="h", error_x=errors, **more)

    def _margins(self, rows: list[Row]) -> dict[str, Any]:
        margins = [float(row.get("margin") or 0) for row in rows]
        drawn = any(margins) and self._mark != "stacked"  # there they would cover other parts
        return {"type": "data", "array": margins, "visible": drawn}

    def _circles(self, rows: list[Row], values: list[float]) -> go.Scatter:
        return go.Scatter(
            x=[row["lng"] for row in rows],
            y=[row["lat"] for row in rows],
            mode="markers",
            marker={
                "size": values,
                "sizemode": "area",
                "sizeref": float(self._chart.values.max()) / (2 * LARGEST) ** 2,
                "sizemin": LEAST,
            },
        )

    def _land(self) -> go.Scatter:
        rings = [[*ring, (None, None)] for ring in self._chart.land]
        points = [point for ring in rings for point in ring]
        return go.Scatter(
            x=[lng for lng, _lat in points],
            y=[lat for _lng, lat in points],
            mode="lines",
            fill="toself",
            hoverinfo="skip",
            name="",
            meta=LAND,
        )

    def _missing(self, marks: list[tuple[int, Row]]) -> list[Trace]:
        """A sign at zero for each mark without a value, a trace for each status."""
        found: list[Trace] = []
        for status in dict.fromkeys(str(row["status"]) for _at, row in marks):
            mine = [(at, row) for at, row in marks if row["status"] == status]
            zero, along = [0] * len(mine), [self._along(at, row) for at, row in mine]
            trace = go.Scatter(
                x=zero if self._lying else along,
                y=along if self._lying else zero,
                mode="markers",
                marker={"symbol": SYMBOLS[status], "size": 10},
                cliponaxis=False,
                name=plain(self._language.gettext(STATUS_WORDS[status])),
                meta=MISSING,
            )
            found.append(self._said(trace, mine, "value"))
        return found

    def _along(self, at: int, row: Row) -> Any:
        """Where a mark without a value is."""
        own = {**dict.fromkeys(OVER_TIME, "as_of"), "curve": "along", "map": "lng"}
        return row[own[self._mark]] if self._mark in own else self._slot[at]

    def _starts(self, known: list[tuple[int, Row]]) -> list[Trace]:
        """Where ranges begin, and a line from there to where they end."""
        begun = [(at, row) for at, row in known if row["start"] != ""]
        slots = [self._slot[at] for at, _row in begun]
        ends = [(float(row["start"]), float(row["value"]), None) for _at, row in begun]
        stems = go.Scatter(
            x=[end for pair in ends for end in pair],
            y=[slot for slot in slots for _ in range(3)],
            mode="lines",
            hoverinfo="skip",
            name="",
        )
        starts = go.Scatter(
            x=[first for first, _last, _gap in ends],
            y=slots,
            mode="markers",
            marker={"size": 11, "symbol": "circle-open"},
            cliponaxis=False,
            name=plain(self._name(HOLLOW, []) if HOLLOW in self._named else self._heading("start")),
            meta=START,
        )
        return [stems, self._said(starts, begun, "start")]
