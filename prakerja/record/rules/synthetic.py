"""A record made from a synthetic register is for rehearsals; it cannot become the site."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pandas as pd

from prakerja.findings import Finding, Rule
from prakerja.language import N_
from prakerja.record.package import Record

SYNTHETIC = Rule(
    "record-synthetic",
    N_("This record holds figures of people who do not exist."),
    N_("Take a real register. To rehearse in a scratch copy, set REHEARSAL=1; never publish it."),
)


def find(record: Record, _claims: pd.DataFrame, _dates: pd.DataFrame) -> Iterator[Finding]:
    """The mark of the descriptor, or the key of the source, says that the figures are made up."""
    sources = record.table("sources")["source_id"].str.startswith("synthetic-")
    marked = record.descriptor.get("synthetic") or sources.any()
    if marked and os.environ.get("REHEARSAL") != "1":
        yield SYNTHETIC.at(record.file("sources"))
