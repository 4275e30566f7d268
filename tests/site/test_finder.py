"""The finder in a browser: by keyboard, without scripts, with a lost index.

What it answers is in test_search.py.
"""

from __future__ import annotations

import re

import pytest

from publicrecord.context.addresses import PlaceAddresses

pytestmark = pytest.mark.browser


def begin(page):
    """Put the focus into the field and wait until the index has come."""
    field = page.get_by_role("combobox")
    with page.expect_response("**/texts.json"), page.expect_response("**/finder.json"):
        field.focus()
    return field


@pytest.mark.sampled(2)
@pytest.mark.parametrize("address", ["cari/", "en/search/", "wilayah/", "en/regions/"])
def test_it_works_by_keyboard_alone(visit, address):
    page = visit(address)
    field = begin(page)
    page.keyboard.type("miangas")
    page.wait_for_selector("[role=option]")
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    option = page.locator(f"#{active}")
    assert option.get_attribute("aria-selected") == "true"
    assert "Miangas" in option.inner_text()
    assert "Kepulauan Talaud" in option.inner_text()
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kepulauan-talaud/#district")
    assert "Miangas" in page.locator("article").inner_text()


def test_an_index_that_did_not_come_is_asked_for_again(visit):
    page = visit("cari/")
    page.route("**/texts.json", lambda route: route.abort())
    field = page.get_by_role("combobox")
    field.focus()
    page.get_by_text("Pencarian tidak dapat dimuat").wait_for()
    page.unroute("**/texts.json")
    page.keyboard.type("miangas")
    page.wait_for_selector("[role=option]")


def test_an_index_that_comes_late_opens_no_list_over_another_part_of_the_page(visit):
    page, held = visit("cari/"), []
    page.route("**/texts.json", lambda route: held.append(route))
    field = page.get_by_role("combobox")
    field.focus()
    page.keyboard.type("jambi")
    page.keyboard.press("Tab")
    while not held:
        page.wait_for_timeout(50)
    with page.expect_response("**/texts.json"):
        held[0].continue_()
    page.wait_for_timeout(300)
    assert page.locator("[role=listbox]").is_hidden()
    field.focus()
    page.keyboard.press("ArrowDown")
    assert page.locator("[role=option]").count() > 0


@pytest.mark.parametrize("query", ["penerima 2021", "kuota gelombang 12"])
def test_a_query_in_the_address_is_answered(visit, query):
    page = visit(f"cari/?q={query}")
    page.wait_for_selector("[role=option]")
    assert page.get_by_role("combobox").input_value() == query
    assert " orang" in page.locator("[role=option]").first.inner_text()


@pytest.mark.parametrize(
    ("query", "value"), [("kuota gelombang 12", "600.000"), ("penerima 2021", "6.019.842")]
)
def test_an_answer_with_a_number_leads_to_where_it_is_seen(visit, query, value):
    """The row may stand in a closed table."""
    page = visit("cari/")
    begin(page).fill(query)
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Enter")
    row = page.locator("tr:target")
    row.wait_for(state="visible")
    assert value in row.inner_text()
    grounds = "row => [...row.children].map((cell) => getComputedStyle(cell).backgroundColor)"
    marked = set(row.evaluate(grounds))
    assert len(marked) == 1, "the whole row is marked, its heading too"
    assert marked != set(row.locator("xpath=preceding-sibling::tr[1]").evaluate(grounds))
    box, height = row.bounding_box(), page.viewport_size["height"]
    assert 0 <= box["y"] < height


def test_it_says_how_many_were_found_and_when_there_is_none(visit):
    page = visit("en/search/")
    field = begin(page)
    status = page.locator(".pr-finder [role=status]")
    field.fill("bandung")
    assert "found" in status.inner_text()
    field.fill("qqqqqq")
    assert "Nothing found" in status.inner_text()
    assert page.locator("[role=option]").count() == 0


def test_charts_and_pages_are_found_too(visit):
    page = visit("en/search/")
    field = begin(page)
    field.fill("how we count")
    assert page.locator("[role=option]").first.get_attribute("data-href") == "how-we-count/"
    field.fill("incentives disbursed")
    group = page.get_by_role("group", name="Charts")
    assert "incentives-disbursed" in group.locator("[role=option]").first.get_attribute("data-href")


def test_nothing_is_loaded_before_the_field_is_touched(visit):
    page = visit("cari/")
    page.wait_for_timeout(300)
    assert not [url for url in page.asked if re.search("finder|texts|ranking", url)]


def test_a_lost_index_is_said_and_the_lists_stay(browser, origin):
    page = browser.new_context().new_page()
    page.route("**/finder.json", lambda route: route.abort())
    page.goto(f"{origin}en/search/")
    page.get_by_role("combobox").focus()
    page.locator(".pr-finder [role=status]", has_text="lists below").wait_for()


def test_without_scripts_lists_lead_to_every_place(visit, record):
    addresses = PlaceAddresses(record)
    page = visit("cari/", scripts=False)
    links = set(page.locator("article a").evaluate_all("l => l.map(a => a.getAttribute('href'))"))
    codes = [
        *record.table("provinces")["province_code"],
        *record.table("regencies")["regency_code"],
    ]
    assert {f"../{addresses.path(code, 'id')}" for code in codes} <= links
    page.locator("article a", has_text="Sulawesi Utara").first.click()
    page.locator("article a", has_text="Kabupaten Kepulauan Talaud").first.click()
    assert "Miangas" in page.locator("article").inner_text()


@pytest.mark.parametrize(
    ("query", "href"),
    [("gh-map23", "sumber/gh-map23/"), ("angka per gelombang", "tabel/wave_figures/")],
)
def test_tables_and_sources_are_found(visit, query, href):
    page = visit("cari/")
    begin(page).fill(query)
    page.wait_for_selector("[role=option]")
    assert page.locator("[role=option]").first.get_attribute("data-href") == href
