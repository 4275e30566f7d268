"""Counts from the engine into tables: faults counted, codes matched, linked tables filled."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from prakerja.findings import Rule, refuse
from prakerja.language import N_
from prakerja.register.aggregate import COUNTS, TRAITS
from prakerja.register.mapping import SETTINGS, Mapping
from prakerja.register.places import Classifications, category, place_codes
from prakerja.register.tables import Counts, Table, Tree

Frames = dict[tuple[str, ...], pd.DataFrame]
OUTCOMES = ["revoked", "completed", "not-completed"]

TOO_FAULTY = Rule(
    "register-too-faulty",
    N_("{share} of the rows cannot be used, more than {allowed} ({counts})."),
    N_("Mend the register, or raise faulty_share_allowed in register.yml and say so."),
)


@dataclass(frozen=True)
class Cube:
    """tables: linked tables of people selected. registrants: by wave (text), and not selected.
    faults: rows dropped by rule. rows: rows read. unstated: values that fit no category, kept
    as not-stated, by trait."""

    tables: list[Table]
    registrants: pd.DataFrame
    rows: int
    faults: dict[str, int] = field(default_factory=dict)
    unstated: dict[str, int] = field(default_factory=dict)


def build_cube(frames: Frames, kinds: Classifications, mapping: Mapping, duplicates: int) -> Cube:
    """Tables from the counts of aggregate.count_rows; raises Refused over the stated share."""
    main = frames[("wave", "place")]
    rows = int(main["registrants"].sum()) + duplicates
    matched = {keys: _match(frame) for keys, frame in frames.items()}
    by_rule = matched["wave", "place"].groupby("fault")["registrants"].sum()
    faults = {str(name): int(n) for name, n in by_rule.items() if name}
    faults |= {"duplicate": duplicates} if duplicates else {}
    share = sum(faults.values()) / max(rows, 1)
    if share > mapping.faulty_share_allowed:
        told = ", ".join(f"{name}: {count}" for name, count in sorted(faults.items()))
        allowed = f"{mapping.faulty_share_allowed:.2%}"
        refuse([TOO_FAULTY.at(SETTINGS, share=f"{share:.2%}", allowed=allowed, counts=told)])
    good = {keys: frame[frame["fault"] == ""] for keys, frame in matched.items()}
    return _fill(good, kinds, mapping, rows, faults)


def unknown_places(frames: Frames, kinds: Classifications) -> list[str]:
    """Values of the register's place column that fit no district and no regency."""
    known = {kinds.places.names[node] for node in kinds.places.leaves}
    values = frames["wave", "place"].query("fault == ''")["place"].drop_duplicates()
    return sorted(values[~place_codes(values).isin(known)])


def _match(frame: pd.DataFrame) -> pd.DataFrame:
    """Codes in our form, waves as text."""
    frame = frame.copy()
    if "place" in frame:
        frame["place"] = place_codes(frame["place"])
    if "wave" in frame:
        frame["wave"] = frame["wave"].astype("Int64").astype("str")
    return frame


def _fill(
    good: Frames, kinds: Classifications, mapping: Mapping, rows: int, faults: dict[str, int]
) -> Cube:
    main = good["wave", "place"]
    places, time = kinds.places, kinds.time
    tables = [
        Table.of(
            "place-time", ("place", "time"), (places, time),
            _grid(main, places, "place", time, "wave"),
        )
    ]  # fmt: skip
    by_wave = (
        main.groupby("wave")[COUNTS]
        .sum()
        .reindex([time.names[n] for n in time.leaves], fill_value=0)
    )
    outcome = Tree.of(dict.fromkeys(OUTCOMES, "selected"), "selected")
    rest = by_wave["selected"] - by_wave["revoked"] - by_wave["completed"]
    parts = np.stack([by_wave["revoked"], by_wave["completed"], rest], axis=1)
    tables.append(Table.of("time-outcome", ("time", "outcome"), (time, outcome), parts))
    unstated = {}
    for trait in TRAITS:
        if not {trait, *(("birth_year",) if trait == "age" else ())} & set(mapping.columns):
            continue
        tree, words = kinds.traits[trait], mapping.categories.get(trait, {})
        by_place = good["place", trait]
        by_place = by_place.assign(
            place=by_place["place"].str[:5], **{trait: category(trait, by_place[trait], words)}
        )
        unstated[trait] = int(by_place.loc[by_place[trait] == "not-stated", "selected"].sum())
        by_time = good["wave", trait]
        by_time = by_time.assign(**{trait: category(trait, by_time[trait], words)})
        tables.append(
            Table.of(
                f"place-{trait}", ("place", trait), (kinds.regencies, tree),
                _grid(by_place, kinds.regencies, "place", tree, trait),
            )
        )  # fmt: skip
        tables.append(
            Table.of(
                f"time-{trait}", ("time", trait), (time, tree),
                _grid(by_time, time, "wave", tree, trait),
            )
        )  # fmt: skip
    return Cube(tables, by_wave[["registrants", "selected"]], rows, faults, unstated)


def _grid(frame: pd.DataFrame, rows: Tree, row: str, columns: Tree, column: str) -> Counts:
    """People selected by leaf of rows and leaf of columns."""
    at_row = {rows.names[node]: i for i, node in enumerate(rows.leaves)}
    at_column = {columns.names[node]: i for i, node in enumerate(columns.leaves)}
    grid = np.zeros((len(at_row), len(at_column)), dtype=np.int64)
    np.add.at(
        grid,
        (frame[row].map(at_row).to_numpy(int), frame[column].map(at_column).to_numpy(int)),
        frame["selected"].to_numpy(np.int64),
    )
    return grid
