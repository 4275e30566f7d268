"""DCAT: the catalogue as harvesters read it, as JSON-LD and Turtle of the same graph.

DCAT 3 with the properties that DCAT-AP 3 requires or recommends. Every node has an address of
its own, so that the same record gives the same bytes.
https://www.w3.org/TR/vocab-dcat-3/, https://semiceu.github.io/DCAT-AP/releases/3.0.0/
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from rdflib import Graph

from publicrecord.catalogues.sdmx.data import ENDING
from publicrecord.catalogues.sdmx.data_structure import shapes
from publicrecord.catalogues.spoken import spoken
from publicrecord.files.citation import PREVIEW
from publicrecord.files.sheets import PLAIN, WORKBOOK
from publicrecord.files.shown_table import is_written
from publicrecord.files.table import Table
from publicrecord.outputs import new_file
from publicrecord.record.package import Record

JSON_LD, TURTLE = "catalogue.jsonld", "catalogue.ttl"
IANA = "https://www.iana.org/assignments/media-types/"
EU = "http://publications.europa.eu/resource/authority/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# Ending -> media type of the formats of a table.
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
}


def write_dcat(
    record: Record, tables: list[Table], folder: Path, site_root: str, data_page: str
) -> None:
    """Write the catalogue of `folder` in both spellings; addresses are whole. data_page: where the
    page of the data is, below the site's root."""
    root = site_root or PREVIEW
    content = json.dumps(
        {"@context": CONTEXT, "@graph": _graph(record, tables, folder, root, root + data_page)},
        ensure_ascii=False,
        indent=1,
    )
    new_file(folder / JSON_LD).write_text(content + "\n", encoding="utf-8")
    graph = Graph().parse(data=content, format="json-ld")
    new_file(folder / TURTLE).write_text(graph.serialize(format="turtle"), encoding="utf-8")


def _graph(
    record: Record, tables: list[Table], folder: Path, root: str, landing: str
) -> list[dict[str, Any]]:
    package, catalogue = record.descriptor, f"{root}data/{TURTLE}"
    settings = record.settings
    publisher = f"{catalogue}#publisher"
    common = {
        "dct:publisher": {"@id": publisher},
        "dct:issued": {"@value": package["created"][:10], "@type": "xsd:date"},
        "dct:language": [
            {"@id": f"{EU}language/{language.code3.upper()}"} for language in settings.languages
        ],
        "dct:spatial": {"@id": f"{EU}country/{settings.country_code}"},
    }
    datasets = [_dataset(table, catalogue, landing) | common for table in tables]
    files = [
        _distribution(table, ending, folder, catalogue, root)
        for table in tables
        for ending in endings(table)
    ]
    return [
        {
            "@id": catalogue,
            "@type": "dcat:Catalog",
            "dct:title": spoken(package, "title", record.settings.source_first),
            "dct:description": spoken(package, "description", record.settings.source_first),
            "dct:license": {"@id": package["licenses"][0]["path"]},
            "foaf:homepage": {"@id": root},
            "dcat:dataset": [{"@id": dataset["@id"]} for dataset in datasets],
            **common,
        },
        {
            "@id": publisher,
            "@type": "foaf:Agent",
            "foaf:name": package["contributors"][0]["title"],
        },
        {"@id": root, "@type": "foaf:Document"},
        {"@id": landing, "@type": "foaf:Document"},
        *({"@id": licence, "@type": "dct:LicenseDocument"} for licence in _licences(tables)),
        *datasets,
        *(node for nodes in files for node in nodes),
    ]


def _licences(tables: list[Table]) -> list[str]:
    return sorted({str(table.resource["licenses"][0]["path"]) for table in tables})


def _dataset(table: Table, catalogue: str, landing: str) -> dict[str, Any]:
    identity = f"{catalogue}#{table.name}"
    return {
        "@id": identity,
        "@type": "dcat:Dataset",
        "dct:identifier": table.name,
        "dct:title": spoken(table.resource, "title", table.settings.source_first),
        "dct:description": spoken(table.resource, "description", table.settings.source_first),
        "dcat:version": table.version,
        "dcat:keyword": [
            table.resource["topic"],
            table.settings.programme,
            table.settings.country,
        ],
        "dcat:landingPage": {"@id": landing},
        "dcat:distribution": [{"@id": f"{identity}.{ending}"} for ending in endings(table)],
    }


def endings(table: Table) -> dict[str, str]:
    """The formats of a table, ending and media type; figures have SDMX too."""
    kinds = [kind for kind in (WORKBOOK, PLAIN) if is_written(table.name, kind)]
    languages = table.settings.languages
    workbooks = {f"{spoken.code}.{kind}": XLSX for kind in kinds for spoken in languages}
    formats = {kind: media for kind, media in FORMATS.items() if is_written(table.name, kind)}
    sdmx = {ENDING: "text/csv"} if shapes([table]) else {}
    return {"csv": "text/csv"} | workbooks | formats | sdmx


def _distribution(
    table: Table, ending: str, folder: Path, catalogue: str, root: str
) -> list[dict[str, Any]]:
    """A file of a table, and its checksum."""
    path, identity = f"{table.stem}.{ending}", f"{catalogue}#{table.name}.{ending}"
    content, address = (folder / path).read_bytes(), f"{root}data/{path}"
    return [
        {
            "@id": identity,
            "@type": "dcat:Distribution",
            "dct:title": f"{table.name}.{ending}",
            "dct:license": {"@id": table.resource["licenses"][0]["path"]},
            "dcat:accessURL": {"@id": address},
            "dcat:downloadURL": {"@id": address},
            "dcat:mediaType": {"@id": IANA + endings(table)[ending]},
            "dcat:byteSize": {"@value": str(len(content)), "@type": "xsd:nonNegativeInteger"},
            "spdx:checksum": {"@id": f"{identity}.sha256"},
        },
        {
            "@id": f"{identity}.sha256",
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {
                "@value": hashlib.sha256(content).hexdigest(),
                "@type": "xsd:hexBinary",
            },
        },
    ]
