"""Rates: recipients of each province beside the people it has, each with its denominator."""

from __future__ import annotations

import pandas as pd

from prakerja.indicators.bases import ON_OLD_BOUNDARIES, denominators
from prakerja.indicators.places import province_gross, whole_period
from publicrecord.indicators.place_counts import (
    RATE,
    province_counts,
    with_denominator,
    with_province_names,
)
from publicrecord.record.package import Record
from publicrecord.record.validity import first_upper


def province_rates(record: Record, claims: pd.DataFrame, base: str) -> pd.DataFrame:
    """Gross recipients per 1,000 people of a base, by province, highest first.

    base: labour_force, population_total, or population_15plus (of the census, on the boundaries
    of then; the new provinces of Papua are added to their parents).
    A province whose area was another on the day of the base has no row.
    One row a province: province_code, name, name_en, value (per 1,000), recipients, base,
    base_as_of, base_source_id, base_claim_id, status (derived), source_id, as_of, claim_ids.
    """
    old, people = base in ON_OLD_BOUNDARIES, denominators(record, "province", base)
    gross = _on_old_boundaries(record, claims) if old else province_gross(record, claims)
    gross = gross.rename(columns={"value": "recipients"}).assign(code=gross["province_code"])
    beside = gross.merge(people, on="code") if old else with_denominator(record, gross, people)
    rows = beside.dropna(subset="base")
    rows = rows.assign(value=rows["recipients"] / rows["base"] * RATE, status="derived")
    return rows.sort_values(["value", "province_code"], ascending=[False, True], ignore_index=True)


def _on_old_boundaries(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """The counts of province_gross in the provinces before the split of Papua, from the province
    that each regency belonged to first."""
    code_34 = record.table("provinces").set_index("province_code")["code_34"]
    rows = whole_period(record, claims)
    old = rows["code"].map(first_upper(record)).map(code_34)
    sums = province_counts(record, rows.assign(province_code=old))
    return with_province_names(record, sums.drop(columns="period"))
