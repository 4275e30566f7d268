"""One build at a time in a folder, and only where the public folder is ours."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publicrecord.findings import UsageError
from publicrecord.language import N_


@contextmanager
def one_build_at_a_time(root: Path) -> Iterator[None]:
    """Hold the build's lock; raises UsageError if another build has it, or if site/ is not ours. A
    dead build frees it."""
    refuse_foreign(root / "site")
    (root / "build").mkdir(exist_ok=True)
    with (root / "build" / "lock").open("w") as lock:
        try:  # the forked processes of the languages hold it too
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(
                N_(
                    "Another build is running in this folder. Wait until it has ended, then try "
                    "again."
                )
            ) from None
        yield


def refuse_foreign(public: Path) -> None:
    """Raise UsageError if the public folder was not made by a build."""
    if public.is_dir() and not public.is_symlink():
        raise UsageError(
            N_(
                "The folder site/ was not made by build.py, so it is not replaced. Move it to "
                "another place, then try again."
            )
        )
