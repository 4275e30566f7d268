"""Where sources disagree: every value of a figure side by side, and how far they differ."""

from __future__ import annotations

import pandas as pd

from publicrecord.record.package import Record, Row, rows


def conflicts(claims: pd.DataFrame) -> pd.DataFrame:
    """Claims of every figure for which more than one value was published.

    One row a claim, the shown one first: the claim's columns plus rounding (bool: the whole
    figure differs only because some sources round).
    """
    valued = claims[claims["value"].notna()]
    counts = valued.groupby("figure_id")["value"].nunique()
    found = valued[valued["figure_id"].isin(counts[counts > 1].index)].copy()
    only_rounding = {figure: _only_rounding(group) for figure, group in found.groupby("figure_id")}
    found["rounding"] = found["figure_id"].map(only_rounding)
    return found.sort_values(
        ["table", "figure_id", "chosen", "as_of"],
        ascending=[True, True, False, True],
        ignore_index=True,
    )


def comparisons(record: Record, claims: pd.DataFrame) -> list[tuple[Row, pd.DataFrame]]:
    """Curated contradictions between figures that are not quite the same.

    Each row of comparisons.csv with the claims it compares, in its order.
    """
    by_id = claims.drop_duplicates("claim_id").set_index("claim_id", drop=False)
    return [
        (row, by_id.loc[row["claims"].split()])
        for row in record.table("comparisons").to_dict("records")
    ]


def contradicted(record: Record, claim_id: str) -> list[Row]:
    """The rows of comparisons.csv in which a claim is compared with others."""
    return [row for row in rows(record.table("comparisons")) if claim_id in row["claims"].split()]


def rejected(claims: pd.DataFrame) -> dict[str, Row]:
    """For each source of which some value is unfit for showing: the first such claim."""
    unfit = claims[claims["status"].eq("unfit") & claims["value"].notna()]
    return {row["source_id"]: row for row in rows(unfit.drop_duplicates("source_id"))}


def _only_rounding(group: pd.DataFrame) -> bool:
    """Whether every other value of the figure is a rounding of the shown one."""
    shown = group[group["chosen"]]
    if len(shown) != 1:
        return False
    exact, unit = float(shown["value"].iloc[0]), str(shown["unit"].iloc[0])
    others = group[~group["chosen"] & (group["value"] != exact)]
    return bool(
        (others["status"] == "rounded").all()
        and all(_rounds(exact, float(value), unit) for value in others["value"])
    )


def _rounds(exact: float, rounded: float, unit: str) -> bool:
    """Whether a value can be the rounding of an exact one: up or down by half of its last
    place, or down by less than a whole one ("more than 5 million")."""
    place = _rounding_step(rounded)
    if unit == "percent":
        place = min(place, 1.0)
    down = exact - rounded
    return -place / 2 <= down < place


def _rounding_step(value: float) -> float:
    """The worth of the last digit that is not zero: 5,900,000 is known to 100,000."""
    whole = f"{value:.0f}"
    if float(whole) != value:
        return float(10.0 ** -len(f"{value:.10f}".rstrip("0").split(".")[1]))
    return float(10 ** (len(whole) - len(whole.rstrip("0"))))
