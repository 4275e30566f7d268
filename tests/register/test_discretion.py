"""What a register holds is nobody's business: messages, logs and files show no cell, but where one
lies that is at fault, and its outline; its tables are readable by whoever counted them; and nothing
of it lies about when a run has ended, however it ended."""

from __future__ import annotations

import errno
import logging
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from unittest import mock

import duckdb
import pytest
from checking import run
from scratch import ROOT
from small import small_rows, write_small

from publicrecord.findings import ValidationFailed
from publicrecord.progress import Progress
from publicrecord.register import run as counting
from publicrecord.register.discretion import outline, without_cells
from publicrecord.register.read import SCRATCH, engine
from publicrecord.register.scratch import leaving_nothing, scratch_folder
from publicrecord.register.values import NUMBER_IN_TEXT
from publicrecord.register.write import new_folder

CELL = "NIK 3273012345670001 Budi Santoso"


@pytest.fixture
def aggregate(tmp_path, key):
    """`aggregate` in a project of its own; gives the exit code and what was said."""
    project = tmp_path / "project"
    shutil.copytree(ROOT / "data", project / "data")

    def aggregate(register):
        words = ("aggregate", str(register), "--out", str(tmp_path / "out"), "--key", str(key))
        code, said = run(project, *words)
        files = [file for file in (project / "build").rglob("*") if file.is_file()]
        written = "".join(file.read_text(encoding="utf-8") for file in files)
        assert "Budi" not in written
        return code, said + written

    return aggregate


def csv_register(tmp_path, rows):
    """The rows as a CSV file instead of Parquet."""
    folder = write_small(tmp_path / "register", small_rows())
    (folder / "rows.parquet").unlink()
    rows.to_csv(folder / "rows.csv", index=False)
    return folder


@pytest.mark.parametrize("column", ["wave", "selected", "satisfied"])
def test_a_log_names_the_place_of_a_cell_of_the_wrong_kind_and_not_the_cell(
    aggregate, tmp_path, column
):
    rows = small_rows().astype({column: object})
    rows.loc[rows.index[-1], column] = CELL
    code, said = aggregate(csv_register(tmp_path, rows))
    assert code == 1, said
    assert "[register-" in said
    assert f"row {len(rows) + 1}, column {column}" in said, said
    assert "Cells of the register are shown as" in said
    assert "Budi Santoso" not in said
    assert "3273012345670001" not in said


def test_a_message_has_the_outline_of_a_cell_and_nothing_that_is_made_of_it():
    finding = NUMBER_IN_TEXT.at("rows.csv", 7, "wave", CELL, number="3273012345670001")
    with pytest.raises(ValidationFailed) as caught, without_cells():
        raise ValidationFailed([finding])
    (found,) = caught.value.findings
    assert found.value == "aaa 9999999999999999 aaaa aaaaaaa"
    assert found.details == {"number": "…"}


def test_a_message_about_a_column_names_it(aggregate, tmp_path):
    folder = csv_register(tmp_path, small_rows())
    file = folder / "rows.csv"
    head, rows = file.read_text().split("\n", 1)
    file.write_text(f"{head.replace('selected', 'wave')}\n{rows}")
    code, said = aggregate(folder)
    assert code == 1, said
    assert 'Two columns of the file have the name "wave".' in said
    assert "Cells of the register" not in said


@pytest.mark.parametrize(("cell", "shown"), [
    ("2021-13-01", "9999-99-99"), ("-1,5", "-9,9"), ("Ünal", "aaaa"), ("٣", "a"), ("", ""),
])  # fmt: skip
def test_an_outline_has_no_letter_and_no_digit_of_its_cell(cell, shown):
    assert outline(cell) == shown


def test_the_row_of_a_person_is_not_taken_for_the_names_of_columns(aggregate, tmp_path):
    """In a file without names of columns the first row is that of a person."""
    folder = csv_register(tmp_path, small_rows())
    file = folder / "rows.csv"
    file.write_text(f"{CELL},1,34.04.01,True,1.0,male,4.0\n" + file.read_text().split("\n", 1)[1])
    code, said = aggregate(folder)
    assert code == 1, said
    assert "[register-column-missing]" in said
    assert "Columns of the register: …." in said
    assert "3273012345670001" not in said
    assert "Budi Santoso" not in said


@pytest.mark.parametrize("text", [
    "Could not convert string '3273012345670001 Bu'di' to INT32",
    "Could not convert string 'Budi\nSantoso' to INT32",
    "Type INT64 with value 3273012345670001 can't be cast to INT32",
    "Type DOUBLE with value 3.273e+15 can't be cast to INT32",
])  # fmt: skip
def test_what_an_engine_says_of_a_cell_is_not_repeated(aggregate, tmp_path, monkeypatch, text):
    def fail(*_words):
        raise duckdb.ConversionException(f"Conversion Error: {text}")

    monkeypatch.setattr(counting, "count_register", fail)
    code, said = aggregate(write_small(tmp_path / "register", small_rows()))
    assert code == 1
    assert "reports: Conversion Error: " in said
    assert not re.search("Bu|di'|Santoso|3273|3[.]27", said), said


