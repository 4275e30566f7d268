"""The code lists of SDMX, from the tables that keep our codes: names in every language."""

from __future__ import annotations

from dataclasses import dataclass

from publicrecord.catalogues.sdmx.data_structure import (
    NOT_APPLICABLE,
    OBS_STATUS,
    PLACE,
    DataStructure,
    agency,
    area,
    columns,
    version,
)
from publicrecord.indicators.naming import FigureNames
from publicrecord.language import N_, SOURCE_LANGUAGE, Message
from publicrecord.record.package import Record, Row, rows
from publicrecord.record.place_codes import place_code

Words = tuple[tuple[str, str], ...]
# Table of a key -> the columns of its names and of its meanings, without their language.
NAMED = {
    "measures": ("name", "definition"),
    "items": ("text", ""),
    "surveys": ("name", "population"),
}
TITLES = {"unit": N_("Units")}
# Of SDMX:CL_OBS_STATUS(2.0), the codes that we use.
STANDARD_VERSION = "2.0"
STANDARD_STATUSES = {
    "A": "Normal value",
    "E": "Estimated value",
    "L": "Missing value; data exist but were not collected",
    "O": "Missing value",
    "P": "Provisional value",
    "Q": "Missing value; suppressed",
    "U": "Low reliability",
}
NONE, AREAS = N_("Not applicable"), N_("Places")


@dataclass(frozen=True)
class Code:
    """One code, its names and its meanings: pairs of language and text."""

    code: str
    names: Words
    meanings: Words = ()


@dataclass(frozen=True)
class CodeList:
    """One list. partial: whether the list has more codes than are listed."""

    name: str
    titles: Words
    codes: tuple[Code, ...]
    version: str
    agency: str
    partial: bool = False


def code_lists(record: Record, shapes: list[DataStructure]) -> dict[str, CodeList]:
    """The lists that the tables use, by the table or list they are made from."""
    keys = {key for shape in shapes for key in columns(shape.table)}
    coded = {name for name in record.table("codes")["code_list"].unique() if name in keys}
    tables = {_table_of(shape, column) for shape in shapes for column in shape.dimensions}
    made = {name: _of_codes(record, name) for name in sorted(coded)}
    made |= {name: _of_table(record, name) for name in sorted(tables - {""})}
    if any(PLACE in shape.dimensions for shape in shapes):
        made[PLACE] = _code_list(
            record, "area", in_languages(record, AREAS), _areas(record, shapes)
        )
    made[OBS_STATUS] = CodeList(
        "CL_OBS_STATUS",
        ((SOURCE_LANGUAGE, "Observation status"),),
        tuple(Code(code, ((SOURCE_LANGUAGE, text),)) for code, text in STANDARD_STATUSES.items()),
        STANDARD_VERSION,
        "SDMX",
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
        Code(row["code"], _words(record, row, "name"), _words(record, row, "definition"))
        for row in listed
    )
    own = name.replace("_", " ").capitalize()
    titles = in_languages(record, TITLES[name]) if name in TITLES else ((SOURCE_LANGUAGE, own),)
    return _code_list(record, name, titles, codes)


def _areas(record: Record, shapes: list[DataStructure]) -> tuple[Code, ...]:
    """The places that the tables name by code, from the country to the smallest."""
    settings, names = record.settings, FigureNames(record)
    used = {str(code) for s in shapes if PLACE in s.dimensions for code in s.table.frame[PLACE]}
    country = tuple((each.code, settings.country) for each in settings.source_first)
    found = {settings.country_code: country}
    for level in settings.geography.levels:
        is_named = level not in settings.geography.below
        for row in rows(record.table(level.table)) if level.table in record.tables else ():
            code = place_code(settings, level.name, str(row[level.code]))
            if code in used:
                found[code] = tuple(
                    (each.code, names.place(row[level.code], each) if is_named else row["name"])
                    for each in settings.source_first
                )
    return tuple(Code(area(code), called) for code, called in found.items())


def _of_table(record: Record, name: str) -> CodeList:
    resource = record.resource(name)
    key, titles = resource["schema"]["primaryKey"], _words(record, resource, "title")
    codes = tuple(
        Code(str(row[key]), *_described(record, name, row, key)) for row in rows(record.table(name))
    )
    return _code_list(record, name, titles, codes)


def _code_list(record: Record, name: str, titles: Words, codes: tuple[Code, ...]) -> CodeList:
    """A list of ours, and the code for what does not apply."""
    whole = (*codes, Code(NOT_APPLICABLE, in_languages(record, NONE)))
    own = agency(record.settings)
    return CodeList(f"CL_{name.upper()}", titles, whole, version(record.version), own)


def _described(record: Record, name: str, row: Row, key: str) -> tuple[Words, Words]:
    """Names and meanings of a row; a source's title is in the language of the source."""
    if name == "sources":
        return (("und", row["title"]),), (("und", row["url"]),)
    if name == "waves":
        return in_languages(record, N_("Wave {wave}"), wave=row[key]), ()
    names, meanings = NAMED[name]
    return _words(record, row, names), _words(record, row, meanings) if meanings else ()


def _words(record: Record, row: Row, stem: str) -> Words:
    """A text in every language; in descriptors English is the plain key."""
    return tuple(
        (language.code, row[name if (name := f"{stem}_{language.code}") in row else stem])
        for language in record.settings.source_first
    )


def in_languages(record: Record, message: Message, **words: object) -> Words:
    """A text of the catalogues in every language of the site, English first."""
    return tuple(
        (language.code, language.gettext(message).format(**words))
        for language in record.settings.source_first
    )
