"""Files in data/ that are not part of the record: a change in one of them would reach no page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.record.contract import ADDED_TABLES
from publicrecord.record.descriptor import DESCRIPTOR, NONE_SIMILAR

STRAY = Rule(
    "file-not-described",
    N_(
        "The file does not belong to the record: datapackage.json does not name it, and nothing in "
        "it is read."
    ),
    N_(
        "If it is a changed table, save it under the name of the table ({near}). If it is a new "
        "table, describe it in datapackage.json. Otherwise delete it."
    ),
)
OTHERS = re.compile(r"LICENSE(\.\w+)?|README(\.\w+)?|releases/[^/]+\.zip")
HIDDEN = re.compile(r"(?:.*/)?(?:\.|~\$|Thumbs\.db|desktop\.ini).*")  # what systems leave behind


def find(folder: Path, descriptor: dict[str, Any]) -> Iterator[Finding]:
    """A finding for each file below `folder` that belongs to no table and no release. The tables of
    a rehearsal have files beside them that say what they are."""
    if descriptor.get("rehearsal"):
        return
    known = {resource["path"] for resource in descriptor["resources"]}
    if any("hash" in resource for resource in descriptor["resources"]):  # a published package
        known |= {f"{name}.csv" for name in ADDED_TABLES}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        path = file.relative_to(folder).as_posix()
        if path not in known | {DESCRIPTOR} and not (OTHERS.fullmatch(path) or HIDDEN.match(path)):
            yield STRAY.at(f"{folder.name}/{path}", near=_nearest(path, sorted(known)))


def _nearest(path: str, known: list[str]) -> object:
    """The tables whose names resemble that of a file: `waves (1).xlsx`, `Copy of waves.csv`."""
    plain = re.sub(
        r"(?i)copy of|salinan( dari)?|\bcopy\b|\(\d+\)|[\s~#.$-]|csv|xlsx?|lock", "", path
    )
    stems = {re.sub(r"\W|csv$", "", name): name for name in known}
    near = get_close_matches(re.sub(r"\W", "", plain).lower(), stems, n=3, cutoff=0.6)
    return ", ".join(stems[stem] for stem in near) or NONE_SIMILAR
