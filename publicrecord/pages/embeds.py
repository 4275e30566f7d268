"""Pages to embed: one chart each, complete without script, in a few kB, light and dark.

With each lies its answer in the form of oEmbed (https://oembed.com), which the page of the chart
names; a host of files answers no questions, so there is one for each chart and no address for all.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

from jinja2 import Environment
from markupsafe import Markup

from publicrecord.charts.chart import Chart
from publicrecord.charts.drawing import WIDTH
from publicrecord.charts.svg import svg
from publicrecord.context.site_context import SiteContext
from publicrecord.files.citation import chart_urls, frame
from publicrecord.files.frame_height import (
    EMBEDDED,
    GROWN,
    MEDIUM_FROM,
    PADDING,
    PLAIN_NARROW,
    WIDEST,
    FrameHeights,
    drawing_size,
    frame_heights,
)
from publicrecord.files.pictures import FONT_FAMILY, colours, style_rules
from publicrecord.files.style_sheet import in_short, variables_read, without_unread
from publicrecord.language import Language
from publicrecord.outputs import new_file
from publicrecord.pages.policy import embed_policy, embed_script, meta
from publicrecord.pages.template_context import EveryPage, template_names
from publicrecord.pages.templates import environment

SHADE = "shade-"
# In a frame without styles, by what the medium picture leaves of the height: from where on the text
# is larger, and from where on the narrow picture is shown, which is higher.
LARGER_TEXT, NARROW_AGAIN = 110, 180
OEMBED = "oembed.json"


@dataclass(frozen=True)
class EmbedPage:
    """What the template of a page to embed may use."""

    chart: Annotated[Chart, "The chart."]
    notice: Annotated[str, "What a site that must not be published says of itself, or empty."]
    drawing: Annotated[Markup, "Its picture, medium and narrow."]
    script: Annotated[Markup, "The script that loads the values and tells the height of the page."]
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
    steps: Annotated[
        list[tuple[int, float]],
        "From which widths of the page on labels have which size, in pixels.",
    ]
    narrow: Annotated[tuple[float, float], "Width and height of the narrow picture."]
    medium: Annotated[tuple[float, float], "Width and height of the medium picture."]
    medium_from: Annotated[int, "The width of the page from which the medium picture shows."]
    widest: Annotated[int, "The width beyond which no picture grows."]
    plain_narrow: Annotated[int, "The width of the narrow picture in a frame without styles."]
    larger_text: Annotated[bool, "Whether a wider frame without styles has larger text."]
    narrow_again: Annotated[bool, "Whether a wider frame without styles has the narrow picture."]
    heights: Annotated[FrameHeights, "How high its frame is."]


def write_embed(content: SiteContext, chart: Chart, language: Language, folder: Path) -> None:
    """Write the page to embed of a chart to `folder`/<chart_id>/index.html, and its oEmbed."""
    jinja = environment(content.record.settings, language)
    template = jinja.get_template("pages/embed.html.jinja")
    address = f"{language.folder}embed/{chart.chart_id}/"
    every = EveryPage.of(content, jinja, language, address)
    drawing = Markup("").join(svg(jinja, chart, language, layout) for layout in EMBEDDED)
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
    """The page to embed of a chart, given as HTML, as an answer of oEmbed 1.0, its size that of a
    frame without styles, in which nothing is cut off."""
    address = chart_urls(chart, language, content.site_url)
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
        "width": GROWN,
        "height": heights.plain,
    }


def text_steps() -> list[tuple[int, float]]:
    """From which widths of a page to embed on its labels have which size: as a picture grows, the
    size in the drawing shrinks, so that labels as shown stay between 12 and 14.5 px."""
    sizes = {1.04: 12.5, 1.16: 11.2, 1.3: 10, 1.45: 9}  # by how much a picture has grown
    narrow, medium = (
        [(round(WIDTH[layout] * grown) + 2 * PADDING, size) for grown, size in sizes.items()]
        for layout in ("narrow", "medium")
    )
    return [*(step for step in narrow if step[0] < MEDIUM_FROM), (MEDIUM_FROM, 14), *medium]


def embed_style(html: str, jinja: Environment) -> Markup:
    """The style of a page to embed, computed from the classes in its HTML and not from the style it
    has: the rules for these classes from the site's style sheet and from our template."""
    shades = re.findall(rf'<li class="({SHADE}[^"]*)">', html)
    heights = frame_heights(html)
    sheet = EmbedStyle(
        shades=shades,
        rules=Markup(style_rules(html[html.find("<svg") : html.rfind("</svg>")])),
        light=colours("light"),
        dark=colours("dark"),
        fonts=Markup(FONT_FAMILY),
        padding=PADDING,
        steps=text_steps(),
        narrow=drawing_size(html, "narrow"),
        medium=drawing_size(html, "medium"),
        medium_from=MEDIUM_FROM,
        widest=WIDEST,
        plain_narrow=PLAIN_NARROW,
        larger_text=heights.medium_left > LARGER_TEXT,
        narrow_again=heights.medium_left > NARROW_AGAIN,
        heights=heights,
    )
    style = in_short(jinja.get_template("pages/embed.css.jinja").render(template_names(sheet)))
    return Markup(without_unread(style, variables_read(style)))
