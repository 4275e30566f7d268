"""Cards: pictures of a few lines of text, which stand for a page where its link is shared.

A card is a list of lines and boxes, from which both its SVG file and its PNG file are made. Each
place has a card, so the PNG is drawn by Pillow, which is faster than drawing the SVG: a line that
many cards share is drawn once, and each pixel is the number of a colour from the start.
"""

from __future__ import annotations

import zlib
from dataclasses import astuple, dataclass
from functools import cache
from io import BytesIO

from jinja2 import Environment
from markupsafe import Markup
from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont

from publicrecord.files.pictures import FONT_FAMILY, colours
from publicrecord.install import FONTS

OTF = FONTS["OTF"]  # which FreeType draws four times as fast as those in TTF
WIDTH, HEIGHT = 600, 315
BAR = 12  # the height of the coloured bar at the top
WEIGHTS = {400: "Regular", 600: "Semibold", 700: "Bold"}
GROUND = "ground"
INKS = ("accent", "ink", "quiet")
SHADES = 5  # of each ink; with the ground these are 16 colours, which take half a byte a pixel


@dataclass(frozen=True)
class TextLine:
    """A line of text. x, y: where its baseline begins. ink: of INKS. role: its class in the SVG."""

    text: str
    x: int
    y: int
    size: int
    ink: str
    weight: int = 400
    role: str = ""


@dataclass(frozen=True)
class Box:
    """A rectangle of the colour of accents."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Layout:
    """What is drawn on a card, beside its ground and the bar at its top."""

    lines: list[TextLine]
    boxes: tuple[Box, ...] = ()


def card_svg(layout: Layout, alt: str, metadata: str, jinja: Environment) -> str:
    """A card without boxes as SVG. alt: what it shows. metadata: its credit."""
    return jinja.get_template("charts/card.svg.jinja").render(
        lines=layout.lines,
        alt=alt,
        metadata=Markup(metadata),
        size=(WIDTH, HEIGHT),
        bar=BAR,
        fonts=FONT_FAMILY,
        colours=_colours(),
    )


def card_png(layout: Layout, zoom: int) -> bytes:
    """A card as PNG. zoom: how many pixels wide one unit of the layout is."""
    drawn = Image.new("L", (WIDTH * zoom, HEIGHT * zoom))
    for box in (Box(0, 0, WIDTH, BAR), *layout.boxes):
        left, top, width, height = (zoom * side for side in astuple(box))
        drawn.paste(_number("accent", SHADES), (left, top, left + width, top + height))
    for line in layout.lines:
        font = _font(line.weight, line.size * zoom)
        x, y = line.x * zoom, line.y * zoom - font.getmetrics()[0]
        text = _drawn(line.text, line.weight, line.size * zoom, line.ink, WIDTH * zoom - x)
        place = (x, y, x + text.width, y + text.height)
        drawn.paste(ImageChops.lighter(drawn.crop(place), text), place)
    picture = drawn.convert("P")
    picture.putpalette(_palette())
    picture.save(out := BytesIO(), "PNG", compress_type=zlib.Z_RLE)  # half the time, 4 percent more
    return out.getvalue()


@cache
def _drawn(text: str, weight: int, size: int, ink: str, width: int) -> Image.Image:
    """A line of text whose pixels are numbers of the palette; its baseline is as far below its top
    as the font ascends."""
    font = _font(weight, size)
    drawn = Image.new("L", (width, sum(font.getmetrics())))
    ImageDraw.Draw(drawn).text((0, font.getmetrics()[0]), text, 255, font, anchor="ls")
    return drawn.point(_numbers(ink))


@cache
def _numbers(ink: str) -> list[int]:
    """The number in the palette of each of 256 greys, drawn in an ink."""
    return [_number(ink, round(grey * SHADES / 255)) for grey in range(256)]


@cache
def _font(weight: int, size: int) -> ImageFont.FreeTypeFont:
    """The site's font; laid out by Pillow itself, not by a library that a machine may lack."""
    file = OTF / f"SourceSans3-{WEIGHTS[weight]}.otf"
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def _colours() -> dict[str, str]:
    """The colours of the ground and the inks."""
    return {name: colours("light")[f"--pr-{name}"] for name in (GROUND, *INKS)}


def _number(ink: str, shade: int) -> int:
    """The number of a shade of an ink in the palette; the shade 0 is the ground."""
    return shade and INKS.index(ink) * SHADES + shade


@cache
def _palette() -> list[int]:
    """Red, green and blue of the ground and of the shades of each ink."""
    ground, *inks = (ImageColor.getrgb(value)[:3] for value in _colours().values())
    return [
        *ground,
        *(
            round(below + (above - below) * shade / SHADES)
            for ink in inks
            for shade in range(1, SHADES + 1)
            for below, above in zip(ground, ink, strict=True)
        ),
    ]
