"""The rule that chooses between claims. The frames here are made up and labelled so."""

from __future__ import annotations

import itertools
import re

import pandas as pd
import pytest

from publicrecord.record.arithmetic import result, terms
from publicrecord.record.claims import choose, countable, decided_by

KINDS = ["official", "official_via_press", "research", "press", "third_party", "own"]


def made_up(*claims: dict[str, object]) -> pd.DataFrame:
    """Synthetic claims of one figure."""
    usual = {
        "figure_id": "synthetic",
        "status": "published",
        "kind": "official_via_press",
        "retold": False,
        "choice": pd.NA,
        "as_of": "2021-01-01",
        "source_id": "a",
    }
    return pd.DataFrame([usual | claim for claim in claims])


def shown(frame: pd.DataFrame) -> list[int]:
    return [i for i, chosen in enumerate(choose(frame, KINDS)) if chosen]


def test_an_official_claim_beats_a_newer_one_in_the_press():
    assert shown(
        made_up({"kind": "official_via_press", "as_of": "2024-01-01"}, {"kind": "official"})
    ) == [1]


@pytest.mark.parametrize(
    ("nearer", "farther"),
    list(itertools.pairwise(KINDS)),
)
def test_the_nearer_kind_of_source_beats_the_farther(nearer, farther):
    assert shown(made_up({"kind": farther, "as_of": "2024-01-01"}, {"kind": nearer})) == [1]


def test_whoever_measured_beats_an_official_who_retells_it():
    assert shown(
        made_up({"kind": "official", "retold": True, "as_of": "2024-01-01"}, {"kind": "research"})
    ) == [1]
    assert shown(made_up({"retold": True, "choice": "prefer"}, {"kind": "research"})) == [0]


def test_only_results_of_surveys_are_repeated(record, claims):
    retells = set(record.table("sources").query("first_hand == 'false'")["source_id"])
    reported = claims[claims["retold"]]
    assert set(reported["source_id"]) <= retells
    assert (reported["basis"] == "survey").all()
    assert "kontan-210923" in set(reported["source_id"])
    assert not claims.loc[claims["measure_id"] == "recipients_net", "retold"].any()


def test_an_exact_claim_beats_a_newer_rounded_one_of_the_same_kind():
    assert shown(made_up({"status": "rounded", "as_of": "2024-01-01"}, {})) == [1]


def test_an_exact_claim_beats_a_newer_perturbed_one_of_the_same_kind():
    assert shown(made_up({"status": "perturbed", "as_of": "2024-01-01"}, {})) == [1]


def test_a_perturbed_claim_is_shown_alone_but_never_counted_or_drawn():
    claims = made_up({"status": "perturbed"}).assign(chosen=True)
    assert shown(claims) == [0]
    assert len(countable(claims)) == 0
    assert len(countable(claims.assign(status="published"))) == 1


def test_a_rounded_claim_beats_a_newer_plan():
    assert shown(
        made_up({"status": "preliminary", "as_of": "2024-01-01"}, {"status": "rounded"})
    ) == [1]


def test_among_equals_the_latest_is_shown():
    assert shown(made_up({}, {"as_of": "2022-05-01"}, {"as_of": "2021-12-31"})) == [1]


def test_the_choice_does_not_depend_on_the_order_of_rows():
    claims = made_up({"source_id": "b"}, {"source_id": "a"})
    assert claims["source_id"][shown(claims)[0]] == "a"
    turned = claims.iloc[::-1].reset_index(drop=True)
    assert turned["source_id"][shown(turned)[0]] == "a"


def test_a_preferred_claim_beats_everything():
    assert shown(
        made_up(
            {"kind": "official"}, {"kind": "third_party", "status": "rounded", "choice": "prefer"}
        )
    ) == [1]


def test_an_unfit_claim_is_never_shown():
    assert shown(made_up({"status": "unfit", "kind": "official"}, {"kind": "third_party"})) == [1]
    assert shown(made_up({"status": "unfit"})) == []


