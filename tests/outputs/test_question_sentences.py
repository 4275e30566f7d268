"""Sentences on evaluations and disputed numbers beside the record: they must follow from its
rows."""

from __future__ import annotations

import re

import pytest
from reading import LANGUAGES, numbers
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
