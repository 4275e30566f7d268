"""What git knows of this checkout: the last commit, the date of the data, the data of before."""

from __future__ import annotations

import io
import math
import os
import re
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from publicrecord.findings import UsageError
from publicrecord.language import N_

FILES = (
    "data", "site_src", "build.py", "mkdocs.yml", "requirements.txt", "package-lock.json",
    "LICENSE", "NOTICE",
)  # fmt: skip


def made_from(root: Path) -> list[str]:
    """What a site is made from, below the project's folder: its files and its packages of code."""
    return [*FILES, *code_folders(root)]


def code_folders(root: Path) -> list[str]:
    """The packages in a project's folder: the engine, and that of the programme."""
    return sorted(file.parent.name for file in root.glob("*/__init__.py"))


def last_commit(root: Path) -> tuple[str, bool]:
    """The last commit that changed what a site is made from, and whether anything of that has
    changed since; an empty text outside a git checkout."""
    paths = made_from(root)
    last = _git(root, "log", "-1", "--format=%H", "--", *paths).decode().strip()
    return last, bool(last and _git(root, "status", "--porcelain", "--", *paths).strip())


def data_epoch(root: Path) -> int:
    """The date of the site, in seconds: SOURCE_DATE_EPOCH, or the last commit of data/. Raises
    UsageError where neither is known."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        if not (re.fullmatch("[0-9]{1,10}", given) and int(given) < 2**32):
            raise UsageError(
                N_(
                    "SOURCE_DATE_EPOCH must be a Unix time, that is, a number of seconds such as "
                    "1764000000."
                )
            )
        return int(given)
    found = _git(root, "log", "-1", "--format=%H %ct", "--", "data").decode()
    commit, _, committed = found.strip().partition(" ")
    if commit in _cut_off(root):
        raise UsageError(
            N_(
                "The date of the data is not known, because this is a shallow clone that lacks "
                "the last commit of the folder data. Download it with `git fetch --unshallow`, or "
                "set SOURCE_DATE_EPOCH to the date of the data as a Unix time."
            )
        )
    if not committed:
        raise UsageError(
            N_(
                "The date of the data is not known, because this folder is not a git checkout. "
                "Set the environment variable SOURCE_DATE_EPOCH to the date of the data as a "
                "Unix time, such as 1764000000."
            )
        )
    return int(committed)


def _cut_off(root: Path) -> list[str]:
    """The commits at which a shallow clone ends: git takes each for the origin of all its files."""
    name = _git(root, "rev-parse", "--git-path", "shallow").decode().strip()
    file = root / name
    return file.read_text(encoding="utf-8").split() if name and file.is_file() else []


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


@dataclass(frozen=True)
class LastChange:
    """A commit that changed something: when, in seconds and as a day; empty and infinitely late
    if it is not committed yet."""

    commit: str
    time: float
    summary: str

    @property
    def day(self) -> str:
        """The day of the commit, or an empty text."""
        return datetime.fromtimestamp(self.time, UTC).date().isoformat() if self.commit else ""


UNCOMMITTED = LastChange("", math.inf, "")


def last_change(root: Path, path: str) -> LastChange:
    """The last commit that changed a file; UNCOMMITTED if it has changed since."""
    if _git(root, "status", "--porcelain", "--", path).strip():
        return UNCOMMITTED
    log = _git(root, "log", "-1", "--format=%H%x00%ct%x00%s", "--", path)
    found = log.decode(errors="replace").strip()
    if not found:
        return UNCOMMITTED
    commit, seconds, summary = found.split("\0")
    return LastChange(commit, float(seconds), summary)


def line_changes(root: Path, path: str) -> list[LastChange]:
    """The last commit that changed each line of a file; nothing outside a git checkout."""
    known: dict[str, dict[str, str]] = {}
    lines: list[str] = []
    current = ""
    output = _git(root, "blame", "--porcelain", "--", path).decode(errors="replace")
    for text in output.split("\n")[:-1]:  # a summary may hold what other programs end a line with
        if text.startswith("\t"):
            lines.append(current)
        elif re.match(r"[0-9a-f]{40} ", text):
            current = text[:40]
            known.setdefault(current, {})
        else:
            key, _, value = text.partition(" ")
            known[current][key] = value
    return [
        UNCOMMITTED
        if set(commit) == {"0"}
        else LastChange(commit, float(known[commit]["committer-time"]), known[commit]["summary"])
        for commit in lines
    ]


def _git(root: Path, *words: str) -> bytes:
    """What git answers; nothing where it fails, is not installed, or this is no checkout."""
    git = ["git", "--no-optional-locks", "-C", str(root), *words]
    try:
        answer = subprocess.run(git, capture_output=True, check=False)
    except OSError:
        return b""
    return answer.stdout if answer.returncode == 0 else b""
