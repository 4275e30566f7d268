"""Caveats go with their numbers: whatever is doubtful in the record says so on pages, in charts and
quotes, in files to download and in the API, and nothing else does."""

from __future__ import annotations

import csv
import html
import json
import re
from dataclasses import replace

import openpyxl
import pytest
from care import SAYS, codes_of_claims, says
from quotes import code_names, download, home, read, table
from reading import LANGUAGES, article, pages, words
from scratch import language

from prakerja.programme import PROGRAMME
from publicrecord.charts.all_charts import all_charts
from publicrecord.charts.chart import Chart
from publicrecord.indicators.naming import FigureNames
from publicrecord.record.claims import countable, figure_claims
from publicrecord.record.package import rows

# Pages of what was published, and when: old and new values as they were released.
HISTORY = {"perubahan", "changes", *(row["version"] for row in table("releases"))}
CARE = {"id": "dengan hati-hati", "en": "with care"}


@pytest.fixture(scope="module")
def expected(record, claims) -> dict[str, set[str]]:
    """The codes of each claim."""
    return codes_of_claims(claims)


def test_every_doubtful_number_of_the_record_has_its_codes(claims, expected):
    found = {row["claim_id"]: set(row["caveats"].split()) for row in rows(claims)}
    assert found == expected
    for code in SAYS:
        assert sum(code in codes for codes in found.values()) > 20, code


def test_a_value_found_unfit_makes_the_others_of_its_source_doubtful(record):
    """And those that were worked out from them, and no others."""
    figures = record.table("programme_figures")
    mine = figures["source_id"].eq("inews-211215") & figures["measure_id"].eq("recipients_change")
    source = "okezone-210223"
    one = figures["source_id"].eq(source) & figures["measure_id"].ne("recipients_net")
    assert one.any()
    assert mine.any()
    spoilt = figures.assign(status=figures["status"].mask(one, "unfit"))
    tables = {**record.tables, "programme_figures": spoilt}
    claims = figure_claims(replace(record, tables=tables))
    doubtful = claims[claims["caveats"].str.contains("unfit_beside")]
    before = figure_claims(record)
    already = set(before.loc[before["caveats"].str.contains("unfit_beside"), "claim_id"])
    new = doubtful[~doubtful["claim_id"].isin(already)]
    assert source in set(new["source_id"])
    assert all(
        row["source_id"] == source or f"[{source}]" in row["arithmetic"] for row in rows(new)
    )


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_caveat_names_the_unit_of_its_numbers(charts, code):
    units, seen = tuple(code_names("unit", code).values()), 0
    for chart in charts.values():
        for caveat in chart.caveats:
            text = caveat(language(code))
            reported = re.match(r"(?:Angka )?(.*?),? (?:to be read with care|perlu)", text)[1]
            several = reported.removesuffix(" and others").removesuffix(", dan lainnya")
            assert several.startswith("Rp") or several.endswith(units), (chart.chart_id, reported)
            seen += 1
    assert seen >= 4


# Pages


@pytest.mark.sampled(2)
@pytest.mark.parametrize("code", LANGUAGES)
def test_facts_in_large_type_say_it_on_every_page(site, claims, expected, code):
    unfit: dict[str, float] = {}
    for row in rows(claims[claims["status"].eq("unfit") & claims["value"].notna()]):
        unfit.setdefault(row["source_id"], row["value"])
    seen: dict[str, int] = dict.fromkeys(SAYS, 0)
    for page in pages(site, code):
        for fact in article(page).select("li.pr-fact[data-claim]"):
            own = [words(p) for p in fact.select("p") if "pr-rival" not in (p.get("class") or [])]
            reported = {c for text in own if CARE[code] in text for c in says(text)}
            codes = expected[str(fact["data-claim"])]
            assert reported == codes, (page, fact["data-claim"])
            for found in codes:
                seen[found] += 1
            if "unfit_beside" in codes:
                value = unfit[str(fact["data-source"])]
                assert any(language(code).number(value) in text for text in own)
    assert seen["unfit_beside"] >= 4, "Home and Reach"
    assert seen["rounded_retelling"] >= 1
    assert seen["basis_unstated"] >= 2, "Miangas and Supiori"


