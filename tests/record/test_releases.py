"""Releases: written once, refused when they differ, and what they may say of each other."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile
from dataclasses import replace

import pandas as pd
import pytest
import spoiling
from checking import copy_small
from released import QUOTA, found, quota_of, reported, with_revisions
from scratch import ROOT, language
from spoiling import describe

from publicrecord.history.changes import read_changes
from publicrecord.history.release import changed_values, released_values, write_release
from publicrecord.pages.release_files import write_release_files
from publicrecord.record import releases
from publicrecord.record.claims import date_claims, figure_claims
from publicrecord.record.rules.release_history import rewritten


@pytest.fixture
def folder(record, tmp_path):
    """A copy of the record's folder of releases, with the record that points to it."""
    shutil.copytree(record.folder, tmp_path / "data")
    return replace(record, folder=tmp_path / "data")


def tamper(file):
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("more.csv", "x")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.unlink(),
        tamper,
        lambda file: file.write_bytes(b"no zip"),
        lambda file: shutil.copyfile(file, file.with_name("2026.10.0.zip")),
    ],
    ids=["gone", "changed", "no archive", "unlisted"],
)
def test_a_release_that_is_not_as_released_is_reported(folder, spoil):
    spoil(folder.folder / "releases" / "2026.11.0.zip")
    assert reported(folder) == [("release-broken", "")]


