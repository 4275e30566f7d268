"""Every quote that the site hands out, read back: the source that it names printed the number in
its sentence, on the day it names; and what no source printed is said to be our calculation.

The record is read here without the package's help.
"""

from __future__ import annotations

import csv
import html
import json
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import openpyxl
import pytest
from reading import LANGUAGES, article, pages, words
from scratch import ROOT, language

from prakerja.programme import PROGRAMME
from publicrecord.charts.catalogue import all_charts
from publicrecord.context.addresses import PlaceAddresses

MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "en": "January February March April May June July August September October November December",
}
OURS = {
    "id": "Menurut hitungan Prakerja dalam Angka, berdasarkan ",
    "en": "Calculated by Prakerja in Figures from ",
}
THEIRS = {"id": "Menurut ", "en": "According to "}
DAY = r"(?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4}"
DAYS = rf"(?:(?:per|as of) ({DAY})|(?:nilai per|values of) ({DAY}) (?:sampai|to) ({DAY}))"

# What the headlines of the charts say: a number as its source printed it, or what we worked out.
# A new chart has to be written down here, too.
PRINTED = {
    "aid-useful", "from-registration-to-selection", "incentive-use", "incentives-disbursed",
    "work-before-and-after",
}  # fmt: skip
COMPUTED = {
    "aid-received", "concentration", "island-groups-by-year", "java-and-the-rest", "opinions",
    "printed-and-shown", "provinces-from-year-to-year", "provinces-most-and-fewest",
    "provinces-on-a-grid", "provinces-on-a-grid-by-rate", "quota-and-intake",
    "recipients-by-province-gross", "recipients-by-province-net", "recipients-by-regency",
    "recipients-by-wave", "recipients-by-year-gross", "recipients-by-year-net",
    "recipients-per-adults", "recipients-per-labour-force", "recipients-per-residents",
    "recipients-since-start", "regencies-most-and-fewest", "registrations",
    "results-of-evaluations", "satisfaction", "share-of-women", "skills-rose",
}  # fmt: skip
Rows = list[dict[str, str]]
# The rows of its file that a computed headline stands on, where not on all.
STANDS_ON: dict[str, Callable[[Rows], Rows]] = {
    "recipients-since-start": lambda rows: [
        rows[-1],
        [row for row in rows if row["status"] == "published"][-1],
    ],
    "registrations": lambda rows: rows[-2:],
    "share-of-women": lambda rows: [
        same[at] for same in [[r for r in rows if r["group"] == rows[0]["group"]]] for at in (0, -1)
    ],
    "opinions": lambda rows: [*rows[:2], *rows[4:6]],
}
# Their values are numbers of categories, which no headline repeats.
CATEGORIES = {"results-of-evaluations"}
SURVEYS = {"satisfaction", "opinions", "skills-rose", "aid-received", "aid-useful",
           "incentive-use", "work-before-and-after"}  # fmt: skip


@dataclass(frozen=True)
class Claim:
    """A row of a table of figures; days: the days it may be said to be of."""

    value: float
    source: str
    days: tuple[str, ...]
    status: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Quote:
    """What an attribution says, read back."""

    ours: bool
    named: dict[str, list[str]]
    others: int
    days: list[str]

    def days_of(self, label: str) -> list[str]:
        """The days it gives for a source: its own, or those of all."""
        return self.named[label] or self.days


