"""A record made from a register is for rehearsals; it cannot become the site."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pandas as pd

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.record.package import Record

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
        "The data contain tables that were counted from a register of participants. They "
        "do not protect the people in the register and must not be published."
),
    N_(
        
        "Remove these figures from the data. For a rehearsal in a temporary copy, set "
        "the environment variable REHEARSAL=1, and never publish the result."

),
)  # fmt: skip
KEY = r"register-\d{4}-\d{2}-\d{2}"
"""The source of such tables; older ones have no mark in their descriptor."""


def find(record: Record, _claims: pd.DataFrame, _dates: pd.DataFrame) -> Iterator[Finding]:
    """The mark of the descriptor, or the key of the source, says where the figures are from."""
    if os.environ.get("REHEARSAL") == "1":
        return
    sources = record.table("sources")["source_id"]
    if record.descriptor.get("synthetic") or sources.str.startswith("synthetic-").any():
        yield SYNTHETIC.at(record.file("sources"))
    elif record.descriptor.get("rehearsal") or sources.str.fullmatch(KEY).any():
        yield FROM_REGISTER.at(record.file("sources"))
