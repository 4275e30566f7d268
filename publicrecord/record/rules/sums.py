"""Parts against published totals: a difference that nobody explained is refused."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

import pandas as pd

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.record.descriptor import nearest
from publicrecord.record.package import Record
from publicrecord.record.sums import sum_checks

PARTS = Rule(
    "sum-parts-unnamed",
    N_("The row does not say which rows are added up."),
    N_(
        "Write the source of the parts in parts_source_id, or the first and the last "
        "wave in parts_wave_from and parts_wave_to."
    ),
)
TOTAL = Rule(
    "sum-total-unknown",
    N_('"{value}" is not a claim that has a value.'),
    N_("Write the claim that gives the published total. Similar claims: {near}."),
)
DIFFERENCE = Rule(
    "sum-differs",
    N_(
        "{check}: the parts add up to {parts}, and the published total is {total}. The "
        "difference is {found}."
    ),
    N_(
        "The known difference is {value}. Find the figure that was changed. If the "
        "change is right, correct the difference and its explanation in this row."
    ),
)


def find(record: Record, claims: pd.DataFrame, _dates: pd.DataFrame) -> Iterator[Finding]:
    """Every breach of the rules in this module."""
    for row in record.table("sum_checks").to_dict("records"):
        waves = pd.notna(row["parts_wave_from"]) and pd.notna(row["parts_wave_to"])
        if not waves and pd.isna(row["parts_source_id"]):
            yield PARTS.at(record.file("sum_checks"), row["row"], "parts_source_id")
            return
    checks = sum_checks(record, claims)
    for row in checks[checks["total"].isna()].to_dict("records"):
        yield TOTAL.at(
            record.file("sum_checks"), row["row"], "total_claim", row["total_claim"],
            near=nearest(row["total_claim"], list(claims["claim_id"])),
        )  # fmt: skip
    for row in checks[checks["total"].notna()].to_dict("records"):
        if not isclose(row["found"], row["difference"], abs_tol=1e-6):
            yield DIFFERENCE.at(
                record.file("sum_checks"),
                row["row"],
                "difference",
                f"{row['difference']:.0f}",
                check=row["check_id"],
                parts=f"{row['parts']:.0f}",
                total=f"{row['total']:.0f}",
                found=f"{row['found']:.0f}",
            )
