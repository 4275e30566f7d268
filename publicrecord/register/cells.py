"""The cells of a register as what they mean: a text, a number, a day, yes or no."""

from __future__ import annotations

from typing import Any

import ibis
from ibis.expr.types import Table as Expression

from publicrecord.register.mapping import DATE_ORDERS, Mapping

YES, NO = ["true", "1", "1.0"], ["false", "0", "0.0"]
"""Whatever capitals they are written in."""
THREE_NUMBERS = "^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})([ T].*)?$"
"""A date whose year is last; register.yml says whether the day or the month is first."""


class Cells:
    """The columns of a table by our names; values.py refuses cells that do not fit beforehand."""

    def __init__(self, table: Expression, mapping: Mapping) -> None:
        self.table, self.mapping = table, mapping

    def raw(self, name: str) -> Any:
        """A column by our name."""
        return self.table[self.mapping.columns[name]]

    def text(self, name: str) -> Any:
        """A column by our name as texts, missing where empty."""
        return as_text(self.raw(name))

    def written(self, name: str) -> Any:
        """A column by our name as texts, as they are in the register."""
        value = self.raw(name)
        return value if value.type().is_string() else value.cast("string")

    def code(self, name: str) -> Any:
        """The same without spaces around them; where nothing is left they may be empty or missing.
        An engine makes them once for each different cell."""
        text = self.written(name)
        return text.strip() if self.raw(name).type().is_string() else text

    def missing(self, name: str) -> Any:
        """Whether a cell of a column by our name is empty."""
        value = self.raw(name)
        empty = value.isnull()
        return empty | (value.strip() == "") if value.type().is_string() else empty

    def whole(self, name: str) -> Any:
        """Whole numbers; a text may say 12 or 12.0."""
        value = self.raw(name)
        if value.type().is_integer():
            return value.cast("int64")
        return self.text(name).cast("float64").cast("int64")

    def number(self, column: str) -> Any:
        """A column by the name that it has in the register."""
        value = self.table[column]
        return (as_text(value) if value.type().is_string() else value).cast("float64")

    def day(self, name: str) -> Any:
        """Days; texts are read in the order that register.yml states."""
        value = self.raw(name)
        return (day_text(value, self.mapping) if value.type().is_string() else value).cast("date")

    def flag(self, name: str) -> Any:
        """Whether the cell says yes, and not no or nothing."""
        value = self.raw(name)
        if self.is_boolean(name):
            return value.fill_null(False)  # noqa: FBT003
        yes, _no = flag_words(self.mapping, name)
        text = self.text(name).fill_null("")
        return text.lower().isin(YES) | text.isin(yes)

    def is_boolean(self, name: str) -> bool:
        """Whether a column needs no words for yes and no."""
        return self.raw(name).type().is_boolean() and name not in self.mapping.categories

    def unsaid(self, name: str) -> Any:
        """Whether a cell that says yes or no is empty, and register.yml does not say what that
        means."""
        if "" in self.mapping.categories.get(name, {}):
            return ibis.literal(False)  # noqa: FBT003
        return self.missing(name)


def as_text(value: Any) -> Any:
    """Cells as texts without spaces around them, missing where nothing is left."""
    return value.strip().nullif("") if value.type().is_string() else value.cast("string")


def flag_words(mapping: Mapping, name: str) -> tuple[list[str], list[str]]:
    """The words for yes and for no that register.yml adds for a column."""
    words = mapping.categories.get(name, {})
    return [w for w, is_ in words.items() if is_ == "true"], [
        w for w, is_ in words.items() if is_ == "false"
    ]


def day_text(value: Any, mapping: Mapping) -> Any:
    """Dates as texts like 2001-08-22, from whatever order register.yml states."""
    text = as_text(value)
    if not mapping.date_order:
        return text
    year, month, day = (
        text.re_extract(THREE_NUMBERS, at).lpad(2, "0") for at in DATE_ORDERS[mapping.date_order]
    )
    turned = year + "-" + month + "-" + day
    return text.re_search(THREE_NUMBERS).ifelse(turned, text)
