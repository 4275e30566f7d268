"""A file of the site is written once: what would be written over another stops the build.

Every function that adds a file to the site asks for its path here, so that of two pages of one
address none vanishes, whatever gave them the address.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from publicrecord.findings import Finding, Rule, refuse
from publicrecord.install import ROOT
from publicrecord.language import N_

TWICE = Rule(
    "file-written-twice",
    N_("Two different pages or files would be written to this place in the site."),
    N_(
        "Find the two names (of a place, a table or a file in site_src/assets) that give "
        "the same address, and rename one of them."
    ),
)


def new_file(path: Path) -> Path:
    """The path of a file to be written, its folder made; raises ValidationFailed if it is taken."""
    refuse(found for found in [TWICE.at(known_name(path))] if path.exists())
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
    return path


def share(file: Path, to: Path) -> None:
    """Put a file in a second place, without a copy where the disk can."""
    try:
        to.hardlink_to(file)
    except OSError:
        shutil.copyfile(file, to)


def files_below(folder: Path) -> Iterator[Path]:
    """All files below a folder, in no order."""
    for parent, _folders, names in os.walk(folder):
        yield from (Path(parent, name) for name in names)


def published_path(path: Path) -> Path:
    """Where the builder publishes a file of its folder: of about.md it makes about/index.html."""
    if path.suffix != ".md":
        return path
    page = path.with_suffix("")
    return (page.parent if page.name == "index" else page) / "index.html"


def shared_addresses(docs: Path) -> Iterator[Finding]:
    """A finding for each two files of a folder of the builder that it would publish as one."""
    seen: set[Path] = set()
    for path in sorted(files_below(docs)):
        published = published_path(path)
        if published in seen:
            yield TWICE.at(known_name(published))
        seen.add(published)


def known_name(path: Path) -> str:
    """A path as findings name it: below the project, if it is there."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()
