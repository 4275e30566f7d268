"""Fieldwork begins before it ends, and a value is not older than its period."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scratch import language

from publicrecord.record.rules import value_periods

EN = language("en")


def edited(record, table, **cells):
    """The record with these cells in a row of a table, and the number of that row."""
    frame = record.table(table).copy()
    frame.loc[0, [*cells]] = [*cells.values()]
    return replace(record, tables=record.tables | {table: frame}), frame.loc[0, "row"]


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        ("2021-06-02", "2021-06-01", True),
        ("2021-06-02", "2021-05", True),
        ("2021-06-01", "2021-06-01", False),
        ("2021-06-02", "2021-06", False),  # some day of June
        ("2021-06-02", None, False),
        (None, "2021-06-01", False),
    ],
)
def test_fieldwork_begins_before_it_ends(record, claims, first, last, wrong):
    spoilt, row = edited(record, "surveys", fieldwork_from=first, fieldwork_to=last)
    found = [*value_periods.find(spoilt, claims, claims)]
    places = [("fieldwork-backwards", "data/surveys.csv", row, "fieldwork_to", last)]
    reported = [(f.rule.rule_id, f.file, f.row, f.column, f.value) for f in found]
    assert reported == places * wrong
    assert [f.sentence(EN) for f in found] == [
        f"The fieldwork of the survey ends on {last}, before it begins ({first})."
    ] * wrong


def test_a_record_without_surveys_has_no_fieldwork(record, claims):
    without = {name: frame for name, frame in record.tables.items() if name != "surveys"}
    assert [*value_periods.find(replace(record, tables=without), claims, claims)] == []


@pytest.mark.parametrize(
    ("measure", "status", "as_of", "period", "wrong"),
    [
        ("recipients_net", "published", "2021-12-31", "2022", True),
        ("recipients_net", "published", "2021-12-31", "2022-2023", True),
        ("recipients_net", "published", "2021", "2022", True),
        ("recipients_net", "preliminary", "2021-12-31", "2022", False),
        ("recipients_net", "published", "2022-01-01", "2022", False),
        ("recipients_net", "published", "2021-12-31", "cumulative", False),
        ("recipients_net", "published", None, "2022", False),
        ("a plan", "published", "2021-12-31", "2022", False),  # always before its period
        ("a plan", "published", "2020-12-31", "2022", True),
    ],
)
def test_a_value_is_not_older_than_its_period(
    record, claims, measure, status, as_of, period, wrong
):
    row = claims[claims["measure_id"] == "recipients_net"].head(1).index[0]
    spoilt, cells = claims.copy(), [measure, status, as_of, period]
    spoilt.loc[row, ["measure_id", "status", "as_of", "period"]] = cells
    found = [*value_periods.find(record, spoilt, spoilt)]
    where = (record.file(claims.loc[row, "table"]), claims.loc[row, "row"], "as_of", as_of)
    reported = [(f.rule.rule_id, f.file, f.row, f.column, f.value) for f in found]
    assert reported == [("date-before-period", *where)] * wrong
    assert [f.sentence(EN) for f in found] == [
        f'The value is of {as_of}, before its period "{period}" begins.'
    ] * wrong
