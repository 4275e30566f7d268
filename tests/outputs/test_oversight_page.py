"""The page of oversight and evaluation, read back beside the tables, without the package's help:
no finding, answer or result is left out."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from bs4 import Tag
from reading import LANGUAGES, article, words
from scratch import ROOT

ADDRESS = {"id": "pengawasan-dan-evaluasi", "en": "en/oversight-and-evaluation"}
STATE = {
    "disputed": {"id": "disanggah", "en": "disputed"},
    "accepted": {"id": "diterima", "en": "accepted"},
}
NO_ANSWER = {
    "id": "Jawabannya tidak ada dalam catatan ini; mungkin pernah diberikan.",
    "en": "This record holds no answer; one may have been given.",
}
PLACED = {"id": "dari 5, menurut penilaian kami", "en": "of 5, by our reading"}
NOT_PLACED = {
    "id": "Tanpa tingkat: tidak dapat dinilai dari yang kami baca",
    "en": "No level: what we read does not show it",
}
CATEGORY = {
    "id": {
        "positive": "positif", "no_difference": "tanpa dampak terlihat", "negative": "negatif",
        "not_stated": "tidak disebut",
    },
    "en": {
        "positive": "positive", "no_difference": "no effect shown", "negative": "negative",
        "not_stated": "not stated",
    },
}  # fmt: skip
CHART = "results-of-evaluations"
Rows = list[dict[str, str]]


def table(name: str) -> Rows:
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module", params=LANGUAGES)
def page(site: Path, request: pytest.FixtureRequest) -> tuple[str, Tag]:
    code = request.param
    return code, article(site / ADDRESS[code] / "index.html")


def cited(tag: Tag) -> set[str]:
    """The sources that a part of the page links to."""
    return {str(link["href"]).partition("#")[2] for link in tag.select("a[href*='#']")}


def assert_note(note: str, tag: Tag) -> None:
    """A note is in a part of the page as it is, but for the sources it names by key: links."""
    parts = re.split(r"([a-z]+-\d+)", note)
    keys = set(parts[1::2])
    assert keys <= {row["source_id"] for row in table("sources")} & cited(tag)
    assert re.search(".{1,80}?".join(map(re.escape, parts[::2])), words(tag))


def test_every_finding_stands_beside_its_answer_with_the_source_of_both(page):
    code, found = page
    for row in table("audit_findings"):
        (item,) = found.select(f"#{row['finding_id']}")
        finding, answer = item.find_all("div", recursive=False)
        assert float(finding.data["value"]) == float(row["value"])
        assert row[f"text_{code}"] in words(finding)
        assert row["period"] in words(finding)
        assert row["source_id"] in cited(finding)
        assert_note(squeezed(row[f"note_{code}"]), finding)
        if row["answer_state"] == "not_recorded":
            assert NO_ANSWER[code] in words(answer)
        if row["answer_state"] in STATE:
            assert STATE[row["answer_state"]][code] in words(answer.select_one(".pr-state"))
            assert row[f"answer_{code}"] in words(answer)
            assert row["answer_source_id"] in cited(answer)
    assert len(found.select(".pr-findings > li")) == len(table("audit_findings"))


def test_the_lead_promises_an_answer_to_every_finding_only_if_there_is_one(page):
    code, found = page
    unanswered = any(row["answer_state"] == "not_recorded" for row in table("audit_findings"))
    lead = words(found.select_one("p.pr-lead"))
    where = {"id": "bila ada dalam catatan ini", "en": "where this record has one"}[code]
    assert (where in lead) == unanswered


def test_a_finding_is_under_the_body_and_the_report_that_made_it(page):
    code, found = page
    for row in table("audit_findings"):
        (section,) = [s for s in found.select(".pr-report") if s.select(f"#{row['finding_id']}")]
        assert words(section.h3) == f"{row[f'body_{code}']}: {row[f'report_{code}']}"


def test_every_result_is_shown_in_its_study_those_without_an_effect_too(page):
    code, found = page
    for row in table("evaluation_figures"):
        (study,) = found.select(f"#{row['study_id']}")
        (item,) = study.select(f"#{row['result_id']}")
        category = "no_difference" if row["significance"] == "not_significant" else row["direction"]
        assert words(item.strong) == f"{row[f'text_{code}']}: {CATEGORY[code][category]}."
        assert squeezed(row[f"words_{code}"]) in words(item)
        assert row["source_id"] in cited(study)
        sizes = [float(size["value"]) for size in item.select("data")]
        assert sizes == ([float(row["value"])] if row["value"] else [])
    none = [row for row in table("evaluation_figures") if row["direction"] == "no_difference"]
    assert len(none) >= 3


def test_studies_are_ordered_by_their_design_and_say_who_paid_and_what_was_read(page):
    code, found = page
    shown = {study["id"]: study for study in found.select(".pr-study")}
    studies = {row["study_id"]: row for row in table("evaluations")}
    assert set(shown) == set(studies)
    levels = [int(studies[key]["design_level"] or 0) for key in shown]
    assert levels == sorted(levels, reverse=True)
    for key, row in studies.items():
        text = words(shown[key])
        for column in ("design", "data", "population", "paid_by", "sample_from"):
            assert row[f"{column}_{code}"] in text, (key, column)
        assert (NOT_PLACED[code] in text) == (not row["design_level"])
        assert (f"{row['design_level']} {PLACED[code]}" in text) == bool(row["design_level"])
        assert row["title"] in text
        assert row["source_id"] in cited(shown[key])


def test_the_headline_counts_every_direction_of_the_whole_table(page):
    code, found = page
    directions = [
        "no_difference" if row["significance"] == "not_significant" else row["direction"]
        for row in table("evaluation_figures")
    ]
    studies = {row["study_id"] for row in table("evaluation_figures")}
    headline = words(found.select_one(f"#chart-{CHART} figcaption h3"))
    assert [int(number) for number in re.findall(r"\d+", headline)] == [
        len(directions), len(studies),
        *(directions.count(key) for key in ("positive", "no_difference", "negative", "not_stated")),
    ]  # fmt: skip
    drawn = [words(text) for text in found.select(f"#chart-{CHART} svg.pr-narrow text.value")]
    assert len(drawn) == len(directions)
    for key, name in CATEGORY[code].items():
        assert drawn.count(name) == directions.count(key), key


def test_no_direction_is_drawn_larger_than_another(page):
    _code, found = page
    for layout in ("wide", "narrow"):
        picture = found.select_one(f"#chart-{CHART} svg.pr-{layout}")
        assert {dot["r"] for dot in picture.select("circle.dot")} == {"5"}
        assert not picture.select("rect, .stem")


def test_what_was_said_of_auditors_is_quoted_with_who_said_it(page):
    code, found = page
    said = [row for row in table("statements") if row["topic"] == "oversight"]
    shown = [words(p) for p in found.select(".pr-statement")]
    for row in said:
        assert any(squeezed(row[f"text_{code}"]) in text for text in shown), row["statement_id"]
    assert len(said) >= 3


@pytest.mark.parametrize("code", LANGUAGES)
def test_praise_does_not_stand_without_what_auditors_found(site, code):
    """The pages with the programme's own survey in large type lead to the findings; the front page
    shows some, a disputed one with the answer."""
    home, outcomes = ("", "kepuasan") if code == "id" else ("en", "en/satisfaction")
    page_of = {name: article(site / name / "index.html") for name in (home, outcomes)}
    slug = ADDRESS[code].rpartition("/")[2]
    for found in page_of.values():
        assert found.select("li.pr-fact[data-claim^='surveys/pmo-service-2021/']")
        assert any(f"{slug}/" in str(link.get("href")) for link in found.select("a"))
    facts = page_of[home].select("li.pr-fact[data-claim^='audits/']")
    states = {row["finding_id"]: row["answer_state"] for row in table("audit_findings")}
    shown = {str(fact["data-claim"]).split("/")[1]: words(fact) for fact in facts}
    assert len(shown) >= 2
    for finding, text in shown.items():
        disputes = {"id": "menyanggahnya", "en": "disputes this"}[code]
        accepts = {"id": "menindaklanjuti", "en": "follows up"}[code]
        assert (disputes in text) == (states[finding] == "disputed")
        assert (accepts in text) == (states[finding] == "accepted")


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_of_surveys_says_who_ran_them_who_paid_and_whose_sample_it_was(site, code):
    address = {"id": "kepuasan", "en": "en/satisfaction"}[code]
    found = article(site / address / "index.html").select_one(".pr-surveys")
    known = [row for row in table("surveys") if row["conduct_source_id"]]
    for row, item in zip(known, found.select("li"), strict=True):
        for column in ("name", "organisation", "conduct", "sample_from", "paid_by"):
            assert squeezed(row[f"{column}_{code}"]) in words(item), (row["survey_id"], column)
        assert cited(item) == {row["conduct_source_id"]}