@cache
def table(path: str) -> Rows:
    with (ROOT / "data" / f"{path}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def claims() -> list[Claim]:
    published = {row["source_id"]: row["published_on"] for row in table("sources")}
    asked = {row["survey_id"]: row["fieldwork_to"] for row in table("surveys")}
    found = []
    names = ("wave", "programme", "province", "place", "survey", "demographic", "outcome")
    tables = [*(f"{name}_figures" for name in names), "audit_findings"]
    for row in (row for name in tables for row in table(name)):
        if not row["value"] or row["status"] == "unfit":
            continue
        source = row["source_id"]
        day = row["as_of"] or published[source]
        days = [day, asked.get(row.get("survey_id", ""), "")]
        terms = re.findall(r"\[([a-z0-9-]+)\]", row["arithmetic"])
        found.append(
            Claim(
                float(row["value"]), source, tuple(filter(None, days)), row["status"], tuple(terms)
            )
        )
    return found


@cache
def claimed() -> dict[tuple[float, str], list[Claim]]:
    found = defaultdict(list)
    for claim in claims():
        found[claim.value, claim.source].append(claim)
    return dict(found)


def day(iso: str, code: str) -> str:
    year, *rest = iso.split("-")
    month = [MONTHS[code].split()[int(rest[0]) - 1]] if rest else []
    return " ".join([*(str(int(part)) for part in rest[1:]), *month, year])


@cache
def labels(code: str) -> dict[str, str]:
    """What each source is called: publisher and date."""
    found = {}
    for row in table("sources"):
        publisher = re.split(r" \(|;", row["publisher"])[0]
        parts = [publisher, *([day(row["published_on"], code)] if row["published_on"] else [])]
        found[row["source_id"]] = ", ".join(parts)
    return found


def read(text: str, code: str) -> Quote:
    """An attribution read back: who is named, how many more there are, and which days."""
    ours = text.startswith(OURS[code])
    start = OURS[code] if ours else THEIRS[code]
    assert text.startswith(start), text
    rest = text.removeprefix(start)
    whole = re.fullmatch(rf"(.*?)(?:, {DAYS})?", rest)
    named, others = {}, 0
    for part in whole[1].split("; "):
        more = re.fullmatch(r"(?:dan|and) (\d+) (?:sumber lain|other sources)", part)
        if more:
            others = int(more[1])
            continue
        label = re.fullmatch(rf"(.*?)(?: \({DAYS}\))?", part)
        assert label[1] in labels(code).values(), (part, text)
        named[label[1]] = [d for d in label.groups()[1:] if d]
    return Quote(ours, named, others, [d for d in whole.groups()[1:] if d])


def numbers(sentence: str, code: str) -> list[float]:
    """The numbers of a sentence without its dates, the numbers of waves and "of 100"."""
    text = re.sub(rf"\d{{1,2}} (?:{'|'.join(MONTHS[code].split())}) \d{{4}}", "", sentence)
    text = re.sub(r"(?:gelombang|wave|dari|di antara|of) (?:19|100)\b", "", text)
    point, group = (",", ".") if code == "id" else (".", ",")
    found = []
    for digits, unit in re.findall(r"(\d[\d.,]*\d|\d)( triliun| trillion)?", text):
        value = float(digits.replace(group, "").replace(point, "."))
        found.append(round(value * 1e12) if unit else value)
    return found


def home(site, code):
    return site if code == "id" else site / code


def download(site, code, name):
    return home(site, code) / "downloads" / name


def rows_of(site, code, chart_id) -> Rows:
    """The rows of a chart's CSV that have a value."""
    with download(site, code, f"{chart_id}.csv").open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["value"]]


@pytest.fixture(scope="module")
def charts(record, claims, dates):
    return all_charts(PROGRAMME.charts, record, claims, dates)


@pytest.fixture(scope="module")
def quoted(site, charts):
    """By language and chart: the headline, its print quote, and the attribution of the quote."""
    found = {}
    for code in LANGUAGES:
        for chart_id, chart in charts.items():
            title = json.loads(download(site, code, f"{chart_id}.json").read_text())["title"]
            page = article(home(site, code) / chart.address(language(code)) / "index.html")
            quote = page.select(".pda-copy")[0].get_text()
            attributed, sentence, _version = quote.partition(f": {title} (")
            assert sentence, quote
            found[code, chart_id] = (title, quote, attributed)
    return found


def test_every_chart_is_known_to_these_tests(charts):
    assert set(charts) == PRINTED | COMPUTED
    assert not PRINTED & COMPUTED


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    ("chart_id", "number", "source", "never"),
    [
        ("incentives-disbursed", 41_400_000_000_000, "gh-stat-html", "Okezone"),
        ("recipients-since-start", 18_987_640, "topcareer-241119", "VIVA"),
        ("registrations", 115_000_000, "idx-220618", "PortalBeritaIndonesia"),
    ],
)
def test_the_quotes_that_named_the_oldest_sources(quoted, chart_id, number, source, never, code):
    title, quote, attributed = quoted[code, chart_id]
    assert number in numbers(title, code)
    assert labels(code)[source] in attributed
    assert never not in quote


