"""What a shared link shows: each page has a picture of its subject, and words that fit it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from reading import LANGUAGES, is_place, soup
from scratch import has_moved, language

from prakerja.pages import PAGES


def shared(file):
    """The picture of a page, as a file; its alternative text; the page's title."""
    head = BeautifulSoup(file.read_text(encoding="utf-8").partition("</head>")[0], "lxml")
    said = {tag.get("property") or tag.get("name"): tag.get("content") for tag in head("meta")}
    assert said.get("twitter:card") == "summary_large_image", file
    picture = (file.parent / said["og:image"]).resolve()
    assert picture.is_file(), file
    with Image.open(picture) as drawn:  # reads the head of the file
        size = (int(said["og:image:width"]), int(said["og:image:height"]))
        assert drawn.size == size, file
        assert min(size) >= 300, file
        assert drawn.get_format_mimetype() == said["og:image:type"], file
    assert said["twitter:image:alt"] == said["og:image:alt"]
    assert {said["og:locale"], said["og:locale:alternate"]} == {"id_ID", "en_US"}, file
    assert (said["og:locale"] == "en_US") == ("en" in file.parts), file
    return picture, said["og:image:alt"], said["og:title"]


def texts_of(picture) -> str:
    """What is written in a chart's picture, from the SVG file that the PNG is drawn from."""
    drawn = ET.parse(picture.with_suffix(".svg")).iter()
    written = (element.text or "" for element in drawn if element.tag.endswith("}text"))
    return " ".join(" ".join(written).split())


def unpointed(text: str) -> str:
    """A text without the full stops of its sentences, which a headline has none of."""
    return re.sub(r"\.(?=\s|$)", "", text)


def home(site, code):
    return site.resolve() / ("" if code == "id" else code)


def pages_of(site, code):
    """All pages of a language, without those to embed."""
    every = home(site, code).rglob("index.html")
    parts = ((page, page.relative_to(site.resolve()).parts) for page in every)
    found = [p for p, names in parts if "embed" not in names and ("en" in names) == (code == "en")]
    return [page for page in found if not has_moved(page)]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_page_has_a_picture_whose_words_are_written_in_it(site, code):
    cards = home(site, code) / "assets" / "cards"
    pages = pages_of(site, code)
    assert len(pages) > 600
    for page in pages:
        picture, alt, title = shared(page)
        if picture.parent.name == "downloads":
            assert unpointed(alt) in unpointed(texts_of(picture)), page
        elif picture.name in ("site.png", "card.png"):
            assert alt.startswith(language(code).site), page
        else:
            assert picture.parent == cards
            assert title in alt, page


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_main_page_shows_the_chart_it_opens_with_or_a_card_of_its_own(site, scope, code):
    cards = set()
    for page in PAGES:
        file = site.resolve() / page.address(language(code)) / "index.html"
        picture, alt, _title = shared(file)
        first = soup(file).select_one("[data-chart]")
        if page.chart_id:
            assert picture.stem == first["data-chart"] == page.chart_id
        else:
            assert picture not in cards
            cards.add(picture)
            assert page.title(language(code)) in alt
            assert page.description(language(code), scope) in alt
            assert picture.read_bytes()[16:24] == (1200).to_bytes(4) + (630).to_bytes(4)
    assert {picture.name for picture in cards} >= {"obstacles.png", "data.png"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_picture_of_a_place_is_its_own_card(site, code):
    places = [p for p in pages_of(site, code) if is_place(p.relative_to(site.resolve()))]
    assert len(places) == 552
    for place in places:
        picture, alt, title = shared(place)
        assert picture == place.parent / "card.png"
        assert f"{title}: " in alt
        number, *lines = alt.partition(f"{title}: ")[2].split(" ", 1)
        written = texts_of(picture)
        assert number in written
        assert unpointed(lines[0]) in unpointed(written)


def test_home_is_called_by_the_name_of_the_site(site):
    for code in LANGUAGES:
        assert shared(home(site, code) / "index.html")[2] == language(code).site
