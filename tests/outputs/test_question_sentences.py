"""Sentences on evaluations, and on disputed, rounded and derived numbers, beside the record: they
must follow from its rows."""

from __future__ import annotations

import re

import pytest
from quotes import labels, table
from reading import LANGUAGES, article, numbers, words
from scratch import language

from prakerja.questions import REGISTRATIONS, TARGET

CODES = [language(code) for code in LANGUAGES]


@pytest.mark.parametrize("said", CODES, ids=LANGUAGES)
def test_the_evaluations_left_out_of_the_chart_are_named_with_a_reason_that_fits_them_alone(
    record, charts, said
):
    chart = charts["results-of-evaluations"]
    studies = record.table("evaluations").set_index("study_id")["title"]
    charted = studies.index.isin(chart.frame["study_id"])
    (note,) = [
        note(said) for note in chart.notes if any(t in note(said) for t in studies[~charted])
    ]
    assert all(title in note for title in studies[~charted])
    assert not any(title in note for title in studies[charted])
    assert chart.frame["significance"].eq("not_stated").any()
    assert not re.search(r"signifi", note), "charted results have no stated significance either"
    assert numbers(chart.subtitle(said)) == [charted.sum(), len(studies)]


def test_a_stage_of_registration_is_named_only_for_the_number_whose_source_names_it(claims):
    cited = claims.set_index("claim_id").loc[list(REGISTRATIONS.claims.values())]
    staged = cited["note_en"].str.contains("e-mail")
    assert [*staged[staged].index] == [REGISTRATIONS.claims["first"]]
    for said in CODES:
        sentences = said.gettext(REGISTRATIONS.answer).split(". ")
        (named,) = [s for s in sentences if re.search("e-mail|surel", s)]
        assert set(re.findall(r"{(\w+)_source}", named)) == {"first"}


def test_two_targets_of_one_year_from_one_speech_are_a_question(claims):
    targets = claims[claims["measure_id"].eq("target_recipients") & claims["wave_from"].isna()]
    days = targets.groupby(["period", "as_of"])["value"].transform("nunique")
    assert set(targets.loc[days > 1, "claim_id"]) == set(TARGET.claims.values())


@pytest.mark.parametrize("said", CODES, ids=LANGUAGES)
def test_a_rounded_number_is_not_said_to_exceed_a_quota(charts, said):
    chart = charts["quota-and-intake"]
    inexact = chart.frame.loc[chart.frame["status"].isin(["rounded", "preliminary"]), "wave"]
    notes = [note(said) for note in chart.notes]
    (exceeded,) = [text for text in notes if re.search("More people|melebihi", text)]
    (apart,) = [text for text in notes if re.search("Not compared|Tidak dibandingkan", text)]
    assert not set(numbers(exceeded)) & set(inexact)
    assert set(numbers(apart)) <= set(inexact)


@pytest.mark.parametrize("at", range(2), ids=LANGUAGES)
def test_a_derived_value_in_a_table_is_said_to_be_calculated(site, at):
    page = article(site / ("penerima", "en/recipients")[at] / "index.html")
    calculated = {"id": "Menurut hitungan", "en": "Calculated by"}[LANGUAGES[at]]
    status = {"id": "turunan", "en": "derived"}[LANGUAGES[at]]
    found = [words(row) for row in page.select("table tr") if status in words(row)]
    assert found
    assert all(calculated in text for text in found)


@pytest.mark.parametrize("at", range(2), ids=LANGUAGES)
def test_a_value_shown_that_we_worked_out_names_all_its_sources(site, at):
    """The net total since the start that is shown is a sum of published ones; other values were
    printed of it."""
    page = ("grafik/yang-dicetak-dan-yang-ditampilkan", "en/charts/printed-and-shown")[at]
    calculated = {"id": "Menurut hitungan", "en": "Calculated by"}[LANGUAGES[at]]
    by_name = labels(LANGUAGES[at])
    tables = article(site / page / "index.html").select("table tr")
    shown = [
        (words(row), re.findall(r"\[([\w-]+)\]", claim["arithmetic"]))
        for claim in table("programme_figures")
        if claim["measure_id"] == "recipients_net" and claim["status"] == "derived"
        for row in tables
        if CODES[at].number(float(claim["value"])) in words(row)
    ]
    assert shown
    for text, sources in shown:
        assert calculated in text
        assert [by_name[key] for key in sources if by_name[key] not in text] == [], text
