"""The form of a table file: UTF-8 without a mark, commas, lines that end with LF, cells without
blanks around them.

Spreadsheets write other forms. A table in another form is refused by name rather than read as
something that it does not say; `fixes` offers what can be corrected without a choice.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from publicrecord.characters import BLANKS
from publicrecord.findings import Finding, Rule
from publicrecord.language import N_, Language, Message, Text
from publicrecord.record.table_file import SEPARATORS, TableFile

OFFERED = N_("Run `python build.py check --fix | git apply`, which corrects this automatically.")

BYTE_ORDER_MARK = Rule(
    "file-byte-order-mark",
    N_("The file begins with a byte order mark (BOM), an invisible character that Excel adds."),
    OFFERED,
)
LINE_ENDS = Rule(
    "file-line-ends",
    N_("The lines of the file end in the style of {system}, so that every line would count as "
       "changed."),
    OFFERED,
)  # fmt: skip
SEPARATOR = Rule(
    "file-separator",
    N_("The columns are separated by {sign} instead of commas."),
    OFFERED,
)
EMPTY_COLUMNS = Rule(
    "columns-empty",
    N_("On the right of the table there are empty columns without a name: {count}."),
    OFFERED,
)
SAVED = Rule(
    "file-saved-by-spreadsheet",
    N_("A spreadsheet program saved this file in its own form: {signs}."),
    OFFERED,
)
PACKED = Rule(
    "rows-in-one-cell",
    N_('The whole row is in one cell, between quotation marks: "{value}".'),
    OFFERED,
)
BLANKS_AROUND = Rule(
    "cell-blanks-around",
    N_('The cell begins or ends with a space: "{value}".'),
    OFFERED,
)
NOT_COMPOSED = Rule(
    "cell-not-composed",
    N_(
        'In "{value}", a letter and its accent are stored as two separate characters '
        "instead of one (Unicode NFC)."
    ),
    OFFERED,
)
SYSTEMS = {"\r\n": N_("Windows (CR LF)"), "\r": N_("old Macs (CR)")}
# What of the whole file is another form, for the sentence of SAVED.
SIGNS: dict[Rule, Message] = {
    BYTE_ORDER_MARK: N_("a byte order mark"),
    LINE_ENDS: N_("lines that end as in {system}"),
    SEPARATOR: N_("{sign} between the columns"),
    EMPTY_COLUMNS: N_("empty columns on the right"),
}


def find(table: TableFile, name: str) -> Iterator[Finding]:
    """What is unusual in the form of a whole file; `name` is the file as it is shown. Several signs
    of a spreadsheet program are one finding."""
    found = list(_signs(table, name))
    if len(found) > 1:
        yield SAVED.at(name, signs=_listed(found))
    else:
        yield from found
    for index in sorted(table.packed):
        yield PACKED.at(name, index + 1, value=table.lines[index])


def _signs(table: TableFile, name: str) -> Iterator[Finding]:
    if table.marked:
        yield BYTE_ORDER_MARK.at(name)
    for end, system in SYSTEMS.items():
        if end in table.ends:
            yield LINE_ENDS.at(name, system=system)
    if table.separator in SEPARATORS:
        yield SEPARATOR.at(name, sign=SEPARATORS[table.separator])
    if table.empty_columns:
        yield EMPTY_COLUMNS.at(name, table.head + 1, count=table.empty_columns)


def _listed(found: list[Finding]) -> Text:
    def said(language: Language) -> str:
        return language.listed(
            [
                language.gettext(SIGNS[finding.rule]).format(
                    **{key: language.gettext(str(word)) for key, word in finding.details.items()}
                )
                for finding in found
            ]
        )

    return said


def tidy(cell: str) -> str:
    """A cell without blanks around it, its letters composed."""
    stripped = cell.strip(BLANKS)
    return stripped if stripped.isascii() else unicodedata.normalize("NFC", stripped)


def cell_form(cell: str) -> Rule | None:
    """The rule of the form that a cell breaks, if it breaks one."""
    if cell.strip(BLANKS) != cell:
        return BLANKS_AROUND
    if not cell.isascii() and not unicodedata.is_normalized("NFC", cell):
        return NOT_COMPOSED
    return None
