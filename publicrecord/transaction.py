"""Several files of the project written together: all of them or none, whenever a command is killed.

New versions are first written to a folder of build/. They count as written when this folder is
renamed to `pending`; then each is moved to its place. What a killed command left in `pending` is
moved by the next command, and what it left before that moment is deleted.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publicrecord.findings import Rule, refuse
from publicrecord.language import N_

PENDING = Path("build") / "pending"
FILES = "files"  # below it, the new versions at their paths in the project
BEFORE = "before.json"  # the hash of each file that they replace, None where there is none
INTERRUPTED = Rule(
    "write-interrupted",
    N_(
        "A command was interrupted while it wrote several files. It cannot be completed, because "
        "this file was changed in the meantime."
    ),
    N_(
        "To complete the command, restore this file with `git restore`, then run any command of "
        "build.py. To cancel it, delete the folder build/pending, then undo what `git status` "
        "shows of the command."
    ),
)


@contextmanager
def transaction(root: Path) -> Iterator[Path]:
    """A folder for new versions of files of the project, at their paths below `root`. They take
    their places together when the context ends, and none does if it raises. Waits for others."""
    with _alone(root):
        _complete(root)
        staging = root / PENDING.with_suffix(".new")
        shutil.rmtree(staging, ignore_errors=True)
        (staging / FILES).mkdir(parents=True)
        try:
            yield staging / FILES
            _seal(root, staging)
            staging.rename(root / PENDING)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        _complete(root)


def complete_interrupted(root: Path) -> list[str]:
    """Move the files of a killed command to their places; returns their paths below `root`.

    Raises ValidationFailed if a file that they replace was changed since. Where nothing was
    interrupted, nothing is written.
    """
    if not (root / PENDING).is_dir():
        return []
    with _alone(root):
        return _complete(root)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Hold the lock of those who write to the project, once it is free; a dead command frees it."""
    (root / "build").mkdir(exist_ok=True)
    with (root / PENDING.with_suffix(".lock")).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _seal(root: Path, staging: Path) -> None:
    """Note what the new versions replace, and wait until all of it is on the disk."""
    before = {name: _hash(root / name) for name in _names(staging)}
    (staging / BEFORE).write_text(json.dumps(before), encoding="utf-8")
    for path in staging.rglob("*"):
        if path.is_file():
            with path.open("rb") as stream:
                os.fsync(stream.fileno())


def _complete(root: Path) -> list[str]:
    """Move every file of `pending` to its place; returns the paths of all that were in it."""
    pending = root / PENDING
    names = _names(pending)
    if names:  # else the command was killed after it had moved the last one
        before = json.loads((pending / BEFORE).read_text(encoding="utf-8"))
        refuse(INTERRUPTED.at(name) for name in names if _hash(root / name) != before[name])
        for name in names:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (pending / FILES / name).replace(root / name)
    shutil.rmtree(pending, ignore_errors=True)
    return names


def _names(folder: Path) -> list[str]:
    files = folder / FILES
    return sorted(p.relative_to(files).as_posix() for p in files.rglob("*") if p.is_file())


def _hash(file: Path) -> str | None:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None
