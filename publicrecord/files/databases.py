"""The whole record as one database: an SQLite file, and a script that makes a DuckDB file.

DuckDB writes a random identifier into every file, so that no two files are the same bytes;
what is published is the script, which loads the Parquet files beside it (docs/adr/0006).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from publicrecord.files.table import Cell, Table
from publicrecord.record.contract import SHOWN_TABLE
from publicrecord.record.descriptor import names_of

ROW = "row"
"""The primary key of a table whose own key has empty parts: the number of the row in its CSV."""
FIRST_ROW = 2  # below the header
SQLITE_TYPES = {
    "string": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "date": "TEXT",
    "boolean": "INTEGER",
}  # fmt: skip


def write_sqlite(tables: list[Table], file: Path) -> None:
    """All tables with their keys, a view of the shown values of each topic, and `columns`: title,
    unit and meaning of each column."""
    texts = tables[0].settings.described_keys("title", "description")
    described = ", ".join(f'"{text}" TEXT' for text in texts)
    database = sqlite3.connect(":memory:")  # so that a full disk is met by one write only
    try:
        for table in tables:
            database.execute(_create(table))
            columns = _listed([field["name"] for field in table.fields])
            holes = ", ".join("?" * len(table.fields))
            if not table.has_whole_key:
                columns, holes = f'{columns}, "{ROW}"', f"{holes}, ?"
            database.executemany(
                f'INSERT INTO "{table.name}" ({columns}) VALUES ({holes})',  # noqa: S608 (names of the descriptor)
                _rows(table),
            )
        for view in _views(tables):
            database.execute(view)
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


def _rows(table: Table) -> Iterator[tuple[Cell, ...]]:
    """The rows as they are inserted: with their number where it is their key."""
    for number, row in enumerate(table.rows(), start=FIRST_ROW):
        cells = tuple(row.values())
        yield cells if table.has_whole_key else (*cells, number)


def _views(tables: list[Table]) -> Iterator[str]:
    """The statements that make a view of each topic of the shown values."""
    for table in tables:
        if table.name == SHOWN_TABLE:
            for topic in table.frame["topic"].unique():
                chosen = f'SELECT * FROM "{SHOWN_TABLE}" WHERE topic = {_quoted(topic)}'  # noqa: S608
                yield f'CREATE VIEW "{SHOWN_TABLE}_{topic}" AS {chosen}'


def _create(table: Table) -> str:
    """The table's definition, with the meaning of the table and of each column as comments, which
    SQLite keeps. A table whose key has empty parts gets a primary key of its own."""
    schema, language = table.resource["schema"], table.settings.source_language
    parts = [
        f'"{field["name"]}" {SQLITE_TYPES[field["type"]]}, -- {_one_line(language.meaning(field))}'
        for field in table.fields
    ]
    key = _listed(table.key)
    last = [f"PRIMARY KEY ({key})"]
    if not table.has_whole_key:
        parts.append(f'"{ROW}" INTEGER PRIMARY KEY, -- the row in the CSV file')
        last = [f"UNIQUE ({key})"]
    for foreign in schema.get("foreignKeys", []):
        target = foreign["reference"]
        last.append(
            f"FOREIGN KEY ({_listed(names_of(foreign['fields']))}) "
            f'REFERENCES "{target["resource"]}" ({_listed(names_of(target["fields"]))})'
        )
    about = _one_line(language.described(table.resource, "description"))
    body = "\n  ".join([f"-- {about}", *parts, ",\n  ".join(last)])
    return f'CREATE TABLE "{table.name}" (\n  {body}\n)'


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _listed(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


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
        language = table.settings.source_language
        about = language.described(table.resource, "description")
        lines += [
            "",
            f"CREATE TABLE \"{table.name}\" AS FROM read_parquet('{table.stem}.parquet');",
            f'COMMENT ON TABLE "{table.name}" IS {_quoted(about)};',
        ]
        for field in table.fields:
            meaning = language.meaning(field)
            lines.append(
                f'COMMENT ON COLUMN "{table.name}"."{field["name"]}" IS {_quoted(meaning)};'
            )
    lines += ["", *(f"{view};" for view in _views(tables))]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
