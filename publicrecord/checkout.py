"""What git knows of this checkout: the last commit, the date of the data, the data of before."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from publicrecord.findings import UsageError
from publicrecord.language import N_

# What a site is made from, below the project's folder.
MADE_FROM = (
    "data", "prakerja", "publicrecord", "site_src", "build.py", "mkdocs.yml", "requirements.txt",
    "package-lock.json",
)  # fmt: skip


def last_commit(root: Path) -> tuple[str, bool]:
    """The last commit that changed what a site is made from, and whether anything of that has
    changed since; an empty text outside a git checkout."""
    last = _git(root, "log", "-1", "--format=%H", "--", *MADE_FROM).decode().strip()
    return last, bool(last and _git(root, "status", "--porcelain", "--", *MADE_FROM).strip())


def data_epoch(root: Path) -> int:
    """The time that stands in the site as its date, in seconds: SOURCE_DATE_EPOCH, or the last
    commit of data/. Raises UsageError where neither is known."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        if not (given.isdecimal() and int(given) < 2**32):
            raise UsageError(
                N_(
                    "SOURCE_DATE_EPOCH must be a Unix time, that is, a number of seconds such as "
                    "1764000000."
                )
            )
        return int(given)
    committed = _git(root, "log", "-1", "--format=%ct", "--", "data").decode().strip()
    if not committed:
        raise UsageError(
            N_(
                "The date of the data is not known, because this folder is not a git checkout. "
                "Set the environment variable SOURCE_DATE_EPOCH to the date of the data as a "
                "Unix time, such as 1764000000."
            )
        )
    return int(committed)


@contextmanager
def data_at_commit(root: Path, base: str) -> Iterator[Path]:
    """The folder data/ as it was at the commit, branch or tag `base`, for as long as the context
    lasts.

    Raises UsageError if there is no such commit, or it has no data/.
    """
    commit = _git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}"
    )
    archive = commit and _git(root, "archive", "--format=tar", commit.decode().strip(), "data")
    if not archive:
        raise UsageError(
            N_(
                "git has no such commit, branch or tag that contains the folder data/. Check the "
                "name. In a shallow clone, first download it with `git fetch`."
            )
        )
    with TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        yield Path(folder) / "data"


def _git(root: Path, *words: str) -> bytes:
    """What git answers; nothing where it fails, is not installed, or this is no checkout."""
    git = ["git", "--no-optional-locks", "-C", str(root), *words]
    try:
        answer = subprocess.run(git, capture_output=True, check=False)
    except OSError:
        return b""
    return answer.stdout if answer.returncode == 0 else b""
