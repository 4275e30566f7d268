"""What was released: a value changes only with its row in revisions.csv."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from released import QUOTA, quota_of, reported, with_revisions, with_value

from publicrecord.record import releases


def test_the_record_as_released_is_sound(record):
    assert reported(record) == []
    listed = releases.read_releases(record).listed
    assert len(listed[0].values) == listed[0].count > 4_000
    assert all(len(release.values) < release.count for release in listed[1:])


def test_a_changed_value_needs_its_row(record):
    changed = quota_of(200001)(record)
    ((rule, row),) = reported(changed)
    assert rule == "value-changed-silently"
    assert row.startswith(f"{QUOTA},200000,200001,20")
    assert reported(with_revisions(changed, (QUOTA, "200000", "200001"))) == []


@pytest.mark.parametrize(
    ("table", "claim"),
    [
        ("population", "population/id/38/population_total/2024-12-31@dukcapil-2024s2"),
        ("labour_force", "labour_force/id/working_age_population/2024-02@gh-stat"),
        ("obstacles", "obstacles/did-not-buy-first-training/revoked@tribun-200929"),
    ],
)
def test_people_workers_and_obstacles_do_not_change_in_silence(record, table, claim):
    first = record.table(table)["value"].first_valid_index()
    old = releases.plain(record.table(table)["value"].loc[first])
    wrong = record.table(table)["value"].notna() & (record.table(table)["value"] == int(old))
    changed = with_value(record, table, lambda _frame: wrong, "value", int(old) + 1)
    ((rule, row),) = reported(changed)
    assert rule == "value-changed-silently"
    assert row.startswith(f"{claim},{old},{int(old) + 1},20") if table != "obstacles" else row
    assert reported(with_revisions(changed, (row.split(",")[0], old, str(int(old) + 1)))) == []


def test_a_value_may_change_twice_between_releases(record):
    changed = quota_of(200002)(record)
    chain = [(QUOTA, "200000", "200001"), (QUOTA, "200001", "200002")]
    assert reported(with_revisions(changed, *chain)) == []
    assert {rule for rule, _row in reported(with_revisions(changed, *chain[:1]))} == {
        "value-changed-silently",
        "revision-differs",
    }
    broken = [chain[0], (QUOTA, "200005", "200002")]
    assert ("revision-differs", "") in reported(with_revisions(changed, *broken))
    words = [(QUOTA, "200000", "<b>"), (QUOTA, "<b>", "200002")]
    assert set(reported(with_revisions(changed, *words))) == {("revision-differs", "")}


def test_a_changed_date_of_a_wave_needs_its_row(record):
    changed = with_value(
        record, "wave_dates", lambda f: f.index == f["date"].first_valid_index(), "date",
        "2020-01-01",
    )  # fmt: skip
    ((rule, row),) = reported(changed)
    assert rule == "value-changed-silently"
    assert row.startswith("wave_dates/")


@pytest.mark.parametrize("status", ["unfit"])
def test_a_value_that_is_hidden_needs_its_row(record, status):
    changed = with_value(
        record, "wave_figures", lambda f: f["source_id"] == "tribunptk-200928", "status", status
    )
    rules = reported(changed)
    assert rules
    assert all(rule == "value-changed-silently" for rule, _row in rules)
    assert all(row.split(",")[2] == "" for _rule, row in rules)


def test_a_removed_row_needs_its_row(record):
    frame = record.table("wave_figures")
    kept = frame[~((frame["wave"] == 5) & (frame["measure_id"] == "revoked"))]
    removed = replace(record, tables=record.tables | {"wave_figures": kept})
    ((rule, row),) = reported(removed)
    assert rule == "value-removed-silently"
    claim, old, new, *_rest = row.split(",")
    assert (old, new) == ("47818", "")
    assert reported(with_revisions(removed, (claim, old, new))) == []


def test_a_new_claim_needs_nothing(record):
    frame = record.table("wave_figures")
    new = frame.iloc[[0]].assign(wave=71, measure_id="revoked", value=1.0, source_id="gh-kab")
    added = replace(record, tables=record.tables | {"wave_figures": pd.concat([frame, new])})
    assert reported(added) == []


def test_a_row_about_nothing_is_refused(record):
    assert reported(with_revisions(record, ("waves/1/quota@nobody", "1", "2"))) == [
        ("revision-of-nothing", "")
    ]
    assert reported(with_revisions(record, (QUOTA, "200000", "200001"))) == [
        ("revision-differs", "")
    ]
