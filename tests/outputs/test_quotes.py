"""Every quote of a chart, read back: the source that it names printed the number in its sentence,
on the day it names; and what no source printed is said to be our calculation.

The record is read here without the package's help.
"""

from __future__ import annotations

import html
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import openpyxl
import pytest
from quotes import (
    OURS,
    THEIRS,
    Rows,
    claimed,
    claims,
    day,
    download,
    home,
    labels,
    numbers,
    read,
    rows_of,
    table,
)  # fmt: skip
from reading import LANGUAGES, article, pages, words
from scratch import language

from prakerja.programme import PROGRAMME
from publicrecord.charts.all_charts import all_charts
from publicrecord.files.citation import bibtex_text

# What the headlines of the charts say: a number as its source printed it, or what we worked out.
# A new chart has to be written down here, too.
PRINTED = {
    "aid-useful", "from-registration-to-selection", "incentive-use", "incentives-disbursed",
    "work-before-and-after",
}  # fmt: skip
COMPUTED = {
    "aid-received", "concentration", "island-groups-by-year", "java-and-the-rest", "opinions",
    "printed-and-shown", "provinces-from-year-to-year", "provinces-most-and-fewest",
    "quota-and-intake",
    "recipients-by-province-gross", "recipients-by-province-net", "recipients-by-regency",
    "recipients-by-wave", "recipients-by-year-gross", "recipients-by-year-net",
    "recipients-per-adults", "recipients-per-labour-force", "recipients-per-residents",
    "recipients-since-start", "regencies-most-and-fewest", "registrations",
    "results-of-evaluations", "satisfaction", "share-of-women", "skills-rose",
}  # fmt: skip
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
COUNTED = {"id": "Yang dihitung: ", "en": "What is counted: "}
# Their values are numbers of categories, which no headline repeats.
CATEGORIES = {"results-of-evaluations"}
SURVEYS = {"satisfaction", "opinions", "skills-rose", "aid-received", "aid-useful",
           "incentive-use", "work-before-and-after"}  # fmt: skip


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
            quote = page.select(".pr-copy")[0].get_text()
            attributed, sentence, counted = quote.partition(f": {title}. {COUNTED[code]}")
            assert sentence, quote
            assert counted.startswith(f"{chart.subtitle(language(code))} ("), quote
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
    title, _quote, attributed = quoted[code, chart_id]
    assert_printed(title, attributed, code)


def assert_printed(title: str, attributed: str, code: str) -> None:
    """Each number of a headline was printed by a source that the attribution names, on the day it
    names; and it names no other."""
    said = read(attributed, code)
    assert not said.ours, attributed
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
        assert printers, (number, attributed)
        used |= printers
    assert used == set(said.named), attributed


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("chart_id", sorted(COMPUTED))
def test_what_we_computed_is_ours_and_names_what_it_was_computed_from(site, quoted, chart_id, code):
    title, _quote, attributed = quoted[code, chart_id]
    rows = STANDS_ON.get(chart_id, lambda rows: rows)(rows_of(site, code, chart_id))
    assert_computed(title, attributed, code, chart_id, rows)


