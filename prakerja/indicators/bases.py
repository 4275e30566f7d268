"""Bases: the people that a count of recipients is divided by."""

from __future__ import annotations

import pandas as pd

from publicrecord.record.context import context_claims
from publicrecord.record.package import Record

ON_OLD_BOUNDARIES = {"population_15plus"}
"""Bases on the boundaries before the split of Papua; the others are on those of today."""


def base_people(record: Record, level: str, base: str) -> pd.DataFrame:
    """People of a base (a measure of population or labour force), one row a place of the level:
    code, base, base_as_of, base_source_id, base_claim_id. Unit: people."""
    claims = context_claims(record)
    provinces = record.table("provinces")
    today, before = len(provinces), provinces["code_34"].nunique()
    boundary = before if base in ON_OLD_BOUNDARIES else today
    rows = claims[
        (claims["level"] == level)
        & (claims["measure_id"] == base)
        & claims["boundary"].fillna(boundary).eq(boundary)  # the labour force is on one only
    ]
    renamed = {name: f"base_{name}" for name in ("as_of", "source_id", "claim_id")}
    return rows[["code", "value", *renamed]].rename(columns={"value": "base", **renamed})
