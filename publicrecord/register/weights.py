"""Weights of answers that cannot be summed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_

import pandas as pd
from ibis.expr.operations import IsNan

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.register.cells import Cells, as_text
from publicrecord.register.locate import locate
from publicrecord.register.values import Look

WEIGHT_UNUSABLE = Rule(
    "register-weight-unusable",
    N_(
        'At least one answer has a weight in the column "{column}" that is empty, '
        "negative, infinite or not a number."
    ),
    N_("Give each answer a weight of zero or more, or remove weight from register.yml."),
)
LARGEST_WEIGHT = 1e100
"""Squares of weights are summed: of much larger ones they are infinite."""


def weight_faults(look: Look) -> Iterator[Finding]:
    """An answer whose weight cannot be summed, if there is one."""
    column, questions = look.mapping.columns.get("weight"), list(look.mapping.satisfaction.values())
    if not column or not questions:
        return
    cells = Cells(look.table, look.mapping)
    answered = reduce(or_, (cells.number(question).notnull() for question in questions))
    weight = cells.number(column)
    usable = weight.between(0, LARGEST_WEIGHT).fill_null(False)  # noqa: FBT003
    # Asked by name, as DuckDB compares with what Parquet says of a column, which leaves NaN out.
    # An engine that cannot be asked, such as SQLite, has no NaN.
    if look.connection.has_operation(IsNan):
        usable &= ~weight.isnan()
    names = [column, *questions]
    texts = {f"c{at}": as_text(look.table[name]) for at, name in enumerate(names)}
    found = look.table.filter(answered & ~usable).select(**texts).limit(1).execute()
    for row in found.itertuples(index=False):
        shown = [None if pd.isna(text) else str(text) for text in row]
        file, number = locate(look.files, dict(zip(names, shown, strict=True)))
        yield WEIGHT_UNUSABLE.at(file, number, column, shown[0])
