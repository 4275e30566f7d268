"""Pages to embed: one chart each, complete without script, in a few kB, light and dark."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from jinja2 import Environment
from markupsafe import Markup

from publicrecord.charts.chart import Chart
from publicrecord.charts.drawing import LAYOUTS
from publicrecord.charts.svg import svg
from publicrecord.context.site_context import SiteContext
from publicrecord.files.frame_height import NARROW_DRAWING, WIDE_FROM
from publicrecord.files.pictures import FONT_FAMILY, colours, style_rules
from publicrecord.language import Language
from publicrecord.outputs import new_file
from publicrecord.pages.policy import embed_policy, meta
from publicrecord.pages.template_context import EveryPage, template_names
from publicrecord.pages.templates import environment

SHADE = "shade-"


@dataclass(frozen=True)
class EmbedPage:
    """What the template of a page to embed may use."""

    chart: Annotated[Chart, "The chart."]
    notice: Annotated[str, "What a site that must not be published says of itself, or empty."]
    drawing: Annotated[Markup, "Its picture, wide and narrow."]
    style: Annotated[Markup, "The rules of the page's style sheet."]
    policy: Annotated[Markup, "The security policy of the page, as a meta element."]


@dataclass(frozen=True)
class EmbedStyle:
    """What the template of the style sheet of a page to embed may use."""

    shades: Annotated[list[str], "The shades in the legend, such as shade-3."]
    rules: Annotated[Markup, "The site's style rules for what the picture contains."]
    light: Annotated[dict[str, str], "The colours by name."]
    dark: Annotated[dict[str, str], "The colours by name, in dark surroundings."]
    fonts: Annotated[Markup, "The families of fonts."]
    narrow_drawing: Annotated[int, "How wide the narrow picture grows, in pixels."]
    wide_from: Annotated[int, "The width of the page from which the wide picture shows, in pixels."]


def write_embed(content: SiteContext, chart: Chart, language: Language, folder: Path) -> None:
    """Write the page to embed of a chart to `folder`/<chart_id>/index.html."""
    jinja = environment(content.record.settings, language)
    template = jinja.get_template("pages/embed.html.jinja")
    address = f"{language.folder}embed/{chart.chart_id}/"
    every = EveryPage.of(content, jinja, language, address)
    drawing = Markup("").join(svg(jinja, chart, language, layout) for layout in LAYOUTS)
    shades = [series for series, _text in chart.legend if series.startswith(SHADE)]
    style = _style(shades, drawing, jinja)
    policy = Markup(meta(embed_policy(style)))
    notice = language.gettext(content.notice) if content.notice else ""
    names = template_names(every, EmbedPage(chart, notice, drawing, style, policy))
    file = new_file(folder / chart.chart_id / "index.html")
    file.write_text(template.render(names) + "\n", encoding="utf-8")


def embed_style(html: str, jinja: Environment) -> str:
    """The style that a page to embed has if the build made it: of the rules in the site's style
    sheet and in our template, those for the classes in the page."""
    shades = re.findall(rf'<li class="({SHADE}[^"]*)">', html)
    return _style(shades, html[html.find("<svg") : html.rfind("</svg>")], jinja)


def _style(shades: list[str], drawing: str, jinja: Environment) -> Markup:
    sheet = EmbedStyle(
        shades=shades,
        rules=Markup(style_rules(drawing)),
        light=colours("light"),
        dark=colours("dark"),
        fonts=Markup(FONT_FAMILY),
        narrow_drawing=NARROW_DRAWING,
        wide_from=WIDE_FROM,
    )
    return Markup(jinja.get_template("pages/embed.css.jinja").render(template_names(sheet)))
