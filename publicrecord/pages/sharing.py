"""The picture that stands for a page where its link is shared, and what it shows in words.

It is a chart's picture, or a card with the page's title and description. Picture and words are
made of the same texts, so that they agree.
"""

from __future__ import annotations

import struct
import textwrap
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment
from markupsafe import escape

from publicrecord.charts.chart import Chart
from publicrecord.context.site_context import SiteContext
from publicrecord.files.cards import HEIGHT, WIDTH, Box, Layout, TextLine, card_png, card_svg
from publicrecord.files.citation import licence_in_words
from publicrecord.files.credit import Credit, rdf, with_credit
from publicrecord.language import Language
from publicrecord.record.package import Record

CARDS = "assets/cards"
CARD = "card"  # the name of the files of the card of a place, beside its page
LOGO = (Box(40, 46, 7, 14), Box(50, 34, 7, 26), Box(60, 40, 7, 20))
ZOOM = 2  # of the card of a page; those of places, of which there are many, are half as large
LEFT = 40  # where lines begin
CHARACTERS = {"title": 30, "text": 60, "source": 96}  # that fit a line at 34, 19 and 12 px
QUOTE = '"'


@dataclass(frozen=True)
class SharedPicture:
    """address: below the root of the language. size: its width and height in
    pixels. alt: what it shows."""

    address: str
    size: tuple[int, int]
    alt: str


@dataclass(frozen=True)
class Card:
    """A card of a page. name: its file's. project: the site's name, in the card's first line."""

    name: str
    title: str
    text: str
    project: str


@dataclass(frozen=True)
class NumberCard:
    """A card with one number. title: what it is about. number: as it is printed. text: what it
    counts and what it is beside, a sentence each. attributed: where all its numbers come from, and
    of which day."""

    title: str
    number: str
    text: tuple[str, ...]
    attributed: str


def site_card(text: str, language: Language) -> Card:
    """The card of the site as a whole, for pages that have no picture of their own."""
    return Card("site", language.site, text, "")


def page_card(name: str, title: str, text: str, language: Language) -> Card:
    """The card of one page."""
    return Card(name, title, text, language.site)


def chart_picture(content: SiteContext, chart: Chart, language: Language) -> SharedPicture:
    """A chart's picture, which the downloads have; in words, what is written above it."""
    address = f"downloads/{chart.chart_id}.png"
    size = png_size(content.files[f"{language.code}/{address}"])
    return SharedPicture(address, size, f"{chart.headline(language)}. {chart.subtitle(language)}.")


def png_size(file: Path) -> tuple[int, int]:
    """Width and height of a PNG file, in pixels."""
    with file.open("rb") as stream:
        width, height = struct.unpack(">16x2I", stream.read(24))
    return width, height


def write_card(
    card: Card, record: Record, language: Language, jinja: Environment, folder: Path
) -> SharedPicture:
    """Draw a card below the folder of its language; record: whose licence it has."""
    words = [f"{line}." for line in (card.project, card.title) if line]
    alt = " ".join([*words, card.text])
    credit = Credit(
        title=card.title,
        description=alt,
        author=language.site,
        sources="",
        licence=licence_in_words(record.licence),
        terms=record.terms,
        page="",
    )
    address = f"{CARDS}/{card.name}.png"
    (folder / CARDS).mkdir(parents=True, exist_ok=True)
    drawn = card_png(page_layout(card), ZOOM)
    (folder / address).write_bytes(with_credit(drawn, credit, jinja))
    return SharedPicture(address, (ZOOM * WIDTH, ZOOM * HEIGHT), alt)


def page_layout(card: Card) -> Layout:
    """The lines of the card of a page, below the logo and the name of the site."""
    title, text = _wrapped(card.title, "title"), _wrapped(card.text, "text")
    below = 142 + 40 * len(title)
    lines = [
        TextLine(card.project, 76, 58, 19, "accent", 600),
        *(TextLine(line, LEFT, 138 + 40 * at, 34, "ink", 700) for at, line in enumerate(title)),
        *(TextLine(line, LEFT, below + 26 * at, 19, "quiet") for at, line in enumerate(text)),
    ]
    return Layout(lines, LOGO)


def number_card(
    card: NumberCard, record: Record, language: Language, jinja: Environment, address: str
) -> tuple[SharedPicture, dict[str, bytes]]:
    """A card with a number as SVG and PNG; address: of both, below the root of the language,
    without an ending. Returns the PNG as it is shared, and the bytes of both by their address."""
    description = f"{language.site}. {card.title}: {card.number} {' '.join(card.text)}"
    licence = licence_in_words(record.licence)
    source = f"{card.attributed}. {licence}."
    alt = f"{description} {source}"
    credit = Credit(
        title=card.title,
        description=description,
        author=language.site,
        sources=card.attributed,
        licence=licence,
        terms=record.terms,
        page="",
    )
    layout = number_layout(card, source, language.site)
    files = {
        f"{address}.svg": card_svg(layout, alt, rdf(credit, jinja), jinja).encode(),
        f"{address}.png": with_credit(card_png(layout, 1), credit, jinja),
    }
    return SharedPicture(f"{address}.png", (WIDTH, HEIGHT), alt), files


def number_layout(card: NumberCard, source: str, project: str) -> Layout:
    """The lines of a card with a number. source: with the licence. project: of the site."""
    title, below = _wrapped(card.title, "title"), _wrapped(source, "source")
    text = [part for line in card.text for part in _wrapped(line, "text")]
    top, end = 52 + 36 * len(title), 301 - 16 * (len(below) - 1)
    lines = [
        TextLine(project, LEFT, 48, 17, "accent", 600),
        *(
            TextLine(line, LEFT, 88 + 36 * at, 32, "ink", 700, "title")
            for at, line in enumerate(title)
        ),
        TextLine(card.number, LEFT, top + 56, 46, "accent", 700, "number"),
        *(TextLine(line, LEFT, top + 84 + 23 * at, 18, "ink") for at, line in enumerate(text)),
        *(TextLine(line, LEFT, end + 16 * at, 12, "quiet") for at, line in enumerate(below)),
    ]
    return Layout(lines)


def _wrapped(text: str, kind: str) -> list[str]:
    """The lines of a text; kind: of CHARACTERS."""
    return textwrap.wrap(text, CHARACTERS[kind])


def with_picture(html: str, picture: SharedPicture, language: Language) -> str:
    """A page whose link shows this picture, in the place of the card of the site."""
    site = f"{CARDS}/{site_card('', language).name}.png"
    alt = str(escape(picture.alt))
    said = {
        'property="og:image:width': str(picture.size[0]),
        'property="og:image:height': str(picture.size[1]),
        'property="og:image:alt': alt,
        'name="twitter:image:alt': alt,
    }
    for name, text in said.items():
        start, begun, rest = html.partition(f'<meta {name}" content="')
        html = f"{start}{begun}{text}{rest[rest.index(QUOTE) :]}" if begun else html
    return html.replace(f"{site}{QUOTE}", f"{picture.address}{QUOTE}")
