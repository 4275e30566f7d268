"""The record as it was at a commit, branch or tag of git."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from prakerja.findings import Unready
from prakerja.language import N_


@contextmanager
def data_at(root: Path, base: str) -> Iterator[Path]:
    """The folder data/ as it was at `base`, for as long as the context lasts.

    Raises Unready if there is no such commit, or it has no data/.
    """
    commit = _git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}"
    )
    archive = commit and _git(root, "archive", "--format=tar", commit.decode().strip(), "data")
    if not archive:
        raise Unready(
            N_(
                "git has no such commit, branch or tag with a folder data/. "
                "In a shallow copy, fetch it."
            )
        )
    with TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        yield Path(folder) / "data"


def _git(root: Path, *words: str) -> bytes:
    try:
        git = ["git", "-C", str(root), *words]
        answer = subprocess.run(git, capture_output=True, check=False)
    except OSError:
        return b""
    return answer.stdout if answer.returncode == 0 else b""
