"""What the command line loads, and what it says when the programme itself cannot be loaded."""

from __future__ import annotations

import io
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from prakerja.programme import PROGRAMME
from publicrecord import cli
from publicrecord.outcome import outcome
from publicrecord.programme import Programme
from publicrecord.project import Project


def broken_programme() -> Programme:
    """As a programme is whose settings lack an entry."""
    raise KeyError("geography")


@pytest.mark.parametrize("command", ["check", "build", "release"])
def test_a_programme_that_cannot_be_loaded_is_reported(tmp_path: Path, monkeypatch, command):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = cli.main([command], broken_programme, tmp_path)
    assert code == 2
    assert "✗ en: An error occurred in the program itself." in said.getvalue()
    assert "KeyError: 'geography'" in said.getvalue()
    details = (tmp_path / "build" / "error.txt").read_text(encoding="utf-8")
    assert "broken_programme" in details


def test_too_little_memory_is_said_in_words(tmp_path: Path):
    """And not as a fault of the data."""

    def build() -> None:
        raise MemoryError

    said = io.StringIO()
    with redirect_stdout(said):
        code = outcome(build, Project(tmp_path, lambda: PROGRAMME))
    assert code == 2
    assert "✗ id: Memori" in said.getvalue()
    assert "✗ en: There is not enough memory." in said.getvalue()


def loaded(packages: set[str], *command: str) -> str:
    """Which of these packages a command loads, which must succeed."""
    program = (
        "import sys; from prakerja import load_programme; from publicrecord.cli import main;"
        "code = main(sys.argv[1:], load_programme);"
        f"sys.exit(code or ' '.join({packages} & {{*sys.modules}}) or 0)"
    )
    words = [sys.executable, "-c", program, *command]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0 or done.stderr
    return done.stderr


@pytest.mark.long
def test_a_command_that_makes_no_page_loads_nothing_of_pages(tmp_path: Path):
    """Which would take a tenth of the count of a small register, and as much of a check."""
    assert not loaded(
        {"jinja2", "pyoxigraph", "prakerja.charts"}, "key", str(tmp_path / "key.json")
    )
    assert (tmp_path / "key.json").exists()
    assert not loaded({"pyoxigraph", "PIL", "publicrecord.pages"}, "check")
