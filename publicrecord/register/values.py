"""Cells of a register that cannot be read as what register.yml says that they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import ibis
import pandas as pd
from ibis.expr.operations import TryCast
from ibis.expr.types import Table as Expression

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_, Message
from publicrecord.record.patterns import in_words
from publicrecord.register.cells import (
    NO,
    THREE_NUMBERS,
    YES,
    Cells,
    as_text,
    day_text,
    flag_words,
)
from publicrecord.register.files import kind_of
from publicrecord.register.locate import locate
from publicrecord.register.mapping import DAYS, YES_OR_NO, Mapping
from publicrecord.register.places import CATEGORIES, NOT_STATED
from publicrecord.register.profile import AGES, YOUNGEST, age_of, category_words

CELL_UNFIT = Rule(
    "register-cell-unfit",
    N_('"{value}" is not {form}.'),
    N_("Write {form} in every row of this column, or leave a cell empty if nothing is known."),
)
CELL_ERROR = Rule(
    "register-cell-error",
    N_('"{value}" is the error message of a spreadsheet, not a value.'),
    N_("Correct the formula in the spreadsheet, or empty the cell, and save the file again."),
)
DATE_EITHER = Rule(
    "register-date-order",
    N_('The dates of this column, such as "{value}", can begin with the day or with the month.'),
    N_(
        "Write date_order: day-month-year or date_order: month-day-year in register.yml, or write "
        "the dates like 2001-08-22."
    ),
)
DATE_SERIAL = Rule(
    "register-date-serial",
    N_('"{value}" is not a date. A spreadsheet uses this number for {day}.'),
    N_("Format the column as dates like 2001-08-22 in the spreadsheet, and save the file again."),
)
YEAR_SHORT = Rule(
    "register-year-short",
    N_('"{value}" is a year of two digits, which can belong to either century.'),
    N_("Write the year with four digits, such as 1985."),
)
YEAR_IS_DATE = Rule(
    "register-year-is-date",
    N_('"{value}" is a date, but this column must contain years of birth.'),
    N_("Make a column that contains only the year, such as 1985, and name it in register.yml."),
)
DECIMAL_COMMA = Rule(
    "register-decimal-comma",
    N_('"{value}" is written with a comma.'),
    N_("Write decimals with a point and thousands without a separator: 1.25, 1250."),
)
NUMBER_IN_TEXT = Rule(
    "register-number-in-text",
    N_('"{value}" is a number together with a text.'),
    N_("Write only the number: {number}."),
)
NUMBER_ROUNDED = Rule(
    "register-number-rounded",
    N_('"{value}" is a number that a spreadsheet has rounded. Its last digits are lost.'),
    N_("Export the column again as text, without opening the file in a spreadsheet."),
)
CATEGORY_UNKNOWN = Rule(
    "register-category-unknown",
    N_('The category of "{value}" is missing in register.yml.'),
    N_(
        'Add the word to register.yml, under categories, {trait}: "{value}": CATEGORY. The '
        "categories: {allowed}."
    ),
)
FLAG_UNKNOWN = Rule(
    "register-flag-unknown",
    N_('"{value}" is neither true nor false.'),
    N_('Add the word to register.yml, under categories, {name}: "{value}": true, or false.'),
)
PERSON_MISSING = Rule(
    "register-person-missing",
    N_("A row has no identifier of a person. Rows without one would be taken for one person."),
    N_("Write an identifier in every row, the same for the same person in every release."),
)
AGE_IMPOSSIBLE = Rule(
    "register-age-impossible",
    N_(
        "More than {allowed} of the rows have an age below {youngest} or of {oldest} and above. "
        'This row, with "{value}", is an example.'
    ),
    N_(
        "Correct the column. Ages outside of this range count as not stated, which is allowed for "
        "a few rows only: see faulty_share_allowed in register.yml."
    ),
)
ANSWER_OUTSIDE = Rule(
    "register-answer-outside",
    N_('The answer "{value}" is not between 0 and {most}. It may be a code for no answer.'),
    N_("Empty the cells of people who gave no answer, and leave only the answers of the scale."),
)

WHOLE = r"^[+-]?[0-9]{1,9}([.]0*)?$"
NUMBER = r"^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?$"
YEAR = r"^(19|20)[0-9]{2}([.]0*)?$"
YEARS = (1900, 2099)  # the same as numbers
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T].*)?$"
A_WHOLE, A_YEAR = N_("a whole number such as 12"), N_("a year such as 1985")
A_DAY, A_NUMBER = N_("a date such as 2001-08-22"), N_("a number such as 1.25")
A_DAY_IN_ORDER = N_("a date in the order {order} of register.yml")
FORMS: dict[str, tuple[str, Message]] = {
    "wave": (WHOLE, A_WHOLE),
    "age": (WHOLE, A_WHOLE),
    "birth_year": (YEAR, A_YEAR),
    "weight": (NUMBER, A_NUMBER),
    **dict.fromkeys(DAYS, (DAY, A_DAY)),
}
NO_IDENTIFIER = ["", "-", "--", ".", "?", "n/a", "na", "nan", "none", "null", "#n/a", "nil"]
ROUNDED = r"^[0-9]([.,][0-9]+)?[eE][+][0-9]+$"
SERIALS = (30_000, 60_000)  # 1982 to 2064
MOST_ANSWER = 10
MOST_WORDS, MOST_CELLS = 20, 3
"""So many different words of a category are named, and so many other cells of a column."""


@dataclass(frozen=True)
class Look:
    """A register that is looked at: what an engine opened, and the files that it comes from."""

    connection: Any
    table: Expression
    mapping: Mapping
    files: list[Path]

    def different(self, unfit: Any, value: Any, most: int) -> list[str | None]:
        """The first different texts of a column for which this is true."""
        found = self.table.filter(unfit).select(cell=as_text(value)).distinct()
        cells = found.order_by("cell").limit(most).execute()["cell"]
        return [None if pd.isna(cell) else str(cell) for cell in cells]

    def first(self, unfit: Any, columns: list[str]) -> tuple[str, int | None, list[str | None]]:
        """The first row, in the order of these columns, of those for which this is true: its file,
        its number and the texts of the columns; no texts if there is none."""
        texts = {f"c{at}": as_text(self.table[column]) for at, column in enumerate(columns)}
        found = self.table.filter(unfit).select(**texts).order_by(list(texts)).limit(1).execute()
        for row in found.itertuples(index=False):
            cells = [None if pd.isna(cell) else str(cell) for cell in row]
            return *locate(self.files, dict(zip(columns, cells, strict=True))), cells
        return "", None, []

    def at(self, rule: Rule, column: str, value: str | None, **details: object) -> Finding:
        """A finding where this value occurs first."""
        file, row = locate(self.files, {column: value})
        return rule.at(file, row, column, value, **details)


@dataclass(frozen=True)
class Check:
    """What is looked for in a column. unfit: which rows have it. say: the finding for a cell.
    most: so many different cells are named."""

    column: str
    unfit: Any
    say: Callable[[str, str | None], Finding]
    most: int = MOST_CELLS


def value_faults(look: Look) -> Iterator[Finding]:
    """Cells that cannot be read, column by column: of each the first different ones."""
    unread = list(_broken(look, list(_checks(look))))
    yield from unread or _broken(look, list(_later_checks(look)))


def _broken(look: Look, checks: list[Check]) -> Iterator[Finding]:
    """What the checks find."""
    for check, found in zip(checks, _asked(look, checks), strict=True):
        if found:
            for cell in look.different(check.unfit, look.table[check.column], check.most):
                yield check.say(check.column, cell)


def _asked(look: Look, checks: list[Check]) -> list[bool]:
    """Whether each check finds anything, in one query. Of Parquet each is a part of its own, which
    reads one column and stops at the first cell; of what is read by rows all read them together."""
    if not checks:
        return []
    if look.files and kind_of(look.files[0]) == "parquet":
        cells = (look.table.filter(check.unfit).limit(1) for check in checks)
        first = [rows.select(check=ibis.literal(at)) for at, rows in enumerate(cells)]
        broken = set(ibis.union(*first, distinct=False).execute()["check"])
        return [at in broken for at in range(len(checks))]
    asked = {f"c{at}": check.unfit.any() for at, check in enumerate(checks)}
    found = look.table.aggregate(**asked).execute().iloc[0].fillna(False)
    return [bool(found[name]) for name in asked]


def _checks(look: Look) -> Iterator[Check]:
    for name, column in look.mapping.columns.items():
        value = look.table[column]
        text = as_text(value)
        if name in FORMS:
            yield from _form(look, column, *FORMS[name])
        elif name == "person":
            yield from _identifier(look, column, text)
        elif value.type().is_boolean() and name not in look.mapping.categories:
            continue
        elif name in YES_OR_NO:
            yes, no = flag_words(look.mapping, name)
            known = text.lower().isin([*YES, *NO]) | text.isin([*yes, *no])
            yield Check(column, text.notnull() & ~known, partial(_say_word, look, name))
        elif name in CATEGORIES:
            known = text.isin(list(category_words(look.mapping, name)))
            say = partial(_say_word, look, name)
            yield Check(column, text.notnull() & ~known, say, MOST_WORDS)
    for column in look.mapping.satisfaction.values():
        yield from _form(look, column, NUMBER, A_NUMBER)


def _identifier(look: Look, column: str, text: Any) -> Iterator[Check]:
    value = look.table[column]
    missing = value.isnull()
    if not value.type().is_integer():
        missing |= text.isnull() | text.lower().isin(NO_IDENTIFIER)
        yield Check(column, text.re_search(ROUNDED), partial(look.at, NUMBER_ROUNDED), 1)
    yield Check(column, missing, partial(look.at, PERSON_MISSING), 1)


def _later_checks(look: Look) -> Iterator[Check]:
    """Of columns that can be read."""
    for column in look.mapping.satisfaction.values():
        outside = ~Cells(look.table, look.mapping).number(column).between(0, MOST_ANSWER)
        yield Check(column, outside, partial(look.at, ANSWER_OUTSIDE, most=MOST_ANSWER))


def _form(look: Look, column: str, form: str, words: Message) -> Iterator[Check]:
    value = look.table[column]
    kind = value.type()
    if (form == WHOLE and kind.is_integer()) or (form == NUMBER and kind.is_numeric()):
        return
    if form == DAY and (kind.is_date() or kind.is_timestamp()):
        return
    text = day_text(value, look.mapping) if form == DAY else as_text(value)
    unfit = ~text.re_search(form)
    if form == YEAR and kind.is_integer():
        unfit = ~value.between(*YEARS)
    if form == DAY and look.connection.has_operation(TryCast):
        unfit |= text.try_cast("date").isnull()
    yield Check(column, text.notnull() & unfit, partial(_say_form, look, form, words))


def _say_form(look: Look, form: str, words: Message, column: str, cell: str | None) -> Finding:
    order = look.mapping.date_order
    if form == DAY and order and re.search(THREE_NUMBERS, str(cell)):
        return look.at(CELL_UNFIT, column, cell, form=in_words(A_DAY_IN_ORDER, order=order))
    rule, details = _cause(str(cell), form, words)
    return look.at(rule, column, cell, **details)


def _say_word(look: Look, name: str, column: str, cell: str | None) -> Finding:
    if str(cell).startswith("#"):
        return look.at(CELL_ERROR, column, cell)
    if name in YES_OR_NO:
        return look.at(FLAG_UNKNOWN, column, cell, name=name)
    allowed = ", ".join([*CATEGORIES[name], NOT_STATED])
    return look.at(CATEGORY_UNKNOWN, column, cell, trait=name, allowed=allowed)


def _cause(cell: str, form: str, words: Message) -> tuple[Rule, dict[str, object]]:
    """The rule that a cell breaks which is not in a form: the most likely cause."""
    if cell.startswith("#"):
        return CELL_ERROR, {}
    if form == DAY and re.search(THREE_NUMBERS, cell):
        return DATE_EITHER, {}
    if form == DAY and re.fullmatch(r"[0-9]{5}([.][0-9]*)?", cell):
        serial = int(float(cell))
        if SERIALS[0] < serial < SERIALS[1]:
            return DATE_SERIAL, {"day": date(1899, 12, 30) + timedelta(days=serial)}
    if form == YEAR and re.fullmatch(r"[0-9]{2}([.]0*)?", cell):
        return YEAR_SHORT, {}
    if form == YEAR and re.search(f"{DAY}|{THREE_NUMBERS}", cell):
        return YEAR_IS_DATE, {}
    if form in (NUMBER, WHOLE) and re.fullmatch(r"[+-]?[0-9.]*,[0-9]+", cell):
        return DECIMAL_COMMA, {}
    if re.fullmatch(ROUNDED, cell):
        return NUMBER_ROUNDED, {}
    number = re.findall(r"[0-9]+", cell)
    if form == WHOLE and len(number) == 1 and re.search(r"[^\W\d]", cell):
        return NUMBER_IN_TEXT, {"number": number[0]}
    return CELL_UNFIT, {"form": words}


def age_faults(look: Look) -> Iterator[Finding]:
    """An example of an age that nobody in the programme has, if many rows have one; for columns
    without value_faults."""
    name = next((name for name in ("age", "birth_year") if name in look.mapping.columns), None)
    if name is None:
        return
    age = age_of(Cells(look.table, look.mapping))
    impossible = (age < YOUNGEST) | (age >= AGES[-1])
    found = look.table.aggregate(rows=look.table.count(), odd=impossible.sum())
    rows, odd = found.execute().iloc[0]
    if pd.notna(odd) and odd > look.mapping.faulty_share_allowed * rows:
        column = look.mapping.columns[name]
        for cell in look.different(impossible, look.table[column], 1):
            yield look.at(
                AGE_IMPOSSIBLE, column, cell, youngest=YOUNGEST, oldest=AGES[-1],
                allowed=f"{look.mapping.faulty_share_allowed:.2%}",
            )  # fmt: skip
