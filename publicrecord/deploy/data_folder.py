"""The public data folder: every table in every format, descriptions, databases, archives."""

from __future__ import annotations

import shutil
from pathlib import Path

from publicrecord.catalogues.croissant import write_croissant
from publicrecord.catalogues.csvw import write_csvw
from publicrecord.catalogues.dcat import write_dcat
from publicrecord.catalogues.sdmx.data import ENDING, write_sdmx_csv
from publicrecord.catalogues.sdmx.data_structure import shapes
from publicrecord.catalogues.sdmx.structure_message import FILE, write_structure
from publicrecord.files.archives import closure, write_zip
from publicrecord.files.databases import write_duckdb_script, write_sqlite
from publicrecord.files.json_files import write_json, write_json_lines
from publicrecord.files.package import checksums, published_descriptor
from publicrecord.files.parquet import write_parquet
from publicrecord.files.table import Table, tables
from publicrecord.files.table_workbook import write_workbook
from publicrecord.outputs import new_file
from publicrecord.record.descriptor import DESCRIPTOR, TOPICS
from publicrecord.record.package import Record

CHECKSUMS = "sha256sums.txt"
SQLITE, DUCKDB_SCRIPT = "prakerja.sqlite", "prakerja.duckdb.sql"


def archive_name(topic: str = "") -> str:
    """The archive of a topic, or of all."""
    return f"prakerja-{topic}.zip" if topic else "prakerja.zip"


def write_data(record: Record, folder: Path, epoch: int, site_root: str) -> None:
    """Write everything to `folder`, once for both languages; site_root as in write_folder."""
    listed, languages = tables(record), record.settings.languages
    for table in listed:
        path = table.resource["path"]
        shutil.copyfile(record.folder / path, new_file(folder / path))
        stem = folder / table.stem
        write_json(table, new_file(stem.with_suffix(".json")))
        write_json_lines(table, new_file(stem.with_suffix(".jsonl")))
        write_parquet(table, new_file(stem.with_suffix(".parquet")))
        for language in languages:
            workbook = new_file(stem.with_suffix(f".{language.code}.xlsx"))
            write_workbook(table, language, workbook, epoch)
    _write_sdmx(record, listed, folder, epoch)
    shutil.copyfile(record.folder / "LICENSE", new_file(folder / "LICENSE"))
    described = published_descriptor(record.descriptor, folder)
    new_file(folder / DESCRIPTOR).write_bytes(described)
    write_csvw(listed, folder)
    write_croissant(record, listed, folder, site_root)
    write_dcat(record, listed, folder, site_root)
    write_sqlite(listed, new_file(folder / SQLITE))
    write_duckdb_script(listed, new_file(folder / DUCKDB_SCRIPT))
    _write_archives(record, listed, folder, epoch)
    new_file(folder / CHECKSUMS).write_text(checksums(folder), encoding="utf-8")


def _write_sdmx(record: Record, listed: list[Table], folder: Path, epoch: int) -> None:
    figures = shapes(listed)
    write_structure(record, figures, new_file(folder / FILE), epoch)
    for shape in figures:
        write_sdmx_csv(shape, new_file(folder / f"{shape.table.stem}.{ENDING}"))


def _write_archives(record: Record, listed: list[Table], folder: Path, epoch: int) -> None:
    languages = record.settings.languages
    for topic in TOPICS:
        chosen = closure(listed, [table for table in listed if table.resource["topic"] == topic])
        file = new_file(folder / archive_name(topic))
        write_zip(chosen, record.descriptor, folder, file, languages, epoch)
    parquet = tuple(folder / f"{table.stem}.parquet" for table in listed)
    extra = (*parquet, folder / DUCKDB_SCRIPT)
    file = new_file(folder / archive_name())
    write_zip(listed, record.descriptor, folder, file, languages, epoch, extra)
