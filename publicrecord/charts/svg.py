"""The static picture: a chart's frame laid out and rendered by Jinja, without a browser.

Each picture has two layouts, wide and narrow, so that no text shrinks on a phone: one unit
of the drawing is one CSS pixel at the width it is made for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from publicrecord.charts.chart import Chart
from publicrecord.charts.drawing import LAYOUTS, Drawing
from publicrecord.charts.layouts import columns, curve, lines, rows, stacked
from publicrecord.charts.layouts import map as dot_map
from publicrecord.language import Language
from publicrecord.record.package import Row


def svg(
    environment: Environment,
    chart: Chart,
    language: Language,
    layout: str,
    backdrop: str = "",
    named: bool = True,
) -> Markup:
    """The picture of a chart as an <svg> element in one layout.

    backdrop: the address of the land of a map, which else is drawn into the picture. named: whether
    the dots of a map have names and values; a page has them in its table, in the same order.
    """
    kind, lay_out = RENDERERS[chart.mark]
    if chart.mark == "columns" and layout == "narrow":
        kind, lay_out = RENDERERS["bars"]  # columns lie down on a phone

    def draw() -> Markup:
        return render(
            environment,
            kind,
            drawing=_once(
                chart, ("layout", language, layout), lambda: lay_out(chart, language, layout)
            ),
            layout=layout,
            backdrop=backdrop,
            named=named,
            key=f"{chart.chart_id}-{layout}",
            title=chart.headline(language),
            description=chart.alt(language),
            legend=[(series, language.gettext(text)) for series, text in chart.legend],
        )

    return draw() if kind in DIFFERING else _once(chart, ("picture", language, layout), draw)


def _once(chart: Chart, key: tuple[object, ...], make: Callable[[], Any]) -> Any:
    """What `make` gives, made once for a chart and a key."""
    if key not in chart.drawn:
        chart.drawn[key] = make()
    return chart.drawn[key]


def small_bars(
    environment: Environment,
    marked: list[Row],
    language: Language,
    *,
    key: str,
    title: str,
    description: str,
) -> Markup:
    """Bars of a few rows, wide and narrow. marked: rows as of a chart's frame."""
    return Markup("").join(
        render(
            environment,
            "bars",
            drawing=rows.small(marked, language, layout),
            layout=layout,
            key=f"{key}-{layout}",
            title=title,
            description=description,
        )
        for layout in LAYOUTS
    )


def render(environment: Environment, kind: str, **names: object) -> Markup:
    """A laid out picture as an <svg> element, from the template of its kind."""
    template = environment.get_template(f"charts/{kind}.svg.jinja")
    return Markup(WHOLE.sub(r'="\1"', template.render(names).strip()))


WHOLE = re.compile(r'="(-?\d+)\.0"')
"""An attribute that is a whole number, written with a decimal."""

DIFFERING = ("map",)
"""The kinds of pictures that name a file, by an address that differs from page to page."""

RENDERERS: dict[str, tuple[str, Callable[[Chart, Language, str], Drawing]]] = {
    "bars": ("bars", rows.lying),
    "stacked": ("stacked", stacked.stacked),
    "values": ("values", rows.values),
    "dots": ("dots", rows.lying),
    "range": ("dots", rows.lying),
    "categories": ("categories", rows.in_columns),
    "columns": ("columns", columns.vertical),
    "multiples": ("multiples", columns.multiples),
    "lines": ("lines", lines.lines),
    "points": ("lines", lines.lines),
    "curve": ("curve", curve.curve),
    "map": ("map", dot_map.dots),
}
