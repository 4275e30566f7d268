"""What pages say of a table: its dictionary, sample rows, coverage and files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from publicrecord.catalogues.dcat import endings
from publicrecord.context.addresses import source_path
from publicrecord.context.site_context import SiteContext
from publicrecord.files.table import Cell, Table
from publicrecord.language import Language
from publicrecord.pages.issue_link import issue_link

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


def table_words(content: SiteContext, table: Table, language: Language) -> dict[str, Any]:
    """What the templates say of a table."""
    name = f"{language.code}.xlsx"
    kinds = [ending for ending in endings(table) if ending in NAMES]
    return {
        "table": table,
        "title": _of(table.resource, "title", language),
        "about": _of(table.resource, "description", language),
        "fields": [_field(content, table, field, language) for field in table.fields],
        "sample": sample(table),
        "coverage": coverage(table),
        "count": len(table.frame),
        "files": [
            *((NAMES[kind], f"{table.stem}.{kind}") for kind in kinds),
            ("XLSX", f"{table.stem}.{name}"),
        ],
        "citation": table.citation(language),
        "source_path": lambda source_id: source_path(source_id, language.code),
        "report": issue_link(content.repository, f"{table.name}.csv"),
    }


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
        title=_of(field, "title", language),
        type=field["type"],
        units=[named.name("unit", unit, language) for unit in table.units(field)],
        required=bool(constraints.get("required")),
        refers=refers[0] if refers else "",
        codes=codes,
        meaning=_of(field, "description", language),
    )


def summary(about: dict[str, Any], language: Language) -> str:
    """What a search engine shows of the page."""
    return language.gettext("{title}: {about} {count} rows, with dictionary and files.").format(
        title=about["title"], about=about["about"], count=language.number(about["count"])
    )


def _of(words: dict[str, Any], key: str, language: Language) -> str:
    return language.described(words, key)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _shown(cell: Cell) -> str:
    """A cell as the files have it: without separators, so that a reader knows it again there."""
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)
