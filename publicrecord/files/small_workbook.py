"""A table of a few rows as a workbook of one sheet, for the many small files of places.

A library writes 6 kB and takes some ms for each, most of it styles and themes that such a table
does not use. This has the four parts that the format (ECMA-376) requires, and a sheet: texts are
in their cells, so that no program takes one for a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FORMATS = "http://schemas.openxmlformats.org"
MAIN = f'xmlns="{FORMATS}/spreadsheetml/2006/main"'
LINKS = f"{FORMATS}/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DAY = (1980, 1, 1, 0, 0, 0)  # the first that an archive can have, so that the bytes repeat
PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{FORMATS}/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sheet.xml" ContentType="{TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{FORMATS}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook {MAIN} xmlns:r="{LINKS}"><sheets>'
        '<sheet name="data" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{FORMATS}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{LINKS}/worksheet" Target="sheet.xml"/></Relationships>'
    ),
}


def small_workbook(table: Iterable[Iterable[object]]) -> bytes:
    """A workbook with these rows; numbers are numbers, empty texts empty cells."""
    rows = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in table)
    sheet = f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, part in {**PARTS, "xl/sheet.xml": sheet}.items():
            archive.writestr(ZipInfo(name, DAY), HEAD + part, ZIP_DEFLATED)
    return packed.getvalue()


def _cell(value: object) -> str:
    if value == "":
        return "<c/>"
    if isinstance(value, int | float):
        return f"<c><v>{value!r}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
