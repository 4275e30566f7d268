"""The PNG file of a card shows what its SVG file shows, at the same places."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageChops, ImageFilter, ImageStat
from scratch import language

from prakerja.settings import SETTINGS
from publicrecord.files.cards import HEIGHT, WIDTH, Layout, TextLine, card_png, card_svg
from publicrecord.files.raster import draw
from publicrecord.pages.sharing import Card, NumberCard, number_layout, page_layout
from publicrecord.pages.templates import environment

NUMBER = NumberCard(
    "Synthetic Regency of the Longest Name",
    "1,234.5",
    ("recipients per 1,000 residents.", "Synthetic Province: 12.3; everywhere: 45.6."),
    "Synthetic Agency, 1 January 2001",
)
SMALL = 3.0  # of 255: how much the two drawings, blurred, may differ on average


def blurred(picture: Image.Image) -> Image.Image:
    """A picture blurred by more than fonts are hinted."""
    return picture.convert("RGB").filter(ImageFilter.GaussianBlur(3))


def difference(layout: Layout, png: bytes) -> float:
    """How much a PNG file differs from the SVG of a card as librsvg draws it, of 255."""
    jinja = environment(SETTINGS, language("en"))
    drawn = draw(card_svg(layout, "Synthetic.", "<metadata/>", jinja), 1)
    with Image.open(BytesIO(png)) as picture:
        between = ImageChops.difference(blurred(drawn), blurred(picture))
    return max(ImageStat.Stat(between).mean)


def test_both_files_show_the_same_lines_at_the_same_places():
    layout = number_layout(
        NUMBER, "Synthetic Agency, 1 January 2001. CC BY 4.0.", "Synthetic Project"
    )
    assert difference(layout, card_png(layout, 1)) < SMALL
    for at, line in enumerate(layout.lines):
        without = Layout([*layout.lines[:at], *layout.lines[at + 1 :]])
        assert difference(layout, card_png(without, 1)) > difference(layout, card_png(layout, 1))
        moved = TextLine(line.text, line.x + 8, line.y + 8, line.size, line.ink, line.weight)
        other = Layout([*without.lines, moved])
        assert difference(layout, card_png(other, 1)) > difference(layout, card_png(layout, 1))


def test_the_same_card_has_the_same_bytes_and_sixteen_colours():
    layout = number_layout(
        NUMBER, "Synthetic Agency, 1 January 2001. CC BY 4.0.", "Synthetic Project"
    )
    assert card_png(layout, 1) == card_png(layout, 1)
    with Image.open(BytesIO(card_png(layout, 1))) as picture:
        assert picture.size == (WIDTH, HEIGHT)
        assert len(picture.convert("RGB").getcolors()) <= 16


def test_a_line_that_is_too_long_ends_at_the_edge():
    layout = page_layout(Card("long", "W" * 400, "", "Synthetic Project"))
    with Image.open(BytesIO(card_png(layout, 2))) as picture:
        assert picture.size == (2 * WIDTH, 2 * HEIGHT)