@pytest.mark.parametrize("code", LANGUAGES)
def test_tables_of_claims_say_it_in_each_row(site, record, claims, expected, code):
    names, lang = FigureNames(record), language(code)
    by_name: dict[tuple[str, str], set[str]] = {}
    for row in rows(claims):
        key = (" ".join(names.figure(row, lang).split()), row["source_id"])
        by_name.setdefault(key, set()).update(expected[row["claim_id"]])
    seen = 0
    regions = {"id": "wilayah", "en": "en/regions"}[code]
    every = [*pages(site, code), *sorted((site / regions).rglob("index.html"))[:120]]
    for page in every:
        if HISTORY & set(page.parts):
            continue
        for line in article(page).select("tr[data-source]"):
            head = line.find("th")
            key = (words(head) if head else "", str(line["data-source"]))
            if key in by_name:
                reported = says(words(line)) if CARE[code] in words(line).lower() else set()
                assert reported == by_name[key], (page, key)
                seen += bool(reported)
    assert seen > 150


@pytest.mark.parametrize("code", LANGUAGES)
def test_questions_say_it_of_every_number_of_theirs(site, expected, code):
    address = {"id": "angka-mana-yang-benar", "en": "en/which-number"}[code]
    doubtful = 0
    for section in article(site / address / "index.html").select("div.pr-question"):
        codes = set().union(
            *(expected[str(d["data-claim"])] for d in section.select("[data-claim]"))
        )
        text = " ".join(words(p) for p in section.select("p.pr-small"))
        assert codes <= says(text)
        doubtful += bool(codes)
    assert doubtful >= 3


# Charts and their quotes


def codes_of(chart: Chart, expected: dict[str, set[str]]) -> list[set[str]]:
    """The codes of each row of a chart, from the claims that it is made of."""
    known = [[claim for claim in claims if claim in expected] for claims in chart.row_claims]
    return [set().union(*(expected[claim] for claim in claims)) for claims in known]


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_files_of_a_chart_say_it_in_each_row(site, charts, expected, code):
    doubtful = 0
    for chart_id, chart in charts.items():
        codes = codes_of(chart, expected)
        with download(site, code, f"{chart_id}.csv").open(encoding="utf-8", newline="") as stream:
            in_csv = [says(row.get("caveat", "")) for row in csv.DictReader(stream)]
        content = json.loads(download(site, code, f"{chart_id}.json").read_text(encoding="utf-8"))
        in_json = [says(row.get("caveat") or "") for row in content["rows"]]
        assert in_csv == in_json == codes, chart_id
        assert says(" ".join(content["caveats"])) == set().union(*codes), chart_id
        figure = json.loads(download(site, code, f"{chart_id}.plotly.json").read_text("utf-8"))
        assert figure["layout"]["meta"]["caveats"] == content["caveats"]
        if not any(codes):
            continue
        doubtful += 1
        book = openpyxl.load_workbook(download(site, code, f"{chart_id}.xlsx"))
        *_, sheet = book.worksheets
        lines = [says(" ".join(map(str, line))) for line in sheet.iter_rows(values_only=True)]
        # After the lines about the chart, one of which quotes its headline.
        assert [found for found in lines if found][-len([c for c in codes if c]) :] == [
            c for c in codes if c
        ]
        cover = {str(c.value) for row in book.worksheets[0].iter_rows() for c in row}
        assert set(content["caveats"]) <= cover
    assert doubtful >= 4


