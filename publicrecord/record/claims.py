"""Claims, not cells: every published value of a figure, and the one that is shown.

A figure is one quantity: a measure for one wave, period, place or group. A claim is
one source's value of it. The rule that chooses the claim shown:

1. a claim marked `prefer` in the data, which gives its reason in the note;
2. for results of a survey: whoever ran it before a source that repeats it, even an official one;
3. the kind of source, in the order of the list `kind` in reference/codes.csv;
4. exact (published, revised, derived) over rounded or perturbed, these over preliminary;
5. the latest as_of, then the source_id, so that the choice never depends on row order.

A claim marked unfit is never chosen. Where no value exists, the row that says so
(not_known, not_published, suppressed) stands for the figure.

A running count (no last wave, and either a first wave or the period `cumulative`) is a
figure of its day: two days of a running count do not contradict each other.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from publicrecord.record.caveats import caveats
from publicrecord.record.figure_tables import figure_tables
from publicrecord.record.once import once
from publicrecord.record.package import Record

PRECISION_ORDER = {
    "published": 0, "revised": 0, "derived": 0, "rounded": 1, "perturbed": 1, "preliminary": 2,
}  # fmt: skip
PERTURBED = "perturbed"
"""Changed by chance so that nobody can be recognised: a number that adds up with no other."""
ABOUT = {"rounded", PERTURBED}
"""The statuses of values that are introduced with the word about."""
VALUELESS = {"not_known", "not_published", "suppressed"}
STEPS = {
    "valueless": "has_value", "preferred": "preferred", "retold": "first_hand",
    "kind": "kind_of_source", "precision": "precision", "as_of": "latest",
    "source_id": "source_order",
}  # fmt: skip
"""The steps of the rule in their order, each with the code of what it decides by."""
DECISIONS = ("only", *STEPS.values(), "unfit")
"""Why a claim is shown or not, as codes."""


def figure_claims(record: Record) -> pd.DataFrame:
    """All claims on numbers.

    One row a claim: claim_id, figure_id, table, the dimensions of its table, the common columns of
    figures, basis of the measure, kind of the source, as_of (where the row names none, the day the
    source was published), retold (bool: a result of a survey in a source that retells what others
    measured), caveats (codes of record.caveats with blanks between), chosen (bool, exactly one a
    figure unless all its claims are unfit), decided_by (a code of DECISIONS).
    """
    tables = figure_tables(record)
    claims = pd.concat([table.claims(record) for table in tables], ignore_index=True)
    basis = record.table("measures").set_index("measure_id")["basis"]
    claims["basis"] = claims["measure_id"].map(basis)
    sources = record.table("sources").reindex(columns=["source_id", "first_hand"])  # if any
    first_hand = claims["source_id"].map(sources.set_index("source_id")["first_hand"])
    retelling = first_hand.eq("false").fillna(False)
    claims["retold"] = claims["basis"].eq("survey") & retelling
    claims["caveats"] = caveats(claims, retelling)
    return _finish(record, claims)


def date_claims(record: Record) -> pd.DataFrame:
    """All claims on the dates of waves: one row a claim, as figure_claims with `date` as value."""
    claims = record.table("wave_dates").copy()
    claims["table"] = "wave_dates"
    claims["as_of"] = pd.NA
    claims["retold"] = False
    claims["caveats"] = ""
    claims["figure_id"] = "wave_dates/" + claims["wave"].astype(str) + "/" + claims["event"]
    return _finish(record, claims)


def choose(claims: pd.DataFrame, kinds: Sequence[str]) -> pd.Series:
    """Which claims are shown: a bool for each row of a frame with figure_id, status, kind, retold,
    choice, as_of and source_id. kinds: of sources, the one that is preferred first."""
    first = _ranked(claims, kinds).drop_duplicates("figure_id").index
    return pd.Series(claims.index.isin(first), index=claims.index)


def decided_by(claims: pd.DataFrame, kinds: Sequence[str]) -> pd.Series:
    """Why each claim is shown or not: a code of DECISIONS for each row of the same frame.

    For a claim that is not shown, the first step of the rule in which it is behind the one shown;
    for the one shown, the first step in which it is before the next.
    """
    ranked = _ranked(claims, kinds)
    figures = ranked["figure_id"]
    best = ranked.groupby("figure_id").transform("first")
    following = ranked.shift(-1)
    is_shown = ~figures.duplicated()
    other = best.where(~is_shown, following)
    decided = pd.Series("only", index=ranked.index)
    alone = is_shown & following["figure_id"].ne(figures)
    for step in reversed(STEPS):
        decided = decided.mask(~alone & ranked[step].ne(other[step]), STEPS[step])
    return decided.reindex(claims.index).fillna("unfit")


def _ranked(claims: pd.DataFrame, kinds: Sequence[str]) -> pd.DataFrame:
    """The claims that may be shown, by figure, the one that is shown first; a column a step of the
    rule."""
    ranked = pd.DataFrame(
        {
            "figure_id": claims["figure_id"],
            "valueless": claims["status"].isin(VALUELESS),
            "preferred": claims["choice"].ne("prefer").fillna(True),
            "retold": claims["retold"],
            "kind": claims["kind"].map({kind: i for i, kind in enumerate(kinds)}),
            "precision": claims["status"].map(PRECISION_ORDER),
            "as_of": claims["as_of"].fillna(""),
            "source_id": claims["source_id"],
        }
    )[claims["status"].ne("unfit")]
    order = ["figure_id", *STEPS]
    return ranked.sort_values(order, ascending=[step != "as_of" for step in order], kind="stable")


@once
def countable(claims: pd.DataFrame) -> pd.DataFrame:
    """Of the chosen claims, those whose value may be counted and drawn: none without a value, and
    no perturbed one, which is never added to others nor drawn beside them."""
    return claims[claims["chosen"] & ~claims["status"].isin({*VALUELESS, PERTURBED})]


def kinds_of_sources(record: Record) -> list[str]:
    """The kinds of sources, the one that is preferred first."""
    codes = record.table("codes")
    return [*codes.loc[codes["code_list"] == "kind", "code"]]


def _finish(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    sources = record.table("sources").set_index("source_id")
    claims["kind"] = claims["source_id"].map(sources["kind"])
    claims["as_of"] = claims["as_of"].fillna(claims["source_id"].map(sources["published_on"]))
    claims["claim_id"] = claims["figure_id"] + "@" + claims["source_id"]
    kinds = kinds_of_sources(record)
    claims["chosen"] = choose(claims, kinds)
    claims["decided_by"] = decided_by(claims, kinds)
    return claims
