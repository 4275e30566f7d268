"""Weights of answers that cannot be summed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_

from ibis.expr.operations import IsNan

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.register.cells import Cells
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
    file, row, texts = look.first(answered & ~usable, [column, *questions])
    if texts:
        yield WEIGHT_UNUSABLE.at(file, row, column, texts[0])
