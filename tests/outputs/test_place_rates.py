"""Rates, ranks, distances and similar places, computed again from the tables without the package.

Read back from the pages of places, from the files to compare places with, and from the cards that
links to them show. `make test` reads the pages of all provinces and of each fourth regency;
`make nightly` those of all places in both languages.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup, SoupStrainer
from PIL import Image
from reading import BY_DAY, some_places
from scratch import ROOT, language

from publicrecord.context.addresses import PlaceAddresses

DATA, FIRST, LAST = ROOT / "data", "2020", "2024"
PEERS = 5


def table(path: str) -> pd.DataFrame:
    return pd.read_csv(DATA / f"{path}.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def places() -> pd.DataFrame:
    """Each place by its code: name, count of each period, residents, rate, ranks."""
    names = table("reference/place_aliases")
    names = names[names["official_id"] != ""]
    keys = ["place_as_printed", "province_as_printed"]
    figures = table("place_figures")
    figures = figures[(figures["source_id"] == "gh-kab") & (figures["arithmetic"] == "")]
    counted = figures.merge(names[[*keys, "code"]], on=keys, validate="many_to_one")
    counted["value"] = counted["value"].astype(int)
    lower = counted.pivot_table(index="code", columns="period", values="value", aggfunc="sum")
    upper = lower.groupby(lower.index.str[:2]).sum()
    country = lower.sum().to_frame("ID").T
    people = table("reference/population")
    people = people[(people["measure_id"] == "population_total") & (people["boundary"] == "38")]
    residents = people.set_index("code")["value"].astype(int)
    found = pd.concat([lower, upper, country])
    found["residents"] = residents.reindex(found.index)
    assert found.notna().all(axis=None)
    found["rate"] = found["2020-2024"] / found["residents"] * 1000
    found["level"] = found.index.map(len)
    found["place"] = ~found.index.isin(["ID"])
    for column, of in (("rank", "2020-2024"), ("rate_rank", "rate")):
        grouped = found.groupby(["level", "place"])[of]
        found[column] = grouped.rank(ascending=False, method="min").astype(int)
    return found


@pytest.fixture(scope="module")
def peers(places) -> dict[str, dict[str, list[tuple[str, float]]]]:
    """The nearest and the most similar places of each place, in their order, with distances."""
    regencies = table("reference/regencies").set_index("regency_code")
    provinces = table("reference/provinces").set_index("province_code")
    lat, lng = (np.radians(regencies[key].astype(float)) for key in ("lat", "lng"))
    near, alike = {}, {}
    for code in regencies.index:
        cosine = np.sin(lat[code]) * np.sin(lat) + np.cos(lat[code]) * np.cos(lat) * np.cos(
            lng - lng[code]
        )
        km = pd.Series(6371.0088 * np.arccos(np.clip(cosine, -1, 1)), regencies.index)
        near[code] = [*km.drop(code).nsmallest(PEERS).items()]
    labour = table("reference/labour_force")
    labour = labour[labour["level"] == "province"].pivot_table(
        index="code", columns="measure_id", values="value", aggfunc="first"
    )
    for listed, kinds in ((regencies, regencies["type"]), (provinces, None)):
        people = places.loc[listed.index, "residents"]
        by = pd.DataFrame({
            "residents": np.log(people),
            "density": np.log(people / listed["area_km2"].astype(float)),
        })  # fmt: skip
        if kinds is None:
            for base in ("working_age_population", "labour_force"):
                by[base] = labour[base].astype(float) / people
        units = (by - by.mean()) / by.std(ddof=0)
        for code in listed.index:
            distance = ((units - units.loc[code]) ** 2).sum(axis=1) ** 0.5
            same = distance if kinds is None else distance[kinds == kinds[code]]
            alike[code] = [*same.drop(code).nsmallest(PEERS).items()]
    return {"nearest": near, "similar": alike}


@pytest.fixture(scope="module", params=BY_DAY)
def folders(request, site, places, record):
    """Language, and the folder of each place's page."""
    code, addresses = request.param, PlaceAddresses(record)
    home = site.resolve() / ("" if code == "id" else code)
    every = places.index[places["place"]]
    return language(code), {place: home / addresses.path(place, code) for place in every}


@pytest.fixture(scope="module")
def pages(folders):
    """Language, and of each place that is asked the folder of its page and its article."""
    language, every = folders
    found = {}
    for place in some_places(every):
        html = (every[place] / "index.html").read_text(encoding="utf-8")
        article = BeautifulSoup(html, "lxml", parse_only=SoupStrainer("article"))
        found[place] = every[place], article
    return language, found


def shown(number: float, language, decimals: int = 1) -> str:
    text = f"{number:,.{decimals}f}"
    return text if language.code == "en" else text.translate({ord(","): ".", ord("."): ","})


