"""What who waits for a count sees."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys

from conftest import ROOT  # isort: skip

PERCENT = re.compile(rb"Count the rows[^\r]* (\d+) %")


def test_a_terminal_shows_how_far_the_count_is(million, key, tmp_path):
    ours, theirs = pty.openpty()
    command = [sys.executable, "build.py", "aggregate", str(million), "--out", str(tmp_path / "o")]
    command += ["--key", str(key)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "100"},
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    while b"\xe2\x9c\x93 Count the rows" not in seen:  # that stage is done
        seen += os.read(ours, 4096)
    process.kill()
    process.wait()
    os.close(ours)
    percents = [int(found) for found in PERCENT.findall(seen)]
    assert any(0 < percent < 100 for percent in percents), seen[-2000:]


def test_a_log_gets_plain_lines(register, key, tmp_path):
    command = [sys.executable, "build.py", "aggregate", str(register), "--out", str(tmp_path / "o")]
    command += ["--key", str(key)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        lines = [process.stdout.readline() for _line in range(4)]
        process.kill()
    assert lines[0].startswith("id: Hanya untuk latihan")
    assert lines[1].startswith("en: For rehearsal only")
    assert re.fullmatch(r"✓ Check the files \(\d+\.\d s\)\n", lines[2])
    assert re.fullmatch(r"✓ Count the rows \(\d+\.\d s\)\n", lines[3])
