"""What pages say of a table: its dictionary, sample rows, coverage and files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from publicrecord.catalogues.dcat import endings
from publicrecord.context.site_context import SiteContext
from publicrecord.files.sheets import PLAIN, WORKBOOK
from publicrecord.files.table import Cell, Table
from publicrecord.language import Language

NAMES = {
    "csv": "CSV", "json": "JSON", "jsonl": "JSON Lines", "parquet": "Parquet",
    "sdmx.csv": "SDMX-CSV",
}  # fmt: skip


@dataclass(frozen=True)
class Field:
    """A column in words: name in the files, title, type, units, whether it must be filled, the
    table it points to, the codes it may hold (with their names) and its meaning."""

    name: str
    title: str
    type: str
    units: list[str]
    required: bool
    refers: str
    codes: list[tuple[str, str]]
    meaning: str


@dataclass(frozen=True)
class TableDescription:
    """A table in words.

    about: its description. sample: three rows, each cell with whether it is a number. coverage:
    how many rows have each status. count: of its rows. files: format and path below data/.
    """

    name: str
    title: str
    about: str
    fields: list[Field]
    sample: list[list[tuple[bool, str]]]
    coverage: list[tuple[str, int]]
    count: int
    files: list[tuple[str, str]]
    citation: str
    licence: str
    licence_title: str
    licence_address: str
    sources: list[str]


def described(content: SiteContext, table: Table, language: Language) -> TableDescription:
    """A table as pages describe it."""
    written = endings(table)
    workbooks = {
        f"{language.code}.{WORKBOOK}": "XLSX",
        f"{language.code}.{PLAIN}": language.gettext("XLSX, data first"),
    }
    return TableDescription(
        name=table.name,
        title=language.described(table.resource, "title"),
        about=language.described(table.resource, "description"),
        fields=[_field(content, table, field, language) for field in table.fields],
        sample=sample(table),
        coverage=coverage(table),
        count=len(table.frame),
        files=[
            (name, f"{table.stem}.{ending}")
            for ending, name in (NAMES | workbooks).items()
            if ending in written
        ],
        citation=table.citation(language),
        licence=table.licence,
        licence_title=table.resource["licenses"][0]["title"],
        licence_address=table.resource["licenses"][0]["path"],
        sources=table.sources,
    )


def sample(table: Table) -> list[list[tuple[bool, str]]]:
    """Three rows: the first, one from the middle, the last; whether a number, and its text."""
    last = len(table.frame) - 1
    picked = sorted({0, last // 2, last}) if last >= 0 else []
    rows = replace(table, frame=table.frame.iloc[picked]).rows()
    return [[(_is_number(cell), _shown(cell)) for cell in row.values()] for row in rows]


def coverage(table: Table) -> list[tuple[str, int]]:
    """How many rows have each status, the most frequent first; nothing for tables without."""
    if "status" not in [field["name"] for field in table.fields]:
        return []
    counted = Counter(table.frame["status"])
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def _field(content: SiteContext, table: Table, field: dict[str, Any], language: Language) -> Field:
    constraints = field.get("constraints", {})
    listed = set(constraints.get("enum", []))
    named = content.codes
    codes = [
        (code, named.name(field["name"], code, language))
        for code in named.listed(field["name"])
        if code in listed
    ]
    refers = [
        str(key["reference"]["resource"])
        for key in table.resource["schema"].get("foreignKeys", [])
        if field["name"] in key["fields"]
        and (isinstance(key["fields"], list) or key["fields"] == field["name"])
    ]
    return Field(
        name=field["name"],
        title=language.described(field, "title"),
        type=field["type"],
        units=[named.name("unit", unit, language) for unit in table.units(field)],
        required=bool(constraints.get("required")),
        refers=refers[0] if refers else "",
        codes=codes,
        meaning=language.described(field, "description"),
    )


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _shown(cell: Cell) -> str:
    """A cell as the files have it: without separators, so that a reader knows it again there."""
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)