def near(text: str, number: float, language, decimals: int = 1) -> bool:
    """Whether a text is a number, rounded; of a half, either neighbour."""
    return any(text == shown(number + by, language, decimals) for by in (0, -1e-9, 1e-9))


def test_the_rate_of_each_place_stands_beside_its_province_and_the_country(pages, places):
    language, found = pages
    assert len(found) >= 38 + 514 // 4
    for place, (_folder, article) in found.items():
        beside = [place, *([place[:2]] if len(place) == 5 else []), "ID"]
        facts = [fact.data.get_text() for fact in article.select("li.pr-fact")]
        assert len(facts) == len(beside)
        for text, of in zip(facts, beside, strict=True):
            assert near(text, places.loc[of, "rate"], language), (place, of)
        lead = article.select_one(".pr-lead").get_text()
        assert lead.index(facts[0]) >= 0
        assert all(f"({fact})" in lead for fact in facts[1:])


def test_a_place_is_said_to_have_more_or_fewer_only_where_it_clearly_has(pages, places):
    language, found = pages
    words = {
        "en": ("more than in", "about as many as in", "fewer than in"),
        "id": ("lebih banyak daripada di", "kira-kira sama dengan di", "lebih sedikit daripada di"),
    }[language.code]
    seen = set()
    for place, (_folder, article) in found.items():
        lead = article.select_one(".pr-lead").get_text()
        said = re.findall("|".join(words), lead)
        others = [*([place[:2]] if len(place) == 5 else []), "ID"]
        assert len(said) == len(others)
        for phrase, other in zip(said, others, strict=True):
            own, of = places.loc[place, "rate"], places.loc[other, "rate"]
            apart = abs(own - of) > max(0.1, 0.005 * max(own, of))
            expected = words[(0 if own > of else 2) if apart else 1]
            assert phrase == expected, (place, other, own, of)
            seen.add(phrase)
    assert seen == {*words}


def test_ranks_by_number_and_by_rate_are_said(pages, places):
    language, found = pages
    for place, (_folder, article) in found.items():
        text = article.select_one(".pr-counted").get_text()
        many = 514 if len(place) == 5 else 38
        ranks = re.findall(rf"(\d+) (?:of|dari) {many}\b", text)
        expected = places.loc[place, ["rank", "rate_rank"]].tolist()
        assert [int(ranks[0]), int(ranks[-1])] == expected, place
        assert language.number(places.loc[place, "2020-2024"]) in text


def test_years_are_counts_and_rates_beside_those_of_others(pages, places):
    language, found = pages
    for place, (_folder, article) in found.items():
        beside = [place, *([place[:2]] if len(place) == 5 else []), "ID"]
        rows = article.select("figure.pr-years tbody tr")
        periods = [*(str(year) for year in range(int(FIRST), int(LAST) + 1)), f"{FIRST}-{LAST}"]
        assert len(rows) == len(periods)
        for row, period in zip(rows, periods, strict=True):
            assert row.th.get_text().replace("–", "-") == period
            count, *rates = (cell.get_text() for cell in row("td"))
            assert count == shown(places.loc[place, period], language, 0)
            for text, of in zip(rates, beside, strict=True):
                rate = places.loc[of, period] / places.loc[of, "residents"] * 1000
                assert near(text, rate, language), (place, of, period)


def test_peers_are_those_of_the_stated_rules(pages, folders, peers, places):
    language, found = pages
    by_folder = {folder: place for place, folder in folders[1].items()}
    for place, (folder, article) in found.items():
        kinds = [kind for kind in ("nearest", "similar") if place in peers[kind]]
        tables = article.select("h2 ~ div.pr-scroll > table")
        tables = [one for one in tables if len(one.select("thead th")) == 4 and not one.get(
            "data-source")]  # fmt: skip
        assert len(tables) == len(kinds)
        for kind, listed in zip(kinds, tables, strict=True):
            rows = listed.select("tbody tr")
            codes = [by_folder[(folder / row.a["href"]).resolve()] for row in rows]
            assert codes == [code for code, _distance in peers[kind][place]], (place, kind)
            for row, (code, distance) in zip(rows, peers[kind][place], strict=True):
                far, rate, count = (cell.get_text() for cell in row("td"))
                assert near(far, distance, language, 0 if kind == "nearest" else 2)
                assert near(rate, places.loc[code, "rate"], language)
                assert count == shown(places.loc[code, "2020-2024"], language, 0)


