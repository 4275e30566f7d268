"""Every cell is what the package of the Office for National Statistics makes of the same people,
keys and perturbation table."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from cell_key_perturbation.create_perturbed_table import create_perturbed_table
from plain import plain_rows

from publicrecord.register.count import count_register
from publicrecord.register.files import register_files
from publicrecord.register.mapping import read_mapping
from publicrecord.register.noise import KEYS, ROWS, THRESHOLD, perturbation_table
from publicrecord.register.read import engine

pytestmark = pytest.mark.long

EVERYWHERE, EVER = "ID", "ever"


@pytest.fixture(scope="module")
def noise(secret):
    return perturbation_table(secret.strength, secret.secret)


@pytest.fixture(scope="module")
def ptable(noise):
    """The perturbation table in the package's format: a row a count and cell key."""
    pcv, ckey = np.indices((ROWS + 1, KEYS))
    table = pd.DataFrame({"pcv": pcv.ravel(), "ckey": ckey.ravel(), "pvalue": noise.ravel()})
    return table[table["pcv"] > 0]


def by_reference(rows, ptable, row, column) -> dict:
    """The counts of the package by row and column, missing below the threshold."""
    table = create_perturbed_table(rows, ptable, [row], [column], "key", threshold=THRESHOLD)
    found = (
        table.set_index([row, column])["count"].astype("Float64").to_numpy(float, na_value=np.nan)
    )
    return dict(zip(map(tuple, table[[row, column]].to_numpy()), found, strict=True))


def compare(folder, kinds, secret, noise, ptable) -> int:
    """Compare every cell of every table; gives how many have noise."""
    people = plain_rows(folder, secret.secret)
    people = people[people["selected"]]
    years = {
        kinds.time.names[n]: kinds.time.names[kinds.time.parents[n]] for n in kinds.time.leaves
    }
    levels = {
        "place": {"ID": EVERYWHERE, **{str(n): people["place"].str[:n] for n in (2, 5, 8)}},
        "time": {"ever": EVER, "year": people["wave"].map(years), "wave": people["wave"]},
        "outcome": {
            "selected": "selected",
            "kept": people["outcome"].eq("revoked").map({True: "revoked", False: "kept"}),
            "outcome": people["outcome"],
        },
    }
    with engine(None, "400MB") as connection:
        mapping = read_mapping(folder)
        cube, _answers = count_register(
            connection, register_files(folder), mapping, kinds, secret.secret
        )
    compared = 0
    for table in cube.tables.values():
        values = table.published(noise).values
        rows_of, columns_of = (
            levels.get(name, {"any": "any", name: people.get(name)}) for name in table.dimensions
        )
        for row in list(rows_of.values())[: None if table.name == "place-time" else 3]:
            for column in columns_of.values():
                cells = people.assign(row=row, column=column)
                expected = by_reference(cells, ptable, "row", "column")
                for (r, c), count in expected.items():
                    at = table.trees[0].index[r], table.trees[1].index[c]
                    assert np.array_equal(values[at], count, equal_nan=True), (table.name, r, c)
                    compared += values[at] != table.counts[at] and not np.isnan(count)
    return compared


def test_every_cell_is_that_of_the_reference(people, kinds, secret, noise, ptable):
    """40,000 rows; a million in `make nightly`."""
    assert compare(people, kinds, secret, noise, ptable) > 1000