def forged(folder, **members):
    """A release with other members, and its checksum in releases.csv, as an attacker would."""
    file = folder.folder / "releases" / "2026.11.0.zip"
    with zipfile.ZipFile(file) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    held |= {name.replace("__", "."): content for name, content in members.items()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    listed = folder.table("releases").copy()
    listed.loc[listed["version"] == "2026.11.0", "sha256"] = sha256
    return replace(folder, tables=folder.tables | {"releases": listed})


HEAD = "claim,table,name_id,name_en,value,unit,status,as_of,shown\n"


@pytest.mark.parametrize(
    "members",
    [
        {"values__csv": b"a,b\n1,2\n"},
        {"values__csv": b"\xff"},
        {"values__csv": b"0" * 17_000_000},
        {"values__csv": f"{HEAD}<b>/x@y,wave_figures,a,b,1,people,published,,yes\n"},
        {"values__csv": f"{HEAD}waves/1/quota@x,wave_figures,a,b,nan,people,published,,yes\n"},
        {"values__csv": f"{HEAD}waves/1/quota@x,wave_figures,a,b,1\n"},
        {"datapackage__json": b"{"},
        {"datapackage__json": b"[]"},
        {"datapackage__json": b'{"resources": [{"path": 1}]}'},
    ],
)
def test_a_forged_release_is_reported(folder, members):
    assert reported(forged(folder, **members)) == [("release-broken", "")]


def next_release(folder, more=0, description=None, **values):
    """The record with one more release, made by hand as a pull request may bring it, which
    publishes a value of the quota of wave 1 and whatever else is given of it. more: than the values
    of the last release, by what releases.csv says."""
    last = releases.read_releases(folder).listed[-1]
    version, file = "2099.01.0", folder.folder / "releases" / "2099.01.0.zip"
    row = {
        "claim": QUOTA, "table": "wave_figures", "name_id": "Kuota", "name_en": "Quota",
        "value": "200001", "unit": "people", "status": "published", "as_of": "2020-04",
        "shown": "yes",
    } | values  # fmt: skip
    text = ",".join(row) + "\n" + ",".join(row.values()) + "\n"
    about = last.description | {"version": version} if description is None else description(last)
    with zipfile.ZipFile(last.file) as old, zipfile.ZipFile(file, "w", 8) as new:
        for name in old.namelist():
            content = {"values.csv": text, "datapackage.json": json.dumps(about)}
            new.writestr(name, content.get(name, old.read(name)))
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    listed = folder.table("releases")
    added = listed.iloc[[-1]].assign(
        version=version, released_on="2099-01-01", sha256=sha256,
        values=last.count + more,
    )  # fmt: skip
    return replace(folder, tables=folder.tables | {"releases": pd.concat([listed, added])})


def test_a_release_changes_no_value_in_silence(folder):
    """Not even one that the tables agree with."""
    changed = quota_of(200001)(next_release(folder))
    ((rule, row),) = reported(changed)
    assert (rule, row) == ("release-changes-silently", f"{QUOTA},200000,200001")
    assert reported(with_revisions(changed, (QUOTA, "200000", "200001"))) == []


def test_a_release_takes_no_value_back_in_silence(folder):
    taken = next_release(folder, more=-1, value="", status="removed", shown="no")
    frame = taken.table("wave_figures")
    kept = frame[~((frame["wave"] == 1) & (frame["source_id"] == "kompas-200422"))]
    gone = replace(taken, tables=taken.tables | {"wave_figures": kept})
    assert ("release-changes-silently", f"{QUOTA},200000,") in reported(gone)


def test_what_a_release_changed_is_said_with_both_versions_and_values(folder):
    (finding,) = found(quota_of(200001)(next_release(folder)))
    english = language("en")
    assert finding.place(english) == "data/releases.csv"
    assert finding.sentence(english) == (
        f'For {QUOTA}, the release 2026.11.0 published "200000" and the release 2099.01.0 '
        '"200001", and revisions.csv does not explain this change.'
    )
    assert f"row that begins with {QUOTA},200000,200001." in finding.fix(english)
    assert "If the release 2099.01.0 was not made by" in finding.fix(english)


NEXT = {"version": "2099.01.0"}


def without_patterns(last):
    about = json.loads(json.dumps(last.description)) | NEXT
    for field in spoiling.table(about, "sources")["schema"]["fields"]:
        field.get("constraints", {}).pop("pattern", None)
    return about


def marked(last):
    return last.description | NEXT | {"rehearsal": True}


def bare(_last):
    return NEXT | {"resources": [{"path": "waves.csv"}]}


def synthetic(last):
    return last.description | NEXT | {"synthetic": True}


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"more": 1}, "it does not have as many values as releases.csv says"),
        (
            {"description": lambda last: last.description},
            "the description in it has another version",
        ),
        ({"description": marked}, "it contains figures that must not be published"),
        ({"description": synthetic}, "it contains figures that must not be published"),
        (
            {"claim": "waves/1/quota@register-2024-12-31", "more": 1},
            "it contains figures that must not be published",
        ),
    ],
)  # fmt: skip
def test_why_a_release_is_not_what_it_says_is_said_at_its_file(folder, facts, reason):
    record = next_release(folder, **({"value": "200000"} | facts))
    (finding,) = [f for f in found(record) if f.rule.rule_id == "release-broken"]
    assert finding.file == "data/releases/2099.01.0.zip"
    assert reason in finding.sentence(language("en"))


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"claim": "a/b@c", "more": 1}, "release-broken"),
        ({"claim": "waves/../quota@c", "more": 1}, "release-broken"),
        ({"description": bare}, "release-broken"),
        ({"description": without_patterns}, "constraint-needed"),
    ],
)  # fmt: skip
def test_a_release_that_is_not_what_it_says_is_reported(folder, facts, rule):
    findings = found(next_release(folder, **({"value": "200000"} | facts)))
    assert rule in {finding.rule.rule_id for finding in findings}
    assert "data/releases/2099.01.0.zip" in {finding.file for finding in findings}


def test_a_release_made_by_hand_of_what_stands_is_sound(folder):
    assert reported(next_release(folder, value="200000")) == []


def test_a_release_is_the_one_that_was_published(folder, record):
    file = folder.folder / "releases" / "2026.11.0.zip"
    rewritten_record = forged(folder, LICENSE=file.name.encode())
    (finding,) = rewritten(record, rewritten_record)
    assert (finding.file, finding.value) == ("data/releases.csv", "2026.11.0")
    fewer = record.table("releases").iloc[1:]
    gone = replace(record, tables=record.tables | {"releases": fewer})
    assert [f.value for f in rewritten(record, gone)] == ["2026.11.0"]
    assert [*rewritten(gone, record), *rewritten(record, record)] == []


