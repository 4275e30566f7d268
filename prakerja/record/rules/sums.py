"""Parts against published totals: a difference that nobody explained is refused."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from prakerja.findings import Finding, Rule
from prakerja.language import N_
from prakerja.record.package import Record
from prakerja.record.sums import sum_checks

DIFFERENCE = Rule(
    "sum-differs",
    N_(
        "{check}: the parts add to {parts}, the published total is {total}; they differ by {found}."
    ),
    N_(
        "The known difference is {value}. Look for the figure that changed; if it is right, "
        "correct the difference and its explanation here."
    ),
)


def find(record: Record, claims: pd.DataFrame, _dates: pd.DataFrame) -> Iterator[Finding]:
    """Every breach of the rules in this module."""
    checks = sum_checks(record, claims)
    for row in checks[checks["total"].notna()].to_dict("records"):
        if row["found"] != row["difference"]:
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
