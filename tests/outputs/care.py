"""Which claims are to be read with care, worked out from their rows, measures and sources without
the package's help."""

from __future__ import annotations

import re

import pandas as pd
from quotes import table

from publicrecord.record.package import Row, rows

SAYS = {
    "unfit_beside": r"juga memuat.*tidak kami pakai|also gives.*we do not use",
    "rounded_retelling": r"dibulatkan,? oleh sumber|rounded, by a source",
    "basis_unstated": r"tidak menyebut dasar hitungannya|does not say on what basis it counts",
}


def says(text: str) -> set[str]:
    """The codes of the caveats that a text tells in words."""
    return {code for code, pattern in SAYS.items() if re.search(pattern, text)}


def codes_of_claims(claims: pd.DataFrame) -> dict[str, set[str]]:
    """The codes of each claim."""
    first_hand = {row["source_id"]: row["first_hand"] for row in table("sources")}
    unfit = {row["source_id"] for row in rows(claims) if row["value"] != "" and is_unfit(row)}
    found: dict[str, set[str]] = {}
    for row in rows(claims):
        terms = set(re.findall(r"\[([a-z0-9-]+)\]", row["arithmetic"]))
        codes = {
            "unfit_beside": bool(unfit & {row["source_id"], *terms}),
            "rounded_retelling": row["status"] == "rounded"
            and first_hand[row["source_id"]] == "false",
            "basis_unstated": row["basis"] == "unstated",
        }
        fit = row["value"] != "" and not is_unfit(row)
        found[row["claim_id"]] = {code for code, holds in codes.items() if fit and holds}
    return found


def is_unfit(row: Row) -> bool:
    return row["status"] == "unfit"