def test_git_knows_one_version_of_each_release():
    """A released file is added once, and never changed or deleted."""
    said = subprocess.run(
        ["git", "log", "--diff-filter=MDRT", "--format=%H", "--", "data/releases"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout == ""


def test_nothing_is_written_outside_the_folder_of_a_release(folder, tmp_path):
    odd = {"../evil__csv": b"x", "/evil__csv": b"x", "evil__html": b"x", "a/../b__csv": b"x"}
    record = forged(folder, **odd)
    changes = read_changes(record, figure_claims(record), date_claims(record))
    write_release_files(changes, tmp_path / "site" / "data")
    written = {path.name for path in (tmp_path / "site").rglob("*") if path.is_file()}
    assert "waves.csv.gz" in written
    assert not [name for name in written if "evil" in name or name.startswith("b.")]
    assert not list(tmp_path.glob("evil*"))


def test_a_release_is_the_same_bytes_wherever_it_is_written(record, folder, tmp_path):
    claims, dates = figure_claims(record), date_claims(record)
    other = tmp_path / "other" / "data"
    shutil.copytree(folder.folder, other)
    later = [
        replace(folder, folder=place, descriptor=record.descriptor | {"version": "2099.05.0"})
        for place in (folder.folder, other)
    ]
    written = [tmp_path / "first", tmp_path / "second"]
    for one, into in zip(later, written, strict=True):
        place = write_release(one, claims, dates, "2099-05-25", into)
        assert place == one.folder / "releases" / "2099.05.0.zip"
        assert not place.exists()  # a transaction moves it there
    first, second = (into / "data" / "releases" / "2099.05.0.zip" for into in written)
    assert first.read_bytes() == second.read_bytes()
    changed = changed_values(releases.read_releases(record), released_values(record, claims, dates))
    with zipfile.ZipFile(first) as archive:  # the header, and what changed since the last release
        reported = archive.read("values.csv").decode().splitlines()
    assert len(reported) == 1 + len(changed)


def test_what_a_release_publishes_is_what_changed(record):
    before = releases.read_releases(record)

    def since(one):
        return changed_values(before, released_values(one, figure_claims(one), date_claims(one)))

    already = since(record)
    (value,) = [value for value in since(quota_of(200001)(record)) if value not in already]
    assert (value["claim"], value["value"], value["shown"]) == (QUOTA, "200001", "yes")


@pytest.mark.long
def test_the_command_refuses_a_version_that_was_released(tmp_path, monkeypatch):
    monkeypatch.setenv("REHEARSAL", "1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4101667200")  # after every release
    project, run = copy_small(tmp_path / "project")
    file = project / "data" / "releases" / "2033.01.0.zip"
    before = file.read_bytes()
    code, said = run(project, "release")
    assert code == 1
    assert "[version-released]" in said
    assert file.read_bytes() == before
    describe(lambda d: d.update(version="2032.12.9"))(project)
    assert run(project, "release")[0] == 1
    describe(lambda d: d.update(version="2099.12.0"))(project)
    spoiling.replace("survey_figures.csv", "survey_share,81.5", "survey_share,81.6")(project)
    code, said = run(project, "release")
    assert code == 1
    assert "[value-changed-silently]" in said
    assert not (project / "data" / "releases" / "2099.12.0.zip").exists()
    spoiling.replace("survey_figures.csv", "survey_share,81.6", "survey_share,81.5")(project)
    code, said = run(project, "release")
    assert code == 0, said
    assert (project / "data" / "releases" / "2099.12.0.zip").is_file()
    assert run(project, "check")[0] == 0


def test_values_of_a_release_have_a_name_in_a_language_that_came_later(record):
    german = replace(record.settings.source_language, code="de")
    settings = replace(record.settings, languages=(*record.settings.languages, german))
    released = ({"claim": "a", "name_id": "Kuota", "name_en": "Quota"},)
    assert releases.with_missing_names(released, settings) == (released[0] | {"name_de": "Quota"},)
    assert releases.with_missing_names(released, record.settings) is released
    assert releases.with_missing_names((), settings) == ()
