"""Rules across cells and tables, beyond what the schema can say.

Each module holds the rules of one kind and one function `find(record, claims, dates)`
that yields a finding for every breach.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from publicrecord.findings import Finding
from publicrecord.record.package import Record
from publicrecord.record.rules import dates as date_rules
from publicrecord.record.rules import (
    links,
    places,
    programme_period,
    rehearsal,
    release_dates,
    revisions,
    sums,
    validity,
    value_periods,
    values,
)

ALL = [
    rehearsal, values, date_rules, programme_period, value_periods, links, places, validity, sums,
    revisions, release_dates,
]  # fmt: skip


def find_all(record: Record, claims: pd.DataFrame, dates: pd.DataFrame) -> Iterator[Finding]:
    """Every breach of every rule, not the first only."""
    for rules in ALL:
        yield from rules.find(record, claims, dates)
