"""The dates of releases never run backwards, and the date of the data is known or asked for."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest
from checking import copy_small
from scratch import ROOT
from spoiling import describe

from publicrecord.checkout import data_epoch
from publicrecord.findings import UsageError
from publicrecord.record.rules import release_dates
from publicrecord.record.rules.release_dates import HAPPENED

QUOTA = "waves/1/quota@kompas-200422"
DAYS = {"releases": "released_on", "calendar": "planned_on", "revisions": "date"}
WORDS = ["Rilis", "Release"]
LATER = "4101667200"  # the end of 2099


def reported(record):
    return [
        (*place(f), f.value, f.details["earliest"], f.details["version"])
        for f in release_dates.find(record, pd.DataFrame(), pd.DataFrame())
        if f.rule is release_dates.BACKWARDS
    ]


def place(finding):
    return finding.rule.rule_id, finding.file, finding.row, finding.column


def with_rows(record, table, *rows):
    """The record with these rows at the end of a table."""
    old = record.table(table)
    columns = [column for column in old.columns if column != "row"]
    new = pd.DataFrame(rows, columns=columns).replace("", pd.NA)
    frame = pd.concat([old, new], ignore_index=True)
    frame["row"] = range(2, len(frame) + 2)
    return replace(record, tables=record.tables | {table: frame})


def released(version, day):
    return [version, day, 1, "0" * 64, "", ""]


def planned(version, day, done=""):
    return [f"release-{version}", day, done, *WORDS]


def revised(day, old="200000"):
    return [QUOTA, old, "200001", day, "correction", "Keliru.", "Wrong."]


def test_the_dates_of_the_record_are_in_order(record):
    assert reported(record) == []


@pytest.mark.parametrize(
    ("table", "rows", "wrong"),
    [
        ("releases", [released("2098.01.0", "2098-01-30"), released("2098.02.0", "2098-01-29")],
         ("2098-01-29", "2098-01-30", "2098.01.0")),
        # In the order of versions, whatever the order of the rows.
        ("releases", [released("2098.10.0", "2098-01-29"), released("2098.9.0", "2098-01-30")],
         ("2098-01-29", "2098-01-30", "2098.9.0")),
        ("calendar", [planned("2098.02.0", "2098-02-01"), planned("2098.01.0", "2098-02-02")],
         ("2098-02-01", "2098-02-02", "2098.01.0")),
        ("revisions", [revised("2026-11-23")], ("2026-11-23", "2026-11-24", "2026.11.0")),
        ("revisions", [revised("1970-01-01")], ("1970-01-01", "2026-11-24", "2026.11.0")),
    ],
)  # fmt: skip
def test_a_date_that_runs_backwards_is_refused(record, table, rows, wrong):
    spoilt = with_rows(record, table, *rows)
    frame = spoilt.table(table)
    [row] = frame.loc[frame[DAYS[table]] == wrong[0], "row"]
    assert reported(spoilt) == [("date-backwards", f"data/{table}.csv", row, DAYS[table], *wrong)]


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("releases", [released("2098.01.0", "2098-01-30"), released("2098.01.1", "2098-01-30")]),
        ("calendar", [planned("2098.01.0", "2098-02-02", done="2098-02-03"),
                      planned("2098.02.0", "2098-02-01")]),  # it came out late
        ("calendar", [["conference", "2000-01-01", "", *WORDS]]),  # no release
        ("revisions", [revised("2026-11-24")]),
        ("revisions", [revised("2026-11-23", old="1")]),  # reported by another rule
    ],
)  # fmt: skip
def test_a_date_in_order_is_not(record, table, rows):
    assert reported(with_rows(record, table, *rows)) == []


@pytest.mark.long
@pytest.mark.parametrize("epoch", ["0", "1764000000"])
def test_the_command_writes_no_release_before_the_last_one(tmp_path, monkeypatch, epoch):
    monkeypatch.setenv("REHEARSAL", "1")
    project, run = copy_small(tmp_path / "project")
    describe(lambda d: d.update(version="2099.12.0"))(project)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    before = (project / "data" / "releases.csv").read_bytes()
    code, said = run(project, "release")
    assert code == 1
    assert "data/releases.csv  [date-backwards]" in said
    assert (project / "data" / "releases.csv").read_bytes() == before
    assert not (project / "data" / "releases" / "2099.12.0.zip").exists()


NEXT_YEAR = f"{datetime.now(UTC).year + 1}-12-31"


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("sources", {"source_id": "x", "accessed_on": NEXT_YEAR}),
        ("revisions", {"claim": QUOTA, "old": "1", "date": NEXT_YEAR}),
        ("releases", {"version": "2099.01.0", "released_on": NEXT_YEAR}),
        ("calendar", {"event_id": "x", "planned_on": NEXT_YEAR, "done_on": NEXT_YEAR}),
    ],
    ids=lambda it: it if isinstance(it, str) else "",
)
def test_what_has_happened_is_not_of_a_day_that_has_not_come(record, monkeypatch, table, row):
    spoilt = with_rows(record, table, [row.get(c, "") for c in columns_of(record, table)])
    column = HAPPENED[table]
    [found] = find(spoilt)
    last = len(spoilt.table(table)) + 1
    assert place(found) == ("date-not-yet", f"data/{table}.csv", last, column)
    assert found.value == NEXT_YEAR
    monkeypatch.setenv("SOURCE_DATE_EPOCH", LATER)  # the date of the data is later than the clock
    assert find(spoilt) == []


@pytest.mark.parametrize(("time", "wrong"), [("09:30", True), ("10:30", False)])
def test_a_day_has_come_when_it_begins_in_the_first_time_zone(record, monkeypatch, time, wrong):
    """Which is 14 hours before ours."""
    now = datetime.fromisoformat(f"2099-03-01T{time}+00:00")
    clock = type("Clock", (datetime,), {"now": classmethod(lambda cls, zone: now)})
    monkeypatch.setattr(release_dates, "datetime", clock)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    row = {"source_id": "x", "accessed_on": "2099-03-02"}
    spoilt = with_rows(record, "sources", [row.get(c, "") for c in columns_of(record, "sources")])
    assert bool(find(spoilt)) is wrong


def test_a_planned_release_names_its_version(record):
    spoilt = with_rows(record, "calendar", ["release-soon", "2098-01-01", "", *WORDS])
    [found] = find(spoilt)
    last = len(spoilt.table("calendar")) + 1
    where = ("event-without-version", "data/calendar.csv", last, "event_id")
    assert (*place(found), found.value) == (*where, "release-soon")


def test_what_is_planned_is_of_a_day_that_has_not_come(record):
    row = {"event_id": "x", "planned_on": NEXT_YEAR}
    planned_later = [row.get(c, "") for c in columns_of(record, "calendar")]
    assert find(with_rows(record, "calendar", planned_later)) == []


def find(record):
    return list(release_dates.find(record, pd.DataFrame(), pd.DataFrame()))


def columns_of(record, table):
    return [column for column in record.table(table).columns if column != "row"]


@pytest.mark.parametrize(
    "epoch", ["١٧٦٤٠٠٠٠٠٠", "１７６４００００００", "1_764_000_000", " 1764000000", "0x10"]
)
def test_a_time_is_written_in_plain_digits(monkeypatch, epoch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(UsageError, match="Unix time"):
        data_epoch(ROOT)


def git(folder, *words):
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    when = {"GIT_COMMITTER_DATE": words[-1], "GIT_AUTHOR_DATE": words[-1]}
    subprocess.run(
        ["git", *identity, *words], cwd=folder, check=True, capture_output=True,
        env=os.environ | (when if words[0] == "commit" else {}),
    )  # fmt: skip


@pytest.fixture
def origin(tmp_path, monkeypatch):
    """A repository whose data are a year older than its last commit."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    folder = tmp_path / "origin"
    (folder / "data").mkdir(parents=True)
    git(folder, "init", "-qb", "main")
    for name, day in [("data/waves.csv", "2025-01-01"), ("code.py", "2026-01-01")]:
        (folder / name).write_text(day)
        git(folder, "add", "-A")
        git(folder, "commit", "-qm", day, "--date", f"{day}T00:00:00Z")
    return folder


