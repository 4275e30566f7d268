"""A file of the site is written once: what would be written over another stops the build.

Every function that adds a file to the site asks for its path here, so that of two pages of one
address none vanishes, whatever gave them the address.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from publicrecord.findings import Finding, Rule, refuse
from publicrecord.install import ROOT
from publicrecord.language import N_

_earlier: dict[str, str] = {}  # for each folder of the new build, that of the present site

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
    if path.exists():
        refuse([TWICE.at(known_name(path))])
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
    return path


def link_unchanged(folders: Mapping[Path, Path]) -> None:
    """Name, for each folder of the new build, the folder of the present site with the same files:
    `put` links a file that did not change instead of writing it again."""
    _earlier.clear()
    _earlier.update({f"{new}{os.sep}": f"{before}{os.sep}" for new, before in folders.items()})


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files to a folder, by their path there; raises ValidationFailed if one is taken. What
    the present site has too is shared with it: a new file costs the disk more than all else that
    is done for a page which did not change."""
    top = f"{folder}{os.sep}"
    found = ((new, before) for new, before in _earlier.items() if top.startswith(new))
    new, before = next(found, (top, ""))
    for name, content in files.items():
        file = top + name
        try:
            _put(file, before and before + file[len(new) :], content)
        except FileExistsError:
            refuse([TWICE.at(known_name(Path(file)))])


def distinct(folder: Path, files: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """Files for a folder by their path there; raises ValidationFailed if two have the same."""
    found: dict[str, bytes] = {}
    for name, content in files:
        if name in found:
            refuse([TWICE.at(known_name(folder / name))])
        found[name] = content
    return found


def _put(file: str, before: str, content: bytes) -> None:
    """Write a file, or share the one from before. Raises FileExistsError if there is one."""
    if before and _is_ours(before, content) and _is_linked(before, file):
        return
    with open(file, "xb", opener=_in_folder) as stream:
        stream.write(content)


def _in_folder(path: str, flags: int) -> int:
    """Open a file to write it, and make its folder first where it is the first there."""
    try:
        return os.open(path, flags, 0o666)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return os.open(path, flags, 0o666)


def _is_ours(file: str, content: bytes) -> bool:
    """Whether this is a file of ours with this content; links are none."""
    try:
        with open(file, "rb", buffering=0, opener=_no_link) as stream:
            about = os.fstat(stream.fileno())
            same = about.st_size == len(content) and about.st_uid == os.geteuid()
            return same and stream.read() == content
    except OSError:
        return False


def _is_linked(before: str, file: str) -> bool:
    """Whether the disk can have a file in two places, which it then has. Raises FileExistsError."""
    try:
        try:
            os.link(before, file)
        except FileNotFoundError:  # the folder, of the first file in it
            os.makedirs(os.path.dirname(file), exist_ok=True)
            os.link(before, file)
    except FileExistsError:
        raise
    except OSError:
        return False
    return True


def _no_link(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def share(file: Path, to: Path) -> None:
    """Put a file in a second place, without a copy where the disk can; raises ValidationFailed if
    the place is taken."""
    try:
        if not _is_linked(os.fspath(file), os.fspath(to)):
            shutil.copyfile(file, new_file(to))
    except FileExistsError:
        refuse([TWICE.at(known_name(to))])


def files_below(folder: Path) -> list[str]:
    """The names of all files below a folder, in order, as addresses are written: assets/site.css.
    Texts and no paths: a site has thousands of files, and to compare paths takes ten times as long.
    """
    top, found = str(folder), []
    for parent, _folders, names in os.walk(top):
        place = parent[len(top) + 1 :].replace(os.sep, "/")
        found += [f"{place}/{name}" if place else name for name in names]
    return sorted(found)


def published_path(path: Path) -> Path:
    """Where the builder publishes a file of its folder: of about.md it makes about/index.html."""
    if path.suffix != ".md":
        return path
    page = path.with_suffix("")
    return (page.parent if page.name == "index" else page) / "index.html"


def shared_addresses(docs: Path) -> Iterator[Finding]:
    """A finding for each two files of a folder of the builder that it would publish as one."""
    seen: set[Path] = set()
    for path in sorted(map(docs.joinpath, files_below(docs))):
        published = published_path(path)
        if published in seen:
            yield TWICE.at(known_name(published))
        seen.add(published)


def known_name(path: Path) -> str:
    """A path as findings name it: below the project, if it is there."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()
