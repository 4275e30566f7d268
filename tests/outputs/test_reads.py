"""A page is made again when an answer to what it read has changed, and only then.

`make nightly` tries 20 random changes of values (PUBLICRECORD_CHANGES)."""

from __future__ import annotations

import csv
import os
import pickle
import random
import shutil
from functools import partial

import pytest
from scratch import tree_hash
from synthetic.project import copy_project

from publicrecord import cache
from publicrecord.context import reads
from publicrecord.context.reads import plain_bytes, write_parts
from publicrecord.deploy.folder import (
    write_answers,
    write_charts,
    write_data_folder,
    write_folder,
    write_shared,
    write_table_files,
)
from publicrecord.findings import ValidationFailed
from publicrecord.pages.chart_page import TEMPLATE
from publicrecord.pages.markdown_pages import all_pages, write_pages
from publicrecord.pages.page_set import ABOUT, BODY, NAME, write_page_sets
from publicrecord.pipeline import gather, page_sets_of
from publicrecord.record.figure_tables import figure_tables

pytestmark = pytest.mark.filterwarnings("ignore:::gptables")
CHANGES = int(os.environ.get("PUBLICRECORD_CHANGES", "2"))


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "CACHE", tmp_path / "cache")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1991000000")
    monkeypatch.setenv("REHEARSAL", "1")  # a record that calls itself synthetic is refused without
    copied = copy_project(tmp_path / "project")
    for table in ("releases", "revisions"):  # so that values may change
        file = copied.root / "data" / f"{table}.csv"
        file.write_text(file.read_text().split("\n")[0] + "\n")
    for file in (copied.root / "data" / "releases").glob("*.zip"):
        file.unlink()
    change(copied, "calendar", lambda rows: [row.update(done_on="") for row in rows])
    return copied


def change(project, table, edit):
    """Change the rows of a table in place."""
    file = project.root / "data" / f"{table}.csv"
    with file.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    edit(rows)
    with file.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def one_more(chance, rows):
    row = chance.choice([row for row in rows if row["value"].isdigit()])
    row["value"] = str(int(row["value"]) + 1)


@pytest.fixture
def context(project):
    return gather(project, project.progress)


def written(project, content, made):
    """The hash of all files that are made of a context, without the work of the builder; `made`
    takes the names of the pages and parts that were not taken from the cache."""
    out, sets = (
        project.root / "build" / "out",
        [s for found in page_sets_of(project).values() for s in found],
    )
    shutil.rmtree(content.docs, ignore_errors=True)
    write_shared(content)
    for language in project.languages:
        write_table_files(content, language)
        write_answers(content, language)
    write_data_folder(content)
    made.clear()
    for language in [*project.languages][:1]:  # each is made by itself
        write_charts(content, language)
        write_folder(content, project.programme.contexts(), all_pages(content, sets), language)
        for page_set in sets:
            shell = out / language.code / page_set.shell(language) / "index.html"
            shell.parent.mkdir(parents=True, exist_ok=True)
            shell.write_text(f"{NAME} {ABOUT} <p>{BODY}</p>")
        write_page_sets(sets, content, out, language)
    both = tree_hash(content.docs), tree_hash(out)
    shutil.rmtree(out)
    return both


@pytest.fixture
def made(monkeypatch):
    names, make = [], reads.made

    def noting(wanted):
        names.append(wanted)
        return make(wanted)

    monkeypatch.setattr(reads, "made", noting)
    return names


@pytest.mark.nightly
def test_after_random_changes_all_is_as_if_made_for_the_first_time(project, made, tmp_path):
    chance = random.Random(17)
    content = gather(project, project.progress)
    tables = [table.name for table in figure_tables(content.record)]
    written(project, content, made)
    first, changed, few = len(made), 0, 0
    while changed < CHANGES:
        table = chance.choice(tables)
        before = (project.root / "data" / f"{table}.csv").read_bytes()
        change(project, table, partial(one_more, chance))
        try:
            content = gather(project, project.progress)
        except ValidationFailed:  # of a sum
            (project.root / "data" / f"{table}.csv").write_bytes(before)
            continue
        changed += 1
        warm = written(project, content, made)
        few += len(made) < first / 2
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(cache, "CACHE", tmp_path / f"cold{changed}")
            assert written(project, gather(project, project.progress), made) == warm
            assert len(made) == first
    assert few  # most of it was taken from the cache


def test_a_part_is_made_again_when_what_it_read_has_changed(project, context, tmp_path):
    claim, other = [*context.claim_by_id][:2]
    (tmp_path / "read.txt").write_text("one")
    runs = []

    def make(content):
        runs.append(claim)
        value = content.claim_by_id[claim]["value"]
        return {"part.txt": f"{value} {content.claim_by_id.get('none')}".encode()}

    def run():
        out = tmp_path / f"out{len(list(tmp_path.iterdir()))}"
        write_parts(out, "parts", context, project.languages[0], {"part": make})
        context.hashes.clear()
        return (out / "part.txt").read_text(), len(runs)

    value = context.claim_by_id[claim]["value"]
    assert run() == (f"{value} None", 1)
    context.claim_by_id[other] = context.claim_by_id[other] | {"value": -1}
    assert run() == (f"{value} None", 1)
    context.claim_by_id[claim] = context.claim_by_id[claim] | {"value": -1}
    assert run() == ("-1 None", 2)
    context.claim_by_id["none"] = {"value": 0}
    assert run() == ("-1 {'value': 0}", 3)
    del context.claim_by_id["none"]
    assert run() == ("-1 None", 4)


def test_what_a_method_and_a_listing_read_is_noted(context):
    noted = {}
    reader = reads.Reader(context, (), noted)
    reader.record.table("waves")
    reader.record.version  # noqa: B018
    reader.changes.revisions_of([])
    list(reader.charts)
    reader.site_map.page["home"]
    assert [*noted] == [
        ("record", "tables", "waves"),
        ("record", "descriptor"),
        ("changes", "revisions"),
        ("charts",),
    ]


def test_the_page_of_a_chart_reads_no_other_chart(project, context, made, tmp_path):
    """Though it has links to them."""
    written(project, context, made)
    for page in (page for page in all_pages(context, []) if page.template == TEMPLATE):
        noted = {}
        reader = reads.Reader(context, (), noted)
        write_pages(reader, project.programme.contexts(), [page], project.languages[0], tmp_path)
        assert {asked for asked in noted if asked[0] == "charts"} == {("charts", page.chart_id)}


def test_equal_values_are_the_same_bytes_and_others_are_not(context):
    frame = context.claims
    assert plain_bytes(frame) == plain_bytes(frame.copy())
    other = frame.copy()
    other.loc[other.index[0], "status"] = None
    assert plain_bytes(frame) != plain_bytes(other)
    assert plain_bytes(frame) != plain_bytes(frame.rename(columns={"status": "state"}))
    one, two = "a b", "".join(["a", " b"])
    assert plain_bytes([one, one]) == plain_bytes([one, two])
    with pytest.raises((AttributeError, pickle.PicklingError)):
        plain_bytes([lambda: 1])
