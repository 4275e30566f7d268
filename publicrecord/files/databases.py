"""The whole record as one database: an SQLite file, and a script that makes a DuckDB file.

DuckDB writes a random identifier into every file, so that no two files are the same bytes;
what is published is the script, which loads the Parquet files beside it (docs/adr/0006).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from publicrecord.files.table import Table

SQLITE_TYPES = {
    "string": "TEXT", "integer": "INTEGER", "number": "REAL", "date": "TEXT", "boolean": "INTEGER",
}  # fmt: skip


def write_sqlite(tables: list[Table], file: Path) -> None:
    """All tables with their keys, and `columns`: title, unit and meaning of each column."""
    texts = tables[0].settings.described_keys("title", "description")
    described = ", ".join(f'"{text}" TEXT' for text in texts)
    database = sqlite3.connect(":memory:")  # so that a full disk is told by one write alone
    try:
        for table in tables:
            database.execute(_create(table))
            holes = ", ".join("?" * len(table.fields))
            database.executemany(
                f'INSERT INTO "{table.name}" VALUES ({holes})',  # noqa: S608 (names of the descriptor)
                (tuple(row.values()) for row in table.rows()),
            )
        database.execute(
            f'CREATE TABLE "columns" ("table" TEXT, "column" TEXT, {described}, "units" TEXT, '
            'PRIMARY KEY ("table", "column"))'
        )
        holes = ", ".join("?" * (len(texts) + 3))
        for table in tables:
            database.executemany(
                f'INSERT INTO "columns" VALUES ({holes})',  # noqa: S608 (question marks only)
                _dictionary(table, texts),
            )
        database.commit()
        database.execute("VACUUM")
        file.write_bytes(database.serialize())
    finally:
        database.close()


def _create(table: Table) -> str:
    """The table's definition; a key with an empty part cannot be a primary key, so all are
    unique constraints."""
    schema = table.resource["schema"]
    parts = [f'"{field["name"]}" {SQLITE_TYPES[field["type"]]}' for field in table.fields]
    parts.append(f"UNIQUE ({_names(schema['primaryKey'])})")
    for key in schema.get("foreignKeys", []):
        target = key["reference"]
        parts.append(
            f"FOREIGN KEY ({_names(key['fields'])}) "
            f'REFERENCES "{target["resource"]}" ({_names(target["fields"])})'
        )
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(parts) + "\n)"


def _names(columns: Any) -> str:
    listed = [columns] if isinstance(columns, str) else columns
    return ", ".join(f'"{column}"' for column in listed)


def _dictionary(table: Table, texts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for field in table.fields:
        words = (field.get(key, "") for key in texts)
        yield (table.name, field["name"], *words, ", ".join(table.units(field)))


def write_duckdb_script(tables: list[Table], name: str, file: Path) -> None:
    """SQL for `duckdb <name>.duckdb < <name>.duckdb.sql`, run beside the Parquet files."""
    lines = [
        "-- Makes a DuckDB database of the whole record. Run it beside the Parquet files:",
        f"-- duckdb {name}.duckdb < {name}.duckdb.sql",
    ]
    for table in tables:
        spoken = table.settings.source_language
        about = spoken.described(table.resource, "description")
        lines += [
            "",
            f"CREATE TABLE \"{table.name}\" AS FROM read_parquet('{table.stem}.parquet');",
            f'COMMENT ON TABLE "{table.name}" IS {_quoted(about)};',
        ]
        for field in table.fields:
            meaning = spoken.meaning(field)
            lines.append(
                f'COMMENT ON COLUMN "{table.name}"."{field["name"]}" IS {_quoted(meaning)};'
            )
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
