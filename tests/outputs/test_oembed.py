"""The oEmbed answer of each chart, as a consumer finds it: https://oembed.com, version 1.0."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from bs4 import BeautifulSoup

TEXTS = {"provider_name", "provider_url", "author_name", "author_url", "title", "html"}


@pytest.fixture(scope="module")
def chart_pages(small_project):
    """The page of each chart of the SYNTHETIC programme, parsed, with its file."""
    site = (small_project / "site").resolve()
    found = []
    for file in sorted(site.rglob("index.html")):
        page = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        if page.select_one('link[type="application/json+oembed"]'):
            found.append((file, page))
    assert len(found) == 3 * 3
    return found


def test_the_page_of_a_chart_leads_to_an_answer_with_its_code(chart_pages):
    for file, page in chart_pages:
        (link,) = page.select('link[type="application/json+oembed"]')
        answer = json.loads((file.parent / link["href"]).read_text(encoding="utf-8"))
        assert (answer["version"], answer["type"]) == ("1.0", "rich")
        assert {key for key, value in answer.items() if isinstance(value, str) and value} >= TEXTS
        assert answer["title"] == page.select_one("h1").contents[0].strip()
        codes = [block.get_text() for block in page.select("pre.pr-copy")]
        assert answer["html"] in codes
        assert 0 < answer["height"] < 5_000
        assert 0 < answer["width"] < 1_000


def test_a_consumer_that_keeps_nothing_but_the_frame_has_its_size(chart_pages):
    class Frame(HTMLParser):
        attributes: dict[str, str]

        def handle_starttag(self, tag, attrs):
            if tag == "iframe":
                self.attributes = dict(attrs)

    for file, page in chart_pages:
        (link,) = page.select('link[type="application/json+oembed"]')
        answer = json.loads((file.parent / link["href"]).read_text(encoding="utf-8"))
        reader = Frame()
        reader.feed(answer["html"])
        assert reader.attributes["width"] == "100%"
        assert int(reader.attributes["height"]) >= answer["height"]
        assert reader.attributes["title"] == answer["title"]