@pytest.mark.parametrize("code", LANGUAGES)
def test_whatever_shows_a_chart_says_it(site, charts, code):
    """Its own page, the pages of stories, the embed page and the picture."""
    lang, doubtful = language(code), 0
    figures: dict[str, list[str]] = {}
    for page in pages(site, code):
        for figure in article(page).select("figure.pr-chart[data-chart]"):
            figures.setdefault(str(figure["data-chart"]), []).append(words(figure))
    for chart_id, chart in charts.items():
        reported = [caveat(lang) for caveat in chart.caveats]
        embed = (home(site, code) / "embed" / chart_id / "index.html").read_text(encoding="utf-8")
        small = html.unescape(re.search(r"<small>(.*?)<a", embed, re.DOTALL)[1])
        picture = re.sub(
            r"<[^>]+>", " ", download(site, code, f"{chart_id}.svg").read_text("utf-8")
        )
        drawn = " ".join(html.unescape(picture).split())
        assert len(figures[chart_id]) >= 2
        for text in (*figures[chart_id], small, drawn):
            assert all(" ".join(caveat.split()) in text for caveat in reported), chart_id
            assert (CARE[code] in text) == bool(reported), chart_id
        doubtful += bool(reported)
    assert doubtful >= 4


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_quote_of_a_doubtful_headline_says_it(site, charts, expected, code):
    """For media, APA and BibTeX; a headline on other numbers of the chart does not."""
    doubtful = set()
    for chart_id, chart in charts.items():
        codes = set().union(*(expected.get(c, set()) for c in chart.headline.origin.claims))
        page = article(home(site, code) / chart.address(language(code)) / "index.html")
        printed, apa, bibtex = [block.get_text() for block in page.select(".pr-copy")][:3]
        said = read(printed.partition(f": {chart.headline(language(code))}")[0], code)
        assert says(said.care) == codes, printed
        for text in (apa, bibtex):
            assert says(text) == codes, text
        if codes:
            doubtful.add(chart_id)
    assert {"incentives-disbursed", "recipients-since-start"} <= doubtful
    assert "registrations" not in doubtful, "its headline names two counts of other sources"


def test_a_headline_whose_number_becomes_doubtful_says_so(record, claims, dates):
    """The source of a printed headline is found to give an unfit value."""
    chart = all_charts(PROGRAMME.charts, record, claims, dates)["aid-useful"]
    (claim_id,) = chart.headline.origin.claims
    assert not chart.origin.caveats
    changed = claims.assign(
        caveats=claims["caveats"].mask(claims["claim_id"].eq(claim_id), "basis_unstated")
    )
    chart = all_charts(PROGRAMME.charts, record, changed, dates)["aid-useful"]
    assert chart.origin.caveats == ("basis_unstated",)
    assert len(chart.caveats) == 1


# API and tables


def test_the_api_has_the_codes_of_every_value(site, claims, expected):
    by_value = {(row["figure_id"], row["source_id"]): row["claim_id"] for row in rows(claims)}
    described = json.loads((site / "api" / "v1" / "openapi.json").read_text(encoding="utf-8"))
    for name in ("Value", "Figure"):
        schema = described["components"]["schemas"][name]
        assert schema["properties"]["caveats"]["items"]["enum"] == list(SAYS)
        assert "caveats" in schema["required"]
    seen = set()
    for file in sorted((site / "api" / "v1").rglob("*.json")):
        answer = json.loads(file.read_text(encoding="utf-8"))
        listed = [*answer.get("figures", [])]
        listed += [f for survey in answer.get("surveys", []) for f in survey["figures"]]
        for figure in listed:
            for value in (figure, *figure["others"]):
                claim = by_value[figure["figure_id"], value["source_id"]]
                assert set(value["caveats"]) == expected[claim], claim
                seen.add(claim)
    shown = set(countable(claims)["claim_id"])
    doubtful = {claim for claim, codes in expected.items() if codes}
    assert doubtful & shown <= seen


def test_the_files_of_a_table_say_it_of_their_sources(site, record, claims):
    """In the head of the JSON, on the cover of the workbooks, and in the notes on sources."""
    unfit = set(claims.loc[claims["status"].eq("unfit") & claims["value"].notna(), "source_id"])
    notes = {row["source_id"]: row for row in table("sources")}
    assert all(notes[source]["note_id"] and notes[source]["note_en"] for source in unfit)
    seen = 0
    for name in ("programme_figures", "survey_figures", "province_figures", "audit_findings"):
        used = set(record.table(name)["source_id"]) & unfit
        head = json.loads((site / "data" / f"{name}.json").read_text(encoding="utf-8"))
        assert set(head["caveats"]) == used
        for code in LANGUAGES:
            book = openpyxl.load_workbook(site / "data" / f"{name}.{code}.xlsx", read_only=True)
            cover = [str(c) for row in book.worksheets[0].iter_rows(values_only=True) for c in row]
            reported = [text for text in cover if says(text) and CARE[code] in text.lower()]
            wanted = sorted((source, notes[source][f"note_{code}"]) for source in used)
            for source, note in wanted:
                assert any(source in text and note in text for text in reported)
            assert len(reported) == len(wanted)
        seen += len(used)
    assert seen >= 8
