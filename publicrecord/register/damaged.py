"""A file of a register that is not what its name says, or not the whole of it."""

from __future__ import annotations

from pathlib import Path

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_, Message

FILE_EMPTY = Rule(
    "register-file-empty",
    N_("The file is empty."),
    N_("Copy the file again from its origin, or remove it from the folder."),
)
FILE_CUT = Rule(
    "register-file-cut",
    N_("The file was cut short: its end is missing."),
    N_("Copy the file again from its origin, and compare the sizes of the two files."),
)
FILE_SPOILT = Rule(
    "register-file-damaged",
    N_("This file of the register cannot be read. The reading program reports: {reason}."),
    N_("Copy the file again from its origin. It may be incomplete or damaged."),
)
FILE_IS_OTHER = Rule(
    "register-file-other",
    N_("The content of the file does not fit its name: it is {found}."),
    N_(
        "Save the table as CSV in the encoding UTF-8 or as Parquet. To change only the name of a "
        "file does not change what it contains."
    ),
)
NO_ROWS = Rule(
    "register-file-no-rows",
    N_("The file has no rows."),
    N_("Copy the file again from its origin, or remove it from the folder."),
)
BEGINNINGS: list[tuple[bytes, Message]] = [
    (b"PK\x03\x04", N_("a workbook of a spreadsheet or a ZIP archive")),
    (b"PK\x05\x06", N_("an empty ZIP archive")),
    (b"\x1f\x8b", N_("a compressed file (gzip)")),
    (b"BZh", N_("a compressed file (bzip2)")),
    (b"\xfd7zXZ", N_("a compressed file (xz)")),
    (b"\x28\xb5\x2f\xfd", N_("a compressed file (zstd)")),
    (b"7z\xbc\xaf", N_("a 7z archive")),
    (b"Rar!", N_("a RAR archive")),
    (b"PAR1", N_("a Parquet file")),
    (b"\xd0\xcf\x11\xe0", N_("a workbook of an old spreadsheet")),
    (b"<stata_dta>", N_("a Stata file")),
    (b"SQLite format 3", N_("a database (SQLite)")),
    (b"$FL2", N_("a file of SPSS")),
    (b"%PDF", N_("a PDF document")),
    (b"{\\rtf", N_("a text document (RTF)")),
    (b"<?xml", N_("a document in XML")),
    (b"<html", N_("a web page, perhaps the message of a failed download")),
    (b"<!doctype", N_("a web page, perhaps the message of a failed download")),
    (b"version https://git-lfs", N_("the address of a file in Git LFS, not the file")),
]
PLAIN_TEXT = N_("plain text")
TAR = (257, b"ustar")


def damaged(file: Path, error: Exception) -> Finding:
    """The finding for a file that a program could not read."""
    first = (str(error).splitlines() or [""])[0]
    return FILE_SPOILT.at(file.name, reason=first[:200].rstrip("."))


def both_ends(file: Path, last: int) -> tuple[bytes, bytes]:
    """The beginning of a file, by which `content_of` knows it, and so many of its last bytes."""
    with file.open("rb") as stream:
        beginning = stream.read(512)
        stream.seek(max(file.stat().st_size - last, 0))
        return beginning, stream.read()


def content_of(beginning: bytes) -> Message | None:
    """What a file is by its first bytes, if it is none of plain text."""
    start = beginning.lstrip(b"\xef\xbb\xbf \t\r\n")
    for sign, words in BEGINNINGS:
        if beginning.startswith(sign) or start[: len(sign)].lower() == sign:
            return words
    if beginning[TAR[0] :].startswith(TAR[1]):
        return N_("a TAR archive")
    return None
