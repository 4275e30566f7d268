"""What a site is made from, as one hash, and whether the present site was made from that.

A site is not built again while nothing that it is made from has changed and each of its files is as
the build wrote it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from publicrecord.checkout import data_epoch, last_commit, made_from
from publicrecord.install import FONTS, PLOTLY

VARIABLES = ("SITE_URL", "REPOSITORY_URL", "REHEARSAL")
LAST = Path("build") / "last.json"


def inputs_hash(root: Path) -> str:
    """One hash of everything that a build reads: files, packages, Python, the variables of its
    environment, the commit and the date of the data.

    Raises UsageError where the date of the data is not known.
    """
    total = hashlib.sha256()
    variables = [os.environ.get(name, "") for name in VARIABLES]
    facts = [sys.version, packages(), variables, last_commit(root), data_epoch(root)]
    total.update(json.dumps(facts).encode())
    for path in (*(root / name for name in made_from(root)), PLOTLY, *FONTS.values()):
        total.update(tree_hash(path).encode())
    return total.hexdigest()


@cache
def packages() -> list[str]:
    """The packages that are installed, with their versions: the names of the folders that describe
    them. To read what is in 180 of them takes a quarter of a second."""
    folders = [Path(folder) for folder in sys.path if folder]
    return sorted({found.name for folder in folders for found in folder.glob("*.dist-info")})


def tree_hash(path: Path, known: Mapping[str, bytes] = MappingProxyType({})) -> str:
    """One hash of a file, or of the names and contents of all files below a folder.

    A link counts as the text of where it leads; it is not followed, as it could lead anywhere.
    known: the SHA-256 of files that need not be read, by their path below the folder.
    """
    total, top = hashlib.sha256(), os.fspath(path)
    for file, is_link in _files(top):
        name = file[len(top) + 1 :]
        total.update(os.fsencode(name) + b"\0")
        if is_link:
            total.update(os.fsencode(os.readlink(file)))
        else:
            total.update(known.get(name) or file_hash(file))
    return total.hexdigest()


def file_hash(file: str) -> bytes:
    """The SHA-256 of a file."""
    with open(file, "rb", buffering=0) as stream:
        return hashlib.file_digest(stream, "sha256").digest()


def _files(top: str) -> Iterator[tuple[str, bool]]:
    """The files below a folder in order, and whether each is a link, but those that Python keeps
    for itself. A folder says of all its entries at once what they are: for thousands of files this
    takes a third of the time."""
    if os.path.islink(top) or os.path.isfile(top):
        yield top, os.path.islink(top)
        return
    waiting = [top] if os.path.isdir(top) else []
    while waiting:  # and no recursion: folders may lie inside each other without end
        with os.scandir(waiting.pop()) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
        for entry in entries:
            if entry.is_symlink() or entry.is_file():
                yield entry.path, entry.is_symlink()
            elif entry.is_dir() and entry.name != "__pycache__":
                waiting.append(entry.path)


def is_current(root: Path, inputs: str) -> bool:
    """Whether site/ was made from these inputs and nobody has changed it since."""
    try:
        last = json.loads((root / LAST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    if not isinstance(last, dict) or last.get("inputs") != inputs:
        return False
    return bool(last == _state(root, inputs))


def remember_build(root: Path, inputs: str, files: Mapping[str, bytes]) -> None:
    """Note what the present site was made from. files: the SHA-256 of what the build wrote,
    by the path of each file in the site."""
    state = _state(root, inputs, files)
    (root / LAST).write_text(json.dumps(state) + "\n", encoding="utf-8")


def _state(
    root: Path, inputs: str, files: Mapping[str, bytes] = MappingProxyType({})
) -> dict[str, str]:
    site = root / "site"
    return {"inputs": inputs, "site": tree_hash(site.resolve(), files) if site.is_symlink() else ""}
