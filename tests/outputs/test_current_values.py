"""No two pages contradict each other: a figure has one value wherever it is shown, and where two
values of one measure stand in large type, each says of which day or waves it is.

The pages are read as built; the record is read without the package's help but for keys and names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from quotes import home, table
from reading import LANGUAGES, article, pages, words
from scratch import language

from prakerja.pages import PAGES
from prakerja.programme import PROGRAMME
from publicrecord.charts.all_charts import all_charts
from publicrecord.charts.chart import Chart
from publicrecord.context.addresses import PlaceAddresses
from publicrecord.indicators.naming import FigureNames
from publicrecord.record.package import Row, rows

NUMBER = {"id": r"\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?", "en": r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"}
# Charts and pages that are about values that contradict each other, or of earlier days.
OF_CONFLICTS = {"printed-and-shown"}
HISTORY = {"perubahan", "changes", *(row["version"] for row in table("releases"))}
KEPT = {"cara-menghitung", "how-we-count", "sumber", "sources"}  # every value, shown or not


def value(text: str, code: str) -> float:
    thousands, point = (".", ",") if code == "id" else (",", ".")
    return float(text.replace(thousands, "").replace(point, "."))


def first_number(text: str, code: str) -> float:
    return value(re.search(NUMBER[code], text).group(), code)


@pytest.fixture(scope="module")
def charts(record, claims, dates) -> dict[str, Chart]:
    return all_charts(PROGRAMME.charts, record, claims, dates)


# A figure has one value


def chart_values(
    site: Path, code: str, charts: dict[str, Chart]
) -> Iterator[tuple[str, float, str]]:
    """Each value in the table of a chart on its own page, with the claim behind it."""
    for chart_id, chart in charts.items():
        if chart_id in OF_CONFLICTS:
            continue
        page = article(home(site, code) / chart.address(language(code)) / "index.html")
        lines = page.select("figure.pr-chart table tbody tr")
        keys = [column.key for column in chart.page_columns]
        assert len(lines) == len(chart.rows)
        for line, row in zip(lines, chart.rows, strict=True):
            cell = line.find_all(["th", "td"])[keys.index("value")] if "value" in keys else None
            if cell is not None and re.search("[0-9]", words(cell)) and row.get("claim_id"):
                yield str(row["claim_id"]), value(words(cell), code), f"chart {chart_id}"


def fact_values(site: Path, code: str) -> Iterator[tuple[str, float, str]]:
    """Each fact in large type, and each number of an answer to a question."""
    for page in pages(site, code):
        yield from facts_of(article(page), code, str(page))


def facts_of(page: Tag, code: str, name: str) -> Iterator[tuple[str, float, str]]:
    """The facts of one page."""
    for fact in page.select("li.pr-fact[data-claim]"):
        shown = first_number(words(fact.select_one(".pr-fact-number")), code)
        yield str(fact["data-claim"]), shown, name


def table_values(
    site: Path, code: str, names: FigureNames, valued: list[Row]
) -> Iterator[tuple[str, float, str]]:
    """Each row of a table of claims on a page that shows what is chosen: name, source, unit and
    day tell which claim it is."""
    lang, by_name = language(code), {}
    for row in valued:
        name = " ".join(names.figure(row, lang).split())
        day = lang.date(row["as_of"]) if row["as_of"] else ""
        by_name[name, row["source_id"], row["unit"] == "percent", day] = row["claim_id"]
    for page in pages(site, code):
        if (HISTORY | KEPT) & set(page.parts):
            continue
        for line in article(page).select("tr[data-source]"):
            cell, cells = line.select_one("td.number"), [words(td) for td in line.select("td")]
            if not line.th or not cell or not re.search(NUMBER[code], words(cell)):
                continue
            percent = bool(re.search(r"percent|persen", words(cell)))
            for day in cells[1:3]:
                key = (words(line.th), str(line["data-source"]), percent, day)
                if key in by_name:
                    yield by_name[key], first_number(words(cell), code), str(page)


@pytest.mark.sampled(2)
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_figure_has_one_value_on_every_page(site, record, claims, charts, code):
    """That of the claim which the rule of choice shows."""
    every = {row["claim_id"]: row for row in rows(claims)}
    named = [row for row in every.values() if row["value"] != ""]
    listed = [
        *chart_values(site, code, charts),
        *fact_values(site, code),
        *table_values(site, code, FigureNames(record), named),
    ]
    found = by_figure(listed, every)
    assert len(found) > 700
    assert sum(len({where for _number, where in reported}) > 1 for reported in found.values()) > 50
    assert not contradictions(found, every)


def by_figure(
    listed: Iterable[tuple[str, float, str]], every: dict[str, Row]
) -> dict[str, set[tuple[float, str]]]:
    """Which value of each figure is shown where; every: all claims by their key."""
    found = defaultdict(set)
    for claim_id, number, where in listed:
        if claim_id in every:  # residents and labour force are no claims
            found[every[claim_id]["figure_id"]].add((number, where))
    return found


def contradictions(
    found: dict[str, set[tuple[float, str]]], every: dict[str, Row]
) -> list[tuple[str, set[tuple[float, str]]]]:
    """The figures of which another value than the chosen one is shown somewhere."""
    chosen = {row["figure_id"]: row["value"] for row in every.values() if row["chosen"]}
    return [
        (figure, reported)
        for figure, reported in found.items()
        if {number for number, _where in reported} != {chosen[figure]}
    ]


@pytest.mark.parametrize("code", LANGUAGES)
def test_another_value_on_one_of_two_pages_is_noticed(site, claims, code):
    """The fact of Home, tampered with."""
    every = {row["claim_id"]: row for row in rows(claims)}
    home_page = article(home(site, code) / "index.html")
    (shown,) = [
        language(code).number(every[claim]["value"])
        for claim in every
        if claim.endswith("/recipients_net/cumulative/1-69@gh-stat-html")
    ]
    other = tampered(home_page, shown, shown[:-1] + "9")
    facts = [*facts_of(home_page, code, "as built"), *facts_of(other, code, "tampered")]
    assert not contradictions(by_figure([f for f in facts if f[2] == "as built"], every), every)
    assert len(contradictions(by_figure(facts, every), every)) == 1


def tampered(page: Tag, old: str, new: str) -> Tag:
    """A copy of a page with another text."""
    assert old in str(page)
    return BeautifulSoup(str(page).replace(old, new), "lxml")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_place_has_one_count_on_every_page(site, record, charts, code):
    """Its own page, those that compare with it, that of its province, the chart of all places, and
    the list of provinces."""
    addresses, found = PlaceAddresses(record), defaultdict(set)
    for chart_id in ("recipients-by-regency", "regencies-most-and-fewest"):
        for row in charts[chart_id].rows:
            found[row["code"]].add(row["value"])
    folder = home(site, code)
    pages_of = {folder / addresses.path(row["code"], code) / "index.html": row["code"]
                for row in charts["recipients-by-regency"].rows}  # fmt: skip
    by_file = {file.resolve(): place for file, place in pages_of.items()}
    for file, place in pages_of.items():
        text = file.read_text(encoding="utf-8")
        lead = re.search(r'<p class="pr-counted"[^>]*>(.*?)</p>', text, re.DOTALL)[1]
        (total,) = re.findall(r"<tr><th[^>]*>\d{4}–\d{4}</th><td[^>]*>([\d.,]+)</td>", text)
        assert total in lead
        found[place].add(value(total, code))
        peers = re.findall(
            r'<th scope="row"><a href="([^"]*)">[^<]*</a></th>(?:<td[^>]*>[\d.,]+</td>){2}'
            r"<td[^>]*>([\d.,]+)</td></tr>", text,
        )  # fmt: skip
        assert len(peers) == 10, place
        for href, number in peers:
            other = by_file[(file.parent / href / "index.html").resolve()]
            found[other].add(value(number, code))
    for place, numbers in found.items():
        assert len(numbers) == 1, (place, numbers)
    assert len(found) == 514


# No two current values of one measure


SUBJECT = ("measure_id", "code", "province_code", "survey_id", "item_id", "dimension", "category",
           "group", "place", "finding_id", "result_id")  # fmt: skip


@pytest.mark.parametrize("code", LANGUAGES)
def test_two_values_of_one_measure_in_large_type_say_of_which_day_they_are(site, claims, code):
    """All measures: the same measure of the same place or people, in facts and answers."""
    by_id, lang = {row["claim_id"]: row for row in rows(claims)}, language(code)
    reported = defaultdict(set)
    for page in pages(site, code):
        for block in article(page).select("li.pr-fact[data-claim], p.pr-answer"):
            named = [block] if "data-claim" in block.attrs else block.select("data[data-claim]")
            for claim_id in (str(tag["data-claim"]) for tag in named):
                claim = by_id[claim_id]
                subject = tuple(str(claim.get(key, "")) for key in SUBJECT)
                reported[subject].add((claim["value"], claim_id, words(block)))
    compared = 0
    for claims_reported in reported.values():
        if len({number for number, _claim, _text in claims_reported}) < 2:
            continue
        for _number, claim_id, text in claims_reported:
            claim = by_id[claim_id]
            assert lang.date(claim["as_of"]) in text, (claim_id, text)
            compared += 1
    assert compared > 15


CURRENT = ("recipients_net", "recipients_gross", "registrants")


def counts(measure: str) -> list[dict[str, str]]:
    """The totals since the start that are fit for showing, the last first."""
    found = [
        row for row in table("programme_figures")
        if row["measure_id"] == measure and row["period"] == "cumulative" and row["as_of"]
        and row["status"] != "unfit"
    ]  # fmt: skip
    return sorted(found, key=lambda row: row["as_of"], reverse=True)


def current(measure: str) -> set[float]:
    """The one value that a page may give as that of today: the last exact published total of net,
    the official file's gross, the last count of registrants."""
    rows = counts(measure)
    if measure == "recipients_net":
        exact = [row for row in rows if row["wave_to"] and row["status"] == "published"]
        return {float(exact[0]["value"])}
    if measure == "recipients_gross":
        rows = [row for row in rows if row["source_id"] == "gh-kab"]
    return {float(rows[0]["value"])}


