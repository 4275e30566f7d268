"""Satisfaction: weighted shares with base and standard error, hidden where the base is small."""

from __future__ import annotations

import numpy as np
import pandas as pd

from publicrecord.register.places import COUNTRY, EVER, Classifications, place_codes
from publicrecord.register.protect import protect
from publicrecord.register.tables import Table, Tree

SUMS = ["base", "satisfied", "w", "w_satisfied", "w2", "w2_satisfied"]
DOMINANT = 0.5
"""No published share may rest by more than half on the weight of one person."""


def satisfaction_shares(
    answers: pd.DataFrame, kinds: Classifications, threshold: int
) -> tuple[pd.DataFrame, list[Table]]:
    """Shares of the satisfied from aggregate.count_answers, protected.

    One row a group: place (ID or a province code), time (ever or a year), base (people who
    answered), effective (base after weighting, Kish), share (percent), error (standard error,
    points, by linearisation). A hidden number is missing. Also the tables that were protected.
    """
    answers = answers.assign(
        province=place_codes(answers["place"]).str[:2], wave=answers["wave"].astype("str")
    )
    provinces = kinds.regencies.children[0]
    names = [kinds.regencies.names[node] for node in provinces]
    waves = [kinds.time.names[node] for node in kinds.time.leaves]
    answers = answers[answers["province"].isin(names) & answers["wave"].isin(waves)]
    year_of = {wave: kinds.time.names[kinds.time.parents[kinds.time.index[wave]]] for wave in waves}
    answers = answers.assign(year=answers["wave"].map(year_of))
    tables, rows = [], []
    for column, root, parts in (
        ("province", COUNTRY, names),
        ("year", EVER, sorted(set(year_of.values()))),
    ):
        sums = answers.groupby(column)[SUMS].sum().reindex(parts, fill_value=0)
        sums["w_largest"] = answers.groupby(column)["w_largest"].max().reindex(parts).fillna(0)
        whole = sums.sum().rename(root)
        whole["w_largest"] = sums["w_largest"].max()
        tree = Tree.of(dict.fromkeys(parts, root), root)
        split = Tree.of({"satisfied": "answered", "not": "answered"}, "answered")
        counts = sums[["base", "satisfied"]].to_numpy(dtype=np.int64)
        leaves = np.stack([counts[:, 1], counts[:, 0] - counts[:, 1]], axis=1)
        tables.append(Table.of(f"{column}-answer", (column, "answer"), (tree, split), leaves))
        rows.append((column, pd.concat([pd.DataFrame([whole]), sums])))
    protect(tables, threshold)
    frames = [
        _shares(column, sums, table) for (column, sums), table in zip(rows, tables, strict=True)
    ]
    return pd.concat([frames[0], frames[1].iloc[1:]], ignore_index=True), tables


def _shares(column: str, sums: pd.DataFrame, table: Table) -> pd.DataFrame:
    share = sums["w_satisfied"] / sums["w"].where(sums["w"] > 0)
    spread = sums["w2_satisfied"] * (1 - 2 * share) + share**2 * sums["w2"]
    frame = pd.DataFrame(
        {
            "place": sums.index if column == "province" else COUNTRY,
            "time": sums.index if column == "year" else EVER,
            "base": sums["base"],
            "effective": (sums["w"] ** 2 / sums["w2"].where(sums["w2"] > 0)).round(),
            "share": (100 * share).round(2),
            "error": (100 * np.sqrt(spread.clip(lower=0)) / sums["w"]).round(2),
        }
    )
    dominated = sums["w_largest"] > DOMINANT * sums["w"]
    hidden = table.hidden[:, 1:].any(axis=1) | dominated.to_numpy() | (sums["base"] == 0).to_numpy()
    frame.loc[hidden, ["effective", "share", "error"]] = np.nan
    frame.loc[table.hidden[:, 0], "base"] = np.nan
    return frame.reset_index(drop=True)
