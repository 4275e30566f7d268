"""A table as JSON, with what it is, and as JSON Lines, rows only."""

from __future__ import annotations

import json
from pathlib import Path

from publicrecord.files.table import Table
from publicrecord.json_text import json_text


def write_json(table: Table, file: Path) -> None:
    """One object: name, titles, version, licence, sources, citation, columns, and the rows."""
    content = {
        "name": table.name,
        **{
            key: table.resource[key]
            for key in table.settings.described_keys("title", "description")
        },
        "version": table.version,
        "licence": table.licence,
        "sources": table.sources,
        "caveats": table.caveats,
        "citation": table.citation(table.settings.source_language),
        "columns": [
            {
                **{k: v for k, v in field.items() if k not in ("constraints", "unit")},
                "units": table.units(field),
            }
            for field in table.fields
        ],
    }
    about = json.dumps(content, ensure_ascii=False, indent=1).removesuffix("\n}")
    rows = ",\n".join(json_text(row) for row in table.rows())
    file.write_text(f'{about},\n "rows": [\n{rows}\n]\n}}\n', encoding="utf-8")


def write_json_lines(table: Table, file: Path) -> None:
    """One object a row and line."""
    file.write_text("".join(json_text(row) + "\n" for row in table.rows()), encoding="utf-8")
