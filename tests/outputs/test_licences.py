"""The licences of all that the site ships lie in the site, and a page leads to them."""

from __future__ import annotations

import re

import pytest
from scratch import ROOT

OURS = [
    "cards/*", "map.svg", "strips.svg", "dark.css",
    *(path.name for path in (ROOT / "site_src" / "assets").iterdir())
]  # fmt: skip
# What others made, by the words of the heading in the file of licences.
OTHERS = {
    "stylesheets/*": "Material for MkDocs: assets/stylesheets/, assets/images/",
    "images/favicon.png": "Material for MkDocs: assets/stylesheets/, assets/images/",
    "plotly-basic.min.js": "plotly.js: assets/plotly-basic.min.js",
}


@pytest.fixture(scope="module")
def licences(site):
    """The text of each licence by its heading."""
    text = (site / "licences.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^=+\n(.+)\n=+\n\n((?:(?!={70}).*\n)+)", text, re.MULTILINE))


def test_each_maker_has_its_licence(licences):
    words = {
        "Origins of the data": "cahyadsn/wilayah",
        "The data": "CC BY 4.0",
        "The code": "Copyright (c) 2026 Prakerja dalam Angka",
        "The theme": "Martin Donath",
        "Icons in the theme: Material": "Pictogrammers Free License",
        "Icons in the theme: Font Awesome": "Font Awesome Free License",
        "Icons in the theme: Octicons": "GitHub Inc.",
        "Interactive charts": "Plotly Technologies Inc.",
        "The letters in pictures": "SIL OPEN FONT LICENSE",
    }
    assert len(words) == len(licences)
    for heading, word in words.items():
        (text,) = [text for title, text in licences.items() if title.startswith(heading)]
        assert word in text, heading


def test_our_own_texts_are_whole(site):
    text = (site / "licences.txt").read_text(encoding="utf-8")
    for name in ("NOTICE", "LICENSE", "data/LICENSE"):
        assert (ROOT / name).read_text(encoding="utf-8").strip() in text, name


def test_every_file_of_the_assets_is_ours_or_has_a_licence(site, licences):
    for folder in (site / "assets", site / "en" / "assets"):
        for path in folder.rglob("*"):
            name = path.relative_to(folder)
            if path.is_file() and not any(name.match(pattern) for pattern in OURS):
                (heading,) = [h for pattern, h in OTHERS.items() if name.match(pattern)]
                assert any(title.endswith(heading) for title in licences), name


@pytest.mark.parametrize("page", ["tentang/index.html", "en/about/index.html"])
def test_a_page_leads_to_the_licences(site, page):
    html = (site / page).read_text(encoding="utf-8")
    (link,) = re.findall(r'href="([^"]*licences\.txt)"', html)
    assert ((site / page).parent / link).resolve() == (site / "licences.txt").resolve()
