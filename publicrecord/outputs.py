"""A file of the site is written once: what would be written over another stops the build.

Every function that adds a file to the site asks for its path here, so that of two pages of one
address none vanishes, whatever gave them the address.
"""

from __future__ import annotations

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
    refuse(found for found in [TWICE.at(_name(path))] if path.exists())
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def shared_addresses(docs: Path) -> Iterator[Finding]:
    """A finding for each two files of a folder of the builder that it would publish as one: of
    about.md it makes about/index.html."""
    seen: set[Path] = set()
    for path in sorted(path for path in docs.rglob("*") if path.is_file()):
        published = path
        if path.suffix == ".md":
            page = path.with_suffix("")
            published = (page.parent if page.name == "index" else page) / "index.html"
        if published in seen:
            yield TWICE.at(_name(published))
        seen.add(published)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()
