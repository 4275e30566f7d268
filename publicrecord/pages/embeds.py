"""Pages to embed: one chart each, complete without script, in a few kB, light and dark.

With each lies its answer in the form of oEmbed (https://oembed.com), which the page of the chart
names; a host of files answers no questions, so there is one for each chart and no address for all.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

from jinja2 import Environment
from markupsafe import Markup

from publicrecord.charts.chart import Chart
from publicrecord.charts.drawing import LAYOUTS
from publicrecord.charts.svg import svg
from publicrecord.context.site_context import SiteContext
from publicrecord.files.citation import addresses, frame
from publicrecord.files.frame_height import (
    NARROW_DRAWING,
    PADDING,
    WIDE_FROM,
    WIDE_GROWN,
    FrameHeights,
    drawing_size,
    frame_heights,
)
from publicrecord.files.pictures import FONT_FAMILY, colours, style_rules
from publicrecord.language import Language
from publicrecord.outputs import new_file
from publicrecord.pages.policy import embed_policy, embed_script, meta
from publicrecord.pages.template_context import EveryPage, template_names
from publicrecord.pages.templates import environment

SHADE = "shade-"
OEMBED = "oembed.json"


@dataclass(frozen=True)
class EmbedPage:
    """What the template of a page to embed may use."""

    chart: Annotated[Chart, "The chart."]
    notice: Annotated[str, "What a site that must not be published says of itself, or empty."]
    drawing: Annotated[Markup, "Its picture, wide and narrow."]
    script: Annotated[Markup, "The script that tells the height of the page."]
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
    padding: Annotated[int, "The space around everything, in pixels."]
    narrow: Annotated[tuple[float, float], "Width and height of the narrow picture."]
    wide: Annotated[tuple[float, float], "Width and height of the wide picture."]
    narrow_drawing: Annotated[int, "How wide the narrow picture is shown, in pixels."]
    wide_from: Annotated[int, "The width of the page from which the wide picture shows, in pixels."]
    heights: Annotated[FrameHeights, "How high its frame is."]


def write_embed(content: SiteContext, chart: Chart, language: Language, folder: Path) -> None:
    """Write the page to embed of a chart to `folder`/<chart_id>/index.html, and its oEmbed."""
    jinja = environment(content.record.settings, language)
    template = jinja.get_template("pages/embed.html.jinja")
    address = f"{language.folder}embed/{chart.chart_id}/"
    every = EveryPage.of(content, jinja, language, address)
    drawing = Markup("").join(svg(jinja, chart, language, layout) for layout in LAYOUTS)
    notice = language.gettext(content.notice) if content.notice else ""
    script, nothing = Markup(embed_script()), Markup("")
    page = EmbedPage(chart, notice, drawing, script, style=nothing, policy=nothing)
    # The style depends on the height of the page, and that on its texts and drawing.
    style = embed_style(template.render(template_names(every, page)), jinja)
    page = replace(page, style=style, policy=Markup(meta(embed_policy(style))))
    html = template.render(template_names(every, page)) + "\n"
    place = folder / chart.chart_id
    new_file(place / "index.html").write_text(html, encoding="utf-8")
    answer = json.dumps(oembed(content, chart, language, html), ensure_ascii=False, indent=1)
    new_file(place / OEMBED).write_text(answer + "\n", encoding="utf-8")


def oembed(content: SiteContext, chart: Chart, language: Language, html: str) -> dict[str, Any]:
    """The page to embed of a chart, given as HTML, as an answer of oEmbed 1.0."""
    address = addresses(chart, language, content.site_root)
    heights = frame_heights(html)
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": language.site,
        "provider_url": address.home,
        "author_name": language.site,
        "author_url": address.page,
        "title": chart.headline(language),
        "html": frame(chart, language, address, heights),
        "width": WIDE_GROWN,
        "height": math.ceil(heights.at(WIDE_GROWN)),
    }


def embed_style(html: str, jinja: Environment) -> Markup:
    """The style that a page to embed has if the build made it, whatever style the page given has:
    of the rules in the site's style sheet and in our template, those for the classes in the page.
    """
    shades = re.findall(rf'<li class="({SHADE}[^"]*)">', html)
    sheet = EmbedStyle(
        shades=shades,
        rules=Markup(style_rules(html[html.find("<svg") : html.rfind("</svg>")])),
        light=colours("light"),
        dark=colours("dark"),
        fonts=Markup(FONT_FAMILY),
        padding=PADDING,
        narrow=drawing_size(html, "narrow"),
        wide=drawing_size(html, "wide"),
        narrow_drawing=NARROW_DRAWING,
        wide_from=WIDE_FROM,
        heights=frame_heights(html),
    )
    return Markup(jinja.get_template("pages/embed.css.jinja").render(template_names(sheet)))
