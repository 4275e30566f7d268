"""Pages of places after provinces and regencies changed: what is counted where, and since when.

Rendered from a copy of the record with a province more, a regency that moved and one that was split
off, and a province with another code; no site is built.
"""

from __future__ import annotations

import re
from html import unescape

import pytest
from checking import copy_record
from synthetic.changed_places import Table

from prakerja import load_programme
from prakerja.place_pages import PLACE_PAGES, with_gaps
from publicrecord.charts.drawing import empty_years
from publicrecord.charts.svg import small_bars
from publicrecord.checks.addresses import clashing_addresses
from publicrecord.context.site_context import SiteContext
from publicrecord.findings import report
from publicrecord.history.changes import read_changes
from publicrecord.pages.template_context import EveryPage, template_names
from publicrecord.pages.templates import environment
from publicrecord.record.claims import date_claims, figure_claims
from publicrecord.record.package import read_record
from publicrecord.record.rules import places, validity

LAST, DAY = "2024-12-31", "2025-01-01"
SETTINGS = load_programme().settings
ID, EN = SETTINGS.languages


def change(data) -> None:
    """The edits that the guide names under *A place changes*."""
    provinces, regencies = Table(data, "provinces"), Table(data, "regencies")
    former = Table(data, "former_places")
    provinces.add(
        provinces.row("76"), province_code="77", iso_code="ID-MR", name="Mandar Raya",
        name_short="Mandar Raya", name_en="Greater Mandar", predecessors="76 73", valid_from=DAY,
        tile_row="5", tile_col="8",
    )  # fmt: skip
    Table(data, "province_aliases").add({}, province_as_printed="Mandar Raya", province_code="77")
    provinces.add(provinces.row("95"), province_code="97", predecessors="95", valid_from=DAY)
    provinces.edit("95", valid_to=LAST)
    highland = [row["regency_code"] for row in regencies.rows if row["province_code"] == "95"]
    moves = {"76.04": "77", "73.15": "77", "76.05": "73", **dict.fromkeys(highland, "97")}
    for code, province in moves.items():
        row = regencies.row(code)
        before = {"code": code, "name": row["name"], "province_code": row["province_code"]}
        former.add({}, **before, valid_to=LAST)
        regencies.edit(code, province_code=province, valid_from=DAY)
    old = regencies.row("11.01")
    former.add({}, code="11.01", name=old["name"], province_code="11", valid_to=LAST)
    regencies.edit("11.01", name="Kabupaten Aceh Baru", name_short="Aceh Baru", valid_from=DAY)
    regencies.add(
        regencies.row("76.02"), regency_code="76.07", name="Kabupaten Mamuju Baru",
        name_short="Mamuju Baru", predecessors="76.02", valid_from=DAY,
    )  # fmt: skip


@pytest.fixture(scope="module")
def content(tmp_path_factory) -> SiteContext:
    folder = copy_record(tmp_path_factory.mktemp("changed"))
    change(folder / "data")
    record, programme = read_record(folder / "data", SETTINGS), load_programme()
    claims, dates = figure_claims(record), date_claims(record)
    found = [*places.find(record, claims, dates), *validity.find(record, claims, dates)]
    assert not [*found, *clashing_addresses(record)], report(found, [EN])
    changes = read_changes(record, claims, dates)
    return SiteContext(
        programme.site_map(), record, claims, dates, dict, changes,
        docs=folder, bundle=folder, epoch=0, site_url="/", repository="",
    )  # fmt: skip


def page(content, code, language=EN) -> str:
    """What the page of a place says."""
    pages, jinja = PLACE_PAGES["." in code], environment(SETTINGS, language)
    filling = pages.filling(content, language, code)
    address = language.folder + filling.address(language)
    names = template_names(EveryPage.of(content, jinja, language, address), filling.context)
    html = jinja.get_template(f"pages/{pages.template}.html.jinja").render(names)
    return " ".join(unescape(re.sub("<[^>]*>", "", re.sub("</t[dh]>", " ", html))).split())


