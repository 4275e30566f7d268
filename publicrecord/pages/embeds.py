"""Pages to embed: one chart each, complete without script, in a few kB, light and dark."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from publicrecord.charts.drawing import LAYOUTS
from publicrecord.charts.svg import svg
from publicrecord.context.site_context import SiteContext
from publicrecord.files.frame_height import NARROW_DRAWING, WIDE_FROM
from publicrecord.files.pictures import FONT_FAMILY, colours, style_rules
from publicrecord.language import Language
from publicrecord.outputs import new_file
from publicrecord.pages.policy import embed_policy, meta
from publicrecord.pages.template_context import template_context


def write_embeds(
    content: SiteContext, language: Language, jinja: Environment, folder: Path
) -> None:
    """Write an embed page for each chart to `folder`/<chart_id>/index.html."""
    template = jinja.get_template("pages/embed.html.jinja")
    sheet = jinja.get_template("pages/embed.css.jinja")
    for chart in content.charts.values():
        words = template_context(
            content, jinja, language, f"{language.folder}embed/{chart.chart_id}/"
        )
        drawing = Markup("").join(svg(jinja, chart, language, layout) for layout in LAYOUTS)
        style = Markup(
            sheet.render(
                chart=chart,
                rules=Markup(style_rules(drawing)),
                light=colours("light"),
                dark=colours("dark"),
                fonts=Markup(FONT_FAMILY),
                narrow_drawing=NARROW_DRAWING,
                wide_from=WIDE_FROM,
            )
        )
        policy = Markup(meta(embed_policy(style)))
        page = template.render(**words, drawing=drawing, chart=chart, style=style, policy=policy)
        file = new_file(folder / chart.chart_id / "index.html")
        file.write_text(page + "\n", encoding="utf-8")
