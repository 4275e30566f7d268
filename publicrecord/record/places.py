"""Names as printed, joined to the current code list through the alias tables only.

Old names, old codes, wrong provinces and odd spellings are rows of
data/reference/place_aliases.csv and province_aliases.csv; the code knows no place.
"""

from __future__ import annotations

import pandas as pd

from publicrecord.record.package import Record


def with_place_codes(record: Record, figures: pd.DataFrame) -> pd.DataFrame:
    """Figures of places plus code, level and alias; one row in, one row out."""
    keys = ["place_as_printed", "province_as_printed"]
    aliases = record.table("place_aliases")[[*keys, "code", "level", "alias"]]
    return figures.merge(aliases, on=keys, how="left", validate="many_to_one")


def with_province_codes(record: Record, figures: pd.DataFrame) -> pd.DataFrame:
    """Figures of provinces plus province_code; one row in, one row out."""
    aliases = record.table("province_aliases")[["province_as_printed", "province_code"]]
    return figures.merge(aliases, on="province_as_printed", how="left", validate="many_to_one")


def split_provinces(record: Record) -> set[str]:
    """Codes whose area shrank when a province was split off: the same code means another area
    before and after."""
    return set(record.table("provinces")["predecessor_code"].dropna())
