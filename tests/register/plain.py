"""The same counts in plain pandas, written apart from the engine's expressions."""

from __future__ import annotations

from hashlib import sha256

import pandas as pd


def plain_rows(folder, secret, pattern="*.parquet") -> pd.DataFrame:
    """The rows of a register in the words of our tables, with the record key of each person."""
    rows = pd.concat([pd.read_parquet(file) for file in sorted(folder.glob(pattern))])
    rows["year"] = pd.to_datetime(rows["registered_on"]).dt.year
    rows["age"] = pd.cut(
        rows["year"] - rows["birth_year"],
        [17, 25, 35, 45, 55, 110],
        labels=["age-18-25", "age-26-35", "age-36-45", "age-46-55", "age-over-55"],
    ).astype(str)
    rows["gender"] = rows["gender"].astype(str).map({"L": "male", "P": "female"})
    rows["education"] = (
        rows["education"]
        .astype(str)
        .map(
            {
                "primary": "no-schooling-or-primary",
                "junior": "junior-high-graduates",
                "senior": "senior-high-or-vocational",
                "tertiary": "diploma-or-degree",
            }
        )
    )
    rows["disability"] = rows["disability"].map({True: "disability", False: "no-disability"})
    rows["outcome"] = "not-completed"
    rows.loc[rows["first_training_on"].notna(), "outcome"] = "completed"
    rows.loc[rows["revoked"], "outcome"] = "revoked"
    rows["place"] = rows["district_code"].astype(str)
    rows["wave"] = rows["wave"].astype(str)
    rows["key"] = record_keys(rows["person"], secret)
    return rows


def record_keys(people: pd.Series, secret: str) -> pd.Series:
    """The record key of each person, by the standard library."""
    prefix = sha256(secret.encode()).hexdigest()[:32]
    return people.map(lambda who: int(sha256(f"{prefix}:{who}".encode()).hexdigest()[:3], 16))


def plain_count(rows: pd.DataFrame, table, kinds) -> tuple[pd.DataFrame, pd.DataFrame]:
    """People selected by node of rows and of columns of a table, and the sums of their keys."""
    people = rows[rows["selected"]]
    year = {kinds.time.names[n]: kinds.time.names[kinds.time.parents[n]] for n in kinds.time.leaves}

    def levels(dimension):
        if dimension == "place":
            yield "ID"
            for width in (2, 5, 8):
                yield people["place"].str[:width]
        elif dimension == "time":
            yield "ever"
            yield people["wave"].map(year)
            yield people["wave"]
        elif dimension == "outcome":
            yield "selected"
            yield people["outcome"].ne("revoked").map({True: "kept", False: ""})
            yield people["outcome"]
        else:
            yield table.trees[1].names[0]
            yield people[dimension]

    parts = []
    for row in levels(table.dimensions[0]):
        for column in levels(table.dimensions[1]):
            cells = people.assign(r=row, c=column).drop_duplicates(["person", "r", "c"])
            parts.append(cells.groupby(["r", "c"])["key"].agg(["size", "sum"]))
    found = pd.concat(parts)
    found = found[~found.index.duplicated()]  # all places of a regency are there twice
    return tuple(
        found[name].unstack(fill_value=0)
        .reindex(index=table.trees[0].names, columns=table.trees[1].names)
        .fillna(0).astype(int)
        for name in ("size", "sum")
    )  # fmt: skip