def assert_computed(title: str, attributed: str, code: str, chart_id: str, rows: Rows) -> None:
    """The attribution says that a headline is ours, and names the sources and days of its rows."""
    said, by_name = read(attributed, code), labels(code)
    assert said.ours, attributed
    sources, days, repeated = set(), set(), set()
    for row in rows:
        same = claimed().get((float(row["value"]), row["source_id"]), [])
        assert same or row["status"] == "derived", row
        sources |= {row["source_id"], *(term for claim in same for term in claim.terms)}
        days |= {row["as_of"]} if "as_of" in row else {d for claim in same for d in claim.days}
        if "base_source_id" in row:
            sources.add(row["base_source_id"])
            days.add(row.get("base_as_of") or people_as_of(row["base_source_id"]))
        if chart_id not in CATEGORIES and float(row["value"]) in numbers(title, code):
            repeated.add(by_name[row["source_id"]])
    assert repeated <= set(said.named) or len(repeated) > len(said.named), (repeated, attributed)
    assert not repeated or repeated & set(said.named), (repeated, attributed)
    if said.others:
        assert said.others == len(sources) - 3, attributed
        assert set(said.named) <= {by_name[source] for source in sources}
    else:
        assert set(said.named) == {by_name[source] for source in sources}, attributed
    days.discard("")  # a source that does not show its date
    reported = {*said.days, *(d for own in said.named.values() for d in own)}
    assert reported <= {day(d, code) for d in days}, attributed
    if chart_id not in SURVEYS:
        assert {day(min(days), code), day(max(days), code)} <= reported, attributed


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_quote_with_another_source_day_or_number_is_noticed(site, quoted, code):
    """Two charts, one printed and one ours, tampered with one by one."""
    later = {"id": "13 Agustus 2024", "en": "13 August 2024"}[code]
    title, _quote, printed = quoted[code, "incentives-disbursed"]
    name, day_of, paid = labels(code)["gh-stat-html"], day("2024-08-12", code), f"41{','}4"
    paid = paid if code == "id" else paid.replace(",", ".")
    assert_printed(title, printed, code)
    for spoilt_title, spoilt in (
        (title, printed.replace(name, labels(code)["okezone-210223"])),
        (title, printed.replace(f"per {day_of}", f"per {later}").replace(
            f"as of {day_of}", f"as of {later}")),
        (title.replace(paid, paid[::-1]), printed),
    ):  # fmt: skip
        assert (spoilt_title, spoilt) != (title, printed)
        with pytest.raises(AssertionError):
            assert_printed(spoilt_title, spoilt, code)
    chart_id = "registrations"
    title, _quote, ours = quoted[code, chart_id]
    rows = STANDS_ON[chart_id](rows_of(site, code, chart_id))
    assert_computed(title, ours, code, chart_id, rows)
    names = [labels(code)[source] for source in ("idx-220618", "viva-210910")]
    for spoilt in (ours.replace(*names), ours.replace(OURS[code], THEIRS[code])):
        assert spoilt != ours
        with pytest.raises(AssertionError):
            assert_computed(title, spoilt, code, chart_id, rows)


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
        blocks = [block.get_text() for block in page.select(".pr-copy")]
        assert f". {attributed}. " in blocks[1], blocks[1]
        in_tex = attributed.replace("&", "\\&")
        assert f"note = {{{in_tex}}}" in blocks[2], blocks[2]
        counted = chart.subtitle(language(code))
        assert f"{title} [{counted}] (data" in blocks[1], blocks[1]
        assert f"subtitle = {{{{{bibtex_text(counted)}}}}}" in blocks[2], blocks[2]
        assert line in words(page.select_one("figure.pr-chart"))
        reported = json.loads(page.select_one('script[type="application/ld+json"]').string)
        citations = [reported["creditText"]]
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
        for figure in article(page).select("figure.pr-chart[data-chart]"):
            chart_id = str(figure["data-chart"])
            seen.add(chart_id)
            assert f"{quoted[code, chart_id][2]}." in words(figure), (page, chart_id)
    assert seen == set(charts)


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_embed_lists_all_its_sources(site, charts, code):
    """A few by publisher and day, many by publisher and year."""
    many = 0
    for chart_id in charts:
        embed = (home(site, code) / "embed" / chart_id / "index.html").read_text(encoding="utf-8")
        small = html.unescape(re.search(r"<small>(.*)</small>", embed, re.DOTALL)[1])
        listed = re.search(r"<span>(?:Sumber|Source): (.*)\.</span>", small)[1]
        figure = re.search(r'<div class="drawing" data-source="([^"]*)"', embed)[1].split()
        named = {labels(code)[source] for source in figure}
        if len(figure) <= 4:
            assert set(listed.split("; ")) == named, chart_id
            continue
        many += 1
        years: dict[str, set[str]] = {}
        for label in named:
            publisher, year = re.fullmatch(r"(.*?)(?:, [^,]*(20\d\d))?", label).groups()
            years.setdefault(publisher, set()).update({year} - {None})
        brief = {f"{name} {', '.join(sorted(found))}".strip() for name, found in years.items()}
        assert set(listed.split("; ")) == brief, chart_id
    assert many >= 8
