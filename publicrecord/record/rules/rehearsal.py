"""A record made from a register is for rehearsals; it cannot become the site."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pandas as pd

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_, Message
from publicrecord.record.package import Record

VARIABLE = "REHEARSAL"
SYNTHETIC = Rule(
    "record-synthetic",
    N_("The data contain made-up figures of people who do not exist."),
    N_(
        
        "Remove these figures from the data. For a rehearsal in a temporary copy, set "
        "the environment variable REHEARSAL=1, and never publish the result."

),
)  # fmt: skip
FROM_REGISTER = Rule(
    "record-from-register",
    N_(
        "The data contain tables that were counted from a register of participants. It is not "
        "shown that they protect the people in the register, so they must not be published."
),
    N_(
        
        "Remove these figures from the data. For a rehearsal in a temporary copy, set "
        "the environment variable REHEARSAL=1, and never publish the result."

),
)  # fmt: skip
NOTICES = {
    SYNTHETIC: N_(
        "Rehearsal: the figures on this site are made up, of people who do not exist. The site "
        "must not be published."
    ),
    FROM_REGISTER: N_(
        "Rehearsal: the figures on this site were counted from a register of participants, and it "
        "is not shown that they protect the people in it. The site must not be published."
    ),
}
"""What every page of a site made for a rehearsal says."""
REHEARSED = N_(
    "Rehearsal: this site was made to try something out. The site must not be published."
)
KEY = r"register-\d{4}-\d{2}-\d{2}"
"""The source of such tables; older ones have no mark in their descriptor."""


def find(record: Record, _claims: pd.DataFrame, _dates: pd.DataFrame) -> Iterator[Finding]:
    """The record may not become the site, unless this is a rehearsal."""
    broken = unpublishable(record)
    if broken and not _is_rehearsal():
        yield broken.at(record.file("sources"))


def notice(record: Record) -> Message | None:
    """What every page says of a site that must not be published."""
    broken = unpublishable(record)
    if broken:
        return NOTICES[broken]
    return REHEARSED if _is_rehearsal() else None


def _is_rehearsal() -> bool:
    return os.environ.get(VARIABLE) == "1"


def unpublishable(record: Record) -> Rule | None:
    """Why a record must not be published, if it must not: where its figures are from, by the mark
    of the descriptor or the key of the source."""
    sources = record.table("sources")["source_id"]
    if record.descriptor.get("synthetic") or sources.str.startswith("synthetic-").any():
        return SYNTHETIC
    if record.descriptor.get("rehearsal") or sources.str.fullmatch(KEY).any():
        return FROM_REGISTER
    return None
