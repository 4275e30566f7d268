"""Which places a place may be compared with: the nearest on the ground, and those like it.

Both follow stated rules that anyone can compute again from the tables.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from publicrecord.geography import Level
from publicrecord.indicators.place_counts import denominators, with_denominator
from publicrecord.record.package import Record
from publicrecord.record.validity import valid

PEERS = 5  # of each kind that a place has
EARTH_KM = 6371.0088  # mean radius


def nearest_places(record: Record) -> pd.DataFrame:
    """The PEERS nearest places of each place of the lower level that is valid today.

    One row a pair, nearest first: code, peer, km: between the one point of each place that the
    record has, on a sphere of the mean radius of the Earth.
    """
    lower = record.settings.geography.lower
    listed = record.table(lower.table).rename(columns={lower.code: "code"})
    listed = listed[listed["code"].isin(valid(record, lower))].dropna(subset=["lat", "lng"])
    lat, lng = (np.radians(listed[key].to_numpy(dtype=float)) for key in ("lat", "lng"))
    south_north, west_east = (at[:, None] - at[None, :] for at in (lat, lng))
    haversine = (
        np.sin(south_north / 2) ** 2
        + np.cos(lat)[:, None] * np.cos(lat)[None, :] * np.sin(west_east / 2) ** 2
    )
    km = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(haversine, 0, 1)))
    return _closest(listed["code"].to_numpy(), km).rename(columns={"distance": "km"})


def variables(record: Record, level: Level, totals: pd.DataFrame) -> pd.DataFrame:
    """What places of a level are compared by: code, kind (such as city; empty where the level has
    no kinds), residents, density (residents per km2), and the share of residents of each of
    `geography.more_bases` that the level has. totals: as of place_counts. A place of which one of
    them is not known has no row."""
    listed = record.table(level.table).rename(columns={level.code: "code"})
    listed = listed.assign(kind=listed.get("type", ""))
    found = totals[["code", "as_of", "residents"]].merge(
        listed[["code", "kind", "area_km2"]], on="code", validate="one_to_one"
    )
    found = found.assign(density=found["residents"] / found["area_km2"])
    for base in record.settings.geography.more_bases:
        people = denominators(record, level.name, base)
        if not people.empty:
            beside = with_denominator(record, found[["code", "as_of"]], people)
            found[f"{base}_share"] = beside["base"] / found["residents"]
    return found.drop(columns=["as_of", "area_km2"]).dropna().reset_index(drop=True)


def similar_places(compared: pd.DataFrame) -> pd.DataFrame:
    """The PEERS most similar places of each place. compared: as of `variables`.

    One row a pair, most similar first: code, peer, distance. Only places of one kind are compared.
    The distance is the Euclidean one between the variables in standard units (of all places of
    the level), residents and density as their logarithm.
    """
    numbers = compared.drop(columns=["code", "kind"]).astype(float)
    numbers = numbers.assign(**{key: np.log(numbers[key]) for key in ("residents", "density")})
    spread = numbers.std(ddof=0)
    units = ((numbers - numbers.mean()) / spread.mask(spread < TINY, 1)).to_numpy()
    pairs = [_closest(np.array([]), np.empty((0, 0)))]
    for _kind, members in compared.groupby("kind"):
        own = units[members.index]
        distance = np.sqrt(((own[:, None] - own[None, :]) ** 2).sum(axis=2))
        pairs.append(_closest(members["code"].to_numpy(), distance))
    return pd.concat(pairs, ignore_index=True)


TINY = 1e-9
"""A spread below which a variable does not tell places apart."""


def _closest(codes: np.ndarray, distance: np.ndarray) -> pd.DataFrame:
    """The PEERS at the smallest distance from each place, but itself: code, peer, distance; of
    equal distances the smaller code first."""
    order = np.argsort(codes)
    codes, distance = codes[order], distance[np.ix_(order, order)].round(9)
    np.fill_diagonal(distance, np.inf)
    first = np.argsort(distance, axis=1, kind="stable")[:, : min(PEERS, max(len(codes) - 1, 0))]
    return pd.DataFrame(
        [
            (code, codes[other], distance[at, other])
            for at, code in enumerate(codes)
            for other in first[at]
        ],
        columns=["code", "peer", "distance"],
    )
