"""Croissant: the CSV files and their columns, for those who load data sets into programs.

https://docs.mlcommons.org/croissant/docs/croissant-spec-1.0.html
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from publicrecord.files.citation import data_citation
from publicrecord.files.table import Table
from publicrecord.outputs import new_file
from publicrecord.record.package import Record

FILE = "croissant.json"
CONTEXT = {
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
TYPES = {
    "string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "date": "sc:Date",
    "boolean": "sc:Boolean",
}  # fmt: skip


def write_croissant(record: Record, tables: list[Table], folder: Path, site_url: str) -> None:
    """Write the description of `folder`; files are addressed from the site's root if known."""
    package, base = record.descriptor, f"{site_url}data/" if site_url else ""
    lang = record.settings.source_language
    content = {
        "@context": {"@language": lang.code} | CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": package["name"],
        "description": lang.described(package, "description"),
        "license": package["licenses"][0]["path"],
        "url": f"{base}datapackage.json",
        "version": semantic(record.version),
        "datePublished": package["created"][:10],
        "inLanguage": [language.code for language in record.settings.languages],
        "keywords": package["keywords"],
        "creator": {"@type": "sc:Organization", "name": package["contributors"][0]["title"]},
        "citeAs": data_citation(lang, record.version, record.licence),
        "isLiveDataset": False,
        "distribution": [_file(table, folder, base) for table in tables],
        "recordSet": [_records(table) for table in tables],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    new_file(folder / FILE).write_text(text + "\n", encoding="utf-8")


def semantic(version: str) -> str:
    """A calendar version as Croissant takes it: 2026.09.0+3 without the leading zero."""
    released, plus, since = version.partition("+")
    return ".".join(str(int(part)) for part in released.split(".")) + plus + since


def _file(table: Table, folder: Path, base: str) -> dict[str, Any]:
    content = (folder / table.resource["path"]).read_bytes()
    return {
        "@type": "cr:FileObject",
        "@id": f"{table.name}.csv",
        "name": f"{table.name}.csv",
        "description": table.settings.source_language.described(table.resource, "description"),
        "contentUrl": f"{base}{table.resource['path']}",
        "contentSize": f"{len(content)} B",
        "encodingFormat": "text/csv",
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _records(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.settings.source_language.described(table.resource, "description"),
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{table.name}/{field['name']}",
                "name": f"{table.name}/{field['name']}",
                "description": table.settings.source_language.meaning(field),
                "dataType": TYPES[field["type"]],
                "source": {
                    "fileObject": {"@id": f"{table.name}.csv"},
                    "extract": {"column": field["name"]},
                },
            }
            for field in table.fields
        ],
    }
