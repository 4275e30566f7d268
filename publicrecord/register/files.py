"""The files of a register: all of one kind, each whole and there once."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from publicrecord.findings import Finding, Rule, refuse
from publicrecord.language import N_
from publicrecord.register.csv_files import csv_faults
from publicrecord.register.mapping import FILE, Mapping
from publicrecord.register.parquet_files import parquet_faults, same_types
from publicrecord.register.stata_files import stata_faults

NO_FILES = Rule(
    "register-empty",
    N_("No Parquet, CSV or Stata file was found."),
    N_("Give the path of such a file, or of a folder that contains files of one of these kinds."),
)
KIND_UNREADABLE = Rule(
    "register-kind-unreadable",
    N_('Files whose name ends in "{value}" are not read.'),
    N_(
        "Save the table as CSV in the encoding UTF-8 or as Parquet, without an archive around it. "
        "Then remove this file from the folder."
    ),
)
KINDS_MIXED = Rule(
    "register-kinds-mixed",
    N_("The folder contains files of several kinds: {kinds}."),
    N_(
        "Leave the files of one kind in the folder. If files of two kinds contain the same people, "
        "they would be counted twice."
    ),
)
FILE_TWICE = Rule(
    "register-file-twice",
    N_("The file has the same content as {other}."),
    N_("Delete one of the two files. The people in it would be counted twice."),
)
KINDS = {".parquet": "parquet", ".csv": "csv", ".csv.gz": "csv", ".dta": "stata"}
NAMES = {"parquet": "Parquet", "csv": "CSV", "stata": "Stata"}
OTHER_TABLES = {
    ".7z", ".accdb", ".arrow", ".bz2", ".db", ".dbf", ".duckdb", ".feather", ".gz", ".json",
    ".jsonl", ".mdb", ".ods", ".orc", ".rar", ".rds", ".sas7bdat", ".sav", ".sqlite", ".tab",
    ".tar", ".tgz", ".tsv", ".xls", ".xlsb", ".xlsm", ".xlsx", ".xz", ".zip", ".zst",
}  # fmt: skip
"""Ends of names of files that may contain rows of participants too."""
SYNTHETIC = "SYNTHETIC.json"
"""Lies beside a register that bench/register_data.py made."""


def kind_of(file: Path) -> str:
    """parquet, csv or stata by the end of a file's name; empty for others."""
    name = file.name.lower()
    return next((kind for end, kind in KINDS.items() if name.endswith(end)), "")


def register_files(register: Path) -> list[Path]:
    """The data files of a register, in order. Raises ValidationFailed if there is none, or one
    that would be left out."""
    if register.is_file():
        files = [register]
    else:
        files = sorted(p for p in register.rglob("*") if p.is_file() and not _hidden(p, register))
    refuse(
        KIND_UNREADABLE.at(file.name, None, None, file.suffix)
        for file in files
        if not kind_of(file) and (register.is_file() or _may_be_table(file))
    )
    files = [file for file in files if kind_of(file)]
    kinds = {kind: sum(kind_of(f) == kind for f in files) for kind in sorted(map(kind_of, files))}
    if len(kinds) > 1:
        said = ", ".join(f"{NAMES[kind]} ({number})" for kind, number in kinds.items())
        refuse([KINDS_MIXED.at(register.name, kinds=said)])
    refuse([] if files else [NO_FILES.at(FILE)])
    return files


def files_left_out(register: Path) -> list[str]:
    """The names of files of the folder that are not read: notes, hidden files."""
    found = sorted(p for p in register.rglob("*") if p.is_file()) if register.is_dir() else []
    return [
        str(p.relative_to(register))
        for p in found
        if p.name not in (FILE, SYNTHETIC) and (not kind_of(p) or _hidden(p, register))
    ]


def _hidden(file: Path, register: Path) -> bool:
    """Whether a system or a spreadsheet keeps it for itself: .DS_Store, ~$table.csv."""
    return any(part.startswith((".", "~")) for part in file.relative_to(register).parts)


def _may_be_table(file: Path) -> bool:
    return file.suffix.lower() in OTHER_TABLES and file.name != SYNTHETIC


def check_files(files: list[Path], mapping: Mapping) -> bool:
    """Refuse files that are damaged, are there twice, or differ in types; whether any says that it
    is synthetic."""
    kind = kind_of(files[0])
    find = {"parquet": parquet_faults, "csv": csv_faults, "stata": stata_faults}[kind]
    refuse(finding for file in files for finding in find(file))
    refuse(_twice(files))
    if kind != "parquet":
        return False
    schemas = [(file, pq.read_schema(file)) for file in files]
    refuse(same_types(schemas, mapping))
    return any(b"synthetic" in (schema.metadata or {}) for _file, schema in schemas)


def _twice(files: list[Path]) -> Iterator[Finding]:
    sizes = defaultdict(list)
    for file in files:
        sizes[file.stat().st_size].append(file)
    for alike in sizes.values():
        first: dict[str, str] = {}
        for file in alike if len(alike) > 1 else []:
            with file.open("rb") as stream:
                content = hashlib.file_digest(stream, "sha256").hexdigest()
            if content in first:
                yield FILE_TWICE.at(file.name, other=first[content])
            first.setdefault(content, file.name)
