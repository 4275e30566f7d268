"""A file of the site is written once: of two pages of one address, none vanishes in silence."""

from __future__ import annotations

import pytest
from scratch import language

from prakerja.pages import PAGES
from prakerja.programme import PROGRAMME
from publicrecord import cache
from publicrecord.charts.all_charts import all_charts
from publicrecord.context.site_context import SiteContext
from publicrecord.deploy.folder import write_assets
from publicrecord.deploy.sitemap import write_sitemap
from publicrecord.feeds.calendar import write_calendar
from publicrecord.feeds.feeds import write_feeds
from publicrecord.findings import ValidationFailed
from publicrecord.history.changes import read_changes
from publicrecord.outputs import distinct, shared_addresses
from publicrecord.pages.embeds import write_embed
from publicrecord.pages.markdown_pages import write_pages
from publicrecord.pages.page_context import PageContext
from publicrecord.pages.page_set import ABOUT, BODY, NAME, write_page_sets
from publicrecord.pages.place_files import province_files
from publicrecord.pages.release_files import write_release_files
from publicrecord.pages.release_pages import RELEASE_PAGES
from publicrecord.pages.search import write_finder
from publicrecord.pages.source_pages import SOURCE_PAGES
from publicrecord.pages.table_pages import TABLE_PAGES

ENGLISH = language("en")


@pytest.fixture(scope="module")
def content(record, claims, dates, tmp_path_factory):
    """The record as pages use it, with few places and charts, since each is written twice."""
    charts = dict(list(all_charts(PROGRAMME.charts, record, claims, dates).items())[:2])
    docs, changes = tmp_path_factory.mktemp("docs"), read_changes(record, claims, dates)
    few = SiteContext(
        PROGRAMME.site_map(),
        record,
        claims,
        dates,
        lambda: charts,
        changes,
        docs,
        b"",
        1764000000,
        "",
        "",
    )
    place_index = few.place_index
    few_places = {code: place_index.totals[code] for code in ("11", "11.01", "11.02")}
    place_index.__dict__["totals"] = few_places
    place_index.__dict__["ranking"] = {
        "province": [few_places["11"]],
        "regency": [few_places["11.01"], few_places["11.02"]],
    }
    place_index.__dict__["order"] = {"11": 0, "11.01": 0, "11.02": 1}
    place_index.__dict__["counted_members"] = {"11": place_index.ranking["regency"]}
    place_index.__dict__["misplaced"] = {}
    return few


@pytest.fixture
def out(tmp_path):
    """What the builder made of one language: the shells of pages that are data."""

    def shells(page_sets):
        for page_set in page_sets:
            path = page_set.shell(ENGLISH)
            page = tmp_path / "en" / path / "index.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(f"{NAME} {ABOUT} <p>{BODY}</p>")
        return tmp_path

    return shells


@pytest.fixture(autouse=True)
def nothing_kept(tmp_path, monkeypatch):
    """The functions below are changed, so that nothing is to be taken from other tests."""
    monkeypatch.setattr(cache, "CACHE", tmp_path / "cache")


def refused(work):
    """The file that would have been written twice."""
    with pytest.raises(ValidationFailed) as reported:
        work()
    (found,) = reported.value.findings
    assert found.rule.rule_id == "file-written-twice"
    return found.file


FILLED = {
    "places": PROGRAMME.page_sets(),
    "tables": [TABLE_PAGES],
    "sources": [SOURCE_PAGES],
    "releases": RELEASE_PAGES,
}
LOOSE = {
    "pages": lambda c, f: write_pages(c, {}, [PAGES[-1]], ENGLISH, f),
    "pages to embed": lambda c, f: write_embed(c, next(iter(c.charts.values())), ENGLISH, f),
    "the finder": lambda c, f: write_finder(c, ENGLISH, f),
    "the calendar": lambda c, f: write_calendar(c, ENGLISH, f),
    "the feeds": lambda c, f: write_feeds(c, ENGLISH, f),
    "files of releases": lambda c, f: write_release_files(c.changes, f),
    "assets": lambda c, f: write_assets(f),
    "the robots' file": lambda c, f: write_sitemap(f, "", 0),
}


@pytest.mark.sampled(2)
@pytest.mark.parametrize("name", FILLED)
def test_a_page_that_is_data_is_not_written_over_another(content, out, name, monkeypatch):
    monkeypatch.setattr(PageContext, "data_file", lambda _self, path: (path, 1))  # there are none
    sets = FILLED[name]
    write_page_sets(sets, content, out(sets), ENGLISH)
    file = refused(lambda: write_page_sets(sets, content, out(sets), ENGLISH))
    assert file.endswith("/index.html")


@pytest.mark.parametrize("name", LOOSE)
def test_a_file_is_not_written_over_another(content, tmp_path, name):
    LOOSE[name](content, tmp_path)
    assert refused(lambda: LOOSE[name](content, tmp_path))


def test_of_two_places_of_one_address_none_vanishes(content, out, monkeypatch):
    slugs = content.place_index.addresses._slugs
    monkeypatch.setitem(slugs, "11.02", slugs["11.01"])
    sets = PROGRAMME.page_sets()
    file = refused(lambda: write_page_sets(sets, content, out(sets), ENGLISH))
    assert file.endswith("en/regions/aceh/aceh-selatan/index.html")


def test_of_two_provinces_of_one_file_none_vanishes(content, tmp_path, monkeypatch):
    assert len(distinct(tmp_path, province_files(content))) > 30
    slugs = content.place_index.addresses._slugs
    monkeypatch.setitem(slugs, "12", slugs["11"])
    file = refused(lambda: distinct(tmp_path, province_files(content)))
    assert file.endswith("data/places/aceh.csv")


@pytest.mark.parametrize("other", ["about/index.md", "about/index.html"])
def test_two_files_that_the_builder_publishes_as_one_are_reported(tmp_path, other):
    for name in ("about.md", "index.md", "about/picture.svg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert list(shared_addresses(tmp_path)) == []
    (tmp_path / other).write_text("y")
    (found,) = shared_addresses(tmp_path)
    assert found.file.endswith("about/index.html")
