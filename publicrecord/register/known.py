"""What anyone can look up already: counts of the open record, earlier releases among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from publicrecord.register.places import CATEGORIES, COUNTRY, EVER, Classifications
from publicrecord.register.tables import Table

Reader = Callable[[str], pd.DataFrame]
SUPPRESSED = "suppressed"
OUTCOME_OF = {
    "recipients_gross": "selected",
    "revoked": "revoked",
    "completed_training": "completed",
}
COLUMNS = ["table", "row", "column", "value", "status"]


def published_counts(data: Path, kinds: Classifications) -> pd.DataFrame:
    """Every count of the package that one of our tables has a cell for.

    Columns: table (its name), row and column (names of its nodes), value (missing where hidden),
    status. Every source with a value counts: an attacker reads them all.
    """
    parts = [part[COLUMNS] for part in _parts(data, kinds)]
    found = pd.concat(parts, ignore_index=True).dropna(subset=["row", "column"])
    found["value"] = pd.to_numeric(found["value"], errors="coerce")
    return found[found["value"].notna() | found["status"].eq(SUPPRESSED)]


def mark_known(tables: list[Table], published: pd.DataFrame, threshold: int) -> None:
    """Mark what was published before.

    A cell published with the same value is known. One that differs by fewer people than the
    threshold is primary: the difference of the two releases would be a small count. One that an
    earlier release hid stays hidden, as the new tables could tell what it was.
    """
    for table in tables:
        mine = published[published["table"] == table.name]
        rows, columns = table.trees
        mine = mine[mine["row"].isin(list(rows.index)) & mine["column"].isin(list(columns.index))]
        at = (
            mine["row"].map(rows.index).to_numpy(int),
            mine["column"].map(columns.index).to_numpy(int),
        )
        apart = np.abs(mine["value"].to_numpy(float) - table.counts[at])
        near = (apart > 0) & (apart < threshold) & (table.counts[at] > 0)
        for flags, which in (
            (table.known, apart == 0),
            (table.primary, near),
            (table.hidden, np.isnan(apart)),
        ):
            flags[at[0][which], at[1][which]] = True
        table.primary &= ~table.known


def _parts(data: Path, kinds: Classifications) -> Iterator[pd.DataFrame]:
    def read(path: str) -> pd.DataFrame:
        frame = pd.read_csv(data / path, dtype="str", keep_default_na=False)
        return frame.rename(columns={"code": "place", "province_code": "place"})

    keys = ["place_as_printed", "province_as_printed"]
    aliases = read("reference/place_aliases.csv")[[*keys, "place"]]
    areas = [
        read("place_figures.csv").merge(aliases, on=keys),
        read("province_figures.csv").merge(
            read("reference/province_aliases.csv"), on="province_as_printed"
        ),
        read("programme_figures.csv").assign(place=COUNTRY),
    ]
    for frame in areas:
        gross = _timed(frame[frame["measure_id"] == "recipients_gross"], kinds)
        yield gross.assign(table="place-time", row=gross["place"], column=gross["time"])
    waves = read("wave_figures.csv")
    waves = waves.assign(time=waves["wave"])
    for frame in (waves, _timed(areas[2], kinds)):
        outcome = frame["measure_id"].map(OUTCOME_OF)
        yield frame.assign(table="time-outcome", row=frame["time"], column=outcome)
    yield from _traits(read, kinds)
    if (data / "wave_places.csv").exists():  # the long table of an earlier register
        cube = read("wave_places.csv")
        yield cube.assign(table="place-time", row=cube["place"], column=cube["time"])


def _traits(read: Reader, kinds: Classifications) -> Iterator[pd.DataFrame]:
    """People by trait: of places over all time, of the country by time."""
    frame = read("demographic_figures.csv")
    frame = _timed(frame[frame["measure_id"] == "recipients_in_group"], kinds)
    named = pd.concat([read("reference/regencies.csv"), read("reference/provinces.csv")])
    code = named["regency_code"].fillna(named["place"])
    codes = dict(zip(named["name"], code, strict=True)) | {"": COUNTRY}
    frame = frame.assign(place=frame["place"].map(codes))
    for trait in CATEGORIES:
        mine = frame[frame["dimension"].eq(trait) & frame["group"].eq("all")]
        everyone = mine["place"].eq(COUNTRY)
        for name, rows, key in (
            (f"place-{trait}", mine[mine["time"].eq(EVER)], "place"),
            (f"time-{trait}", mine[everyone], "time"),
        ):
            yield rows.assign(table=name, row=rows[key], column=rows["category"])


def _timed(frame: pd.DataFrame, kinds: Classifications) -> pd.DataFrame:
    """The rows that cover the whole of a node of time, with its name as `time`."""
    time = kinds.time
    waves = {
        name: [int(time.names[n]) for n in time.below(time.index[name])] for name in time.index
    }
    spans = {(str(min(of)), str(max(of))): name for name, of in waves.items()}
    period = frame["period"].replace({kinds.whole_period: EVER, "cumulative": EVER})
    spanned = [
        spans.get((first, last), "") if first else name
        for first, last, name in zip(frame["wave_from"], frame["wave_to"], period, strict=True)
    ]
    return frame.assign(time=spanned)
