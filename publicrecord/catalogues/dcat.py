"""DCAT: the catalogue as harvesters read it, as JSON-LD and Turtle of the same graph.

DCAT 3 with the properties that DCAT-AP 3.0.1 requires or recommends. Every node has an address of
its own, so that the same record gives the same bytes.
https://www.w3.org/TR/vocab-dcat-3/, https://semiceu.github.io/DCAT-AP/releases/3.0.1/
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, RdfFormat, parse, serialize

from publicrecord.catalogues import dcat_terms
from publicrecord.catalogues.language_tagged import language_tagged
from publicrecord.catalogues.sdmx.data import ENDING
from publicrecord.catalogues.sdmx.data_structure import shapes
from publicrecord.context.addresses import table_address
from publicrecord.files.citation import PREVIEW
from publicrecord.files.sheets import PLAIN, WORKBOOK
from publicrecord.files.shown_table import is_written
from publicrecord.files.table import Table
from publicrecord.language import N_, Message
from publicrecord.outputs import new_file
from publicrecord.record.package import Record
from publicrecord.record.periods import lifetime, table_period

JSON_LD, TURTLE = "catalogue.jsonld", "catalogue.ttl"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Ending -> media type of the formats of a table.
FORMATS = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
}
API_TITLE = N_("Answers of the API")
API_ABOUT = N_("Static JSON: every figure that is shown, with its source and every other value.")
FILE_ABOUT = N_("The table as a file of this format: {format}.")
IS_A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
"""The type of an ISO 8601 date by its length."""


@dataclass(frozen=True)
class Publication:
    """Where the data are on the web, and when they changed.

    site_url: the address of the site, or empty. data_page: where the page of the data is, below
    it. contact: the address for corrections, or empty. changed_on: the day of the data.
    """

    site_url: str
    data_page: str
    contact: str
    changed_on: str

    @property
    def root(self) -> str:
        """The address of the site, else that of the preview."""
        return self.site_url or PREVIEW


def write_dcat(record: Record, tables: list[Table], folder: Path, publication: Publication) -> None:
    """Write the catalogue of `folder` in both spellings; addresses are whole."""
    graph = _Graph(record, tables, folder, publication).nodes()
    content = json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1)
    new_file(folder / JSON_LD).write_text(content + "\n", encoding="utf-8")
    new_file(folder / TURTLE).write_text(_turtle(content), encoding="utf-8")


def _turtle(content: str) -> str:
    """The graph of a JSON-LD text as Turtle: by subject, and of each first what it is."""

    def place(statement: Quad) -> tuple[str, bool, str, str]:
        subject, predicate = str(statement.subject), str(statement.predicate)
        return subject, predicate != IS_A, predicate, str(statement.object)

    statements = sorted(parse(content, format=RdfFormat.JSON_LD), key=place)
    triples = (statement.triple for statement in statements)
    written = io.BytesIO()
    serialize(triples, written, format=RdfFormat.TURTLE, prefixes=CONTEXT)
    lines = written.getvalue().decode().splitlines(keepends=True)
    # The library writes the prefixes in an order of chance, and these alone begin with an @.
    return "".join([*sorted(lines[: len(CONTEXT)]), *lines[len(CONTEXT) :]])


def endings(table: Table) -> dict[str, str]:
    """The formats of a table, ending and media type; figures have SDMX too."""
    kinds = [kind for kind in (WORKBOOK, PLAIN) if is_written(table.name, kind)]
    languages = table.settings.languages
    workbooks = {f"{language.code}.{kind}": XLSX for kind in kinds for language in languages}
    formats = {kind: media for kind, media in FORMATS.items() if is_written(table.name, kind)}
    sdmx = {ENDING: "text/csv"} if shapes([table]) else {}
    return {"csv": "text/csv"} | workbooks | formats | sdmx


@dataclass(frozen=True)
class _Graph:
    """The nodes of the catalogue, from the whole to the single file."""

    record: Record
    tables: list[Table]
    folder: Path
    publication: Publication

    @cached_property
    def _catalogue(self) -> str:
        return f"{self.publication.root}data/{TURTLE}"

    @cached_property
    def _common(self) -> dict[str, Any]:
        """What the catalogue and each data set say."""
        settings = self.record.settings
        return {
            "dct:publisher": {"@id": f"{self._catalogue}#publisher"},
            "dct:issued": _dated(self.record.descriptor["created"][:10]),
            "dct:modified": _dated(self.publication.changed_on),
            "dct:language": [
                {"@id": dcat_terms.language_term(language.code3)} for language in settings.languages
            ],
            "dct:spatial": {"@id": dcat_terms.country_term(settings)},
        }

    @cached_property
    def _subject(self) -> dict[str, Any]:
        """What each data set and the service are about, and whom to ask."""
        settings = self.record.settings
        return {
            "dcat:contactPoint": {"@id": f"{self._catalogue}#contact"},
            "dcat:theme": [{"@id": address} for address in dcat_terms.theme_terms(settings)],
        }

    def nodes(self) -> list[dict[str, Any]]:
        """All nodes of the graph."""
        files = {end: kind for table in self.tables for end, kind in endings(table).items()}
        return [
            self._whole(),
            *self._people(),
            *dcat_terms.terms(self.record.settings, self._licences(), files),
            self._service(),
            *(node for table in self.tables for node in self._dataset(table)),
            *(
                node
                for table in self.tables
                for ending in endings(table)
                for node in self._file(table, ending)
            ),
        ]

    def _licences(self) -> list[tuple[str, str]]:
        """The licences of all tables, name and address."""
        listed = [table.resource["licenses"][0] for table in self.tables]
        found = [*listed, self.record.descriptor["licenses"][0]]
        return sorted({(licence["name"], licence["path"]) for licence in found})

    def _whole(self) -> dict[str, Any]:
        package, languages = self.record.descriptor, self.record.settings.source_first
        return {
            "@id": self._catalogue,
            "@type": "dcat:Catalog",
            "dct:title": language_tagged(package, "title", languages),
            "dct:description": language_tagged(package, "description", languages),
            "dct:license": {"@id": package["licenses"][0]["path"]},
            "foaf:homepage": {"@id": self.publication.root},
            "dcat:themeTaxonomy": {"@id": dcat_terms.THEMES},
            "dcat:dataset": [{"@id": self._identity(table)} for table in self.tables],
            "dcat:service": {"@id": f"{self._catalogue}#api"},
            "dct:temporal": {"@id": f"{self._catalogue}#temporal"},
            **self._common,
        }

    def _people(self) -> list[dict[str, Any]]:
        """The publisher, whom to ask, two pages, and the period of the whole record."""
        publication, name = self.publication, self.record.descriptor["contributors"][0]["title"]
        contact = publication.contact or publication.root
        return [
            {
                "@id": f"{self._catalogue}#publisher",
                "@type": "foaf:Agent",
                "foaf:name": name,
                "dct:type": {"@id": dcat_terms.publisher_type(self.record.settings)},
            },
            {
                "@id": f"{self._catalogue}#contact",
                "@type": ["vcard:Kind", "vcard:Organization"],
                "vcard:fn": name,
                "vcard:hasURL": {"@id": contact},
            },
            {"@id": publication.root, "@type": "foaf:Document"},
            {"@id": publication.root + publication.data_page, "@type": "foaf:Document"},
            _period(f"{self._catalogue}#temporal", lifetime(self.record)),
        ]

    def _service(self) -> dict[str, Any]:
        """The API as a service."""
        api, package = f"{self.publication.root}api/v1/", self.record.descriptor
        page = self.publication.root + self.publication.data_page
        return {
            "@id": f"{self._catalogue}#api",
            "@type": "dcat:DataService",
            "dct:title": self._in_languages(API_TITLE),
            "dct:description": self._in_languages(API_ABOUT),
            "dct:license": {"@id": package["licenses"][0]["path"]},
            "dct:publisher": self._common["dct:publisher"],
            "dct:conformsTo": {"@id": dcat_terms.OPENAPI},
            "dct:format": {"@id": dcat_terms.file_term("json", FORMATS["json"])},
            "dcat:endpointURL": {"@id": api},
            "dcat:endpointDescription": {"@id": f"{api}openapi.json"},
            "dcat:servesDataset": [{"@id": self._identity(table)} for table in self.tables],
            "dcat:landingPage": {"@id": page},
            "dcat:keyword": package["keywords"],
            **self._subject,
        }

    def _identity(self, table: Table) -> str:
        return f"{self._catalogue}#{table.name}"

    def _dataset(self, table: Table) -> list[dict[str, Any]]:
        """A table, its pages in every language, and the period that it describes."""
        identity, settings = self._identity(table), table.settings
        root = self.publication.root
        pages = [
            root + each.folder + table_address(table.name, each) for each in settings.languages
        ]
        dataset = {
            "@id": identity,
            "@type": "dcat:Dataset",
            "dct:identifier": table.name,
            "dct:title": language_tagged(table.resource, "title", settings.source_first),
            "dct:description": language_tagged(
                table.resource, "description", settings.source_first
            ),
            "dct:temporal": {"@id": f"{identity}.temporal"},
            "dct:accrualPeriodicity": {"@id": dcat_terms.frequency_term(settings)},
            "dcat:version": table.version,
            "dcat:keyword": [table.resource["topic"], settings.programme, settings.country],
            "dcat:landingPage": [{"@id": page} for page in pages],
            "dcat:distribution": [{"@id": f"{identity}.{ending}"} for ending in endings(table)],
        }
        return [
            dataset | self._common | self._subject,
            *({"@id": page, "@type": "foaf:Document"} for page in pages),
            _period(f"{identity}.temporal", table_period(self.record, table.frame)),
        ]

    def _file(self, table: Table, ending: str) -> list[dict[str, Any]]:
        """A file of a table, and its checksum."""
        path, identity = f"{table.stem}.{ending}", f"{self._identity(table)}.{ending}"
        content, address = (self.folder / path).read_bytes(), f"{self.publication.root}data/{path}"
        kind = endings(table)[ending]
        return [
            {
                "@id": identity,
                "@type": "dcat:Distribution",
                "dct:title": f"{table.name}.{ending}",
                "dct:description": self._in_languages(FILE_ABOUT, format=ending),
                "dct:license": {"@id": table.resource["licenses"][0]["path"]},
                "dct:modified": self._common["dct:modified"],
                "dct:format": {"@id": dcat_terms.file_term(ending, kind)},
                "dcatap:availability": {"@id": dcat_terms.STABLE},
                "dcat:accessURL": {"@id": address},
                "dcat:downloadURL": {"@id": address},
                "dcat:mediaType": {"@id": dcat_terms.IANA + kind},
                "dcat:byteSize": {"@value": str(len(content)), "@type": "xsd:nonNegativeInteger"},
                "spdx:checksum": {"@id": f"{identity}.sha256"},
            },
            {
                "@id": f"{identity}.sha256",
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": dcat_terms.SHA256},
                "spdx:checksumValue": {
                    "@value": hashlib.sha256(content).hexdigest(),
                    "@type": "xsd:hexBinary",
                },
            },
        ]

    def _in_languages(self, message: Message, **words: str) -> list[dict[str, str]]:
        """A text of the catalogues in every language of the site."""
        return [
            {"@value": language.gettext(message).format(**words), "@language": language.code}
            for language in self.record.settings.source_first
        ]


def _period(identity: str, dates: tuple[str, str]) -> dict[str, Any]:
    start, end = dates
    return {
        "@id": identity,
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": _dated(start),
        "dcat:endDate": _dated(end),
    }


def _dated(date: str) -> dict[str, str]:
    return {"@value": date, "@type": DATES[len(date)]}
