"""The page to compare places: its address is the comparison, and its CSV has exactly that; without
scripts, the rankings of all places in three orders, of one province by its address."""

from __future__ import annotations

import csv
import io
import re

import pytest
from scratch import language

pytestmark = pytest.mark.browser
PAGES = {"id": "bandingkan/", "en": "en/compare/"}
BY_PROVINCE = {"id": "menurut-provinsi/", "en": "by-province/"}
CODES = ["35.78", "32.73", "35", "71.04", "31.74"]  # two cities, a province, islands, a long name


def compared(page) -> list[list[str]]:
    """The cells of the comparison, the names of the places first."""
    page.wait_for_selector(".pr-compare table")
    return page.evaluate(
        "[...document.querySelectorAll('.pr-compare tr')].map((row) =>"
        " [...row.cells].map((cell) => (cell.querySelector('a') ?? cell).textContent))"
    )


def files(site, codes) -> list[dict[str, str]]:
    """The rows about these places in their files."""
    found = []
    for code in codes:
        text = (site / f"data/comparison/places/{code}.csv").read_text(encoding="utf-8")
        found += [row for row in csv.DictReader(io.StringIO(text)) if row["code"] == code]
    return found


@pytest.mark.parametrize(("lang", "width"), [("id", 360), ("en", 1280)])
def test_an_address_gives_its_comparison_and_the_csv_is_that(visit, site, lang, width):
    page = visit(f"{PAGES[lang]}?p={','.join(CODES)}", width=width)
    cells, said, rows = compared(page), language(lang), files(site, CODES)
    assert len(cells[0]) == 1 + len(CODES)
    shown = [row[1:] for row in cells[1:] if len(row) > 1]
    whole = [row for row in rows if "-" in row["period"]]
    assert shown[0] == [said.number(round(float(row["per_1000"]), 1), 1) for row in whole]
    of = {"regency": 514, "province": 38}
    assert shown[1] == [f"{said.number(int(row['rate_rank']))}/{row['rated']}" for row in whole]
    years = sorted({row["period"] for row in rows if "-" not in row["period"]})
    for at, year in enumerate(years, 2):
        of_year = [float(row["per_1000"]) for row in rows if row["period"] == year]
        assert shown[at] == [said.number(round(rate, 1), 1) for rate in of_year]
    counts = shown[2 + len(years) :]
    assert counts[0] == [said.number(int(row["value"])) for row in whole]
    ranks = [f"{said.number(int(row['rank']))}/{of[row['level']]}" for row in whole]
    assert counts[1] == ranks
    assert counts[-1] == [said.number(int(row["residents"])) for row in whole]
    with page.expect_download() as download:
        page.locator(".pr-compare .pr-download").click()
    taken = download.value.path().read_text(encoding="utf-8")
    assert [*csv.DictReader(io.StringIO(taken))] == rows
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert (page.failed, page.said) == ([], [])


def test_places_are_added_and_removed_and_the_address_follows(visit):
    page = visit(PAGES["id"])
    page.wait_for_selector(".pr-compare select")
    for code in CODES[:2]:
        page.locator(".pr-compare select").select_option(code)
        page.get_by_role("button", name="Tambah").click()
    page.locator(".pr-compare thead th").nth(1).wait_for()
    assert page.url.endswith(f"?p={CODES[0]},{CODES[1]}")
    assert compared(visit(f"{PAGES['id']}?{page.url.partition('?')[2]}")) == compared(page)
    page.get_by_role("button", name="Hapus Kota Surabaya").click()
    page.locator(".pr-compare thead th").nth(1).wait_for(state="detached")
    assert page.url.endswith(f"?p={CODES[1]}")


