"""The code lists of SDMX, from the tables that keep our codes: names in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from publicrecord.catalogues.sdmx.data_structure import (
    AGENCY,
    NOT_APPLICABLE,
    OBS_STATUS,
    DataStructure,
    columns,
    version,
)
from publicrecord.record.package import Record, Row, rows

Words = tuple[tuple[str, str], ...]
# Table of a key -> the columns of its names and of its meanings, without their language.
NAMED = {
    "measures": ("name", "definition"),
    "items": ("text", ""),
    "surveys": ("name", "population"),
}
TITLES = {"unit": (("en", "Units"), ("id", "Satuan"))}
# Of SDMX:CL_OBS_STATUS(2.0), the codes that we use.
STANDARD_VERSION = "2.0"
STANDARD_STATUSES = {
    "A": "Normal value",
    "L": "Missing value; data exist but were not collected",
    "O": "Missing value",
    "P": "Provisional value",
    "Q": "Missing value; suppressed",
    "U": "Low reliability",
}
NONE = (("en", "Not applicable"), ("id", "Tidak berlaku"))


@dataclass(frozen=True)
class Code:
    """One code, its names and its meanings: pairs of language and text."""

    code: str
    names: Words
    meanings: Words = ()


@dataclass(frozen=True)
class CodeList:
    """One list. partial: whether the list has more codes than are told."""

    name: str
    titles: Words
    codes: tuple[Code, ...]
    version: str
    agency: str = AGENCY
    partial: bool = False


def code_lists(record: Record, shapes: list[DataStructure]) -> dict[str, CodeList]:
    """The lists that the tables use, by the table or list they are made from."""
    keys = {key for shape in shapes for key in columns(shape.table)}
    coded = {name for name in record.table("codes")["code_list"].unique() if name in keys}
    tables = {_table_of(shape, column) for shape in shapes for column in shape.dimensions}
    made = {name: _of_codes(record, name) for name in sorted(coded)}
    made |= {name: _of_table(record, name) for name in sorted(tables - {""})}
    made[OBS_STATUS] = CodeList(
        "CL_OBS_STATUS",
        (("en", "Observation status"),),
        tuple(Code(code, (("en", text),)) for code, text in STANDARD_STATUSES.items()),
        STANDARD_VERSION,
        agency="SDMX",
        partial=True,
    )
    return made


def listed_by(lists: dict[str, CodeList], shape: DataStructure, column: str) -> str:
    """The key in `lists` of a column's codes; empty where its cells are free text."""
    table = _table_of(shape, column)
    return table or (column if column in lists else "")


def _table_of(shape: DataStructure, column: str) -> str:
    """The table that a column's own foreign key points to, where we have names for its keys."""
    for key in shape.table.resource["schema"].get("foreignKeys", []):
        target = str(key["reference"]["resource"])
        if key["fields"] == column and target in (*NAMED, "sources", "waves"):
            return target
    return ""


def _of_codes(record: Record, name: str) -> CodeList:
    frame = record.table("codes")
    listed = rows(frame[frame["code_list"] == name])
    codes = tuple(
        Code(row["code"], _words(row, "name"), _words(row, "definition")) for row in listed
    )
    titles = TITLES.get(name, (("en", name.replace("_", " ").capitalize()),))
    return CodeList(f"CL_{name.upper()}", titles, (*codes, _NO_CODE), version(record.version))


def _of_table(record: Record, name: str) -> CodeList:
    resource = record.resource(name)
    key, titles = resource["schema"]["primaryKey"], _words(resource, "title")
    codes = tuple(Code(str(row[key]), *_told(name, row, key)) for row in rows(record.table(name)))
    return CodeList(f"CL_{name.upper()}", titles, (*codes, _NO_CODE), version(record.version))


def _told(name: str, row: Row, key: str) -> tuple[Words, Words]:
    """Names and meanings of a row; a source's title is in the language of the source."""
    if name == "sources":
        return (("und", row["title"]),), (("und", row["url"]),)
    if name == "waves":
        return (("en", f"Wave {row[key]}"), ("id", f"Gelombang {row[key]}")), ()
    names, meanings = NAMED[name]
    return _words(row, names), _words(row, meanings) if meanings else ()


def _words(row: Row, stem: str) -> Words:
    """A text in both languages; in descriptors English is the plain key."""
    english = row[f"{stem}_en"] if f"{stem}_en" in row else row[stem]
    return (("en", english), ("id", row[f"{stem}_id"]))


_NO_CODE = Code(NOT_APPLICABLE, NONE)
