"""Sum checks: parts added and compared with a published total.

The checks are rows of data/sum_checks.csv. Their known difference is the tolerance: a
difference that changes means that a figure changed, and the record must say why.
"""

from __future__ import annotations

import pandas as pd

from publicrecord.record.claims import countable
from publicrecord.record.once import once
from publicrecord.record.package import Record, Row

READ = [
    "claim_id", "table", "measure_id", "period", "wave", "source_id", "value", "status", "chosen",
    "arithmetic",
]  # fmt: skip


@once
def sum_checks(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """Each check with what was found.

    One row a check: the columns of sum_checks plus parts (sum), parts_count, total (value
    of the claim, missing if there is no such claim), found (parts less total).
    """
    checks = record.table("sum_checks").copy()
    claims = claims[READ]  # each check picks rows, and rows of few columns are picked sooner
    added = [_parts(claims, check) for check in checks.to_dict("records")]
    checks["parts"] = [sum(values) for values in added]
    checks["parts_count"] = [len(values) for values in added]
    totals = claims.drop_duplicates("claim_id").set_index("claim_id")["value"]
    checks["total"] = checks["total_claim"].map(totals)
    checks["found"] = checks["parts"] - checks["total"]
    return checks


def _parts(claims: pd.DataFrame, check: Row) -> list[float]:
    """The values that a check adds.

    With a source named, all its rows as printed; else the chosen claim of each wave, of the
    first of the measures that has a value.
    """
    measures = str(check["parts_measures"]).split()
    rows = claims[(claims["table"] == check["parts_table"]) & claims["measure_id"].isin(measures)]
    if isinstance(check["parts_period"], str):
        rows = rows[rows["period"] == check["parts_period"]]
    if isinstance(check["parts_source_id"], str):
        printed = rows[(rows["source_id"] == check["parts_source_id"]) & rows["arithmetic"].isna()]
        return [float(value) for value in printed["value"].dropna()]
    shown = countable(rows)
    shown = shown[shown["wave"].between(check["parts_wave_from"], check["parts_wave_to"])]
    order = shown["measure_id"].map({measure: i for i, measure in enumerate(measures)})
    first = shown.assign(order=order).sort_values(["wave", "order"]).drop_duplicates("wave")
    return [float(value) for value in first["value"]]
