"""Survey results with what a reader needs to judge them: who asked whom, when, how many."""

from __future__ import annotations

import pandas as pd

from publicrecord.record.claims import countable
from publicrecord.record.package import Record


def survey_results(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """Every survey figure that is shown.

    One row a figure: the claim's columns, the item (topic, text_id, text_en) and the survey
    (name, organisation, fieldwork, population, sample, sample_size, margin_of_error), by
    fieldwork.
    """
    shown = countable(claims)
    rows = shown[shown["table"] == "survey_figures"]
    items = record.table("items").drop(columns="row")
    surveys = record.table("surveys").drop(columns="row")
    joined = rows.merge(items, on="item_id", how="left", validate="many_to_one").merge(
        surveys, on="survey_id", how="left", validate="many_to_one"
    )
    return joined.sort_values(["fieldwork_to", "survey_id", "row"], ignore_index=True)
