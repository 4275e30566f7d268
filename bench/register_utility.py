"""What the noise and the threshold cost: how much of a register its tables still tell.

Run: .venv/bin/python bench/register_utility.py FOLDER (made by bench/register_data.py)
By table and level: the cells with people, the share of them and of their people that is published,
the most people of a cell that is hidden, the mean and the largest error of a published number, and
the mean and the largest difference of a published number and the sum of its parts, where all of
these are published.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from publicrecord.register.count import count_register  # noqa: E402
from publicrecord.register.files import register_files  # noqa: E402
from publicrecord.register.mapping import read_mapping  # noqa: E402
from publicrecord.register.noise import Strength, perturbation_table  # noqa: E402
from publicrecord.register.places import read_classifications  # noqa: E402
from publicrecord.register.read import engine  # noqa: E402
from publicrecord.register.tables import Table  # noqa: E402

LEVELS = {
    "place": ["country", "province", "regency", "district"],
    "time": ["ever", "year", "wave"],
}
SECRET = "of this measurement"


def main() -> None:
    folder = Path(sys.argv[1])
    with engine(None, "200MB") as connection:
        kinds = read_classifications(ROOT / "data")
        files, mapping = register_files(folder), read_mapping(folder)
        cube, _answers = count_register(connection, files, mapping, kinds, SECRET)
    noise = perturbation_table(Strength(), SECRET)
    print("| level | cells | published | people | hidden | mean error | largest | apart | most |")
    print("| --- | --: | --: | --: | --: | --: | --: | --: | --: |")
    for table in cube.tables.values():
        describe(table, table.published(noise).values)


def describe(table: Table, values: np.ndarray) -> None:
    depths = [np.array([len(path) - 1 for path in tree.paths]) for tree in table.trees]
    # The totals of the other tables are those of the first.
    columns = range(table.name != "place-time", depths[1].max() + 1)
    for row in range(depths[0].max() + 1):
        for column in columns:
            at = np.ix_(depths[0] == row, depths[1] == column)
            counts, reported = table.counts[at], values[at]
            shown, there = ~np.isnan(reported), counts > 0
            errors = np.abs(reported - counts)[shown]
            hidden = counts[~shown].max(initial=0) or ""
            apart = np.abs(differences(table, values)[:, *at])
            apart = apart[~np.isnan(apart)]
            print(
                f"| {name(table, 0, row)} by {name(table, 1, column)} | {there.sum():,} "
                f"| {shown.sum() / max(1, there.sum()):.1%} "
                f"| {counts[shown].sum() / max(1, counts.sum()):.1%} | {hidden} "
                f"| {errors.mean() if len(errors) else 0:.2f} | {errors.max(initial=0):.0f} "
                + (f"| {apart.mean():.1f} | {apart.max():.0f} |" if len(apart) else "| | |")
            )


def differences(table: Table, values: np.ndarray) -> np.ndarray:
    """How far each number lies from the sum of its parts by the first and by the second
    classification; missing where a number or a part of it is not published, or it has none."""
    found = np.full((2, *values.shape), np.nan)
    for side, (tree, view) in enumerate(zip(table.trees, (values, values.T), strict=True)):
        for node, parts in enumerate(tree.children):
            if parts:
                apart = view[node] - view[parts].sum(axis=0)
                found[side][(node,) if side == 0 else (slice(None), node)] = apart
    return found


def name(table: Table, side: int, depth: int) -> str:
    dimension = table.dimensions[side]
    return (
        LEVELS[dimension][depth] if dimension in LEVELS else ("all", dimension, "completed")[depth]
    )


if __name__ == "__main__":
    main()