@pytest.mark.parametrize("code", LANGUAGES)
def test_our_own_findings_are_not_given_to_the_press(quoted, code):
    for chart_id in ("recipients-by-wave", "quota-and-intake", "printed-and-shown"):
        assert quoted[code, chart_id][2].startswith(OURS[code])


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("chart_id", sorted(PRINTED))
def test_a_printed_number_is_quoted_from_the_source_that_printed_it(quoted, chart_id, code):
    title, quote, attributed = quoted[code, chart_id]
    said = read(attributed, code)
    assert not said.ours, quote
    assert said.others == 0
    used = set()
    for number in numbers(title, code):
        printers = {
            labels(code)[claim.source]
            for claim in claims()
            if claim.value == number
            and claim.status != "derived"
            and labels(code)[claim.source] in said.named
            and set(said.days_of(labels(code)[claim.source])) & {day(d, code) for d in claim.days}
        }
        assert printers, (number, quote)
        used |= printers
    assert used == set(said.named), quote


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("chart_id", sorted(COMPUTED))
def test_what_we_computed_is_ours_and_names_what_it_was_computed_from(site, quoted, chart_id, code):
    title, quote, attributed = quoted[code, chart_id]
    said, by_name = read(attributed, code), labels(code)
    assert said.ours, quote
    rows = STANDS_ON.get(chart_id, lambda rows: rows)(rows_of(site, code, chart_id))
    sources, days = set(), set()
    for row in rows:
        same = claimed().get((float(row["value"]), row["source_id"]), [])
        assert same or row["status"] == "derived", row
        sources |= {row["source_id"], *(term for claim in same for term in claim.terms)}
        days |= {row["as_of"]} if "as_of" in row else {d for claim in same for d in claim.days}
        if "base_source_id" in row:
            sources.add(row["base_source_id"])
            days.add(row.get("base_as_of") or people_as_of(row["base_source_id"]))
        if chart_id not in CATEGORIES and float(row["value"]) in numbers(title, code):
            assert by_name[row["source_id"]] in said.named, (row, quote)
    if said.others:
        assert said.others == len(sources) - 3, quote
        assert set(said.named) <= {by_name[source] for source in sources}
    else:
        assert set(said.named) == {by_name[source] for source in sources}, quote
    days.discard("")  # a source that does not show its date
    told = {*said.days, *(d for own in said.named.values() for d in own)}
    assert told <= {day(d, code) for d in days}, quote
    if chart_id not in SURVEYS:
        assert {day(min(days), code), day(max(days), code)} <= told, quote


