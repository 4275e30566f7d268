"""What may be right and is worth a second look: `check` says it and does not refuse it.

What can only be wrong is an error: a word in two alphabets, digits after an apostrophe, quotation
marks around a key or a number. A text in quotation marks may be a quotation, a name may begin with
an apostrophe ('Aisyiyah), and the sources may contradict each other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pandas as pd

from publicrecord.characters import QUOTES
from publicrecord.findings import Finding, Rule
from publicrecord.language import N_, Language, Text
from publicrecord.record.cell_slips import alike
from publicrecord.record.claims import VALUELESS
from publicrecord.record.descriptor import names_of
from publicrecord.record.package import Record, Row, records

FAR_VALUE = Rule(
    "value-far-from-others",
    N_(
        "The value {number} is more than {times} times or less than 1/{times} of every other value "
        "that was published of the same figure: {others}."
    ),
    N_(
        "Check the number of digits in the source. If the source says so, explain it in "
        "comparisons.csv, or give the value the status unfit with the reason."
    ),
)
ALIKE = Rule(
    "rows-alike",
    N_('"{value}" and "{other}" in row {first} differ in their spelling only ({column}).'),
    N_("If both are the same thing, keep one row, and write its spelling wherever it is named."),
)
ABOVE_WHOLE = Rule(
    "value-above-whole",
    N_(
        "{number} ({measure}, {source}) is more than {other} ({whole}, {other_source}), though of "
        "the same wave, period and place it counts only a part."
    ),
    N_(
        "Check both numbers and what they count in the sources. If both are right, explain it in "
        "comparisons.csv."
    ),
)
IN_MARKS = Rule(
    "text-in-marks",
    N_('The text begins with an apostrophe or is in quotation marks: "{value}".'),
    N_(
        "If a spreadsheet or a word processor put the marks there, delete them. A text that the "
        "source itself puts in quotation marks keeps them."
    ),
)
MARKUP = Rule(
    "text-markup",
    N_('The text contains code of a web page ({word}), which readers would see: "{value}".'),
    N_("Delete the code, or write the character that it means."),
)
FAR = 10.0
LISTED = 3
CODE = re.compile(
    r"</?(?:a|b|br|div|em|i|li|p|span|strong|sub|sup|u|ul)\b[^>]*>"
    r"|&(?:amp|apos|gt|lt|nbsp|quot|#[0-9]+|#x[0-9a-fA-F]+);"
)
MARKED = re.compile(r"['’‘`][^'’‘`]*$|[\"“”„][^\"“”„]*[\"“”„]$|['‘`][^'’‘`]*['’`]$")
SAME_THING = {"sources": (("title", "publisher"), ("url",))}
"""Columns that name a thing besides its key, by table."""


def find(record: Record, claims: pd.DataFrame) -> Iterator[Finding]:
    """Everything that is worth a second look."""
    yield from far_values(record, claims)
    yield from above_whole(record, claims)
    yield from _alike(record)
    yield from _odd_texts(record)


def far_values(
    record: Record, claims: pd.DataFrame, claim_ids: Iterable[str] | None = None
) -> Iterator[Finding]:
    """A finding for each claim that is FAR times every other source's value of its figure, or a
    FAR-th of it. A comparison explains its claims. claim_ids: only those are looked at."""
    explained, valued = _explained(record), _valued(claims)
    several = valued[valued["figure_id"].duplicated(keep=False)]
    columns = ["claim_id", "figure_id", "table", "row", "value", "source_id", "as_of"]
    figures = defaultdict[str, list[Row]](list)
    for row in records(several[columns]):
        figures[row["figure_id"]].append(row)
    wanted = None if claim_ids is None else set(claim_ids)
    for rows in figures.values():
        rows = [row for row in rows if row["claim_id"] not in explained]
        far = [row for row in rows if _is_far(row, rows)]
        if wanted is not None:
            far = [row for row in far if row["claim_id"] in wanted]
        for row in far[-1:] if len(rows) == len(far) else far:
            others = [other for other in rows if other["source_id"] != row["source_id"]]
            yield FAR_VALUE.at(
                record.file(row["table"]), row["row"], "value", row["claim_id"],
                number=_number(row["value"]), times=int(FAR), others=_listed(others),
            )  # fmt: skip


def _explained(record: Record) -> set[str]:
    """The claims that a comparison explains."""
    return {claim for listed in record.table("comparisons")["claims"] for claim in listed.split()}


def _valued(claims: pd.DataFrame) -> pd.DataFrame:
    return claims[claims["value"].notna() & ~claims["status"].isin({*VALUELESS, "unfit"})]


def above_whole(
    record: Record, claims: pd.DataFrame, claim_ids: Iterable[str] | None = None
) -> Iterator[Finding]:
    """A finding for each claim on a part that is more than the whole (setting at_most), where both
    are shown or both are of one source. A comparison explains its claims. claim_ids: only pairs
    with one of these are looked at."""
    wanted = None if claim_ids is None else set(claim_ids)
    at_most, explained, valued = record.settings.at_most, _explained(record), _valued(claims)
    wholes = defaultdict[tuple[str, ...], list[Row]](list)
    for row in records(valued[valued["measure_id"].isin(at_most.values())]):
        wholes[_key(row, row["measure_id"])].append(row)
    for row in records(valued[valued["measure_id"].isin(at_most)]):
        for whole in wholes[_key(row, at_most[row["measure_id"]])]:
            compared = row["source_id"] == whole["source_id"] or (row["chosen"] and whole["chosen"])
            pair = {row["claim_id"], whole["claim_id"]}
            looked_at = not explained & pair and (wanted is None or wanted & pair)
            if compared and looked_at and row["value"] > whole["value"]:
                yield ABOVE_WHOLE.at(
                    record.file(row["table"]), row["row"], "value", row["claim_id"],
                    number=_number(row["value"]), other=_number(whole["value"]),
                    measure=row["measure_id"], whole=whole["measure_id"],
                    source=row["source_id"], other_source=whole["source_id"],
                )  # fmt: skip
                break


def _key(row: Row, measure: str) -> tuple[str, ...]:
    """What two figures that are compared have in common; measure: the one that is the whole."""
    return (measure, *(part for part in row["figure_id"].split("/") if part != row["measure_id"]))


def _is_far(row: Row, rows: list[Row]) -> bool:
    """Whether a value is far from that of every other source."""
    others = [abs(other["value"]) for other in rows if other["source_id"] != row["source_id"]]
    value = abs(row["value"])
    return bool(others) and all(
        max(value, other) > FAR * min(value, other) and max(value, other) > FAR for other in others
    )


def _number(value: float) -> Text:
    return lambda language: language.number(value)


def _listed(rows: list[Row]) -> Text:
    def said(language: Language) -> str:
        shown = [f"{language.number(row['value'])} ({row['source_id']})" for row in rows[:LISTED]]
        return language.listed(shown) + (", …" if len(rows) > LISTED else "")

    return said


def _alike(record: Record) -> Iterator[Finding]:
    """Rows of lists of things, such as sources, whose names are spellings of one."""
    for resource in record.descriptor["resources"]:
        name, frame = resource["name"], record.table(resource["name"])
        key = names_of(resource["schema"]["primaryKey"])
        texts = {f["name"] for f in resource["schema"]["fields"] if f["type"] == "string"}
        named = [(key[0],)] if len(key) == 1 and key[0] in texts and not _is_code(key[0]) else []
        for columns in [*named, *SAME_THING.get(name, ())]:
            if set(columns) <= set(frame.columns):
                yield from _spelled(record.file(name), frame, columns)


def _is_code(column: str) -> bool:
    """Whether signs and capitals tell keys apart: codes (1.11 and 11.1), and names as sources print
    them."""
    return column.split("_")[-1] in ("code", "printed")


def _spelled(file: str, frame: pd.DataFrame, columns: tuple[str, ...]) -> Iterator[Finding]:
    seen: dict[str, tuple[int, str]] = {}
    for row in records(frame.dropna(subset=list(columns))[["row", *columns]]):
        text = " · ".join(row[column] for column in columns)
        plain = alike(text.removeprefix("https://").removeprefix("http://").removeprefix("www."))
        first, other = seen.setdefault(plain, (row["row"], text))
        if first != row["row"] and (text != other or len(columns) > 1):
            yield ALIKE.at(file, row["row"], ", ".join(columns), text, other=other, first=first)


def _odd_texts(record: Record) -> Iterator[Finding]:
    """Texts that begin with the apostrophe of a spreadsheet, that are in quotation marks, or that
    have code of a web page."""
    for resource in record.descriptor["resources"]:
        frame, file = record.table(resource["name"]), record.file(resource["name"])
        lines = frame["row"].tolist()
        for field in (field for field in resource["schema"]["fields"] if field["type"] == "string"):
            name = field["name"]
            for row, cell in zip(lines, frame[name].fillna("").tolist(), strict=True):
                if cell[:1] in QUOTES and MARKED.match(cell):
                    yield IN_MARKS.at(file, row, name, cell)
                if ("<" in cell or "&" in cell) and (code := CODE.search(cell)):
                    yield MARKUP.at(file, row, name, cell, word=code[0])
