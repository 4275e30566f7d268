"""What `check` says and does not refuse, corrections that are tried first, and pipes that close."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from functools import partial

import pandas as pd
import pytest
from checking import copy_small
from everyday import MISTAKES
from scratch import ROOT
from synthetic.programme.programme import load_programme
from test_everyday import TESTS, undone

from publicrecord import cli, progress
from publicrecord.findings import ValidationFailed
from publicrecord.record import doubts, fixes
from publicrecord.record.claims import figure_claims
from publicrecord.record.descriptor import read_descriptor
from publicrecord.record.package import Record, read_record
from publicrecord.record.rules import value_periods
from publicrecord.record.tables import Tables


@pytest.fixture(scope="module")
def settings():
    return load_programme(TESTS).settings


@pytest.fixture
def small(tmp_path, settings) -> Record:
    shutil.copytree(TESTS / "synthetic" / "data", tmp_path / "data")
    return read_record(tmp_path / "data", settings)


def changed(frame: pd.DataFrame, row: int, **cells) -> None:
    for column, value in cells.items():
        frame.loc[frame["row"] == row, column] = value


def said(found) -> list[tuple[str, str, int]]:
    return [(f.rule.rule_id, f.file.rpartition("/")[2], f.row) for f in found]


def test_a_value_far_from_every_other_source_is_said_unless_it_is_explained(small):
    assert list(doubts.find(small, figure_claims(small))) == []
    frame = small.table("wave_figures")
    changed(frame, 14, value=6000.0)  # the office says 550
    claims = figure_claims(small)
    found = list(doubts.far_values(small, claims))
    assert said(found) == [("value-far-from-others", "wave_figures.csv", 14)]
    assert list(doubts.far_values(small, claims, ["another"])) == []
    assert len(list(doubts.far_values(small, claims, [found[0].value]))) == 1
    small.table("comparisons").loc[0, "claims"] += f" {found[0].value}"
    assert list(doubts.far_values(small, claims)) == []


def test_nine_times_another_value_is_not_far(small):
    changed(small.table("wave_figures"), 14, value=550 * 9.0)
    assert list(doubts.far_values(small, figure_claims(small))) == []


def test_two_sources_of_one_name_are_said(small):
    frame = small.table("sources")
    changed(frame, 3, title=frame["title"][0].upper() + "!", publisher="Synthetic office")
    found = list(doubts.find(small, figure_claims(small)))
    assert said(found) == [("rows-alike", "sources.csv", 3)]


@pytest.mark.parametrize(
    ("table", "row", "value"),
    [
        ("wave_figures", 3, 401.0),  # more selected than the 400 seats of the wave
        ("programme_figures", 7, 1001.0),  # net above gross of the year, from another source
    ],
)
def test_a_part_above_its_whole_is_said_unless_it_is_explained(small, table, row, value):
    frame = small.table(table)
    small.table("comparisons")["claims"] = ""
    changed(frame, row, value=value - 1)
    assert list(doubts.above_whole(small, figure_claims(small))) == []
    changed(frame, row, value=value)
    [found] = doubts.above_whole(small, figure_claims(small))
    assert said([found]) == [("value-above-whole", f"{table}.csv", row)]
    assert list(doubts.above_whole(small, figure_claims(small), ["another"])) == []
    assert len(list(doubts.above_whole(small, figure_claims(small), [found.value]))) == 1
    small.table("comparisons")["claims"] = found.value
    assert list(doubts.above_whole(small, figure_claims(small))) == []


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("'Waktu Indonesia Barat", True),
        ("\u201cA number of the week\u201d", True),
        ("\u201cPrakerja\u201d in numbers", False),
        ("'A' and 'B'", False),
    ],
)
def test_marks_that_a_spreadsheet_puts_around_a_text_are_said(small, text, doubtful):
    changed(small.table("items"), 2, text_en=text)
    found = [f for f in doubts.find(small, figure_claims(small)) if f.rule is doubts.IN_MARKS]
    assert said(found) == [("text-in-marks", "items.csv", 2)] * doubtful


@pytest.mark.parametrize("word", ["<br>", "&nbsp;", "</b>", "&#39;"])
def test_code_of_a_web_page_is_said(small, word):
    changed(small.table("items"), 2, text_en=f"a < b & c {word} d")
    found = list(doubts.find(small, figure_claims(small)))
    assert said(found) == [("text-markup", "items.csv", 2)]
    assert found[0].details["word"] == word
    changed(small.table("items"), 2, text_en="a < b & c > d; e")
    assert list(doubts.find(small, figure_claims(small))) == []


@pytest.mark.parametrize(
    ("table", "row", "cells", "rule"),
    [
        ("surveys", 2, {"fieldwork_to": "2032-04"}, "fieldwork-backwards"),
        ("programme_figures", 5, {"as_of": "2029-03-01"}, "date-before-period"),
    ],
)
def test_a_span_that_runs_backwards_is_refused(small, table, row, cells, rule):
    assert list(value_periods.find(small, figure_claims(small), pd.DataFrame())) == []
    changed(small.table(table), row, **cells)
    found = list(value_periods.find(small, figure_claims(small), pd.DataFrame()))
    assert said(found) == [(rule, f"{table}.csv", row)]


def test_a_correction_is_offered_only_where_it_leaves_less_wrong(tmp_path, settings):
    data = tmp_path / "data"
    shutil.copytree(TESTS / "synthetic" / "data", data)
    offered = 0
    for name, mistake in [*MISTAKES.items()][::3]:
        with undone(data):
            mistake(data)
            tables = Tables(data, read_descriptor(data, settings), settings)
            new = {
                path: "".join(line for _old, line in lines).encode()
                for path, lines in fixes.offer(tables).items()
            }
            before = [finding.file for finding in tables.findings()]
            after = [finding.file for finding in tables.replaced(new).findings()]
            for path in new:
                shown = tables.shown(path)
                assert after.count(shown) < before.count(shown), name
            offered += bool(new)
    assert offered > 8


def test_a_correction_that_makes_it_worse_is_not_offered(tmp_path, settings, monkeypatch):
    data = tmp_path / "data"
    shutil.copytree(TESTS / "synthetic" / "data", data)
    MISTAKES["points for thousands"](data)
    tables = Tables(data, read_descriptor(data, settings), settings)
    assert list(fixes.offer(tables)) == ["reference/population.csv"]
    monkeypatch.setattr(fixes, "_rows", lambda table, *_rest: [f"{line}x" for line in table.lines])
    assert fixes.offer(tables) == {}


def test_a_correction_that_makes_another_table_worse_is_not_offered(
    tmp_path, settings, monkeypatch
):
    data = tmp_path / "data"
    shutil.copytree(TESTS / "synthetic" / "data", data)
    for name in ("sources.csv", "waves.csv"):
        (data / name).write_bytes((data / name).read_bytes().replace(b"\n", b"\r\n"))
    tables = Tables(data, read_descriptor(data, settings), settings)
    assert list(fixes.offer(tables)) == ["sources.csv", "waves.csv"]
    rows = fixes._rows
    renamed = "synth-census,", "synth-bureau,"  # a key that other tables name
    monkeypatch.setattr(fixes, "_rows", lambda *of: [line.replace(*renamed) for line in rows(*of)])
    assert list(fixes.offer(tables)) == ["waves.csv"]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("7,seats,{n},people", "key-unknown"),  # a wave that is not listed yet; the value is one
        ("{n},people,40{n},seats", "columns-swapped"),
    ],
)
def test_columns_are_said_to_be_swapped_only_where_both_are_wrong(tmp_path, settings, row, rule):
    data = tmp_path / "data"
    shutil.copytree(TESTS / "synthetic" / "data", data)
    with (data / "wave_figures.csv").open("a") as stream:
        for n in (1, 2, 3):
            stream.write(f"{row.format(n=n)},2032-10-3{n % 2},synth-poll,published,,,,,\n")
    tables = Tables(data, read_descriptor(data, settings), settings)
    assert {finding.rule.rule_id for finding in tables.findings()} == {rule}


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_corrections_are_printed_in_the_bytes_of_the_table(tmp_path, monkeypatch, encoding):
    """Whatever the locale says of the output: git compares them with the file."""
    monkeypatch.setenv("REHEARSAL", "1")
    folder, _run = copy_small(tmp_path / "project")
    file = folder / "data" / "items.csv"
    file.write_bytes(
        file.read_bytes().replace(b"\n", b"\r\n").replace(b"Satisfaits", "Ravis ≥ é".encode())
    )
    out = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(out, encoding))
    assert cli.main(["check", "--fix"], partial(load_programme, folder), folder) == 0
    assert "+satisfied,satisfaction,Berpuas hati,Satisfied,Ravis ≥ é\n".encode() in out.getvalue()


def test_every_table_is_read_by_one_reader(tmp_path, settings):
    """A first line that one reader skips and another takes for the names of the columns."""
    data = tmp_path / "data"
    shutil.copytree(TESTS / "synthetic" / "data", data)
    text = (data / "waves.csv").read_text()
    (data / "waves.csv").write_text("remark\n\n" + text.replace("3,2031", "three,2031"))
    with pytest.raises(ValidationFailed) as refused:
        read_record(data, settings)
    found = [place for place in said(refused.value.findings) if place[0] == "type-wrong"]
    assert found == [("type-wrong", "waves.csv", 6)]


def test_a_command_goes_on_when_nobody_reads_what_it_says(monkeypatch):
    """So that its exit code means what it always means."""
    closed = []
    monkeypatch.setattr(progress, "close_output", lambda: closed.append(True))
    said = progress.Progress()

    class Pipe:
        def write(self, _text):
            raise BrokenPipeError

        flush = write

    said.console.file = Pipe()
    said.say("nobody")
    said.say("hears this")
    assert closed == [True]


def test_help_for_nobody_is_no_failure():
    shown = subprocess.Popen(
        [sys.executable, "build.py", "--help"], cwd=ROOT, stdout=subprocess.PIPE
    )
    shown.stdout.close()
    assert shown.wait() == 0
