"""What git says of this checkout: whatever a commit is called, a line belongs to its commit."""

from __future__ import annotations

import os
import subprocess

import pytest

from publicrecord.checkout import last_change, line_changes

DAYS = ("2026-01-01", "2026-01-02")


def commit(folder, day: str, summary: bytes) -> None:
    who = {"NAME": "Test", "EMAIL": "test@example.org", "DATE": f"{day}T00:00:00Z"}
    said = {f"GIT_{role}_{key}": v for role in ("AUTHOR", "COMMITTER") for key, v in who.items()}
    for words, text in [(("add", "-A"), None), (("commit", "-q", "-F", "-"), summary)]:
        subprocess.run(["git", *words], cwd=folder, env=os.environ | said, input=text, check=True)


@pytest.mark.parametrize(
    "summary",
    [
        b"sum\x0b\t2\x0b\tx", b"sum\x0c\t2", b"sum\x1c\tx\x1d\ty\x1e\tz", "sum\x85\tx".encode(),
        "sum\u2028\tx\u2029\ty".encode(), b"sum\x0b" + b"f" * 40 + b" 1 1 1", b"R\xe9sum\xe9",
        b"sum\rauthor somebody else", b"\x1b[31mred", b"committer-time 0",
    ],
    ids=repr,
)  # fmt: skip
def test_the_text_of_a_commit_gives_no_line_to_another(tmp_path, summary):
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    table = tmp_path / "waves.csv"
    table.write_text("wave\n1\n2\n")
    commit(tmp_path, DAYS[0], b"First")
    table.write_text("wave\n1\n3\n")
    commit(tmp_path, DAYS[1], summary)
    lines = line_changes(tmp_path, "waves.csv")
    assert [line.day for line in lines] == [DAYS[0], DAYS[0], DAYS[1]]
    assert {line.summary for line in lines[:2]} == {"First"}
    assert lines[2].commit == last_change(tmp_path, "waves.csv").commit
