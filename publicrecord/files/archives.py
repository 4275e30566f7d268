"""Archives: the tables of a topic, or all, with README, licence, citation and dictionary.

The archive of a topic also holds the tables that its keys point to, so that the package
inside is whole.
"""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from publicrecord.cache import cached, input_key
from publicrecord.characters import inert
from publicrecord.csv_text import csv_text
from publicrecord.files.citation import data_citation
from publicrecord.files.package import published_descriptor
from publicrecord.files.table import Table
from publicrecord.language import N_, Language
from publicrecord.record.descriptor import DESCRIPTOR

README = N_(
    "This archive holds tables of the public record of {programme}, data version {version}.\n"
    "datapackage.json describes them for programs, dictionary.csv for people: every column\n"
    "with its type, unit and meaning. Each row is a claim: one source's value of a figure.\n"
    "Sources that contradict each other stand side by side. An empty value is never zero;\n"
    "the column status says whether it is not known, not published or withheld.\n"
    "This is not the programme's own site. Terms: see LICENSE and the licence of each table.\n"
    "Please cite: {citation}"
)


def closure(tables: list[Table], wanted: list[Table]) -> list[Table]:
    """The wanted tables and all that their foreign keys reach, in the order of `tables`."""
    by_name = {table.name: table for table in tables}
    reached: set[str] = set()
    waiting = [table.name for table in wanted]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            keys = by_name[name].resource["schema"].get("foreignKeys", [])
            waiting += [key["reference"]["resource"] for key in keys]
    return [table for table in tables if table.name in reached]


def write_zip(
    tables: list[Table],
    descriptor: dict[str, Any],
    folder: Path,
    file: Path,
    languages: Sequence[Language],
    epoch: int,
    extra: tuple[Path, ...] = (),
) -> None:
    """Zip the tables' CSV of `folder` with their description; extra: files of it to add."""
    names = {table.name for table in tables}
    version, programme = tables[0].version, tables[0].settings.programme
    licence = descriptor["licenses"][0]["name"]
    contents: dict[str, bytes] = {}
    for language in languages:
        text = language.gettext(README).format(
            version=version,
            citation=data_citation(language, version, licence),
            programme=programme,
        )
        contents[f"README.{language.code}.txt"] = text.encode() + b"\n"
    contents["LICENSE"] = (folder / "LICENSE").read_bytes()
    lines = [data_citation(language, version, licence) + "\n" for language in languages]
    contents["CITATION.txt"] = "".join(lines).encode()
    part = descriptor | {"resources": [r for r in descriptor["resources"] if r["name"] in names]}
    contents[DESCRIPTOR] = published_descriptor(part, folder)
    contents["dictionary.csv"] = dictionary(tables).encode()
    for path in [*(folder / table.resource["path"] for table in tables), *extra]:
        contents[path.relative_to(folder).as_posix()] = path.read_bytes()
    inputs = input_key(("archive", contents, epoch))
    file.write_bytes(cached(inputs, lambda: _zipped(contents, epoch)))


def _zipped(contents: Mapping[str, bytes], epoch: int) -> bytes:
    stamp = time.gmtime(max(epoch, 315532800))[:6]  # a zip knows no time before 1980
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in contents.items():
            info = zipfile.ZipInfo(name, stamp)
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)  # the most costs twice the time
    return packed.getvalue()


def dictionary(tables: list[Table]) -> str:
    """Every column of the tables as CSV: table, column, type, units, titles, meanings, rules."""
    rows = []
    texts = tables[0].settings.described_keys("title", "description")
    for table in tables:
        for field in table.fields:
            rules = json.dumps(field.get("constraints", {}), ensure_ascii=False)
            units = " ".join(table.units(field))
            words = [field.get(text, "") for text in texts]
            cells = [table.name, field["name"], field["type"], units, *words, rules]
            rows.append(map(inert, cells))
    return csv_text(["table", "column", "type", "units", *texts, "constraints"], rows)
