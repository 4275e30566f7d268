"""The traits of a person as one small number: the engine groups by one key in place of four."""

from __future__ import annotations

from typing import Any

import ibis
import numpy as np
from ibis.expr.types import Table as Expression
from numpy.typing import NDArray

from publicrecord.register.mapping import Mapping
from publicrecord.register.places import CATEGORIES

SIZES = {trait: len(names) + 1 for trait, names in CATEGORIES.items()}
"""The categories of each trait; the last is not-stated."""
UNCOUNTED = -1
AGES = [26, 36, 46, 56, 110]
"""Each category of age ends below one of these; the first begins at 18."""
PLAIN_WORDS = {"disability": {"true": "disability", "1": "disability", "false": "no-disability",
                              "0": "no-disability"}}  # fmt: skip


def traits_told(mapping: Mapping) -> list[str]:
    """The traits for which a register has columns."""
    born = {"age"} if {"birth_year", "registered_on"} <= set(mapping.columns) else set()
    return [trait for trait in CATEGORIES if trait in {*mapping.columns, *born}]


def profile(table: Expression, mapping: Mapping) -> Any:
    """The number of each row's combination of categories; a value that fits none, and a missing
    one, is not-stated."""
    number = ibis.literal(0)
    for trait, size in SIZES.items():
        number = number * size + _position(table, mapping, trait)
    return number.cast("int16")


def categories_of(profiles: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
    """For each trait the position of its category, from numbers made by `profile`."""
    positions = np.unravel_index(profiles, list(SIZES.values()))
    return dict(zip(SIZES, positions, strict=True))


def _position(table: Expression, mapping: Mapping, trait: str) -> Any:
    last = SIZES[trait] - 1
    if trait not in traits_told(mapping):
        return ibis.literal(last)
    if trait == "age":
        age = _age(table, mapping.columns)
        below = [(age < end, place) for place, end in enumerate(AGES)]
        return ibis.cases((age < 18, last), *below, else_=last)
    value = table[mapping.columns[trait]]
    names = CATEGORIES[trait]
    words = {name: name for name in names} | PLAIN_WORDS.get(trait, {})
    words |= mapping.categories.get(trait, {})
    place_of = {word: names.index(name) for word, name in words.items() if name in names}
    if value.type().is_boolean():
        yes, no = (place_of.get(word, last) for word in ("true", "false"))
        return ibis.cases((value.isnull(), last), (value, yes), else_=no)
    text = value.cast("string")
    fits = [[word for word, at in place_of.items() if at == place] for place in range(last)]
    return ibis.cases(*((text.isin(fit), place) for place, fit in enumerate(fits)), else_=last)


def _age(table: Expression, columns: dict[str, str]) -> Any:
    if "age" in columns:
        return table[columns["age"]]
    return table[columns["registered_on"]].cast("date").year() - table[columns["birth_year"]]