def test_the_files_have_the_same_numbers(site, places, peers):
    folder = site / "data" / "comparison"
    rates = pd.read_csv(folder / "rates.csv", dtype={"code": str})
    assert len(rates) == 553 * 6
    for row in rates.itertuples():
        expected = places.loc[row.code]
        assert row.value == expected[row.period]
        assert row.per_1000 == pytest.approx(row.value / expected["residents"] * 1000)
        if row.period == f"{FIRST}-{LAST}" and row.code != "ID":
            assert (row.rank, row.rate_rank) == (expected["rank"], expected["rate_rank"])
    for kind, column in (("nearest", "km"), ("similar", "distance")):
        listed = pd.read_csv(folder / f"{kind}.csv", dtype={"code": str, "peer": str})
        assert len(listed) == sum(map(len, peers[kind].values()))
        for code, rows in listed.groupby("code"):
            assert rows["peer"].tolist() == [peer for peer, _distance in peers[kind][code]]
            assert rows[column].tolist() == pytest.approx(
                [distance for _peer, distance in peers[kind][code]], abs=1e-3
            )
    own = pd.read_csv(folder / "places" / "35.78.csv", dtype={"code": str})
    book = pd.read_excel(folder / "places" / "35.78.xlsx", dtype={"code": str, "period": str})
    pd.testing.assert_frame_equal(book, own.astype({"period": str}), check_dtype=False)
    whole = rates[rates["code"].isin(["35.78", "35", "ID"])]
    pd.testing.assert_frame_equal(
        own.sort_values(["code", "period"], ignore_index=True),
        whole.sort_values(["code", "period"], ignore_index=True),
        check_dtype=False,
    )


def test_rankings_have_every_place_in_their_order(site, places):
    regencies = places[places["level"] == 5]
    orders = {
        "bandingkan": ["rate_rank"],
        "bandingkan/menurut-jumlah": ["rank"],
        "en/compare/by-number": ["rank"],
        "en/compare/by-province": ["rate_rank"],
    }
    for address, keys in orders.items():
        html = (site / address / "index.html").read_text(encoding="utf-8")
        (table, *_more) = BeautifulSoup(html, "lxml").select("table.pr-ranking")
        lang = language("en" if address.startswith("en") else "id")
        groups = table.select("tbody")
        rows = [row for group in groups for row in group.select("tr[data-code]")]
        assert {row["data-code"] for row in rows} == {*regencies.index}
        assert len(rows) == len(regencies) == 514
        for row in rows:
            of = places.loc[row["data-code"]]
            rate, rate_rank, count, rank = (cell.get_text() for cell in row("td")[:4])
            assert near(rate, of["rate"], lang)
            ranks = [shown(of[key], lang, 0) for key in ("rate_rank", "rank")]
            assert [rate_rank, rank] == ranks
            assert count == shown(of["2020-2024"], lang, 0)
        for group in groups:
            codes = [row["data-code"] for row in group.select("tr[data-code]")]
            assert places.loc[codes, keys].to_numpy().tolist() == sorted(
                places.loc[codes, keys].to_numpy().tolist()
            ), address
            assert "id" not in group.attrs or all(code.startswith(group["id"]) for code in codes)


def test_the_strip_has_a_dot_for_each_place_and_its_lines_stand_at_the_rates(pages, site, places):
    dots = ET.parse(site / "assets" / "strips.svg").getroot()
    counted = {path.get("id"): path.get("d").count("h0") for path in dots}
    assert counted == {"province-wide": 38, "province-narrow": 38,
                       "regency-wide": 514, "regency-narrow": 514}  # fmt: skip
    _language, found = pages
    for place, (folder, article) in found.items():
        strip = article.select_one("figure.pr-standing svg.pr-wide")
        name, _mark, key = strip.use["href"].partition("#")
        assert (folder / name).resolve() == (site / "assets" / "strips.svg").resolve()
        assert key == ("regency-wide" if len(place) == 5 else "province-wide")
        ends = [text.get_text() for text in strip.select("text.tick")]
        scale = float(strip["width"]) / float(ends[-1].replace(",", "."))
        lines = {line["class"][0]: float(line["x1"]) for line in strip.select("line[class^=strip]")}
        expected = {"strip-here": place, "strip-whole": "ID"}
        expected |= {"strip-within": place[:2]} if len(place) == 5 else {}
        assert {*lines} == {*expected}
        for kind, code in expected.items():
            assert lines[kind] == pytest.approx(places.loc[code, "rate"] * scale, abs=0.2)


def test_a_card_says_name_number_and_date_and_is_light(pages, places):
    language, found = pages
    for place, (folder, article) in found.items():
        picture = ET.parse(folder / "card.svg").getroot()
        texts = [*picture.iter("{http://www.w3.org/2000/svg}text")]
        written = " ".join(text.text for text in texts)
        (number,) = (text.text for text in texts if text.get("class") == "number")
        assert near(number, places.loc[place, "rate"], language), place
        title = " ".join(text.text for text in texts if text.get("class") == "title")
        assert title == article.h1.find(string=True).strip()
        assert language.date("2024-08-22") in written
        assert "Dukcapil" in written  # whose residents the rate is of
        assert shown(places.loc[place, "2020-2024"], language, 0) in written
        drawn = folder / "card.png"
        assert drawn.stat().st_size < 60_000
        with Image.open(drawn) as opened:
            assert opened.size == (600, 315)
            assert title in opened.text["Title"]