def people_as_of(source: str) -> str:
    (found,) = {row["as_of"] for row in table("reference/population") if row["source_id"] == source}
    return found


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_way_to_take_a_headline_away_attributes_it_alike(site, charts, quoted, code):
    heading = {"id": "Judul: ", "en": "Headline: "}[code]
    for chart_id, chart in charts.items():
        title, _quote, attributed = quoted[code, chart_id]
        line = f"{heading}{attributed}."
        page = article(home(site, code) / chart.address(language(code)) / "index.html")
        blocks = [block.get_text() for block in page.select(".pda-copy")]
        assert f". {attributed}. " in blocks[1], blocks[1]
        assert f"note = {{{attributed}}}" in blocks[2], blocks[2]
        assert line in words(page.select_one("figure.pda-chart"))
        told = json.loads(page.select_one('script[type="application/ld+json"]').string)
        citations = [told["citation"]]
        embed = (home(site, code) / "embed" / chart_id / "index.html").read_text(encoding="utf-8")
        small = html.unescape(re.search(r"<small>(.*?)<a", embed, re.DOTALL)[1])
        assert line in small
        content = json.loads(download(site, code, f"{chart_id}.json").read_text(encoding="utf-8"))
        figure = json.loads(download(site, code, f"{chart_id}.plotly.json").read_text())
        citations += [content["citation"], figure["layout"]["meta"]["citation"]]
        citations += {row["citation"] for row in rows_of(site, code, chart_id)}
        book = openpyxl.load_workbook(download(site, code, f"{chart_id}.xlsx"))
        citations.append(book.properties.description)
        cells = [str(c) for sheet in book for row in sheet.iter_rows(values_only=True) for c in row]
        assert any(attributed in text for text in cells), chart_id
        for text in citations:
            assert title in text
            assert f". {attributed}." in text, text
        picture = ET.parse(download(site, code, f"{chart_id}.svg"))
        drawn = " ".join(
            "".join(text.itertext()) for text in picture.iter("{http://www.w3.org/2000/svg}text")
        )
        assert line in drawn, chart_id


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_chart_on_a_story_page_attributes_its_headline(site, charts, quoted, code):
    seen = set()
    for page in pages(site, code):
        for figure in article(page).select("figure.pda-chart[data-chart]"):
            chart_id = str(figure["data-chart"])
            seen.add(chart_id)
            assert f"{quoted[code, chart_id][2]}." in words(figure), (page, chart_id)
    assert seen == set(charts)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_list_of_sources_of_an_embed_is_whole_or_says_how_many_more(site, charts, code):
    for chart_id in charts:
        embed = (home(site, code) / "embed" / chart_id / "index.html").read_text(encoding="utf-8")
        small = html.unescape(re.search(r"<small>(.*?)<a", embed, re.DOTALL)[1])
        listed = re.split(r"(?:Sumber|Source): ", small)[1].strip().rstrip(".")
        figure = re.search(r'<div data-source="([^"]*)"', embed)[1].split()
        parts = listed.split("; ")
        more = re.fullmatch(r"(?:dan|and) (\d+) (?:sumber lain|other sources)", parts[-1])
        if more:
            assert int(more[1]) == len(figure) - 3, chart_id
        else:
            assert set(parts) == {labels(code)[source] for source in figure}, chart_id


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_fact_names_the_source_of_its_number_or_says_that_we_computed_it(site, code):
    ours = {"id": "Menurut hitungan Prakerja dalam Angka", "en": "Calculated by Prakerja in F"}[
        code
    ]
    checked = derived = 0
    for page in pages(site, code):
        for card in article(page).select(".pda-fact"):
            told = [(card.select_one("data")["value"], block) for block in card.select("p")
                    if re.match(rf"Sumber:|Source:|{ours}", words(block))]  # fmt: skip
            assert len(told) == 1, words(card)
            (value, block) = told[0]
            linked = [str(a["href"]).partition("#")[2] for a in block.select("a")]
            found = claimed()[float(value), linked[0]]
            assert any(day(d, code) in words(block) for claim in found for d in claim.days)
            only_ours = all(claim.status == "derived" for claim in found)
            ranked = "Mamberamo" in words(card)  # "the fewest of all" is a comparison of ours
            assert words(block).startswith(ours) == (only_ours or ranked), words(block)
            if only_ours:
                terms = {term for claim in found for term in claim.terms} or {linked[0]}
                assert set(linked) == terms
                derived += 1
            checked += 1
            for rival in card.select(".pda-rival"):
                source = str(rival["data-source"])
                values = [c for c in claims() if c.source == source and c.value in numbers(
                    re.split(r"\(|:(?= (?:Menurut|Calc))", words(rival))[0], code)]  # fmt: skip
                assert values, words(rival)
                mine = all(claim.status == "derived" for claim in values)
                assert (ours in words(rival)) == mine, words(rival)
    assert checked > 20
    assert derived >= 2


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_quote_of_each_place_is_of_the_official_file_or_a_sum_of_ours(site, record, code):
    sums: dict[str, int] = defaultdict(int)
    codes = {
        (row["place_as_printed"], row["province_as_printed"]): row["code"]
        for row in table("reference/place_aliases")
        if row["official_id"]
    }
    for row in table("place_figures"):
        if row["source_id"] == "gh-kab" and not row["arithmetic"] and row["period"] == "2020-2024":
            place = codes[row["place_as_printed"], row["province_as_printed"]]
            sums[place] += int(row["value"])
            sums[place[:2]] += int(row["value"])
    (as_of,) = {row["as_of"] for row in table("place_figures") if row["source_id"] == "gh-kab"}
    addresses, read_back = PlaceAddresses(record), 0
    label = labels(code)["gh-kab"]
    for place, value in sums.items():
        text = (home(site, code) / addresses.path(place, code) / "index.html").read_text("utf-8")
        quote = html.unescape(re.search(r'<pre class="pda-copy">([^<]*)</pre>', text)[1])
        attributed, _colon, sentence = quote.partition(": ")
        said = read(attributed, code)
        assert said == Quote(len(place) == 2, {label: []}, 0, [day(as_of, code)]), quote
        assert numbers(sentence.partition("(")[0], code)[0] == value, quote
        card = re.search(r'<li class="pda-fact".*?</li>', text, re.DOTALL)[0]
        rate = re.sub(r"<[^>]+>", "", card)
        assert OURS[code].strip() in rate
        assert set(re.findall(r'#([a-z0-9-]+)"', card)) == set(
            re.search(r'data-source="([^"]+)"', card)[1].split()
        )
        read_back += 1
    assert read_back == 38 + 514