def test_an_error_of_the_disk_does_not_tell_what_was_read_before_it(
    aggregate, tmp_path, monkeypatch
):
    """What came before an error is written to build/error.txt with it."""

    def fail(*_words):
        try:
            raise RuntimeError(f"could not hash {CELL}")
        except RuntimeError:
            raise OSError(errno.EIO, "Input/output error")  # noqa: B904

    monkeypatch.setattr(counting, "count_register", fail)
    code, said = aggregate(write_small(tmp_path / "register", small_rows()))
    assert code == 2
    assert "Input/output error" in said
    assert "Budi" not in said


@pytest.mark.parametrize(
    ("terminal", "variables", "watched"),
    [
        (True, {}, True), (True, {"CI": "true"}, False), (False, {}, False),
        (False, {"FORCE_COLOR": "1"}, False), (False, {"TTY_COMPATIBLE": "1"}, False),
    ],
)  # fmt: skip
def test_a_log_is_no_terminal_whatever_colours_are_asked_for(
    monkeypatch, terminal, variables, watched
):
    for name in ("CI", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    assert Progress().is_watched is watched


def test_an_error_that_no_rule_describes_shows_no_cell(aggregate, tmp_path, monkeypatch):
    def fail(*_words):
        raise RuntimeError(f"could not hash {CELL}")

    monkeypatch.setattr(counting, "count_register", fail)
    code, said = aggregate(write_small(tmp_path / "register", small_rows()))
    assert code == 1
    assert "[register-error]" in said
    assert "RuntimeError, test_discretion.py" in said
    assert "Budi" not in said


def test_the_tables_are_readable_by_their_owner_only(aggregate, tmp_path):
    code, said = aggregate(write_small(tmp_path / "register", small_rows()))
    assert code == 0, said
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700


def test_a_run_leaves_the_folder_of_another_that_is_still_going(tmp_path):
    out = tmp_path / "out"
    left = tmp_path / ".out.killed.partial"
    left.mkdir()
    with new_folder(out) as first:
        assert not left.exists()
        with new_folder(out) as second:
            assert first.exists()
            assert second != first
            (second / "tables").touch()
        assert first.exists()
        out.rename(tmp_path / "of-the-second")
    assert out.exists()


def test_a_run_that_is_ended_while_it_makes_its_folder_leaves_none(tmp_path, monkeypatch):
    """Whichever thread takes the signal: engines start some."""
    make = os.mkdir

    def ended(*words):
        make(*words)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(1)

    end = threading.Event()
    threading.Thread(target=end.wait, daemon=True).start()
    monkeypatch.setattr(os, "mkdir", ended)
    with pytest.raises(SystemExit), leaving_nothing(), scratch_folder(tmp_path, SCRATCH):
        pass
    end.set()
    assert [*tmp_path.iterdir()] == []


def test_packages_of_engines_log_nothing_while_one_is_open(caplog):
    """Spark logs a cell that it cannot read as an error, and so on standard error."""
    log = logging.getLogger("SQLQueryContextLogger")
    with engine(None, "100MB"):
        log.error("[CAST_INVALID_INPUT] The value %r", CELL)
    assert caplog.text == ""
    log.error("said again")
    assert "said again" in caplog.text


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT", "SIGKILL"])
def test_rows_of_a_run_that_was_ended_do_not_lie_about(name, register, key, tmp_path):
    """Where it could not remove its folder, the next run does; a folder of others stays."""
    temporary, out = tmp_path / "tmp", tmp_path / "tables" / "out"
    other = temporary / "register-of-another-program"
    other.mkdir(parents=True)
    command = [sys.executable, "build.py", "aggregate", str(register), "--out", str(out)]
    surroundings = os.environ | {"TMPDIR": str(temporary)}
    process = subprocess.Popen(
        [*command, "--key", str(key)], cwd=ROOT, env=surroundings, stdout=subprocess.DEVNULL
    )
    while not any(SCRATCH in path.name for path in temporary.iterdir()):
        time.sleep(0.01)
    number = getattr(signal, name)
    process.send_signal(number)
    assert process.wait() == (-number if name == "SIGKILL" else 128 + number)
    if name == "SIGKILL":
        patched = mock.patch.object(tempfile, "tempdir", str(temporary))
        with patched, engine(None, "100MB"), new_folder(out):
            pass
    assert list(temporary.iterdir()) == [other]
    assert [path.name for path in out.parent.iterdir()] == (["out"] if name == "SIGKILL" else [])
