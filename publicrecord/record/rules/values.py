"""Rules on one row of a figure table: value, unit, status, arithmetic, notes."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

import pandas as pd

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.record.arithmetic import result, table_of, terms
from publicrecord.record.claims import VALUELESS
from publicrecord.record.package import Record, Row, records
from publicrecord.record.periods import is_whole

UNIT = Rule(
    "unit-differs",
    N_('The unit "{value}" is not the unit of the measure {measure}.'),
    N_('Write the unit "{unit}", or choose another measure.'),
)
VALUE_MISSING = Rule(
    "value-missing",
    N_('The status is "{status}", but the value is empty.'),
    N_("Write the value, or change the status to not_known, not_published or suppressed."),
)
VALUE_UNEXPECTED = Rule(
    "value-unexpected",
    N_('The value is {value}, but with the status "{status}" the value must be empty.'),
    N_("Delete the value, or choose another status."),
)
PERCENT = Rule(
    "percent-out-of-range",
    N_('"{value}" is not a percentage between 0 and 100.'),
    N_("Correct the value, or choose a measure with another unit."),
)
COUNT = Rule(
    "count-not-whole",
    N_(
        '"{value}" is not a whole number of zero or more, but the unit {unit} is counted '
        "in whole numbers."
    ),
    N_("Write the number in full, with digits only: 200000, not 200.000, 0.2 or -200000."),
)
MEASURE_MISSING = Rule(
    "measure-missing",
    N_("The row has a number, but the column measure_id does not say what was counted."),
    N_("Write a measure from measures.csv in the column measure_id."),
)
NOTE = Rule(
    "reason-missing",
    N_('The row is marked "{value}", but the reason is missing.'),
    N_("Write the reason in every language, in the columns {columns}."),
)
ONE_LANGUAGE = Rule(
    "note-in-one-language",
    N_("The text is not written in every language."),
    N_("Write it in every language, in the columns {columns}."),
)
FORMULA_MISSING = Rule(
    "arithmetic-missing",
    N_('The status is "derived", but the calculation of the value is missing.'),
    N_(
        "Write the calculation in the column arithmetic, as numbers with their sources "
        "in square brackets, such as 5 [source-a] + 3 [source-b]."
    ),
)
FORMULA_UNREADABLE = Rule(
    "arithmetic-unreadable",
    N_('The calculation "{value}" is not written in the required form.'),
    N_(
        "Write numbers without separators of thousands, each with its source in square brackets, "
        "joined by the signs +, - or * of the keyboard, such as 5 [source-a] + 3 [source-b]."
    ),
)
FORMULA_SOURCE = Rule(
    "arithmetic-unpublished",
    N_(
        "The calculation uses {number} from the source {source}, but no row with this "
        "source has that value."
    ),
    N_(
        "Correct the number or the source in the calculation, or first add the row that "
        "gives the value."
    ),
)
FORMULA_RESULT = Rule(
    "arithmetic-differs",
    N_("The value is {value}, but the calculation in the column arithmetic gives {found}."),
    N_("Correct the value or the calculation."),
)


def find(record: Record, claims: pd.DataFrame, _dates: pd.DataFrame) -> Iterator[Finding]:
    """Every breach of the rules in this module."""
    measures = record.table("measures")
    units = dict(zip(measures["measure_id"], measures["unit"], strict=True))
    published = set(zip(claims["source_id"], claims["value"], strict=True))
    notes, measured = record.settings.columns("note"), record.settings.measured
    for row in records(claims):
        file = record.file(row["table"])
        yield from _value(file, row, units, measured)
        yield from _reasons(file, row, notes)
        yield from _arithmetic(file, row, claims, published)
    yield from _obstacles(record, units)
    yield from _every_language(record)


def _value(
    file: str, row: Row, units: dict[str, str], measured: frozenset[str]
) -> Iterator[Finding]:
    """What is wrong with a value; measured: the units that may have decimals or signs."""
    at, value, status, unit = row["row"], row["value"], row["status"], row["unit"]
    counted = units[row["measure_id"]]
    if unit != counted:
        yield UNIT.at(file, at, "unit", unit, measure=row["measure_id"], unit=counted)
    if status in VALUELESS:
        if pd.notna(value):
            yield VALUE_UNEXPECTED.at(file, at, "value", row["printed"], status=status)
        return
    if pd.isna(value):
        yield VALUE_MISSING.at(file, at, "value", status=status)
    elif counted == "percent" and not 0 <= value <= 100:
        yield PERCENT.at(file, at, "value", f"{value:g}")
    elif counted not in measured and (value < 0 or "." in str(row["printed"])):
        yield COUNT.at(file, at, "value", row["printed"], unit=counted)


def _reasons(file: str, row: Row, notes: tuple[str, ...]) -> Iterator[Finding]:
    for column, word in (("status", "unfit"), ("choice", "prefer")):
        if row[column] == word and any(pd.isna(row[note]) for note in notes):
            yield NOTE.at(file, row["row"], notes[0], word, columns=", ".join(notes))


def _arithmetic(
    file: str, row: Row, claims: pd.DataFrame, published: set[tuple[str, float]]
) -> Iterator[Finding]:
    formula, at, value = row["arithmetic"], row["row"], row["value"]
    if pd.isna(formula):
        if row["status"] == "derived":
            yield FORMULA_MISSING.at(file, at, "arithmetic")
        return
    table = table_of(formula)
    if table:
        found = _table_sum(claims, table, row)
    else:
        try:
            parts = terms(formula)
        except ValueError:
            yield FORMULA_UNREADABLE.at(file, at, "arithmetic", formula)
            return
        for _sign, number, source in parts:
            if (source, number) not in published:
                yield FORMULA_SOURCE.at(
                    file, at, "arithmetic", formula, number=f"{number:.12g}", source=source
                )
        found = result(formula)
    if pd.notna(value) and not isclose(found, value, rel_tol=1e-12, abs_tol=1e-6):
        yield FORMULA_RESULT.at(file, at, "value", row["printed"], found=f"{found:.12g}")


def _table_sum(claims: pd.DataFrame, table: str, row: Row) -> float:
    """The rows of a table with the measure, period and source of a derived row, added up; of one
    since the start, those that count all years together, on the same day if there are any."""
    parts = claims[
        (claims["table"] == table)
        & (claims["measure_id"] == row["measure_id"])
        & (claims["source_id"] == row["source_id"])
        & claims["arithmetic"].isna()
    ]
    if row["period"] != "cumulative":
        return float(parts.loc[parts["period"] == row["period"], "value"].sum())
    same_day = parts["as_of"].eq(row["as_of"])
    parts = parts[same_day] if same_day.any() else parts
    return float(parts.loc[is_whole(parts["period"]), "value"].sum())


def _obstacles(record: Record, units: dict[str, str]) -> Iterator[Finding]:
    """Obstacles may have a number; then it is a figure like any other."""
    if "obstacles" not in record.tables:
        return
    for row in records(record.table("obstacles")):
        if pd.notna(row["measure_id"]):
            yield from _value(record.file("obstacles"), row, units, record.settings.measured)
        elif pd.notna(row["value"]):
            yield MEASURE_MISSING.at(record.file("obstacles"), row["row"], "measure_id")


def _every_language(record: Record) -> Iterator[Finding]:
    for name, frame in record.tables.items():
        for texts in record.settings.texts_in(frame.columns):
            empty = frame[[*texts]].isna()
            for row in frame.loc[empty.any(axis=1) & ~empty.all(axis=1), "row"]:
                columns = ", ".join(texts)
                yield ONE_LANGUAGE.at(record.file(name), int(row), texts[0], columns=columns)
