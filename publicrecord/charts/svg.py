"""The static picture: a chart's frame laid out and rendered by Jinja, without a browser.

Each picture has two layouts, wide and narrow, so that no text shrinks on a phone: one unit
of the drawing is one CSS pixel at the width it is made for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from publicrecord.charts.chart import Chart
from publicrecord.charts.drawing import Drawing, is_missing
from publicrecord.charts.layouts import columns, curve, lines, rows, tiles
from publicrecord.charts.layouts import map as dot_map
from publicrecord.language import Language
from publicrecord.record.package import Row


def svg(
    environment: Environment,
    chart: Chart,
    language: Language,
    layout: str,
    address: Callable[[str], str] = lambda code: "",
) -> Markup:
    """The picture of a chart as an <svg> element in one layout.

    address: where the page of a place (by its code) stands; marks of places become links.
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
            address=address,
            key=f"{chart.chart_id}-{layout}",
            title=chart.headline(language),
            description=chart.alt(language),
            legend=[(series, language.gettext(text)) for series, text in chart.legend],
        )

    return draw() if kind in LINKED else _once(chart, ("picture", language, layout), draw)


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
    """Bars of a few rows as one narrow <svg> element. marked: rows as of a chart's frame."""
    values = (float(row["value"]) for row in marked if not is_missing(row["value"]))
    return render(
        environment,
        "bars",
        drawing=rows.lying_rows(marked, language, "narrow", end=max(values, default=0) or 1),
        layout="narrow",
        key=f"{key}-narrow",
        title=title,
        description=description,
    )


def render(environment: Environment, kind: str, **names: object) -> Markup:
    """A laid out picture as an <svg> element, from the template of its kind."""
    template = environment.get_template(f"charts/{kind}.svg.jinja")
    return Markup(template.render(names).strip())


LINKED = ("map", "tiles")
"""The kinds of pictures whose marks may be links, which differ from page to page."""

RENDERERS: dict[str, tuple[str, Callable[[Chart, Language, str], Drawing]]] = {
    "bars": ("bars", rows.lying),
    "stacked": ("stacked", rows.stacked),
    "dots": ("dots", rows.lying),
    "range": ("dots", rows.lying),
    "categories": ("categories", rows.in_columns),
    "columns": ("columns", columns.standing),
    "multiples": ("multiples", columns.multiples),
    "lines": ("lines", lines.lines),
    "curve": ("curve", curve.curve),
    "tiles": ("tiles", tiles.tiles),
    "map": ("map", dot_map.dots),
}