def test_a_row_without_value_stands_only_where_no_value_exists():
    assert shown(made_up({"status": "not_known", "kind": "official"}, {"kind": "third_party"})) == [
        1
    ]
    assert shown(made_up({"status": "not_published"})) == [0]


BETTER = {  # of two claims, what makes the first one be shown, by the step that decides
    "has_value": ({}, {"status": "not_known"}),
    "preferred": ({"choice": "prefer"}, {}),
    "first_hand": ({}, {"retold": True}),
    "kind_of_source": ({"kind": "official"}, {}),
    "precision": ({}, {"status": "rounded"}),
    "latest": ({"as_of": "2021-02-01"}, {}),
    "source_order": ({"source_id": "a"}, {"source_id": "b"}),
}


@pytest.mark.parametrize("step", BETTER)
def test_the_step_that_decided_is_said_of_both_claims(step):
    assert list(decided_by(made_up(*BETTER[step]), KINDS)) == [step, step]
    assert list(decided_by(made_up(*reversed(BETTER[step])), KINDS)) == [step, step]


def test_of_three_claims_each_is_compared_with_its_neighbour_in_the_choice():
    """The one shown with the next best, each of the others with the one shown."""
    frame = made_up(
        {"kind": "press", "as_of": "2024-01-01"}, {"status": "rounded"}, {"as_of": "2021-01-02"},
        {"status": "unfit"}, {"figure_id": "another synthetic"},
    )  # fmt: skip
    assert shown(frame) == [2, 4]
    assert list(decided_by(frame, KINDS)) == [
        "kind_of_source", "precision", "precision", "unfit", "only",
    ]  # fmt: skip


def test_dates_of_waves_have_no_caveats_and_the_day_of_their_source(record, dates):
    assert set(dates["caveats"]) == {""}
    assert not dates["retold"].any()
    published = record.table("sources").set_index("source_id")["published_on"].dropna()
    mine = dates[dates["source_id"].isin(published.index)]
    assert len(mine) > 100
    assert list(mine["as_of"]) == list(mine["source_id"].map(published))


def test_a_rounded_result_of_a_source_that_retells_has_its_caveat(record, claims):
    sources = record.table("sources").set_index("source_id")["first_hand"]
    rounded = claims[claims["status"].eq("rounded") & claims["value"].notna()]
    has = rounded["caveats"].str.contains("rounded_retelling")
    assert has.any()
    assert set(rounded.loc[has, "source_id"].map(sources)) == {"false"}
    assert "false" not in set(rounded.loc[~has, "source_id"].map(sources).dropna())


def test_every_figure_shows_one_claim_unless_all_are_unfit(claims):
    fit = claims[claims["status"] != "unfit"]
    assert fit.groupby("figure_id")["chosen"].sum().eq(1).all()
    assert not claims.loc[claims["status"] == "unfit", "chosen"].any()


def test_known_overrides_and_conflicts_are_settled_as_the_record_explains(claims):
    shown = claims[claims["chosen"]].set_index("figure_id")["value"]
    assert shown["waves/1/recipients_selected"] == 168_111
    assert shown["waves/3/recipients_selected"] == 224_615
    assert shown["provinces/34/recipients_unstated/2020-2021/1-21"] == 248_176
    assert shown["programme/operating_cost/2020-2022/1-47"] == 353_000_000_000
    assert shown["demographics/gender/female/all/2020/1-11/share_of_recipients"] == 45
    assert shown["surveys/ipsos-2021-06/received-kartu-prakerja/survey_share"] == 24


def test_arithmetic_is_worked_out_and_names_its_sources():
    formula = "17568342 [gh-map23] - 5509055 [okezone-210223]"
    assert result(formula) == 12_059_287
    assert [source for _sign, _number, source in terms(formula)] == ["gh-map23", "okezone-210223"]
    assert result("5 [a] + 3 [b] * 2 [c]") == 16  # from left to right, as on a till
    for broken in ("5 + 3", "5 [a] +", "__import__('os') [a]", "5 [a] / 3 [b]"):
        with pytest.raises(ValueError, match=re.escape(broken)):
            terms(broken)
