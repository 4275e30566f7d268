"""Rules across cells and tables, beyond what the schema can say.

Each module holds the rules of one kind and one function `find(record, claims, dates)`
that yields a finding for every breach.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from publicrecord.findings import Finding
from publicrecord.record.package import Record
from publicrecord.record.rules import (
    chronology,
    lifetime,
    links,
    places,
    rehearsal,
    revisions,
    sums,
    times,
    validity,
    values,
)

ALL = [
    rehearsal, values, times, lifetime, links, places, validity, sums, revisions, chronology
]  # fmt: skip


def find_all(record: Record, claims: pd.DataFrame, dates: pd.DataFrame) -> Iterator[Finding]:
    """Every breach of every rule, not the first only."""
    for rules in ALL:
        yield from rules.find(record, claims, dates)
