"""The terms of public vocabularies that a DCAT catalogue refers to, as nodes of its graph.

DCAT-AP checks the class of whatever is referred to, so each term that is used is declared with its
class and its name. Vocabularies of the EU: https://op.europa.eu/en/web/eu-vocabularies
"""

from __future__ import annotations

from typing import Any

from publicrecord.geography import MapFrame
from publicrecord.language import SOURCE_LANGUAGE
from publicrecord.settings import Settings

Node = dict[str, Any]

IANA = "https://www.iana.org/assignments/media-types/"
EU = "http://publications.europa.eu/resource/authority/"
ADMS = "http://purl.org/adms/"
THEMES = f"{EU}data-theme"
SHA256 = "spdx:checksumAlgorithm_sha256"
STABLE = f"{EU}planned-availability/STABLE"
OPENAPI = "https://spec.openapis.org/oas/v3.1.0"
WKT = "http://www.opengis.net/ont/geosparql#wktLiteral"
# Ending -> the type of file in the EU's list, which has none for JSON Lines.
FILE_TYPES = {"csv": "CSV", "xlsx": "XLSX", "json": "JSON", "parquet": "PARQUET"}
# The types of licences in ADMS; those of code ask for attribution, too.
SHARE_ALIKE, ATTRIBUTION = "ViralEffect-ShareAlike", "Attribution"


def language_term(code3: str) -> str:
    """The address of a language; code3: as ISO 639-3."""
    return f"{EU}language/{code3.upper()}"


def country_term(settings: Settings) -> str:
    """The address of the country of the record."""
    return f"{EU}country/{settings.country_code}"


def frequency_term(settings: Settings) -> str:
    """The address of how often data are released."""
    return f"{EU}frequency/{settings.catalogue.frequency}"


def theme_terms(settings: Settings) -> list[str]:
    """The addresses of what the record is about."""
    return [f"{THEMES}/{code}" for code in settings.catalogue.themes]


def file_term(ending: str, media_type: str) -> str:
    """The address of the type of a file: the EU's, else that of its media type."""
    known = FILE_TYPES.get(ending.rpartition(".")[2])
    return f"{EU}file-type/{known}" if known else IANA + media_type


def publisher_type(settings: Settings) -> str:
    """The address of the kind of organisation that publishes the record."""
    return f"{ADMS}publishertype/{settings.catalogue.publisher}"


def terms(settings: Settings, licences: list[tuple[str, str]], files: dict[str, str]) -> list[Node]:
    """All terms that a catalogue refers to. licences: name and address. files: the types of files
    by their endings."""
    catalogue = settings.catalogue
    formats = {file_term(ending, kind) for ending, kind in files.items()}
    return [
        *(
            {"@id": language_term(language.code3), "@type": "dct:LinguisticSystem"}
            for language in settings.languages
        ),
        _country(settings),
        {"@id": frequency_term(settings), "@type": "dct:Frequency"},
        {"@id": THEMES, "@type": "skos:ConceptScheme", "dct:title": _english("Data theme")},
        *(
            _concept(f"{THEMES}/{code}", name) | {"skos:inScheme": {"@id": THEMES}}
            for code, name in catalogue.themes.items()
        ),
        _concept(publisher_type(settings), catalogue.publisher),
        _concept(STABLE, "stable"),
        *(_concept(f"{ADMS}licencetype/{kind}", kind) for kind in sorted(_kinds(licences))),
        *(_licence(name, address) for name, address in licences),
        *({"@id": IANA + kind, "@type": "dct:MediaType"} for kind in sorted({*files.values()})),
        *({"@id": address, "@type": "dct:MediaTypeOrExtent"} for address in sorted(formats)),
        {"@id": SHA256, "@type": "spdx:ChecksumAlgorithm"},
        {"@id": OPENAPI, "@type": "dct:Standard", "dct:title": _english("OpenAPI 3.1")},
    ]


def _licence(name: str, address: str) -> Node:
    kind = f"{ADMS}licencetype/{_kind(name)}"
    return {"@id": address, "@type": "dct:LicenseDocument", "dct:type": {"@id": kind}}


def _kinds(licences: list[tuple[str, str]]) -> set[str]:
    return {_kind(name) for name, _address in licences}


def _kind(name: str) -> str:
    return SHARE_ALIKE if "-SA-" in name else ATTRIBUTION


def _country(settings: Settings) -> Node:
    """The country with the frame of its map and the middle of this frame."""
    frame: MapFrame = settings.geography.map
    west, east, south, north = frame.west, frame.east, frame.south, frame.north
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    ring = ", ".join(f"{x} {y}" for x, y in corners)
    middle = f"POINT({round((west + east) / 2, 4)} {round((south + north) / 2, 4)})"
    return {
        "@id": country_term(settings),
        "@type": "dct:Location",
        "skos:prefLabel": _english(settings.country),
        "dcat:bbox": {"@value": f"POLYGON(({ring}))", "@type": WKT},
        "dcat:centroid": {"@value": middle, "@type": WKT},
    }


def _concept(address: str, name: str) -> Node:
    return {"@id": address, "@type": "skos:Concept", "skos:prefLabel": _english(name)}


def _english(text: str) -> dict[str, str]:
    return {"@value": text, "@language": SOURCE_LANGUAGE}
