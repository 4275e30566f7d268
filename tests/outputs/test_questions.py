"""The page of questions about numbers: its numbers are those of the record under the source named,
its sums are right, and what it is about links to it.

The record is read here without the package's help.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from bs4 import Tag
from reading import LANGUAGES, article, pages, soup, words
from scratch import ROOT, language

from prakerja.indicators.waves import waves_not_found
from prakerja.questions import QUESTIONS
from publicrecord.checks.citations import broken_citations
from publicrecord.indicators.questions import Sum, Term, added
from publicrecord.language import Message

PAGE = {"id": "angka-mana-yang-benar", "en": "en/which-number"}
OURS = {"id": "Menurut hitungan Prakerja dalam Angka", "en": "Calculated by Prakerja in Figures"}
NUMBER = {"id": r"\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?", "en": r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"}
TABLES = (
    "programme_figures", "wave_figures", "survey_figures", "demographic_figures",
)  # fmt: skip
BY_ID = {question.question_id: question for question in QUESTIONS}


@cache
def table(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def printed_by(source: str) -> frozenset[float]:
    """Every value of a source in the record."""
    return frozenset(
        float(row["value"])
        for name in TABLES
        for row in table(name)
        if row["source_id"] == source and row["value"]
    )


def value(text: str, code: str) -> float:
    thousands, point = (".", ",") if code == "id" else (",", ".")
    return float(text.replace(thousands, "").replace(point, "."))


def sections(site: Path, code: str) -> dict[str, Tag]:
    found = article(site / PAGE[code] / "index.html").select("div.pr-question")
    return {str(section["data-question"]): section for section in found}


def sources_linked(tag: Tag) -> set[str]:
    return {str(a["href"]).split("#")[1] for a in tag.select("a[href*='#']")}


# Answers


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_question_has_an_answer_with_a_claim_its_source_and_date(site, code):
    found = sections(site, code)
    assert list(found) == [question.question_id for question in QUESTIONS]
    for section in found.values():
        answer = section.select_one("p.pr-answer")
        claims = answer.select("data[data-claim]")
        assert claims
        assert "{" not in words(section)
        assert section.find("p") is answer, "the answer comes first"
        for claim in claims:
            assert claim["data-source"] in sources_linked(answer)
        assert re.search(r"\d{1,2} [A-Z][a-z]+ 20\d\d", words(answer))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_number_is_one_of_the_source_that_it_names(site, code):
    numbers = 0
    for section in sections(site, code).values():
        for data in section.select("data[data-claim]"):
            source, shown = str(data["data-source"]), re.search(NUMBER[code], words(data))
            assert value(shown.group(), code) == float(str(data["value"]))
            assert float(str(data["value"])) in printed_by(source), data
            place = data.find_parent("tr") or data.find_parent("p")
            assert source in sources_linked(place), data
            numbers += 1
    assert numbers > 60


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_number_stands_in_an_answer_without_its_claim(site, code):
    """Beside claims an answer has days, periods and waves, and counts of the rows of the record."""
    for name, section in sections(site, code).items():
        answer = section.select_one("p.pr-answer")
        claims = [table_row(str(data["data-claim"])) for data in answer.select("data[data-claim]")]
        text = "".join(
            " " if part.find_parent(["data", "a"]) else str(part)
            for part in answer.find_all(string=True)
        )
        known = {n for row in claims for n in re.findall(r"\d+", " ".join(row.values()))}
        left = set(re.findall(r"\d+", text))
        assert left <= {n.lstrip("0") for n in known} | known, name


def table_row(claim_id: str) -> dict[str, str]:
    """The row of a claim: of its source and measure, with the waves that the id names."""
    figure, source = claim_id.split("@")
    for name in TABLES:
        for row in table(name):
            key = figure.split("/")
            period = row.get("period") or row.get("survey_id") or row.get("wave")
            waves = f"{row.get('wave_from', '')}-{row.get('wave_to', '')}".strip("-")
            if (
                row["source_id"] == source
                and row["measure_id"] in key
                and period in key
                and (not waves or any(part.strip("-") == waves for part in key))
                and row.get("item_id", row["measure_id"]) in key
                and row.get("category", row["measure_id"]) in key
            ):
                return row
    raise AssertionError(claim_id)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_waves_without_a_number_are_counted(site, code):
    answer = words(sections(site, code)["waves"].select_one("p.pr-answer"))
    known = {row["wave"] for row in table("wave_figures")
             if row["measure_id"] in ("quota", "recipients_selected") and row["value"]}  # fmt: skip
    every = {row["wave"] for row in table("waves")}
    assert [int(n) for n in re.findall(r"\d+", answer)[:2]] == [len(every - known), len(every)]


def test_a_wave_that_gets_a_quota_is_counted_no_more(record, claims):
    at = claims["claim_id"].str.startswith("waves/30/quota@")
    known = claims.assign(
        value=claims["value"].mask(at, 1000.0), status=claims["status"].mask(at, "published")
    )
    assert waves_not_found(record, known) == waves_not_found(record, claims) - 1


# Sums


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_sum_adds_up_and_shows_each_number_in_words(site, code):
    sums = 0
    for section in sections(site, code).values():
        for made in section.select("table.pr-sum"):
            total = 0.0
            for row in made.select("tr[data-sign]"):
                values = [float(str(data["value"])) for data in row.select("data")]
                product = values[0] * (values[1] / 100 if values[1:] else 1)
                total += product if row["data-sign"] == "+" else -product
                assert ("−" in words(row.td)) == (row["data-sign"] == "-")
            result = made.select_one("tr[data-result] data")
            assert float(str(result["value"])) == pytest.approx(total, abs=1e-9)
            if compared := made.select_one("tr[data-beside] data"):
                difference = made.select_one("tr[data-difference] data")
                expected = pytest.approx(total - float(str(compared["value"])), abs=1e-9)
                assert float(str(difference["value"])) == expected
                assert ("−" in words(difference)) == (float(str(difference["value"])) < 0)
            for data in made.select("data"):
                shown = re.search(NUMBER[code], words(data)).group()
                assert value(shown, code) == pytest.approx(abs(float(str(data["value"]))))
            sums += 1
    assert sums == sum(len(question.sums) for question in QUESTIONS) > 15


def test_a_share_multiplies_and_a_difference_is_exact():
    claims = {"a": {"value": 22.3}, "b": {"value": 10.1}, "half": {"value": 50.0}}
    made = Sum(Message("x"), (Term("+", "a"), Term("-", "b", "half")))
    assert added(made, claims) == 17.25
    assert list(made.claim_ids) == ["a", "b", "half"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_sum_of_gross_and_net_says_so(site, code):
    """Its caption names both."""
    both = {"id": {"bruto", "neto"}, "en": {"gross", "net"}}[code]
    mixed = 0
    for name, section in sections(site, code).items():
        for question_sum, made in zip(
            BY_ID[name].sums, section.select("table.pr-sum"), strict=True
        ):
            cited = " ".join(term.claim_id for term in question_sum.terms)
            if "_gross/" in cited and "_net/" in cited:
                assert both <= {*re.findall(r"\w+", words(made.caption).lower())}
                mixed += 1
    assert mixed >= 2


def test_a_question_on_a_claim_that_is_gone_is_refused_by_name(record, claims):
    assert list(broken_citations(record, claims, QUESTIONS)) == []
    gone = claims[claims["claim_id"] != QUESTIONS[0].claims["exact"]]
    found = list(broken_citations(record, gone, QUESTIONS[:1]))
    assert len(found) == 1
    assert QUESTIONS[0].claims["exact"] in found[0].sentence(language("en"))


# Links


def blocks(page: Tag) -> Iterator[tuple[str, Tag]]:
    """Each chart and fact of a page with what it is of: a chart's or a figure's id."""
    for figure in page.select("figure[data-chart]"):
        yield str(figure["data-chart"]), figure
    for fact in page.select("li.pr-fact[data-claim]"):
        yield str(fact["data-claim"]).split("@")[0], fact


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_chart_and_fact_of_a_question_links_to_it_wherever_it_is(site, code):
    target = (site / PAGE[code]).resolve()
    seen: dict[str, set[str]] = {question.question_id: set() for question in QUESTIONS}
    for file in pages(site, code):
        for subject, block in blocks(soup(file)):
            wanted = {q.question_id for q in QUESTIONS if q.is_about(subject)}
            linked = {
                str(a["href"]).split("#")[1]
                for a in block.select("a[href*='#']")
                if (file.parent / str(a["href"]).split("#")[0]).resolve() == target
            }
            assert linked == wanted, (file, subject)
            for question in wanted:
                seen[question].add(subject)
    anchors = {str(h["id"]) for h in article(site / PAGE[code] / "index.html").select("h2[id]")}
    assert anchors >= set(BY_ID)
    for question in QUESTIONS:
        assert seen[question.question_id] >= set(question.charts)