def clone(origin, *words):
    git(origin.parent, "clone", "-q", *words, f"file://{origin}", "clone")
    return origin.parent / "clone"


def test_a_shallow_clone_without_the_last_commit_of_the_data_does_not_know_their_date(origin):
    with pytest.raises(UsageError, match="shallow clone"):
        data_epoch(clone(origin, "--depth", "1"))


def test_a_shallow_clone_that_has_it_does(origin):
    git(origin, "commit", "--allow-empty", "-qm", "More", "--date", "2026-02-01T00:00:00Z")
    (origin / "data" / "waves.csv").write_text("new")
    git(origin, "commit", "-qam", "Data", "--date", "2026-03-01T00:00:00Z")
    git(origin, "commit", "--allow-empty", "-qm", "More", "--date", "2026-04-01T00:00:00Z")
    assert data_epoch(clone(origin, "--depth", "3")) == data_epoch(origin)


def test_a_whole_clone_knows_it(origin):
    assert data_epoch(clone(origin)) == data_epoch(origin) == 1735689600


def test_the_changelog_and_the_citation_say_what_the_releases_say(record):
    listed = {r["version"]: r["released_on"] for r in record.table("releases").to_dict("records")}
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## .*?(?:(2[\d.]+), )?(\d{4}-\d\d-\d\d)$", changelog, re.MULTILINE)
    days = [day for _version, day in headings]
    assert len(days) >= 3
    assert days == sorted(days, reverse=True)
    assert {v: d for v, d in headings if v}.items() <= {
        v: str(d) for v, d in listed.items()
    }.items()
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    version, day = list(listed.items())[-1]
    assert f"\nversion: {version}\ndate-released: {day}\n" in citation
