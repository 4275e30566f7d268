"""The arithmetic of derived values: `17568342 [gh-map23] - 5509055 [okezone-210223]`.

Each number names the source it was taken from. `sum(place_figures)` adds the rows of a
table with the same measure, period and source as the derived row.
"""

from __future__ import annotations

import re

TERM = r"(\d+(?:\.\d+)?) \[([a-z0-9-]+)\]"
FORMULA = re.compile(rf"{TERM}(?: [+\-*] {TERM})*")
STEP = re.compile(rf"(?:^|([+\-*]) ){TERM}")
TABLE_SUM = re.compile(r"sum\(([a-z_]+_figures)\)")


def table_of(formula: str) -> str | None:
    """The table that a formula adds up, or None for a formula of numbers."""
    match = TABLE_SUM.fullmatch(formula)
    return match.group(1) if match else None


def terms(formula: str) -> list[tuple[str, float, str]]:
    """Sign, number and source of each term, from left to right.

    Raises ValueError if the formula is not numbers with sources joined by + - *.
    """
    if not FORMULA.fullmatch(formula):
        raise ValueError(formula)
    return [(sign or "+", float(number), source) for sign, number, source in STEP.findall(formula)]


def result(formula: str) -> float:
    """What the formula gives; terms are worked from left to right."""
    value = 0.0
    for sign, number, _source in terms(formula):
        if sign == "*":
            value *= number
        else:
            value += number if sign == "+" else -number
    return value
