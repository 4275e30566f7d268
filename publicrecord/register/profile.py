"""The traits of a person as one small number: the engine groups by one key in place of four."""

from __future__ import annotations

from math import prod
from typing import Any

import ibis
import numpy as np
from numpy.typing import NDArray

from publicrecord.register.cells import NO, YES, Cells
from publicrecord.register.mapping import Mapping
from publicrecord.register.places import CATEGORIES, NOT_STATED

SIZES = {trait: len(names) + 1 for trait, names in CATEGORIES.items()}
"""The categories of each trait; the last is not-stated."""
YOUNGEST = 18
AGES = [26, 36, 46, 56, 110]
"""Each category of age ends below one of these; the first begins at YOUNGEST."""
PLAIN_WORDS = {
    "disability": {
        word: name
        for words, name in ((YES, "disability"), (NO, "no-disability"))
        for word in [*words, *(w.upper() for w in words), *(w.capitalize() for w in words)]
    }
}


def traits_counted(mapping: Mapping) -> list[str]:
    """The traits for which a register has columns."""
    born = {"age"} if {"birth_year", "registered_on"} <= set(mapping.columns) else set()
    return [trait for trait in CATEGORIES if trait in {*mapping.columns, *born}]


def profile(cells: Cells, mapping: Mapping) -> Any:
    """The number of each row's combination of categories; a value that fits none, and a missing
    one, is not-stated."""
    number = ibis.literal(0)
    for trait, size in SIZES.items():
        number = number * size + _position(cells, mapping, trait)
    return number.cast("int16")


def categories_of(profiles: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
    """For each trait the position of its category, from numbers made by `profile`."""
    positions = np.unravel_index(profiles, list(SIZES.values()))
    return dict(zip(SIZES, positions, strict=True))


def category_name(profiles: Any, trait: str) -> Any:
    """The category of a trait, from an expression made by `profile`."""
    below = prod(list(SIZES.values())[list(SIZES).index(trait) + 1 :])
    position = (profiles // below) % SIZES[trait]
    names = [*CATEGORIES[trait], NOT_STATED]
    return ibis.cases(*((position == at, name) for at, name in enumerate(names)), else_="")


def _position(cells: Cells, mapping: Mapping, trait: str) -> Any:
    last = SIZES[trait] - 1
    if trait not in traits_counted(mapping):
        return ibis.literal(last)
    if trait == "age":
        age = age_of(cells)
        below = [(age < end, place) for place, end in enumerate(AGES)]
        return ibis.cases((age < YOUNGEST, last), *below, else_=last)
    value = cells.raw(trait)
    words = category_words(mapping, trait)
    names = CATEGORIES[trait]
    place_of = {word: names.index(name) for word, name in words.items() if name in names}
    if value.type().is_boolean():
        yes, no = (place_of.get(word, last) for word in ("true", "false"))
        return ibis.cases((value.isnull(), last), (value, yes), else_=no)
    text = cells.text(trait).fill_null("") if "" in place_of else cells.code(trait)
    # Word by word, those of register.yml first: an engine takes longer to look in a list.
    return ibis.cases(*((text == word, at) for word, at in reversed(place_of.items())), else_=last)


def category_words(mapping: Mapping, trait: str) -> dict[str, str]:
    """What a cell may say of a trait, and the category that it means: the categories' own names,
    the plain words, and those of register.yml. A whole number may have a decimal, as in 1.0."""
    words = {name: name for name in [*CATEGORIES[trait], NOT_STATED]}
    words |= PLAIN_WORDS.get(trait, {}) | mapping.categories.get(trait, {})
    return words | {f"{word}.0": name for word, name in words.items() if word.isdigit()}


def age_of(cells: Cells) -> Any:
    """The age in years, as it is written or on the day of registration."""
    if "age" in cells.mapping.columns:
        return cells.whole("age")
    return cells.day("registered_on").year() - cells.whole("birth_year")
