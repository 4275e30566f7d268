"""Rates: recipients of each province beside the people it has, each with its denominator."""

from __future__ import annotations

import pandas as pd

from prakerja.indicators.bases import ON_OLD_BOUNDARIES, base_people
from prakerja.indicators.places import province_gross
from publicrecord.indicators.place_counts import RATE
from publicrecord.record.package import Record

BASES = ("labour_force", "population_total", "population_15plus")


def province_rates(record: Record, claims: pd.DataFrame, base: str) -> pd.DataFrame:
    """Gross recipients per 1,000 people of a base, by province, highest first.

    base: labour_force, population_total, or population_15plus (of the census, on the boundaries
    of then; the new provinces of Papua are added to their parents).
    One row a province: province_code, name, name_en, value (per 1,000), recipients, base,
    base_as_of, base_source_id, base_claim_id, status (derived), source_id, as_of, claim_ids.
    """
    gross = province_gross(record, claims).rename(columns={"value": "recipients"})
    if base in ON_OLD_BOUNDARIES:
        gross = _on_old_boundaries(record, gross)
    people = base_people(record, "province", base)
    rows = gross.merge(people, left_on="province_code", right_on="code", validate="one_to_one")
    rows = rows.assign(value=rows["recipients"] / rows["base"] * RATE, status="derived")
    return rows.sort_values(["value", "province_code"], ascending=[False, True], ignore_index=True)


def _on_old_boundaries(record: Record, gross: pd.DataFrame) -> pd.DataFrame:
    """The provinces as before the split of Papua: new ones added to their parents."""
    provinces = record.table("provinces")
    parent = provinces.set_index("province_code")["code_34"]
    names = provinces.set_index("province_code")[["name_short", "name_en"]]
    old = gross.assign(province_code=gross["province_code"].map(parent))
    sums = old.groupby("province_code", as_index=False).agg(
        recipients=("recipients", "sum"),
        source_id=("source_id", "first"),
        as_of=("as_of", "max"),
        claim_ids=("claim_ids", " ".join),
    )
    return sums.assign(
        name=sums["province_code"].map(names["name_short"]),
        name_en=sums["province_code"].map(names["name_en"]),
    )
