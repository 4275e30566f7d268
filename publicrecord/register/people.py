"""People who were selected more than once: each counts once in a cell, however many rows it has."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import ibis
import pandas as pd
from ibis import _
from ibis.expr.types import Table as Expression

from publicrecord.register.places import (
    ANY,
    COUNTRY,
    EVER,
    KEPT,
    OUTCOME,
    PROVINCE_LENGTH,
    REGENCY_LENGTH,
    Classifications,
)
from publicrecord.register.profile import category_name


def selected_again(rows: Expression) -> Expression | None:
    """The people of several rows, if there are any: a table with person."""
    again = rows.group_by("person").having(_.count() > 1).aggregate().select("person")
    return again.cache() if again.limit(1).count().execute() else None


def first_rows(rows: Expression, again: Expression) -> tuple[Expression, int]:
    """The rows of people who were selected more than once, one a wave: of several the first by
    place, traits and outcome. Also how many were left out."""
    chosen = rows.filter(rows.person.isin(again.person))
    order = ["code", "profile", "outcome"]
    window = ibis.window(group_by=["person", "wave"], order_by=order)
    numbered = chosen.mutate(repeat=ibis.row_number().over(window)).cache()
    left_out = int(numbered.filter(numbered["repeat"] > 0).count().execute())
    return numbered.filter(numbered["repeat"] == 0), left_out


def cells_of(
    rows: Expression, kinds: Classifications, traits: list[str]
) -> Iterator[tuple[str, pd.DataFrame]]:
    """People by cell of each table, each once: the name of the table, and a frame of row and
    column (names of nodes), people and keys."""
    place, time = _places(rows), _times(rows, kinds)
    tables = {"place-time": (place, time), "time-outcome": (time, _outcomes(rows))}
    for trait in traits:
        categories = [ibis.literal(ANY), category_name(rows.profile, trait)]
        tables |= {f"place-{trait}": (place[:-1], categories), f"time-{trait}": (time, categories)}
    for name, (of_rows, of_columns) in tables.items():
        for row, column in product(of_rows, of_columns):
            yield name, _each_once(rows.select("person", "keys", row=row, column=column))


def _each_once(cells: Expression) -> pd.DataFrame:
    people = cells.group_by(["row", "column", "person"]).aggregate(keys=_["keys"].max())
    counted = people.group_by(["row", "column"]).aggregate(people=_.count(), keys=_["keys"].sum())
    frame: pd.DataFrame = counted.execute()
    return frame


def _places(rows: Expression) -> list[Any]:
    """The codes of country, province, regency and district."""
    province, regency = rows.code.left(PROVINCE_LENGTH), rows.code.left(REGENCY_LENGTH)
    return [ibis.literal(COUNTRY), province, regency, rows.code]


def year_of(wave: Any, kinds: Classifications) -> Any:
    """The year of each wave, as an expression of texts."""
    time = kinds.time
    years = [
        (wave.isin([int(time.names[leaf]) for leaf in time.below(year)]), time.names[year])
        for year in time.children[0]
    ]
    return ibis.cases(*years, else_="")


def _times(rows: Expression, kinds: Classifications) -> list[Any]:
    """Ever, the year and the wave."""
    return [ibis.literal(EVER), year_of(rows.wave, kinds), rows.wave.cast("string")]


def _outcomes(rows: Expression) -> list[Any]:
    """Selected, then kept or revoked, then completed or not. A name of nothing for rows that are
    already counted one level up."""
    root, names = OUTCOME.names[0], [OUTCOME.names[leaf] for leaf in OUTCOME.leaves]
    leaf = ibis.cases(*((rows.outcome == at, name) for at, name in enumerate(names)), else_="")
    kept = [name for name in names if OUTCOME.parents[OUTCOME.index[name]] == OUTCOME.index[KEPT]]
    return [ibis.literal(root), leaf.isin(kept).ifelse(KEPT, ""), leaf]
