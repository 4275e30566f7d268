"""The same counts in plain pandas, written apart from the engine's expressions."""

from __future__ import annotations

import pandas as pd


def plain_rows(folder, pattern="*.parquet") -> pd.DataFrame:
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
    return rows


def plain_count(rows: pd.DataFrame, table, kinds) -> pd.DataFrame:
    """People selected by node of rows and node of columns of a table."""
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
        else:
            yield table.trees[1].names[0]
            yield people[dimension]

    parts = []
    for row in levels(table.dimensions[0]):
        for column in levels(table.dimensions[1]):
            parts.append(people.assign(r=row, c=column).groupby(["r", "c"]).size())
    counts = pd.concat(parts).unstack(fill_value=0)
    rows_there, columns_there = table.trees[0].names, table.trees[1].names
    return counts.reindex(index=rows_there, columns=columns_there).fillna(0).astype(int)
