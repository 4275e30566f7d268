"""The second research is in the record: every accepted row, and none of the others."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest
from research import Researched, researched

ACCEPTED = [row for row in researched() if row.accepted]
REJECTED = [row for row in researched() if not row.accepted]
WITH_CLAIMS = [row for row in ACCEPTED if row.claims]
# Units of the research that the record counts under a wider one.
WIDER = {
    "platforms": {"organisations"}, "pupils": {"people"}, "students": {"people"},
    "contacts per day": {"count"}, "reports": {"count"}, "points": {"points", "count"},
}  # fmt: skip
# Kept with their reason and never shown: three shares of an unclear base, and the error that the
# research found in the record.
UNFIT = {67, 68, 69, 315}
# Individuals, whom the research counts as organisations.
INDIVIDUALS = 294
# In words: what an evaluation says of a direction, and of its significance.
SAID = {
    "not significant": "not_significant", "negative": "negative", "positive": "positive",
    "none": "no_difference", "positive, significant": "positive",
    "positive, not significant": "positive",
    "smaller than the other variables": "not_stated",
}  # fmt: skip


@pytest.fixture(scope="module")
def by_id(claims) -> pd.DataFrame:
    return claims.drop_duplicates("claim_id").set_index("claim_id")


def test_every_row_of_the_research_is_counted():
    assert [row.number for row in researched()] == list(range(1, 349))
    assert (len(ACCEPTED), len(REJECTED)) == (334, 14)
    assert all(bool(row.claims or row.rows) == row.accepted for row in researched())
    shared = Counter(claim for row in ACCEPTED for claim in row.claims)
    assert {claim for claim, times in shared.items() if times > 1} == set()


@pytest.mark.parametrize("row", WITH_CLAIMS, ids=lambda row: str(row.number))
def test_a_row_is_a_claim_with_its_value_unit_basis_date_and_source(by_id, record, row):
    addresses = record.table("sources").set_index("source_id")["url"]
    for claim_id in row.claims:
        claim = by_id.loc[claim_id]
        assert addresses[claim["source_id"]] in row.addresses
        assert claim["basis"]
        assert (claim["status"] == "unfit") == (row.number in UNFIT)
        if row.value is not None:
            assert claim["measure_id"] == "effect_size" or claim["value"] == row.value
            units = WIDER.get(row.unit, {row.unit.split(" (")[0]})
            assert claim["unit"] in ({"people"} if row.number == INDIVIDUALS else units)
        if row.as_of:
            assert same_day(row.as_of, claim["as_of"])


def same_day(first: str, second: str) -> bool:
    """Whether two dates may be of one day: one may name the month or the year only."""
    return first.startswith(second) or second.startswith(first)


@pytest.mark.parametrize(
    "row", [row for row in WITH_CLAIMS if row.value is None], ids=lambda row: str(row.number)
)
def test_a_result_in_words_has_the_direction_and_significance_of_the_research(record, row):
    results = record.table("evaluation_figures").set_index("result_id")
    found = [results.loc[claim.split("/")[1]] for claim in row.claims]
    assert SAID[row.said] in {cell for r in found for cell in (r["direction"], r["significance"])}
    if row.said.endswith("significant"):
        stated = "not_significant" if row.said.endswith("not significant") else "significant"
        assert stated in {r["significance"] for r in found}


@pytest.mark.parametrize(
    "row", [row for row in ACCEPTED if row.rows], ids=lambda row: str(row.number)
)
def test_what_is_no_number_is_a_row_of_its_table(record, row: Researched):
    keys = {
        "statements": "statement_id", "surveys": "survey_id", "evaluations": "study_id",
        "audit_findings": "finding_id",
    }  # fmt: skip
    addresses = record.table("sources").set_index("source_id")["url"]
    cited: set[str] = set()
    for name in row.rows:
        table, key = name.split("/")
        found = record.table(table).set_index(keys[table]).loc[key]
        cited |= set(found.filter(like="source_id").dropna())
    assert {addresses[source] for source in cited} & row.addresses


@pytest.mark.parametrize("row", REJECTED, ids=lambda row: str(row.number))
def test_what_was_not_found_again_is_not_a_claim(record, claims, row):
    """Neither under its address with this value, nor under a measure of that name in its year."""
    addresses = record.table("sources").set_index("source_id")["url"]
    same = claims[claims["value"].eq(row.value)]
    assert not set(same["source_id"].map(addresses)) & row.addresses
    assert row.measure not in set(same.loc[same["as_of"].str[:4].eq(row.as_of[:4]), "measure_id"])


def test_that_a_source_is_official_is_called_our_inference_where_nobody_is_named(record):
    sources = record.table("sources").fillna("")
    unnamed = sources[
        sources["kind"].eq("official_via_press")
        & sources["note_en"].str.contains("whom it quotes was not recorded")
    ]
    assert len(unnamed) > 10
    assert unnamed["note_en"].str.contains("is our inference").all()
    assert unnamed["note_id"].str.contains("adalah kesimpulan kami").all()
