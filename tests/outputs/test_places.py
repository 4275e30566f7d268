"""The pages of places, read back against the tables: `make nightly` reads each of the 552 in both
languages, `make test` those of provinces, of each fourth regency, and those that tests name."""

from __future__ import annotations

import csv
import re
from collections import defaultdict

import pytest
from bs4 import BeautifulSoup, SoupStrainer
from reading import BY_DAY, LANGUAGES, is_place, some_places
from scratch import ROOT, language

from prakerja.settings import SETTINGS
from publicrecord.context.addresses import PlaceAddresses, slug

DATA = ROOT / "data"
# Places whose pages have more to say: those counted in another province, a conflict, other names.
NAMED = ("35.78", "71.04", "36.74", "12.12")
SPLIT = ("94", "95", "96")
YEARS = ["2020", "2021", "2022", "2023", "2024"]


def table(path: str) -> list[dict[str, str]]:
    with (DATA / f"{path}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def official() -> dict[str, dict[str, int]]:
    """The official file's number of each regency and period, read without the package's help;
    provinces, by their present code, are sums."""
    codes = {
        (row["place_as_printed"], row["province_as_printed"]): row["code"]
        for row in table("reference/place_aliases")
        if row["official_id"]
    }
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in table("place_figures"):
        if row["source_id"] != "gh-kab" or row["arithmetic"]:
            continue
        code = codes[row["place_as_printed"], row["province_as_printed"]]
        found[code][row["period"]] += int(row["value"])
        found[code[:2]][row["period"]] += int(row["value"])
    return found


@pytest.fixture(scope="module")
def addresses(record) -> PlaceAddresses:
    return PlaceAddresses(record)


@pytest.fixture(scope="module", params=BY_DAY)
def read(request, site, official, addresses):
    """Language and the article of the page of each place that is asked, by its code."""
    code = request.param
    home = site if code == "id" else site / code
    articles = {}
    more = [place for place in official if place in NAMED or place[:2] in SPLIT]
    for place in dict.fromkeys([*some_places(official), *more]):
        html = (home / addresses.path(place, code) / "index.html").read_text(encoding="utf-8")
        articles[place] = BeautifulSoup(html, "lxml", parse_only=SoupStrainer("article"))
    return language(code), articles


def test_every_place_has_a_page_with_the_numbers_of_the_tables(read, official):
    language, articles = read
    assert len(articles) >= 38 + 514 // 4
    for place, article in articles.items():
        numbers = official[place]
        lead = article.select_one(".pr-counted")
        assert language.number(numbers["2020-2024"]) in lead.get_text()
        assert lead["data-source"] == "gh-kab"
        rows = article.select_one("figure.pr-years table").select("tbody tr")
        cells = {
            row.th.get_text(): row.td.get_text().replace(".", "").replace(",", "") for row in rows
        }
        assert cells == {year: str(numbers[year]) for year in YEARS} | {
            "2020–2024": str(numbers["2020-2024"])
        }
        drawn = [
            text.get_text() for text in article.select("figure.pr-years svg.pr-wide text.value")
        ]
        assert drawn == [language.number(numbers[year]) for year in YEARS]


def test_ranks_are_those_of_the_numbers(read, official):
    _language, articles = read
    for level in (2, 5):
        values = {code: n["2020-2024"] for code, n in official.items() if len(code) == level}
        for code in articles.keys() & values.keys():
            value = values[code]
            rank = 1 + sum(other > value for other in values.values())
            counted = articles[code].select_one(".pr-counted").get_text()
            assert re.search(rf"(rank|peringkat) {rank} (of|dari) {len(values)}\b", counted), code


def test_rates_are_recipients_over_residents(read, official):
    language, articles = read
    residents = {
        row["code"]: int(row["value"])
        for row in table("reference/population")
        if row["measure_id"] == "population_total" and row["boundary"] == "38"
    }
    for code, article in articles.items():
        rate = round(official[code]["2020-2024"] / residents[code] * 1000, 1)
        fact = article.select_one(".pr-fact")
        assert float(fact.select_one("data")["value"]) == pytest.approx(rate, abs=0.051)
        assert language.number(residents[code]) in fact.get_text()


def test_a_province_lists_its_regencies_and_is_their_sum(read, official):
    language, articles = read
    for code in (code for code in articles if len(code) == 2):
        listed = articles[code].select("table[data-source=gh-kab] tbody tr")
        members = {c: n for c, n in official.items() if c.startswith(code + ".")}
        values = [row.select("td")[0].get_text() for row in listed]
        assert sorted(values) == sorted(language.number(n["2020-2024"]) for n in members.values())
        for period in [*YEARS, "2020-2024"]:
            assert sum(n[period] for n in members.values()) == official[code][period]


def test_the_thirteen_misplaced_say_which_province_is_right(read):
    _language, articles = read
    found = {
        code: article
        for code, article in articles.items()
        if len(code) == 5 and article.find("h2", string=re.compile("Which province|Provinsi yang"))
    }
    assert len(found) == 13
    for code, article in found.items():
        assert code[:2] in SPLIT
        text = " ".join(article.get_text(" ").split())
        assert "2022" in text
        assert "UU" in text
    highland = articles["95"].get_text(" ")
    assert "Kabupaten Yahukimo" in highland
    assert "2022" in highland


def test_the_old_papua_is_the_sum_of_the_new_provinces(official, record, claims):
    from prakerja.indicators.rates import province_rates

    old = province_rates(record, claims, "population_15plus").set_index("province_code")
    assert len(old) == 34
    for code, parts in {"91": ("91", "93", "94", "95"), "92": ("92", "96")}.items():
        expected = sum(official[part]["2020-2024"] for part in parts)
        assert old.loc[code, "recipients"] == expected
    whole = sum(n["2020-2024"] for code, n in official.items() if len(code) == 2)
    assert old["recipients"].sum() == whole


def test_a_conflict_is_reported_where_the_place_is(read):
    language, articles = read
    surabaya = " ".join(articles["35.78"].get_text(" ").split())
    assert language.number(388_707) in surabaya
    assert language.number(128_162) in surabaya
    talaud = articles["71.04"].get_text(" ")
    assert "Miangas" in talaud
    assert re.search(r"\b9 (orang|people)", talaud)


def test_districts_and_other_names_stand_on_the_page(read):
    _language, articles = read
    names = defaultdict(list)
    for row in table("reference/districts"):
        names[row["regency_code"]].append(row["name"])
    for code in articles.keys() & names.keys():
        districts = names[code]
        text = articles[code].get_text(" ")
        assert all(name in text for name in districts), code
    assert "Tangsel" in articles["36.74"].get_text(" ")
    assert "Toba Samosir" in articles["12.12"].get_text(" ")


def test_a_province_can_be_taken_away(site, official, addresses):
    for code in (code for code in official if len(code) == 2):
        name = addresses.path(code, "id").split("/")[1]
        with (site / "data" / "places" / f"{name}.csv").open(encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        assert {(row["code"], row["period"]): int(row["value"]) for row in rows} == {
            (place, period): value
            for place, numbers in official.items()
            if place.startswith(code + ".")
            for period, value in numbers.items()
        }


def test_addresses_are_readable_and_each_its_own(addresses, official):
    assert addresses.path("71.04", "id") == "wilayah/sulawesi-utara/kepulauan-talaud/"
    assert addresses.path("71.04", "en") == "regions/north-sulawesi/kepulauan-talaud/"
    assert addresses.path("32.73", "id") == "wilayah/jawa-barat/kota-bandung/"
    assert slug("Kep. Siau / O'o'u  Café", SETTINGS.geography) == "kepulauan-siau-oou-cafe"
    for code in LANGUAGES:
        assert len({addresses.path(place, code) for place in official}) == 552


def test_nothing_of_the_empty_pages_is_left(site):
    pages = [p for p in site.rglob("index.html") if is_place(p.relative_to(site))]
    assert len(pages) == 2 * 552
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert "SHELL-" not in html
        assert "/_/" not in html
    assert not list(site.rglob("_"))


def test_no_district_of_its_province_lies_north_of_miangas(record):
    """The page of regions calls it the northernmost one."""
    districts = record.table("districts")
    inside = districts[districts["district_code"].str.startswith("71.")]
    assert inside.loc[inside["lat"].idxmax(), "district_code"] == "71.04.13"
