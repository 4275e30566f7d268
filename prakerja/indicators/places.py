"""The official file's counts of places (settings: place_counts), as charts and pages use them."""

from __future__ import annotations

import pandas as pd

from prakerja.settings import OFFICIAL
from publicrecord.indicators import place_counts
from publicrecord.record.package import Record


def regency_gross(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """Gross recipients of each regency and city by period: rows as of regency_counts."""
    return place_counts.regency_counts(record, claims, OFFICIAL)


def whole_period(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """The rows of regency_gross that count all years together."""
    rows = regency_gross(record, claims)
    return rows[place_counts.is_whole_period(rows)]


def province_gross(record: Record, claims: pd.DataFrame, period: str = "") -> pd.DataFrame:
    """Gross recipients of each province in a period, or over all years: the sum of its regencies.

    One row a province, most recipients first: province_code, name, name_en, value, regencies
    (how many were added), status (derived), source_id, as_of, claim_ids (what was added, with
    blanks between). Unit: people.
    """
    rows = regency_gross(record, claims)
    rows = rows[rows["period"] == period if period else place_counts.is_whole_period(rows)]
    sums = place_counts.province_counts(record, rows).drop(columns="period")
    return place_counts.with_province_names(record, sums)


def regency_totals(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """Gross recipients of each regency over all years, with residents and ranks."""
    return place_counts.regency_totals(record, claims, OFFICIAL)


def province_totals(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """Gross recipients of each province over all years, with residents and ranks."""
    return place_counts.province_totals(record, claims, OFFICIAL)


def years(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """Gross recipients of every regency and province by year."""
    return place_counts.yearly_counts(record, claims, OFFICIAL)
