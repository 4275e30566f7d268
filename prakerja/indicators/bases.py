"""Bases: the people that a count of recipients is divided by."""

from __future__ import annotations

import pandas as pd

from publicrecord.indicators import place_counts
from publicrecord.record.package import Record

ON_OLD_BOUNDARIES = {"population_15plus"}
"""Bases on the boundaries before the split of Papua; the others are on those of today."""


def denominators(record: Record, level: str, base: str) -> pd.DataFrame:
    """People of a base on the boundaries that it is published on: rows as of denominators."""
    before = record.table("provinces")["code_34"].nunique()
    boundary = before if base in ON_OLD_BOUNDARIES else None
    return place_counts.denominators(record, level, base, boundary)
