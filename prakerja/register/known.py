"""What anyone can look up already: counts of the open record, earlier releases among them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from prakerja.register.places import COUNTRY, EVER
from prakerja.register.tables import Table


def published_counts(data: Path) -> pd.DataFrame:
    """Gross recipients as published: place (code, ID for the country), time (a year or ever),
    value. Every source and status with a value counts: an attacker reads them all."""

    def read(path: str) -> pd.DataFrame:
        frame = pd.read_csv(data / path, dtype="str", keep_default_na=False)
        return frame.rename(columns={"code": "place", "province_code": "place"})

    aliases = read("reference/place_aliases.csv")
    keys = ["place_as_printed", "province_as_printed"]
    places = read("place_figures.csv").merge(aliases[[*keys, "place"]], on=keys)
    provinces = read("province_figures.csv").merge(
        read("reference/province_aliases.csv"), on="province_as_printed"
    )
    country = read("programme_figures.csv").assign(place=COUNTRY)
    found = pd.concat([places, provinces, country])[["place", "period", "measure_id", "value"]]
    found = found[(found["measure_id"] == "recipients_gross") & (found["value"] != "")]
    time = found["period"].replace({"2020-2024": EVER, "cumulative": EVER})
    return found.assign(time=time, value=pd.to_numeric(found["value"]))[["place", "time", "value"]]


def mark_known(table: Table, published: pd.DataFrame, threshold: int) -> None:
    """Mark the cells of places by time that were published with the same value as known, and
    those that differ by fewer people than the threshold as primary: the difference of the two
    releases would be a small count."""
    places, time = table.trees
    there = published[
        published["place"].isin(list(places.index)) & published["time"].isin(list(time.index))
    ]
    at = (
        there["place"].map(places.index).to_numpy(int),
        there["time"].map(time.index).to_numpy(int),
    )
    apart = np.abs(there["value"].to_numpy() - table.counts[at])
    same = apart == 0
    near = ~same & (apart < threshold) & (table.counts[at] > 0)
    table.known[at[0][same], at[1][same]] = True
    table.primary[at[0][near], at[1][near]] = True
    table.primary &= ~table.known