def large_type(page: Tag) -> Iterator[tuple[str, str]]:
    """What a page says in large type: the numbers of its facts, and headlines of its charts, each
    with all that is said around it."""
    for fact in page.select("li.pr-fact[data-claim]"):
        yield words(fact.select_one(".pr-fact-number")), words(fact)
    for figure in page.select("figure[data-chart]"):
        for headline in figure.select("h3"):
            yield words(headline), words(headline)
    for answer in page.select("p.pr-answer"):
        yield words(answer), words(answer)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_two_pages_show_two_current_values_of_one_measure(site, code):
    lang = language(code)
    shown: dict[str, dict[float, set[str]]] = {measure: {} for measure in CURRENT}
    for page in PAGES:
        found = article(site / page.address(lang) / "index.html")
        for measure in CURRENT:
            for number in shown_as_current(found, measure, code):
                shown[measure].setdefault(number, set()).add(page.template)
    for measure in CURRENT:
        undisputed = {number for number in shown[measure] if number in current(measure)}
        assert undisputed == current(measure), "each is shown, and no other stands alone"
    assert len(shown["recipients_net"][next(iter(current("recipients_net")))]) >= 3


def shown_as_current(page: Tag, measure: str, code: str) -> set[float]:
    """The totals of a measure that a page gives in large type as those of today; fails where it
    gives another without its day."""
    shown, lang = set(), language(code)
    rows = {float(row["value"]): row for row in counts(measure)}
    for said, around in large_type(page):
        reported = {value(n, code) for n in re.findall(NUMBER[code], said)}
        for number in reported & {*rows}:
            row = rows[number]
            derived = row["status"] == "derived" and current(measure) <= reported
            if number in current(measure) or derived:
                shown.add(number)
            else:
                assert lang.date(row["as_of"]) in around, (measure, number, "is not of today")
    return shown


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_total_of_another_day_in_large_type_is_noticed(site, code):
    """The net total of Home, replaced by the rounded one that is printed of a later day."""
    page = article(home(site, code) / "index.html")
    (today,) = shown_as_current(page, "recipients_net", code)
    number = language(code).number
    with pytest.raises(AssertionError, match="is not of today"):
        shown_as_current(tampered(page, number(today), number(17_568_342)), "recipients_net", code)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_net_total_that_we_added_up_never_stands_without_the_published_one(site, code):
    lang = language(code)
    (published,) = current("recipients_net")
    added_up = float(next(r for r in counts("recipients_net") if r["status"] == "derived")["value"])
    both = [lang.number(number) for number in (published, added_up)]
    with_it = []
    for page in PAGES:
        text = words(article(site / page.address(lang) / "index.html"))
        if both[1] in text:
            with_it.append(page.template)
            assert both[0] in text, page.template
    assert {"home", "recipients", "questions"} <= {*with_it}
