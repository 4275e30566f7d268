"""A file of data/ that cannot be read as a table: what it is instead, and where it is damaged."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_, Message
from publicrecord.record.bounds import QUOTE_OPEN, UNREADABLE, row_fault

ENCODING = Rule(
    "file-encoding",
    N_(
        "The file is not encoded in UTF-8, but probably in {encoding}. Rows that cannot be read: "
        "{count}, such as {rows}."
    ),
    N_(
        'Open the last version from git, make the change again, and save it as "CSV UTF-8". '
        "The other formats named CSV lose letters."
    ),
)
CONFLICT = Rule(
    "file-merge-conflict",
    N_("A merge conflict was not resolved: the file contains lines of git, in rows {rows}."),
    N_(
        "Between these lines are both versions of the rows. Keep the rows that are right, and "
        "delete the other rows and the lines of git (<<<<<<<, =======, >>>>>>>)."
    ),
)
CUT_SHORT = Rule(
    "file-cut-short",
    N_('The file ends in the middle of a row, and perhaps rows are missing: "{value}".'),
    N_("Restore the last version of the file from git, and make your change again."),
)

EMPTY = N_("the file is empty")
POINTER = N_("it only says where Git LFS keeps the file")
WORKBOOK = N_("it is an Excel workbook (.xlsx)")
WEB_PAGE = N_("it is a web page (HTML), such as the error page of a server")
KINDS: list[tuple[bytes, Message]] = [
    (rb"PK\x03\x04.{0,200}opendocument", N_("it is an OpenDocument spreadsheet (.ods)")),
    (rb"PK\x03\x04.*(xl/|\[Content_Types\])", WORKBOOK),
    (rb"PK[\x03\x05]", N_("it is a ZIP archive, perhaps an Excel workbook (.xlsx)")),
    (rb"\xd0\xcf\x11\xe0", N_("it is an old Excel workbook (.xls)")),
    (rb"%PDF", N_("it is a PDF document")),
    (rb"\x1f\x8b|BZh|7z\xbc|Rar!|\xfd7zXZ|\x28\xb5\x2f\xfd", N_("it is a compressed file")),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF", N_("it is a picture")),
    (rb"PAR1|ARROW1", N_("it is a Parquet or Arrow file")),
    (rb"SQLite format 3", N_("it is a database")),
    (rb"\{\\rtf", N_("it is a text document (RTF)")),
    (rb"version https://git-lfs", POINTER),
    (rb"(?i)\s*<(!doctype|html|head|body|table|div|!--|\?xml.{0,500}<html)", WEB_PAGE),
    (rb"\s*<\?xml", N_("it is an XML document")),
    (rb"\s*[\[{]\s*[\"{\[\]}]", N_("it is a JSON file")),
    (rb"diff --git|--- a/|Index: ", N_("it is a list of changes (a diff)")),
]
UTF_16 = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\0\0\xfe\xff": "UTF-32"}
GIT_LINE = re.compile(rb"(?:<{7} |\|{7} |>{7} |={7}\s*$)")
SHOWN = 3


def find(raw: bytes, name: str, columns: int) -> Iterator[Finding]:
    """Why a file is not read as a table, if it is not; `name` is the file as it is shown.

    columns: how many the table has.
    """
    if not raw.strip(b"\xef\xbb\xbf \t\r\n,;"):
        yield UNREADABLE.at(name, reason=EMPTY)
        return
    for form, kind in KINDS:
        if re.match(form, raw[:2000], re.DOTALL):
            yield UNREADABLE.at(name, reason=kind)
            return
    if encoding := _wide(raw):
        yield ENCODING.at(name, 1, encoding=encoding, count=_count(raw), rows="1, 2, 3, …")
        return
    lines = re.split(b"\r\n|\n|\r", raw)
    if b"<<<<<<<" in raw or b">>>>>>>" in raw or b"\n=======" in raw:
        marks = [number for number, line in enumerate(lines, 1) if GIT_LINE.match(line)]
        if marks:
            yield CONFLICT.at(name, marks[0], rows=_listed(marks, 12))
            return
    yield from _damaged(lines, name, columns)


def _damaged(lines: list[bytes], name: str, columns: int) -> Iterator[Finding]:
    """Rows that are no text, too long, or whose quotation marks are not closed."""
    last = len(lines) if lines[-1] else 0
    unread: list[int] = []
    for number, line in enumerate(lines, 1):
        if fault := row_fault(line, name, number):
            cut = number == last and number > 1 and fault.rule in (QUOTE_OPEN, UNREADABLE)
            yield _cut(line, name, number) if cut else fault
            return
        if not line.isascii() and not _is_utf_8(line):
            if number == last and number > 1 and _is_cut(line) and not unread:
                yield _cut(line, name, number)
                return
            unread.append(number)
    if unread:
        encoding, rows = _encoding(lines, unread), _listed(unread)
        yield ENCODING.at(name, unread[0], encoding=encoding, count=len(unread), rows=rows)
        return
    if last > 2 and lines[-1].count(b",") < columns - 1 == lines[0].count(b","):
        yield _cut(lines[-1], name, last)


def _cut(line: bytes, name: str, row: int) -> Finding:
    return CUT_SHORT.at(name, row, value=line.decode("utf-8", "replace"))


def _listed(rows: list[int], most: int = SHOWN) -> str:
    return ", ".join(map(str, rows[:most])) + (", …" if len(rows) > most else "")


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_cut(line: bytes) -> bool:
    """Whether a line ends within a letter."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.end == len(line) > error.start and error.reason == "unexpected end of data"
    return False


def _wide(raw: bytes) -> str:
    """The encoding of a text whose letters have two or four bytes; empty for another."""
    for mark, encoding in UTF_16.items():
        if raw.startswith(mark):
            return encoding
    start = raw[:400]
    return "UTF-16" if len(start) < 3 * start.count(b"\0") < 2 * len(start) else ""


def _count(raw: bytes) -> int:
    """How many lines a file has."""
    return raw.count(b"\n") or raw.count(b"\r") or 1


def _encoding(lines: list[bytes], rows: list[int]) -> str:
    """The encoding that rows are probably in: what spreadsheets on Windows or on Macs write."""
    signs = [byte for row in rows for byte in lines[row - 1] if byte > 127]
    macs = sum(byte in b"\x8e\x8f\x90\x91\x8a\x87\x96\xd2\xd3\xd4\xd5\xd0\xd1" for byte in signs)
    if macs * 2 > len(signs):
        return "Mac Roman"
    return "Windows-1252" if any(128 <= byte < 160 for byte in signs) else "Latin-1 / Windows-1252"