def test_what_an_address_names_and_cannot_be_compared_is_reported(visit):
    page = visit(f"{PAGES['id']}?p=35.78,35.78,99.99,%3Cb%3E,32.73")
    assert len(compared(page)[0]) == 3
    said = page.locator(".pr-compare [role=status]")
    assert "Disebut dalam alamat tetapi tidak dibandingkan: 99.99, <b>." in said.inner_text()
    page.get_by_role("button", name="Hapus Kota Surabaya").click()
    page.locator(".pr-compare thead th").nth(1).wait_for(state="detached")
    assert "99.99" not in said.inner_text()
    page = visit(f"{PAGES['en']}?p={','.join([*CODES, '11.10'])}")
    assert len(compared(page)[0]) == 6
    said = page.locator(".pr-compare [role=status]").inner_text()
    assert "Named in the address but not compared: 11.10." in said
    assert (page.failed, page.said) == ([], [])


def test_at_320_pixels_no_name_of_a_place_breaks_inside_a_word(visit):
    page = visit(f"{PAGES['id']}?p=35.78,31.71,11.71", width=320)
    compared(page)
    wrapped = page.evaluate(
        """() => [...document.querySelectorAll('.pr-compare thead a')].filter((link) => {
          const range = document.createRange(), text = link.firstChild;
          return [...text.data.matchAll(/\\S+/g)].some(({ 0: word, index }) => {
            range.setStart(text, index);
            range.setEnd(text, index + word.length);
            return [...range.getClientRects()].filter(({ width }) => width).length > 1;
          });
        }).length"""
    )
    assert wrapped == 0


def test_a_file_that_does_not_load_takes_no_other_place_away_and_is_tried_again(visit, site):
    page = visit(f"{PAGES['id']}?p={CODES[0]},{CODES[1]}")
    before = compared(page)
    html = "<p>Synthetic page of a network to log in to</p>"
    page.route("**/places/71.04.csv", lambda route: route.fulfill(body=html))
    page.locator(".pr-compare select").select_option("71.04")
    page.get_by_role("button", name="Tambah").click()
    page.get_by_text("Sebuah berkas gagal dimuat").wait_for()
    assert compared(page) == before
    page.unroute("**/places/71.04.csv")
    page.get_by_role("button", name="Tambah").click()
    page.locator(".pr-compare thead th").nth(2).wait_for()
    assert page.url.endswith(f"?p={CODES[0]},{CODES[1]},71.04")
    assert "Kabupaten Kepulauan Talaud" in page.locator(".pr-compare [role=status]").inner_text()


def test_the_field_has_the_focus_when_no_other_place_can_be_added(visit):
    page = visit(f"{PAGES['en']}?p={','.join(CODES[:4])}")
    compared(page)
    page.locator(".pr-compare select").select_option(CODES[4])
    page.get_by_role("button", name="Add", exact=True).press("Enter")
    page.locator(".pr-compare thead th").nth(4).wait_for()
    assert page.locator(".pr-compare select").evaluate(
        "(field) => field === document.activeElement"
    )


def test_without_scripts_there_are_rankings_and_one_province_by_its_address(visit):
    for code, home in PAGES.items():
        page = visit(home, scripts=False)
        assert page.locator(".pr-ranking").first.locator("tbody tr").count() == 514
        href = page.locator(f"a[href$='{BY_PROVINCE[code]}']").first.get_attribute("href")
        page.goto(page.url + href)
        assert page.locator(".pr-ranking tr[data-code]:visible").count() == 514
        page.locator("a[href='#35']").click()
        codes = page.locator(".pr-ranking tr[data-code]:visible")
        found = codes.evaluate_all("(rows) => rows.map((row) => row.dataset.code)")
        assert len(found) == 38
        assert all(re.match(r"35\.", code) for code in found)


def test_the_page_of_a_place_leads_to_comparisons(visit):
    page = visit("wilayah/jawa-timur/kota-surabaya/")
    links = page.locator("article a[href*='?p=35.78,']")
    assert links.count() == 3  # its province, the nearest, the most similar
    links.last.click()
    assert len(compared(page)[0]) == 6
    assert compared(page)[0][1] == "Kota Surabaya"
