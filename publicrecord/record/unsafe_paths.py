"""Files and folders that are refused wherever the build reads: links (symlinks), since one could
lead anywhere on the machine, and what it leads to would be published; names that are no text; and
folders inside each other without end.

What an installation makes (.venv, node_modules) is not read from here and may be links.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_

# What of the project the build reads beside data/, or `release` writes again after reading.
READ = ("site_src", "mkdocs.yml", "CITATION.cff", "LICENSE", "NOTICE")
LINK = Rule(
    "link-refused",
    N_(
        "This is a symbolic link to another file or folder ({value}). The build does not "
        "follow such links."
    ),
    N_("Replace the link with the file or folder itself, or delete the link."),
)

NO_TEXT = Rule(
    "file-name-unreadable",
    N_("The name of this file or folder is not valid UTF-8."),
    N_("Rename the file or folder, or delete it. Letters without accents are safe everywhere."),
)
TOO_DEEP = Rule(
    "folders-too-deep",
    N_("The folder has more than {most} folders inside each other."),
    N_("Delete the folders that do not belong here."),
)
DEEPEST = 20


def find(path: Path) -> Iterator[Finding]:
    """A finding for each link at a path and, if it is a folder, for everything below that is
    refused; what a link leads to is not looked at."""
    if path.is_symlink():
        yield LINK.at(path.name, value=os.readlink(path))
    folders = [path] if path.is_dir() and not path.is_symlink() else []
    for _depth in range(DEEPEST):
        entries = [entry for folder in folders for entry in sorted(folder.iterdir())]
        for entry in entries:
            place = entry.relative_to(path.parent).as_posix()
            if not _is_text(entry.name):
                shown = os.fsencode(place).decode("utf-8", "backslashreplace")
                yield NO_TEXT.at(shown)
            if entry.is_symlink():
                yield LINK.at(place, value=os.readlink(entry))
        folders = [entry for entry in entries if entry.is_dir() and not entry.is_symlink()]
    if folders:
        yield TOO_DEEP.at(path.name, most=DEEPEST)


def _is_text(name: str) -> bool:
    """Whether the name of a file was read as text: Python keeps other bytes as surrogates."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)
