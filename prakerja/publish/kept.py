"""Files kept from earlier builds: what is slow to make and mostly stays as it is.

A file is kept under a hash of all that it is made from, the code of this package included, so
that one that is found is the one that would be made; build/cache may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import cache

from prakerja.language import ROOT

CACHE = ROOT / "build" / "cache"


def kept(made_from: str, make: Callable[[], bytes]) -> bytes:
    """The bytes that `make` gives, from an earlier build if it made them from the same."""
    file = CACHE / hashlib.sha256(f"{_code()} {made_from}".encode()).hexdigest()
    if file.is_file():
        os.utime(file)
        return file.read_bytes()
    made = make()
    CACHE.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(f".{os.getpid()}")  # a killed build leaves no half file
    new.write_bytes(made)
    new.replace(file)
    return made


@cache
def _code() -> str:
    """A hash of every module of this package: after a change of code nothing is reused."""
    code = hashlib.sha256()
    for module in sorted((ROOT / "prakerja").rglob("*.py")):
        code.update(module.read_bytes())
    return code.hexdigest()


def forget(before: float) -> None:
    """Delete what no build has used since a time (in seconds), so that the folder does not grow."""
    for file in CACHE.glob("*"):
        if file.stat().st_mtime < before:
            file.unlink()
