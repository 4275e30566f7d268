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

from publicrecord.charts.chart import Chart
from publicrecord.context.site_context import SiteContext
from publicrecord.files.citation import licence_in_words
from publicrecord.files.credit import Credit, with_credit
from publicrecord.files.pictures import FONT_FAMILY, colours, png
from publicrecord.language import Language
from publicrecord.record.package import Record

CARDS = "assets/cards"
CHARACTERS = {"title": 30, "text": 60}  # that fit a line at 34 and 19 px


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
