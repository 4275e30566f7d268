"""Folders that hold rows or tables of a register while a run lasts, and nothing afterwards."""

from __future__ import annotations

import fcntl
import os
import resource
import secrets
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SIGNALS = signal.SIGINT, signal.SIGTERM, signal.SIGHUP
STOPPED = 128
"""The exit code of a command that a signal ended, less the number of that signal."""


@contextmanager
def scratch_folder(parent: Path, prefix: str, suffix: str = "") -> Iterator[Path]:
    """A folder that only its owner may read, and that is gone at the end. What a run that was
    killed left beside it is removed; that of a run that is still going is left to it."""
    for left in parent.iterdir():
        if left.name.startswith(prefix) and left.name.endswith(suffix):
            with _held(left) as ours:
                if ours:
                    shutil.rmtree(left, ignore_errors=True)
    folder = parent / f"{prefix}{secrets.token_hex(8)}{suffix}"
    try:  # from before it is made: a signal may end this run at any step
        folder.mkdir(mode=0o700)
        with _held(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[bool]:
    """Hold a folder until the context ends or this process does; whether it is ours, and no other
    process holds it."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:  # of another user, or gone
        yield False
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield os.fstat(handle).st_uid == os.getuid()
    except BlockingIOError:
        yield False
    finally:
        os.close(handle)


@contextmanager
def leaving_nothing() -> Iterator[None]:
    """Stop as at an error when this process is asked to end or its terminal is closed, so that
    folders are removed; and if it crashes, write no image of its memory."""
    stopped: list[int] = []

    def stop(number: int, _frame: Any) -> None:
        stopped.append(number)
        sys.exit(STOPPED + number)

    before = {number: signal.signal(number, stop) for number in SIGNALS}
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    try:
        yield
    except Exception:
        if stopped:  # an engine tells it as an error of its own
            sys.exit(STOPPED + stopped[0])
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
