"""What earlier builds made and found out, under a hash of all that it depends on.

The hash takes in the code, so that what is found is what would be made again;
build/cache may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from publicrecord.install import ROOT

CACHE = ROOT / "build" / "cache"


def cached(made_from: str, make: Callable[[], bytes]) -> bytes:
    """The bytes that `make` gives, from an earlier build if it made them from the same."""
    file = _file(made_from)
    if file.is_file():
        os.utime(file)
        return file.read_bytes()
    made = make()
    _write(file, made)
    return made


def is_known(fact: str) -> bool:
    """Whether `remember` was told this before."""
    file = _file(fact)
    known = file.is_file()
    if known:
        with suppress(OSError):  # a closed disk: its date does not matter
            os.utime(file)
    return known


def remember(fact: str) -> None:
    """Keep a fact for later builds; where nothing can be written, it is found out again."""
    with suppress(OSError):
        _write(_file(fact), b"")


def prune(before: float) -> None:
    """Delete what no build has used since a time (in seconds), so that the folder does not grow."""
    for file in CACHE.glob("*"):
        if file.stat().st_mtime < before:
            file.unlink()


def _file(key: str) -> Path:
    return CACHE / hashlib.sha256(f"{_code()} {key}".encode()).hexdigest()


def _write(file: Path, content: bytes) -> None:
    CACHE.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(f".{os.getpid()}")  # a killed build leaves no half file
    new.write_bytes(content)
    new.replace(file)


@cache
def _code() -> str:
    """A hash of every module: after a change of code nothing is reused."""
    code = hashlib.sha256()
    for package in ("publicrecord", "prakerja"):
        for module in sorted((ROOT / package).rglob("*.py")):
            code.update(module.read_bytes())
    return code.hexdigest()
