"""The files of pictures, read by strangers: lxml reads the SVG, Pillow the PNG."""

from __future__ import annotations

import json
import re

import pytest
from lxml import etree
from PIL import Image

NAMES = {
    "svg": "http://www.w3.org/2000/svg",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/rights/",
}
LICENCE, TERMS = "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"
# A family of fonts without quotes is a row of identifiers, none of which begins with a digit.
FAMILY = re.compile(r"'[^']+'|[A-Za-z][\w-]*(?: [A-Za-z][\w-]*)*")


@pytest.fixture(scope="module")
def stems(small_project):
    """The paths of the charts' files without their endings."""
    folders = (small_project / "site").resolve().rglob("downloads")
    found = [file.with_suffix("") for folder in folders for file in sorted(folder.glob("*.svg"))]
    assert len(found) >= 3 * 3
    return found


def said(stem):
    """What the JSON file of a chart says."""
    return json.loads(stem.with_suffix(".json").read_text(encoding="utf-8"))


def rdf_of(tree) -> dict[str, str]:
    """The terms of the RDF in a tree, with their texts."""
    (about,) = tree.iterfind(".//rdf:Description", NAMES)
    return {etree.QName(term).localname: "".join(term.itertext()) for term in about}


def expected(stem) -> dict[str, object]:
    """What the file of a chart must say of its title, sources and terms."""
    chart = said(stem)
    return {
        "title": chart["title"],
        "source": "; ".join(chart["sources"]),
        "WebStatement": TERMS,
    }


def test_an_svg_file_has_title_description_credit_and_fonts_that_css_can_read(stems):
    for stem in stems:
        root = etree.parse(stem.with_suffix(".svg")).getroot()
        chart = said(stem)
        title, description = root[:2]
        assert (title.tag, title.text) == (f"{{{NAMES['svg']}}}title", chart["title"])
        assert description.tag == f"{{{NAMES['svg']}}}desc"
        assert description.text.startswith(f"{chart['description']}. ")
        assert root.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
        assert root.get("lang") == chart["language"]
        assert not root.xpath("//svg:svg//svg:svg/svg:title", namespaces=NAMES)
        terms = rdf_of(root)
        assert expected(stem).items() <= terms.items()
        assert terms["rights"] == f"{terms['creator']}, {LICENCE}"
        families = root.get("font-family").split(", ")
        assert all(FAMILY.fullmatch(family) for family in families)
        assert (families[0], families[-1]) == ("'Source Sans 3'", "sans-serif")


def test_a_png_file_says_who_made_it_of_what_and_under_which_licence(stems):
    for stem in stems:
        with Image.open(stem.with_suffix(".png")) as picture:
            picture.load()
            texts, dots = picture.text, picture.info["dpi"]
        chart = said(stem)
        assert [round(number) for number in dots] == [192, 192]
        assert texts["Title"] == chart["title"]
        assert texts["Description"].startswith(f"{chart['description']}. ")
        assert texts["Source"].startswith("; ".join(chart["sources"]))
        assert texts["Copyright"] == f"{texts['Author']}, {LICENCE}, {TERMS}"
        terms = rdf_of(etree.fromstring(texts["XML:com.adobe.xmp"]))
        assert expected(stem).items() <= terms.items()
        assert terms["creator"] == texts["Author"]


def test_a_key_looks_like_the_marks_that_it_explains(site):
    """A hollow point is no filled bar."""
    explained = 0
    for file in (site / "downloads").glob("*.svg"):
        root = etree.parse(file).getroot()
        drawing = root.find(".//svg:svg", NAMES)
        marks = {
            (etree.QName(mark).localname, name)
            for mark in drawing.iter(f"{{{NAMES['svg']}}}*")
            for name in mark.get("class", "").split()
        }
        names = {name for _shape, name in marks}
        for key in root.xpath("svg:g[@class='pr-svg']/*[not(self::svg:text)]", namespaces=NAMES):
            shape, name = etree.QName(key).localname, key.get("class")
            assert name in names, file
            assert (shape == "circle") == (("circle", name) in marks), (file, name)
            explained += 1
    assert explained >= 20
