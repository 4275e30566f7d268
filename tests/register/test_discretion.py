"""What a register holds is nobody's business: a terminal shows a cell that is at fault, but no
number of a person; logs and files show none; its tables are readable by whoever counted them."""

from __future__ import annotations

import shutil
import stat

import pytest
from checking import run
from scratch import ROOT
from small import small_rows, write_small

from publicrecord.findings import ValidationFailed
from publicrecord.register import run as counting
from publicrecord.register.cells import discreet
from publicrecord.register.unexplained import cells_on_a_terminal_only
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
    assert "Budi Santoso" not in said
    assert "3273012345670001" not in said


@pytest.mark.parametrize(("terminal", "number"), [(True, "12"), (False, "…")])
def test_a_terminal_shows_the_cell_but_no_number_of_a_person(terminal, number):
    finding = NUMBER_IN_TEXT.at("rows.csv", 7, "wave", discreet(CELL), number="12")
    with pytest.raises(ValidationFailed) as caught, cells_on_a_terminal_only(terminal):
        raise ValidationFailed([finding])
    (found,) = caught.value.findings
    assert found.value == ("NIK … Budi Santoso" if terminal else "…")
    assert found.details == {"number": number}


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
