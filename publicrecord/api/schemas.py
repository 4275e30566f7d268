"""The shapes of what the answers of the API consist of, as components of its OpenAPI description.

Every field that an answer can have is declared; `required` are those that it always has. Rows of
tables are described as datapackage.json describes their columns.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from publicrecord.api.cells import DIMENSIONS, VALUE
from publicrecord.api.measures import DEFINED
from publicrecord.api.national import ROW
from publicrecord.language import Language
from publicrecord.record.caveats import CAVEATS
from publicrecord.record.contract import PLACE_CODE
from publicrecord.record.figure_tables import figure_tables
from publicrecord.record.package import Record
from publicrecord.settings import Settings

Schema = dict[str, Any]

TEXT, MAYBE_TEXT = {"type": "string"}, {"type": ["string", "null"]}
COUNT, NUMBER = {"type": "integer"}, {"type": "number"}
MAYBE_NUMBER = {"type": ["number", "null"]}
TYPES = {"integer": "integer", "number": "number", "boolean": "boolean"}
CAVEAT = {"type": "string", "enum": list(CAVEATS)}
# What no table has as a column, or says in another sense.
MEANINGS = {
    "figure_id": "The key of the figure, the same in every answer, file and page.",
    "basis": "What was counted: gross and net must not be added or compared as one series.",
    "code": "The official code of the place.",
    PLACE_CODE: "The same with the letters of the country, so that no program reads a number.",
    "others": "Each other value of the same figure, published or worked out, if fit to be shown.",
    "caveats": "Why the value is to be read with care.",
    "value": "Null where the status says that no value is known or published.",
    "source_id": "A key into sources.json.",
}


def components(record: Record, tables: Iterable[str]) -> dict[str, Schema]:
    """All schemas by their name; tables: those whose rows are answered."""
    settings = record.settings
    return {
        "About": fixed({"version": TEXT, "licence": TEXT, "citation": TEXT}),
        "Problem": fixed({"status": COUNT, "title": TEXT, "index": TEXT}),
        "Path": fixed({"path": TEXT, "summary": TEXT}),
        "Value": fixed(_value()),
        "Figure": _figure(record),
        **_of_measures(settings),
        **_of_places(settings),
        **_of_time(settings),
        "Name": _name(settings),
        **{table: _row(record, table) for table in tables},
    }


def fixed(properties: Schema, optional: Schema | None = None) -> Schema:
    """An object that always has these properties, and may have the optional ones."""
    every = properties | (optional or {})
    return {"type": "object", "required": list(properties), "properties": _explained(every)}


def array(items: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": items}


def ref(name: str) -> Schema:
    """A reference to a component."""
    return {"$ref": f"#/components/schemas/{name}"}


def _explained(properties: Schema) -> Schema:
    return {
        name: {**schema, "description": MEANINGS[name]}
        if name in MEANINGS and "description" not in schema and "$ref" not in schema
        else schema
        for name, schema in properties.items()
    }


def _value() -> Schema:
    types = {"value": MAYBE_NUMBER, "as_of": MAYBE_TEXT}
    return {key: types.get(key, TEXT) for key in VALUE} | {"caveats": array(CAVEAT)}


def _figure(record: Record) -> Schema:
    """A figure with what tells it from others, each where it is filled."""
    fields: dict[str, dict[str, Any]] = {}
    for table in figure_tables(record):
        for field in record.resource(table.name)["schema"]["fields"]:
            fields.setdefault(field["name"], field)
    language, notes = record.settings.source_language, record.settings.columns("note")
    dimensions = {
        name: _cell(fields[name] | {"constraints": {"required": True}}, language)
        if name in fields
        else TEXT
        for name in (*DIMENSIONS, *notes)
    }
    named = {"figure_id": TEXT, "measure_id": TEXT}
    rest = {name: cell for name, cell in dimensions.items() if name not in named}
    return fixed(named | _value() | {"others": array(ref("Value"))}, rest)


def _of_measures(settings: Settings) -> dict[str, Schema]:
    """What values of a measure refer to by its key, such as a place, and such a value. Places of
    the lower level name that of the upper level around them; spans with the same `line` count the
    same."""
    names = dict.fromkeys(settings.columns("name"), TEXT)
    more = dict.fromkeys((*settings.columns("within"), "line"), TEXT)
    value = {"subject": TEXT, "span": TEXT} | _value()
    del value["unit"]  # of the whole measure
    measure = {
        **dict.fromkeys(DEFINED, TEXT),
        **names,
        **dict.fromkeys(settings.columns("definition"), TEXT),
        **{key: array(ref("Key")) for key in ("subjects", "spans", "sources")},
        "values": array(ref("Entry")),
    }
    return {
        "Key": fixed({"key": TEXT} | names, more),
        "Entry": fixed(value),
        "Measure": fixed(measure),
    }


def _of_places(settings: Settings) -> dict[str, Schema]:
    """The places that are counted by period, a count, and the same as points and as JSON-stat."""
    names, upper = dict.fromkeys(settings.columns("name"), TEXT), settings.geography.upper
    types = {"value": MAYBE_NUMBER}
    count = fixed({key: types.get(key, TEXT) for key in ROW})
    point = {"type": {"const": "Point"}, "coordinates": array(NUMBER)}
    feature = {
        "type": {"const": "Feature"},
        "id": TEXT,
        "geometry": fixed(point),
        "properties": ref("CountedPlace"),
    }
    place = fixed({PLACE_CODE: TEXT, "code": TEXT} | names, {upper.code: TEXT})
    # The counts are in properties named after measure and period.
    counted = {**place, "additionalProperties": MAYBE_NUMBER}
    return {
        "Place": place,
        "Count": count,
        "CountedPlace": counted,
        "Feature": fixed(feature),
        "FeatureCollection": fixed(
            {"type": {"const": "FeatureCollection"}, "features": array(ref("Feature"))}
        ),
        "JsonStat": _json_stat(),
    }


def _json_stat() -> Schema:
    """A data set of JSON-stat 2.0, as https://json-stat.org/full/ describes it."""
    free = {"type": "object", "additionalProperties": True}
    texts = array(TEXT)
    return fixed(
        {
            "version": {"const": "2.0"},
            "class": {"const": "dataset"},
            "label": TEXT,
            "note": texts,
            "source": TEXT,
            "updated": TEXT,
            "id": texts,
            "size": array(COUNT),
            "role": {"type": "object", "additionalProperties": texts},
            "dimension": free,
            "value": {"type": "array", "items": MAYBE_NUMBER},
            "extension": ref("About"),
        }
    )


