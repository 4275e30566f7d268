"""Files that are written together: killed between any two steps, all are old or all are new."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest
from checking import run
from killed import Killer

from publicrecord.findings import ValidationFailed
from publicrecord.transaction import complete_interrupted, transaction

OLD = {"data/a.csv": "old a", "data/b.csv": "old b", "CITATION.cff": "old c"}
NEW = {"data/a.csv": "new a", "data/releases/one.zip": "new", "CITATION.cff": "new c"}


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, OLD)
    return tmp_path


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def state(folder: Path) -> dict[str, str]:
    """Every file outside build/ by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and "build" not in path.relative_to(folder).parts
    }


def written(folder: Path) -> None:
    with transaction(folder) as files:
        write(files, NEW)


def in_a_child(folder: Path, last: int, act) -> bool:
    """Do it in a process that is killed before its change `last`; whether it was killed."""
    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        sys.addaudithook(Killer(folder, last))
        act(folder)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or status == 0
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def test_all_take_their_places(folder):
    written(folder)
    assert state(folder) == OLD | NEW
    assert complete_interrupted(folder) == []
    assert not (folder / "build" / "pending").exists()


def failing(folder: Path) -> None:
    with transaction(folder) as files:
        write(files, NEW)
        raise RuntimeError


def test_a_fault_changes_nothing(folder):
    with pytest.raises(RuntimeError):
        failing(folder)
    assert state(folder) == OLD
    assert complete_interrupted(folder) == []


def test_nothing_is_written_where_nothing_was_interrupted(folder):
    assert complete_interrupted(folder) == []
    assert not (folder / "build").exists()


def test_killed_before_any_change_it_is_old_or_new(folder):
    """Before each change of a file in turn, until the writing is no longer killed."""
    ends = []
    for last in range(1, 100):
        write(folder, OLD)
        (folder / "data/releases/one.zip").unlink(missing_ok=True)
        if not in_a_child(folder, last, written):
            break
        complete_interrupted(folder)
        ends.append(state(folder))
        assert ends[-1] in (OLD, OLD | NEW), last
    assert len(ends) > 15
    assert OLD in ends
    assert OLD | NEW in ends
    written(folder)  # nothing that was left behind is in its way
    assert state(folder) == OLD | NEW


@pytest.mark.nightly
def test_killed_while_it_is_completed_it_is_completed_the_next_time(folder):
    interrupt(folder)
    for last in range(1, 100):
        copy = folder / "build" / str(last)
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("[0-9]*"))
        killed = in_a_child(copy, last, complete_interrupted)
        complete_interrupted(copy)
        assert state(copy) == OLD | NEW, last
        if not killed:
            break
    assert last > 4


def interrupt(folder: Path) -> None:
    """Leave behind what a command leaves that is killed when its files count as written."""
    for last in range(1, 100):
        in_a_child(folder, last, written)
        if (folder / "build" / "pending").exists():
            assert state(folder) == OLD
            return


def test_a_command_does_not_complete_what_a_commit_brought(folder):
    """A link named build may be committed, and what it leads to."""
    stowed = folder / "stowed" / "pending"
    write(stowed / "files", {"LICENSE": "mine"})
    (stowed / "before.json").write_text('{"LICENSE": null}')
    (folder / "build").symlink_to("stowed")
    code, said = run(folder, "check")
    assert code == 1
    assert "[link-refused]" in said
    assert not (folder / "LICENSE").exists()


def test_a_file_that_was_changed_since_is_not_written_over(folder):
    interrupt(folder)
    (folder / "data/a.csv").write_text("mine")
    with pytest.raises(ValidationFailed) as refused:
        complete_interrupted(folder)
    assert [(f.rule.rule_id, f.file) for f in refused.value.findings] == [
        ("write-interrupted", "data/a.csv")
    ]
    assert state(folder) == OLD | {"data/a.csv": "mine"}
    (folder / "data/a.csv").write_text("old a")
    assert complete_interrupted(folder) == sorted(NEW)
    assert state(folder) == OLD | NEW


def test_two_writers_wait_for_each_other(folder):
    """Each adds a line to what is there; none is lost."""

    def add(line: str) -> int:
        child = os.fork()
        if not child:
            for _ in range(10):
                with transaction(folder) as files:
                    text = (folder / "data/a.csv").read_text()
                    write(files, {"data/a.csv": f"{text}\n{line}"})
            os._exit(0)
        return child

    children = [add("x"), add("y")]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    lines = (folder / "data/a.csv").read_text().splitlines()
    assert (lines.count("x"), lines.count("y")) == (10, 10)
