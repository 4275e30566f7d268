"""Who the recipients are: shares of groups, each of the waves that it was counted over."""

from __future__ import annotations

import pandas as pd

from publicrecord.record.claims import countable


def share_over_time(claims: pd.DataFrame, dimension: str, category: str) -> pd.DataFrame:
    """The share of a group among all recipients of the country, as published over the years.

    One row a span of waves, by date: the columns of the latest claim shown for it. A count that
    names no last wave runs on, so each of its days is a span of its own. Unit: percent.
    """
    shown = countable(claims)
    rows = shown[
        (shown["table"] == "demographic_figures")
        & (shown["measure_id"] == "share_of_recipients")
        & (shown["dimension"] == dimension)
        & (shown["category"] == category)
        & (shown["group"] == "all")
        & shown["place"].isna()
        & shown["value"].notna()
    ]
    rows = rows.sort_values("as_of")
    span = rows[["period", "wave_from", "wave_to"]].assign(
        day=rows["as_of"].where(rows["wave_to"].isna())
    )
    latest = rows[~span.duplicated(keep="last")]
    return latest.sort_values(["as_of", "wave_to"], ignore_index=True)