def _of_time(settings: Settings) -> dict[str, Schema]:
    """Releases, and the history of a value."""
    revision = {"date": TEXT, "old": TEXT, "new": MAYBE_TEXT, "kind": TEXT}
    since = {
        "version": MAYBE_TEXT,
        "released_on": MAYBE_TEXT,
        "value": {"type": ["number", "string", "null"]},
        "unit": MAYBE_TEXT,
        "status": TEXT,
        "as_of": MAYBE_TEXT,
        "shown": {"type": "boolean"},
        "published": MAYBE_TEXT,
    }
    history = {
        "claim": TEXT,
        "figure_id": TEXT,
        "source_id": TEXT,
        "caveats": array(CAVEAT),
        "values": array(ref("ReleasedValue")),
        "revisions": array(ref("Revision")),
    }
    return {
        "Release": fixed({"version": TEXT, "released_on": TEXT, "values": COUNT, "page": TEXT}),
        "File": fixed({"path": TEXT, "bytes": COUNT, "sha256": TEXT}),
        "ReleasedValue": fixed(since),
        "Revision": fixed(revision | dict.fromkeys(settings.columns("reason"), TEXT)),
        "History": fixed(history),
    }


def _name(settings: Settings) -> Schema:
    """A place, page, chart or table; only places have a code, and names of what lies in them."""
    codes = [language.code for language in settings.languages]
    texts = ("kind", *(f"name_{code}" for code in codes), *(f"path_{code}" for code in codes))
    inside = {level.table: array(TEXT) for level in settings.geography.below[:1]}
    return fixed(dict.fromkeys(texts, TEXT), {"code": TEXT, "other_names": array(TEXT)} | inside)


def _row(record: Record, table: str) -> Schema:
    fields = record.resource(table)["schema"]["fields"]
    language = record.settings.source_language
    return fixed({field["name"]: _cell(field, language) for field in fields})


def _cell(field: dict[str, Any], language: Language) -> Schema:
    kind = TYPES.get(field["type"], "string")
    filled = field.get("constraints", {}).get("required")
    return {"type": kind if filled else [kind, "null"], "description": language.meaning(field)}
