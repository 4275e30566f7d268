"""Pictures to take away: a chart as a whole SVG with title, source and licence, and as PNG.

The colours are read from the site's style sheet, so that they have one home. The PNG is drawn
with a font of our own, so that it is the same on every machine.
"""

from __future__ import annotations

import re
import textwrap
from functools import cache
from io import BytesIO

from jinja2 import Environment
from markupsafe import Markup
from PIL import Image

from publicrecord.cache import cached, input_key
from publicrecord.charts.chart import Chart
from publicrecord.charts.drawing import HATCHED, WIDTH
from publicrecord.charts.svg import svg
from publicrecord.files.chart_facts import ChartFacts
from publicrecord.files.citation import MOST_NAMED, headline_line, licence_in_words
from publicrecord.files.credit import Credit, rdf
from publicrecord.files.raster import TTF, draw
from publicrecord.install import TEMPLATES
from publicrecord.language import Language

STYLE = TEMPLATES / "assets" / "site.css"
FONT = "Source Sans 3"
# Quoted, as a part of the name begins with a digit. Then what systems have, by how near the widths
# of its letters are: the same font under its former name; within 5 percent; within 12 percent, for
# which the layouts have room. system-ui may be any font.
FONT_FAMILY = (
    f"'{FONT}', 'Source Sans Pro', Calibri, Carlito, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, "
    "sans-serif"
)
MARGIN, LINE = 20, 18
ZOOM = 1.5  # pixels to a unit of the SVG: 1200 are as wide as what services for links ask for
COLOURS = 64  # those of texts and marks, and the steps to their ground
OTHER_MARKS = {"missing": "gap", "reference": "reference", "dot": "dot", "hollow": "dot-start"}
"""The classes of marks that are no bars, by series of a legend."""
CHARACTERS = {"title": 76, "small": 120}  # that fit a line at 18 and 12 px


@cache
def _chart_rules() -> list[str]:
    """The rules for charts, as the site's style sheet has them."""
    sheet = STYLE.read_text(encoding="utf-8")
    return re.findall(r"^\.pr-svg [.a-z][^{]*\{[^}]*\}$", sheet, re.MULTILINE)


def style_rules(drawing: str) -> str:
    """The rules of the site's style sheet that a drawing needs: those of its classes."""
    used = {name for names in re.findall(r'class="([^"]+)"', drawing) for name in names.split()}
    used.add("pr-svg")
    rules = [
        rule
        for rule in _chart_rules()
        if any(
            set(re.findall(r"\.([\w-]+)", selector)) <= used
            for selector in rule.split("{")[0].split(",")
        )
    ]
    return "\n".join(rules)


@cache
def colours(scheme: str) -> dict[str, str]:
    """The variables of a scheme, `light` or `dark`, with their values."""
    sheet = STYLE.read_text(encoding="utf-8")
    light = _variables(sheet, ":root")
    if scheme == "light":
        return light
    return light | _variables(sheet, '[data-md-color-scheme="slate"]')


def written_out(rules: str) -> str:
    """Rules with the light colours in place of the variables, for files that programs without
    variables read."""
    light = colours("light")
    return re.sub(r"var\((--pr-[\w-]+)\)", lambda match: light[match.group(1)], rules)


def _variables(sheet: str, selector: str) -> dict[str, str]:
    block = sheet.split(selector + " {", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"(--pr-[\w-]+): ([^;]+);", block))


def standalone(
    jinja: Environment, chart: Chart, language: Language, facts: ChartFacts, credit: Credit
) -> str:
    """A chart as one SVG file: title, what is shown, the picture, sources and licence; the credit
    is for programs."""
    drawing = _unnamed(svg(jinja, chart, language, "wide"))
    height = float(re.search(r'height="([\d.]+)"', drawing).group(1))  # type: ignore[union-attr]
    title = _lines(chart.headline(language), "title")
    shown = f"{chart.subtitle(language)}. {chart.dated(language)}"
    named = [
        *(caveat(language) for caveat in chart.caveats),
        headline_line(facts.attributed, language),
        language.gettext("Source: {sources}.").format(
            sources="; ".join(_names(facts.sources, language))
        ),
    ]
    legend = [(key_class(series), language.gettext(text)) for series, text in chart.legend]
    keys = "".join(f'<rect class="{name}"/>' for name, _text in legend)
    owner = language.gettext("Chart: {project}, {licence}.").format(
        project=language.site, licence=licence_in_words(facts.licence)
    )
    template = jinja.get_template("charts/picture.svg.jinja")
    return (
        template.render(
            language=language.code,
            credit=credit,
            metadata=Markup(rdf(credit, jinja)),
            width=WIDTH["wide"] + 2 * MARGIN,
            margin=MARGIN,
            line=LINE,
            title=title,
            subtitle=_lines(shown, "small"),
            footer=[
                *(line for text in named for line in _lines(text, "small")),
                owner,
            ],
            legend=legend,
            key=f"{chart.chart_id}-wide",
            drawing=Markup(drawing),
            drawing_height=height,
            style=Markup(written_out(style_rules(drawing + keys))),
            fonts=FONT_FAMILY,
        ).strip()
        + "\n"
    )


def _unnamed(drawing: str) -> str:
    """A drawing without its name and description, which the file as a whole has."""
    opened, end, inside = str(drawing).partition(">")
    opened = re.sub(r' (?:role|aria-labelledby)="[^"]*"', "", opened)
    return opened + end + re.sub(r"<(title|desc)\b.*?</\1>", "", inside, count=2, flags=re.DOTALL)


def _lines(text: str, size: str) -> list[str]:
    """The lines of a text; size: of CHARACTERS. A word with a hyphen stays whole."""
    return textwrap.wrap(text, CHARACTERS[size], break_on_hyphens=False)


def key_class(series: str) -> str:
    """The class of a series' key: that of its marks."""
    if series in HATCHED:
        return "bar-hatched"
    if series in OTHER_MARKS:
        return OTHER_MARKS[series]
    return series if series.startswith("shade-") else "bar"


def _names(sources: list[str], language: Language) -> list[str]:
    """The first sources without their addresses, so that a picture stays a picture."""
    names = [re.sub(r", https?://\S+$", "", source) for source in sources]
    if len(names) <= MOST_NAMED:
        return names
    more = language.gettext("and {count} more").format(count=len(names) - MOST_NAMED)
    return [*names[:MOST_NAMED], more]


def png(picture: str) -> bytes:
    """A standalone SVG of a few flat colours as PNG, with a palette, which halves the bytes."""
    return cached(f"png {fonts()} {picture}", lambda: _with_palette(draw(picture, ZOOM)))


@cache
def fonts() -> str:
    """The hash of the fonts."""
    return input_key(TTF)


def _with_palette(drawing: Image.Image) -> bytes:
    """A drawing as a PNG file with a few colours, those that are nearest to its own."""
    few = drawing.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(out := BytesIO(), "PNG")
    return out.getvalue()
