"""The public data folder: every table in every format, descriptions, databases, archives."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from publicrecord.cache import input_key, write_step
from publicrecord.catalogues.croissant import write_croissant
from publicrecord.catalogues.csvw import write_csvw
from publicrecord.catalogues.dcat import Publication, write_dcat
from publicrecord.catalogues.sdmx.data import ENDING, write_sdmx_csv
from publicrecord.catalogues.sdmx.data_structure import shapes
from publicrecord.catalogues.sdmx.structure_message import FILE, write_structure
from publicrecord.files.archives import closure, write_zip
from publicrecord.files.databases import write_duckdb_script, write_sqlite
from publicrecord.files.json_files import write_json, write_json_lines
from publicrecord.files.package import checksums, published_descriptor
from publicrecord.files.parquet import write_parquet
from publicrecord.files.plain_workbook import write_plain_workbook
from publicrecord.files.published import published_csv
from publicrecord.files.row_order import with_typical_rows_first
from publicrecord.files.sheets import PLAIN, WORKBOOK
from publicrecord.files.shown_table import is_written
from publicrecord.files.table import Table, tables
from publicrecord.files.table_workbook import write_workbook
from publicrecord.indicators.shown import topics_of
from publicrecord.language import Language
from publicrecord.outputs import new_file
from publicrecord.record.codes import Codes
from publicrecord.record.contract import SHOWN_TABLE
from publicrecord.record.descriptor import DESCRIPTOR
from publicrecord.record.package import Record, Row, rows

CHECKSUMS = "sha256sums.txt"


def write_tables(record: Record, written: Mapping[str, bytes], folder: Path) -> None:
    """Write each table in the formats that depend on no language; those that did not change come
    from the cache. record: as published. written: the CSV of each table."""
    for table in tables(record):
        content = written[table.name]
        write_step(
            folder, ("table", *_about(table), content), partial(_write_table, table, content)
        )


def _about(table: Table) -> tuple[object, ...]:
    """What the files of a table are made from beside its CSV."""
    return table.resource, table.version, table.caveats, table.settings.texts_hashes


def write_workbooks(
    record: Record, written: Mapping[str, bytes], folder: Path, epoch: int, language: Language
) -> None:
    """Write the workbooks of each table in a language, those that changed. record, written: as in
    `write_tables`."""
    codes, named = Codes(record), input_key(rows(record.table("codes")))
    sources = {row["source_id"]: row for row in rows(record.table("sources"))}
    for table in tables(record):
        cited = {key: sources[key] for key in table.sources}
        inputs = ("workbooks", language.code, *_about(table), cited, named)
        inputs += (written[table.name], epoch)
        write_step(folder, inputs, partial(_write_workbooks, table, language, codes, cited, epoch))


def write_topics(record: Record, folder: Path) -> None:
    """Write the shown values of each topic; those that did not change come from the cache. record:
    as published."""
    resource, frame = record.resource(SHOWN_TABLE), record.table(SHOWN_TABLE)
    for topic, rows_of_topic in topics_of(frame):
        mine = with_typical_rows_first(rows_of_topic)
        part = replace(record, tables=record.tables | {SHOWN_TABLE: mine})
        table = Table(resource, mine, record.version, record.settings)
        content = published_csv(part, SHOWN_TABLE)
        inputs = ("topic", topic, *_about(table), content)
        write_step(folder / SHOWN_TABLE, inputs, partial(_write_topic, table, topic, content))


def write_sdmx(record: Record, epoch: int, folder: Path) -> None:
    """Write the tables of figures in SDMX, with the structures they refer to. record: as
    published."""
    figures = shapes(tables(record))
    write_structure(record, figures, new_file(folder / FILE), epoch)
    for shape in figures:
        write_sdmx_csv(record, shape, new_file(folder / f"{shape.table.stem}.{ENDING}"))


def write_data(record: Record, folder: Path, epoch: int, publication: Publication) -> None:
    """Write what describes and packs the tables of `folder`, once for all languages. record: as
    published."""
    listed = tables(record)
    shutil.copyfile(record.folder / "LICENSE", new_file(folder / "LICENSE"))
    package = published_descriptor(record.descriptor, folder)
    new_file(folder / DESCRIPTOR).write_bytes(package)
    write_csvw(listed, folder)
    write_croissant(record, listed, folder, publication.site_url)
    write_dcat(record, listed, folder, publication)
    name = record.settings.name
    write_sqlite(listed, new_file(folder / f"{name}.sqlite"))
    write_duckdb_script(listed, name, new_file(folder / f"{name}.duckdb.sql"))
    _write_archives(record, listed, folder, epoch)
    new_file(folder / CHECKSUMS).write_text(checksums(folder), encoding="utf-8")


def _write_table(table: Table, content: bytes, folder: Path) -> None:
    """Write one table in every format that needs no other; content: of its CSV."""
    stem = folder / table.stem
    new_file(stem.with_suffix(".csv")).write_bytes(content)
    if is_written(table.name, "json"):
        write_json(table, new_file(stem.with_suffix(".json")))
    write_json_lines(table, new_file(stem.with_suffix(".jsonl")))
    write_parquet(table, new_file(stem.with_suffix(".parquet")))


def _write_workbooks(
    table: Table, language: Language, codes: Codes, sources: Mapping[str, Row],
    epoch: int, folder: Path,
) -> None:  # fmt: skip
    """Write the workbooks of one table."""
    stem = folder / table.stem
    plain = new_file(stem.with_suffix(f".{language.code}.{PLAIN}"))
    write_plain_workbook(table, language, codes, sources, plain, epoch)
    if is_written(table.name, WORKBOOK):
        workbook = new_file(stem.with_suffix(f".{language.code}.{WORKBOOK}"))
        write_workbook(table, language, workbook, epoch)


def _write_topic(table: Table, topic: str, content: bytes, folder: Path) -> None:
    """Write the shown values of one topic. content: of their CSV."""
    new_file(folder / f"{topic}.csv").write_bytes(content)
    write_parquet(table, new_file(folder / f"{topic}.parquet"))


def _write_archives(record: Record, listed: list[Table], folder: Path, epoch: int) -> None:
    languages, name = record.settings.languages, record.settings.name
    for topic in record.topics:
        chosen = closure(listed, [table for table in listed if table.resource["topic"] == topic])
        file = new_file(folder / f"{name}-{topic}.zip")
        write_zip(chosen, record.descriptor, folder, file, languages, epoch)
    parquet = tuple(folder / f"{table.stem}.parquet" for table in listed)
    extra = (*parquet, folder / f"{name}.duckdb.sql")
    file = new_file(folder / f"{name}.zip")
    write_zip(listed, record.descriptor, folder, file, languages, epoch, extra)
