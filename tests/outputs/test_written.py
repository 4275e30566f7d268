"""A file of the site is written once: of two pages of one address, none vanishes in silence."""

from __future__ import annotations

import pytest
from scratch import language

from publicrecord.charts.catalogue import all_charts
from publicrecord.context.addresses import REGIONS, SOURCES, TABLES
from publicrecord.context.place_index import PlaceIndex
from publicrecord.context.site_context import SiteContext
from publicrecord.deploy.folder import write_assets
from publicrecord.deploy.sitemap import write_sitemap
from publicrecord.feeds.calendar import write_calendar
from publicrecord.feeds.feeds import write_feeds
from publicrecord.findings import ValidationFailed
from publicrecord.outputs import shared_addresses
from publicrecord.pages.embeds import write_embeds
from publicrecord.pages.page_context import PageContext
from publicrecord.pages.place_pages import DEPTHS, write_place_files, write_places
from publicrecord.pages.registry import PAGES, environment, write_pages
from publicrecord.pages.release_pages import write_vintage_pages, write_vintages
from publicrecord.pages.search import write_finder
from publicrecord.pages.shells import ABOUT, BODY, NAME, SHELL
from publicrecord.pages.source_pages import write_source_pages
from publicrecord.pages.table_pages import write_table_pages

ENGLISH = language("en")


@pytest.fixture(scope="module")
def content(record, claims, dates, tmp_path_factory):
    """The record as pages use it, with few places and charts, since each is written twice."""
    charts = dict(list(all_charts(record, claims, dates).items())[:2])
    place_index = PlaceIndex(record, claims)
    docs = tmp_path_factory.mktemp("docs")
    stories = {page.template: page.title for page in PAGES}
    few = SiteContext(
        record, claims, dates, charts, place_index, docs, b"", 1764000000, "", "", stories
    )
    few_places = {code: place_index.totals[code] for code in ("11", "11.01", "11.02")}
    place_index.__dict__["totals"] = few_places
    return few


@pytest.fixture
def out(tmp_path):
    """What the builder made of one language: the shells of pages that are data."""
    paths = [f"{folder['en']}/{SHELL}" for folder in (TABLES, SOURCES)]
    paths += [f"{REGIONS['en']}/{path}" for path in DEPTHS.values()]
    paths += [f"data/{SHELL}", f"data/{SHELL}/{SHELL}"]

    def shells():
        for path in paths:
            page = tmp_path / "en" / path / "index.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(f"{NAME} {ABOUT} <p>{BODY}</p>")
        return tmp_path

    return shells


def refused(work):
    """The file that would have been written twice."""
    with pytest.raises(ValidationFailed) as told:
        work()
    (found,) = told.value.findings
    assert found.rule.rule_id == "file-written-twice"
    return found.file


FILLED = [write_places, write_table_pages, write_source_pages, write_vintage_pages]
LOOSE = {
    "pages": lambda c, f: write_pages(c, [PAGES[-1]], ENGLISH, environment(ENGLISH), f),
    "pages to embed": lambda c, f: write_embeds(c, ENGLISH, environment(ENGLISH), f),
    "the finder": lambda c, f: write_finder(c, ENGLISH, f),
    "the calendar": lambda c, f: write_calendar(c, ENGLISH, f),
    "the feeds": lambda c, f: write_feeds(c, ENGLISH, f),
    "files of provinces": write_place_files,
    "files of releases": lambda c, f: write_vintages(c.changes, f),
    "assets": lambda c, f: write_assets(f),
    "the robots' file": lambda c, f: write_sitemap(f, "", 0),
}


@pytest.mark.parametrize("write", FILLED, ids=lambda write: write.__name__)
def test_a_page_that_is_data_is_not_written_over_another(content, out, write, monkeypatch):
    monkeypatch.setattr(PageContext, "data_file", lambda _self, path: (path, 1))  # there are none
    write(content, out(), ENGLISH)
    file = refused(lambda: write(content, out(), ENGLISH))
    assert file.endswith("/index.html")


@pytest.mark.parametrize("name", LOOSE)
def test_a_file_is_not_written_over_another(content, tmp_path, name):
    LOOSE[name](content, tmp_path)
    assert refused(lambda: LOOSE[name](content, tmp_path))


def test_of_two_places_of_one_address_none_vanishes(content, out, monkeypatch):
    slugs = content.place_index.addresses._slugs
    monkeypatch.setitem(slugs, "11.02", slugs["11.01"])
    file = refused(lambda: write_places(content, out(), ENGLISH))
    assert file.endswith("en/regions/aceh/aceh-selatan/index.html")


@pytest.mark.parametrize("other", ["about/index.md", "about/index.html"])
def test_two_files_that_the_builder_publishes_as_one_are_told(tmp_path, other):
    for name in ("about.md", "index.md", "about/picture.svg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert list(shared_addresses(tmp_path)) == []
    (tmp_path / other).write_text("y")
    (found,) = shared_addresses(tmp_path)
    assert found.file.endswith("about/index.html")
