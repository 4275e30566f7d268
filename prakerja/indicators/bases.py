"""Bases: the people that a count of recipients is divided by."""

from __future__ import annotations

import pandas as pd

from publicrecord.indicators import place_counts
from publicrecord.record.package import Record

ON_34 = {"population_15plus"}
"""Bases on the boundaries of 34 provinces; the others are on those of today."""


def base_people(record: Record, level: str, base: str) -> pd.DataFrame:
    """People of a base on the boundaries that it is published on: rows as of base_people."""
    return place_counts.base_people(record, level, base, 34 if base in ON_34 else None)
