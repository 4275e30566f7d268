"""`make mutants` takes hours and is started by hand: what it asks of each small fault must find
no fault in the code as it is, or the hours are lost."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import pytest
from scratch import ROOT


@pytest.mark.nightly
def test_what_mutants_are_asked_finds_no_fault_in_the_sound_code():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    words = settings["tool"]["mutmut"]["pytest_add_cli_args"]
    asked = [sys.executable, "-m", "pytest", "bench/mutants", *words]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:]
