"""What a reader sees, in a real Chromium, with scripts off and on."""

from __future__ import annotations

import re

import pytest

from prakerja.pages import PAGES
from prakerja.settings import SETTINGS

ADDRESSES = [page.address(language) for page in PAGES for language in SETTINGS.languages]
ADDRESSES += ["grafik/penerima-per-gelombang/", "en/charts/satisfaction/", "embed/skills-rose/"]

CHOSEN = ":not(.pr-option ~ .pr-option *)"  # of the charts of one thing, the first is shown

pytestmark = pytest.mark.browser


@pytest.mark.sampled(8)
@pytest.mark.parametrize("address", ADDRESSES)
def test_without_scripts_every_page_reads_complete_at_360_px(visit, address):
    page = visit(address, width=360, scripts=False)
    box = page.locator("html").bounding_box()
    assert box["width"] == 360
    widest = page.locator("article, main").last.bounding_box()
    assert widest["x"] + widest["width"] <= 360
    assert page.locator("h1").is_visible()
    for picture in page.locator(f"svg.pr-narrow{CHOSEN}").all():
        assert picture.is_visible()
        inside = picture.bounding_box()
        assert inside["x"] >= 0
        assert inside["x"] + inside["width"] <= 360
        assert inside["height"] > 60
    for table in page.locator(f"details.pr-table{CHOSEN}").all():
        assert table.locator("summary").is_visible()


A4 = 700  # px between the margins of a page
LUMINANCE = """getComputedStyle(document.querySelector('h1, h2, p')).color
    .match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0)"""


@pytest.mark.sampled(8)
@pytest.mark.parametrize("address", [*ADDRESSES, "tabel/programme_figures/"])
def test_no_page_scrolls_sideways_asks_anyone_else_or_is_cut_off_on_paper(visit, origin, address):
    page = visit(address, width=360, scheme="dark")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(100)  # what a script asks for, a moment after
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in page.asked if not url.startswith((origin, "data:"))] == []
    assert page.failed == []
    assert page.said == []
    page.set_viewport_size({"width": A4, "height": 800})
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= A4
    assert page.evaluate(LUMINANCE) < 3 * 128  # dark ink, though the scheme is dark


def scheme(page) -> str:
    return page.locator("body").get_attribute("data-md-color-scheme")


def test_a_chosen_scheme_stays_and_the_system_s_is_the_first(visit):
    page = visit("", scheme="dark")
    assert scheme(page) == "slate"
    page.emulate_media(color_scheme="light")
    page.wait_for_function("() => document.body.dataset.mdColorScheme === 'default'")
    page.locator("label[for=__palette_1]").click()  # to dark, by hand
    assert scheme(page) == "slate"
    for address in ("", "gelombang/", "wilayah/aceh/simeulue/"):
        page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + "/" + address)
        assert scheme(page) == "slate", address
    page.locator("label[for=__palette_0]").click()
    page.reload()
    assert scheme(page) == "default"
    assert page.said == []


def test_a_phone_set_to_dark_never_sees_a_white_page(browser, origin):
    page = browser.new_context(color_scheme="dark").new_page()
    page.route("**/site.js", lambda route: route.abort())
    for address in ("", "en/regions/aceh/simeulue/"):
        page.goto(origin + address)
        assert scheme(page) == "slate", address


@pytest.mark.nightly
def test_without_scripts_the_page_is_dark_where_the_system_is(visit):
    ground = "getComputedStyle(document.body).backgroundColor"
    accent = "getComputedStyle(document.querySelector('.pr-svg .bar')).fill"
    for colour in (ground, accent):
        shown = [
            visit("gelombang/", scheme=scheme, scripts=scripts).evaluate(colour)
            for scheme in ("light", "dark")
            for scripts in (False, True)
        ]
        assert shown[0] == shown[1] != shown[2] == shown[3]


def test_no_page_loads_the_theme_s_script(visit, site):
    page = visit("wilayah/")
    assert not [url for url in page.asked if "bundle" in url or "search" in url]
    assert not list(site.resolve().rglob("bundle*.js"))


def test_nothing_moves_while_a_page_loads_slowly(browser, origin):
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    tools = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 150, "downloadThroughput": 2e5, "uploadThroughput": 2e5}
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", slow)
    page.add_init_script(
        """window.moved = 0; new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.moved += entry.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    for address in ("", "grafik/penerima-per-tahun-bruto/", "en/waves/"):
        page.goto(origin + address)
        page.wait_for_timeout(800)
        assert page.evaluate("window.moved") == 0, address


def test_the_finding_is_there_before_any_script(visit):
    page = visit("", scripts=False)
    assert "18.887.737" in page.locator("article").inner_text()
    assert page.locator("figure.pr-chart h3").first.is_visible()


def test_a_link_into_a_closed_table_opens_it(visit):
    page = visit("cara-menghitung/#recipients_net")
    assert page.locator("#recipients_net").is_visible()


def test_from_a_folder_links_lead_to_pages(browser, site):
    page = browser.new_context().new_page()
    page.goto((site / "index.html").as_uri())
    page.locator("article a", has_text=re.compile(r"Semua \d+ gelombang")).click()
    assert page.locator("h1").inner_text().startswith("Gelombang")


def test_the_language_switch_works_without_scripts(visit):
    page = visit("kendala/", width=1280, scripts=False)
    page.locator("a.pr-switch").click()
    assert page.url.endswith("/en/obstacles/")


def test_a_phone_can_find_the_other_pages_without_scripts(visit):
    page = visit("", width=360, scripts=False)
    page.locator("label.md-header__button[for=__drawer]").click()
    page.wait_for_timeout(400)
    link = page.locator("nav.md-nav--primary").get_by_role("link", name="Wilayah", exact=True)
    assert link.is_visible()


@pytest.mark.parametrize("address", ["", "en/"])
def test_the_name_of_the_site_is_whole_on_the_narrowest_phone(visit, address):
    name = visit(address, width=320).locator(".md-header__topic .md-ellipsis").first
    assert name.evaluate("name => name.scrollWidth <= name.clientWidth")
