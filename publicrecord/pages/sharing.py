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
from markupsafe import Markup, escape

from publicrecord.charts.chart import Chart
from publicrecord.context.site_context import SiteContext
from publicrecord.files.citation import licence_in_words
from publicrecord.files.credit import Credit, rdf, with_credit
from publicrecord.files.pictures import FONT_FAMILY, colours, light_png, png
from publicrecord.language import Language
from publicrecord.record.package import Record

CARDS = "assets/cards"
CARD = "card"  # the name of the files of the card of a place, beside its page
CHARACTERS = {"title": 30, "text": 60, "source": 96}  # that fit a line at 34, 19 and 12 px
QUOTE = '"'


@dataclass(frozen=True)
class SharedPicture:
    """address: where it stands below the root of the language. size: its width and height in
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
    counts and what it is beside, a sentence each. source: where the count comes from, and of which
    day. attributed: where all its numbers come from, for programs."""

    title: str
    number: str
    text: tuple[str, ...]
    source: str
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
    picture = jinja.get_template("charts/card.svg.jinja").render(
        card=card,
        title=textwrap.wrap(card.title, CHARACTERS["title"]),
        text=textwrap.wrap(card.text, CHARACTERS["text"]),
        fonts=FONT_FAMILY,
        colours=colours("light"),
    )
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
    (folder / address).write_bytes(with_credit(png(picture), credit, jinja))
    return SharedPicture(address, png_size(folder / address), alt)


def number_card(
    card: NumberCard, record: Record, language: Language, jinja: Environment, address: str
) -> tuple[SharedPicture, dict[str, bytes]]:
    """A card with a number as SVG and PNG; address: of both, below the root of the language,
    without an ending. Returns the PNG as it is shared, and the bytes of both by their address."""
    alt = f"{language.site}. {card.title}: {card.number} {' '.join(card.text)} {card.source}"
    credit = Credit(
        title=card.title,
        description=alt,
        author=language.site,
        sources=card.attributed,
        licence=licence_in_words(record.licence),
        terms=record.terms,
        page="",
    )
    picture = jinja.get_template("charts/number_card.svg.jinja").render(
        card=card,
        alt=alt,
        project=language.site,
        metadata=Markup(rdf(credit, jinja)),
        title=textwrap.wrap(card.title, CHARACTERS["title"]),
        text=[part for line in card.text for part in textwrap.wrap(line, CHARACTERS["text"])],
        source=textwrap.wrap(card.source, CHARACTERS["source"]),
        fonts=FONT_FAMILY,
        colours=colours("light"),
    )
    drawn = with_credit(light_png(picture), credit, jinja)
    width, height = struct.unpack(">2I", drawn[16:24])
    files = {f"{address}.svg": picture.encode(), f"{address}.png": drawn}
    return SharedPicture(f"{address}.png", (width, height), alt), files


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
