"""Links (symlinks) are refused wherever the build reads: one could lead anywhere on the machine,
and what it leads to would be published.

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


def find(path: Path) -> Iterator[Finding]:
    """A finding for each link at a path and, if it is a folder, anywhere below; what a link leads
    to is not looked at."""
    if path.is_symlink():
        yield LINK.at(path.name, value=os.readlink(path))
    elif path.is_dir():
        for folder, folders, files in os.walk(path):
            for name in sorted([*folders, *files]):
                link = Path(folder, name)
                if link.is_symlink():
                    place = link.relative_to(path.parent).as_posix()
                    yield LINK.at(place, value=os.readlink(link))