@pytest.mark.parametrize(
    ("code", "sentences"),
    [
        ("77", [
            "did not exist yet when the official file was made",
            "Its regencies and cities were counted in South Sulawesi and West Sulawesi.",
            "It was made out of West Sulawesi and South Sulawesi.",
            "Kabupaten Polewali Mandar (counted in West Sulawesi) 71,568",
        ]),
        ("73", [
            "counted in West Sulawesi and are not in this number.",
            "Kabupaten Majene (counted in West Sulawesi) 27,609",
            "Kabupaten Pinrang (now in Greater Mandar) 46,713",
        ]),
        ("76", ["Kabupaten Mamuju Baru did not exist yet"]),
        ("76.07", ["Kabupaten Mamuju Baru did not exist yet when the official file was made"]),
        ("11.01", ["people in Kabupaten Aceh Baru were named",
                   "Until 31 December 2024 it was called Kabupaten Aceh Selatan."]),
        ("95", ["It was followed by Highland Papua."]),
        ("97", ["It was made out of Highland Papua (95).", "counted in Highland Papua (95)"]),
    ],
)  # fmt: skip
def test_a_page_says_where_its_places_were_counted(content, code, sentences):
    said = page(content, code)
    for sentence in sentences:
        assert sentence in said, said


def test_a_list_of_places_is_one_of_the_language(content):
    assert "berasal dari Sulawesi Barat dan Sulawesi Selatan." in page(content, "77", ID)
    assert "Mamuju Baru belum ada" in page(content, "76", ID)


def test_places_that_are_counted_in_their_province_are_not_marked(content):
    said = page(content, "32")
    assert "counted in" not in said.replace("are counted in", "")
    assert "(now in" not in said


def test_districts_with_a_count_are_named_on_the_page_of_their_regency_only(content):
    assert "The record has a count of recipients for Banjarsari, Jebres, Laweyan" in page(
        content, "33.72"
    )
    other = page(content, "11.01")
    assert "none of which has a count of recipients in the record" in other
    assert "Laweyan" not in other


def test_a_year_that_was_not_counted_is_a_gap_of_its_own():
    years = [
        {"period": year, "value": value, "status": "published", "label_en": year}
        for year, value in (("2022", 40.0), ("2024", 0.0))
    ]
    filled = with_gaps(years)
    assert [(row["period"], row["value"]) for row in filled] == [
        ("2022", 40.0), ("2023", None), ("2024", 0.0)]  # fmt: skip
    assert with_gaps([]) == []
    rows = [row | {"label_en": row["period"]} for row in filled]
    drawn = small_bars(
        environment(SETTINGS, EN), rows, EN, key="years", title="Years", description="Bars."
    )
    assert "2023" in drawn
    assert "not known" in drawn


@pytest.mark.parametrize(
    ("labels", "empty"),
    [
        (["2022", "2023", "2026", "2027"], [0, 0, 2, 0]),
        (["Wave 1", "Wave 3"], [0, 0]),
        (["2024", "2020"], [0, 0]),
        (["2024"], [0]),
    ],
)
def test_room_is_left_for_years_between_marks_that_are_years(labels, empty):
    assert empty_years([{"label_en": label} for label in labels], EN) == empty


def drawn_years(*years: tuple[str, float]) -> str:
    rows = [{"label_en": year, "value": value, "status": "published"} for year, value in years]
    return small_bars(
        environment(SETTINGS, EN), rows, EN, key="years", title="Years", description="Bars."
    )


def test_a_place_with_zero_in_all_years_is_drawn():
    assert "2022" in drawn_years(("2022", 0.0))


def test_zero_has_no_bar_and_the_smallest_number_has_one():
    bars = [drawn_years(("2022", 4000.0), ("2023", n)).count('class="bar') for n in (0.0, 1.0)]
    assert bars == [2, 4], "of two layouts"
