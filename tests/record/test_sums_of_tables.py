"""A total that is the sum of a table since the start counts the rows of its own day, if there are
any: a file that was saved again has the same places once more."""

from __future__ import annotations

import pandas as pd
import pytest

from publicrecord.record.rules import values

TOTAL = "sum(place_figures)"


@pytest.fixture(scope="module")
def total(claims):
    """The row of the total of all years that is worked out from the table of places."""
    (row,) = claims[(claims["arithmetic"] == TOTAL) & (claims["period"] == "cumulative")].index
    return row


@pytest.fixture(scope="module")
def parts(claims, total):
    """The rows that it adds up: of its source, measure and day, all years together."""
    row = claims.loc[total]
    mine = claims["table"].eq("place_figures") & claims["arithmetic"].isna()
    for column in ("source_id", "measure_id", "as_of"):
        mine &= claims[column] == row[column]
    return claims[mine & claims["period"].str.contains("-")]


def wrong(record, claims, dates):
    """The rows whose result is not that of their formula."""
    found = values.find(record, claims, dates)
    return [finding.row for finding in found if finding.rule is values.FORMULA_RESULT]


def test_the_rows_of_another_day_are_not_added(record, claims, dates, total, parts):
    assert parts["value"].sum() == claims.at[total, "value"]
    later = parts.assign(as_of="2025-01-31", value=parts["value"] + 1, row=parts["row"] + 10_000)
    assert wrong(record, pd.concat([claims, later], ignore_index=True), dates) == []


def test_where_no_row_is_of_its_day_all_are_added(record, claims, dates, total):
    moved = claims.copy()
    moved.loc[total, "as_of"] = "2025-01-31"
    assert wrong(record, moved, dates) == []


def test_a_changed_part_is_noticed_at_the_total(record, claims, dates, total, parts):
    changed = claims.copy()
    changed.loc[parts.index[0], "value"] += 1
    assert wrong(record, changed, dates) == [claims.at[total, "row"]]
