"""What was published of single places beside their counts, and where their province changed."""

from __future__ import annotations

import pandas as pd

from publicrecord.record.package import Record
from publicrecord.record.validity import upper_on
from publicrecord.settings import PlaceCounts


def other_place_claims(claims: pd.DataFrame, counts: PlaceCounts) -> pd.DataFrame:
    """Claims on single places from other sources than that of the counts.

    One row a claim: the claim's columns; code is that of the regency, city or district.
    """
    return claims[(claims["table"] == "place_figures") & (claims["source_id"] != counts.source_id)]


def single_place_claims(record: Record, claims: pd.DataFrame, counts: PlaceCounts) -> pd.DataFrame:
    """The claims of other_place_claims whose source covers fewer than half of the places; one that
    covers more is an earlier edition of the counts. One row a claim: the claim's columns."""
    others = other_place_claims(claims, counts)
    places = others.groupby("source_id")["code"].transform("nunique")
    return others[places < len(record.table(record.settings.geography.lower.table)) / 2]


def province_claims(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """Claims on single provinces, on the boundaries of any year, but unfit claims.

    One row a claim: the claim's columns.
    """
    upper = record.settings.geography.upper
    return claims[
        (claims["table"] == upper.figures)
        & claims[upper.code].notna()
        & claims["status"].ne("unfit")
    ]


def misplaced_regencies(record: Record, day: str) -> pd.DataFrame:
    """Regencies that the source of the counts prints under another province than the one they
    belonged to on `day`.

    One row a regency: code, name, the province as printed; of the province on that day its code,
    its name as belongs_to, law and created_on (of the split; empty for an old province).
    """
    upper, lower = record.settings.geography.levels[:2]
    aliases = record.table("place_aliases")
    moved = aliases[(aliases["alias"] == "moved") & aliases["official_id"].notna()]
    then = record.table(lower.table)[[lower.code, "name"]]
    then = then.assign(**{upper.code: then[lower.code].map(upper_on(record, day))})
    regencies = then.merge(
        record.table(upper.table)[[upper.code, "name", "law", "created_on"]].rename(
            columns={"name": "belongs_to"}
        ),
        on=upper.code,
        validate="many_to_one",
    )
    joined = moved.merge(regencies, left_on="code", right_on=lower.code, validate="one_to_one")
    columns = ["code", "name", upper.as_printed, upper.code, "belongs_to", "law"]
    return joined[[*columns, "created_on"]].reset_index(drop=True)
