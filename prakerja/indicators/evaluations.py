"""What evaluations found: each result with its study, the strongest design first."""

from __future__ import annotations

import pandas as pd

from prakerja.settings import in_every_language
from publicrecord.language import N_
from publicrecord.record.package import Record

CATEGORIES = {
    "negative": N_("negative"),
    "no_difference": N_("no effect shown"),
    "positive": N_("positive"),
    "not_stated": N_("not stated"),
}
"""What a result finds, and its name; its place in this list, from 1, is its number."""


def evaluation_results(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """Every result of an evaluation; none is left out.

    One row a result: the columns of evaluation_figures, claim_id, as_of (where the row names none,
    the day its source was published), finding (one of CATEGORIES), category_<code> (its name in
    each language), and of its study title and design_level (missing where it is not placed). The
    highest level is first, those not placed are last.
    """
    results = record.table("evaluation_figures").drop(columns=["as_of", "row"])
    known = claims[claims["table"] == "evaluation_figures"]
    results = results.merge(
        known[["result_id", "source_id", "claim_id", "as_of"]],
        on=["result_id", "source_id"],
        validate="one_to_one",
    )
    studies = record.table("evaluations")[["study_id", "title", "design_level"]]
    results = results.merge(studies, on="study_id", validate="many_to_one")
    results["finding"] = results["direction"].mask(
        results["significance"] == "not_significant", "no_difference"
    )
    names = {key: in_every_language(name) for key, name in CATEGORIES.items()}
    for code in names["no_difference"]:
        results[f"category_{code}"] = [names[key][code] for key in results["finding"]]
    return by_design(results)


def by_design(frame: pd.DataFrame) -> pd.DataFrame:
    """Studies or results by the level of their design, the strongest first, those not placed
    last; within a level as they are in the record."""
    return frame.sort_values(
        "design_level", ascending=False, na_position="last", kind="stable", ignore_index=True
    )
