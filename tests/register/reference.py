"""What ONS's package `cell-key-perturbation` publishes of the people of a register."""

from __future__ import annotations

import numpy as np
import pandas as pd
from cell_key_perturbation.create_perturbed_table import create_perturbed_table

from publicrecord.register.noise import KEYS, ROWS, THRESHOLD

Cells = dict[tuple[str, str], float]
"""The number of each cell by the names of its row and column, missing below the threshold and where
nobody is."""
EVERYWHERE, EVER = "ID", "ever"


class Reference:
    """rows: those of plain_rows. noise: the perturbation table. kinds: the classifications."""

    def __init__(self, rows: pd.DataFrame, noise: np.ndarray, kinds) -> None:
        counts, keys = np.indices((ROWS + 1, KEYS))
        table = {"pcv": counts.ravel(), "ckey": keys.ravel(), "pvalue": noise.ravel()}
        self.ptable = pd.DataFrame(table).query("pcv > 0")
        self.people = rows[rows["selected"]]
        time = kinds.time
        self.years = {time.names[n]: time.names[time.parents[n]] for n in time.leaves}

    def cells(self, table) -> Cells:
        """Every cell with people of a table of ours."""
        sides = [self._levels(self.people, name) for name in table.dimensions]
        if table.name.startswith("place-") and table.name != "place-time":
            del sides[0][-1]  # traits are not published by district
        return self._counted(self.people, *sides)

    def answers(self) -> Cells:
        """People who answered, by place and time: the country and provinces, ever and by year."""
        answered = self.people[self.people["satisfied"].notna() & (self.people["weight"] > 0)]
        place, time = (self._levels(answered, name)[:2] for name in ("place", "time"))
        everywhere = self._counted(answered, place[:1], time)
        return everywhere | self._counted(answered, place[1:], time[:1])

    def _levels(self, people: pd.DataFrame, dimension: str) -> list:
        """The names of the nodes that each person is in, from the root down."""
        if dimension == "place":
            return [EVERYWHERE, *(people["place"].str[:width] for width in (2, 5, 8))]
        if dimension == "time":
            return [EVER, people["wave"].map(self.years), people["wave"]]
        if dimension == "outcome":
            kept = people["outcome"].eq("revoked").map({True: "revoked", False: "kept"})
            return ["selected", kept, people["outcome"]]
        return ["any", people[dimension]]

    def _counted(self, people: pd.DataFrame, rows: list, columns: list) -> Cells:
        found: Cells = {}
        for row in rows:
            for column in columns:
                each = people.assign(row=row, column=column)
                each = each.drop_duplicates(["person", "row", "column"])
                table = create_perturbed_table(
                    each, self.ptable, ["row"], ["column"], "key", threshold=THRESHOLD
                )
                count = table["count"].astype("Float64").to_numpy(float, na_value=np.nan)
                names = map(tuple, table[["row", "column"]].to_numpy())
                found |= dict(zip(names, count, strict=True))
        return found
