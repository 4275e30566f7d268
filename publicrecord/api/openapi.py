"""The description of the API, by OpenAPI 3.1: every address and the shape of its answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from publicrecord.api.answers import VALUE
from publicrecord.api.measures import DEFINED
from publicrecord.files.citation import PREVIEW, licence_in_words
from publicrecord.language import Language
from publicrecord.outputs import new_file
from publicrecord.record.caveats import CAVEATS
from publicrecord.record.figure_tables import figure_tables
from publicrecord.record.package import Record
from publicrecord.record.validity import valid
from publicrecord.settings import Settings

TEXT, MAYBE_TEXT = {"type": "string"}, {"type": ["string", "null"]}
TYPES = {"integer": "integer", "number": "number", "boolean": "boolean"}
NAMED = {
    "sources": ("sources", "All sources"),
    "measures": ("measures", "All measures and their definitions"),
    "waves": ("waves", "The {count} waves"),
}
FIGURES = {
    "programme": "Figures of the programme as a whole",
    "outcomes": "Figures on outcomes",
    "demographics": "Figures of groups of people",
    "audits": "Numbers in findings of audits and oversight",
    "evaluations": "Numbers in results of evaluations",
    "reference": "Reference series of the country",
}


def write_openapi(record: Record, folder: Path, site_root: str) -> None:
    """Write openapi.json beside the answers."""
    text = json.dumps(openapi(record, site_root), ensure_ascii=False, indent=1)
    new_file(folder / "openapi.json").write_text(text + "\n", encoding="utf-8")


def openapi(record: Record, site_root: str) -> dict[str, Any]:
    """The description; schemas of rows are made from the descriptor."""
    paths = {"/index.json": _get("All addresses", {"answers": _array(TEXT)})}
    figures = {"figures": _array(_ref("Figure"))}
    answered = {table.api for table in figure_tables(record)}
    for name, summary in ((name, FIGURES[name]) for name in FIGURES if name in answered):
        paths[f"/{name}.json"] = _get(summary, figures)
    named = NAMED | _places(record.settings)
    levels = {level.table: level for level in record.settings.geography.levels[:2]}
    for name, (table, summary) in named.items():
        listed = len(valid(record, levels[table])) if table in levels else len(record.table(table))
        described = summary.replace("{count}", str(listed))
        more = figures if name == "places" else {}
        paths[f"/{name}.json"] = _get(described, {name: _array(_ref(table))} | more)
    survey = {"allOf": [_ref("surveys"), _object(figures)]}
    paths["/surveys.json"] = _get("All surveys and their figures", {"surveys": _array(survey)})
    paths["/search.json"] = _get("Names to search for", {"names": _array(_ref("Name"))})
    for name, table, key in _single(record.settings):
        path = _get(f"One of the {name}, and its figures", figures, _ref(table))
        path["parameters"] = [_parameter(record, table, key)]
        paths[f"/{name}/{{{key}}}.json"] = path
    paths[f"/{MEASURE}.json"] = _measure_path(record)
    paths |= time_paths()
    tables = ("surveys", *(table for table, _summary in named.values()))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": record.settings.source_language.site,
            "summary": f"The public record of {record.settings.programme} as static JSON.",
            "version": record.version,
            "license": {"name": licence_in_words(record.licence), "identifier": record.licence},
        },
        "servers": [{"url": f"{site_root or PREVIEW}api/v1"}],
        "paths": paths,
        "components": {
            "schemas": {
                "About": _object({"version": TEXT, "licence": TEXT, "citation": TEXT}),
                "Value": _object(_value()),
                "Figure": _object(
                    {"figure_id": TEXT, "measure_id": TEXT}
                    | _value()
                    | {"others": _array(_ref("Value"))}
                ),
                **_measure_schemas(record.settings),
                **_time_schemas(record.settings),
                "Name": _name(record.settings),
                **{table: _row(record, table) for table in tables},
            }
        },
    }


def _places(settings: Settings) -> dict[str, tuple[str, str]]:
    """The lists of places of both levels: the table of each, and what it is."""
    names = settings.source_language.levels
    tables = [level.table for level in settings.geography.levels[:2]]
    listed = zip((tables[0], "places"), tables, strict=True)
    return {name: (table, f"The {{count}} {names[table]}") for name, table in listed}


def _single(settings: Settings) -> list[tuple[str, str, str]]:
    """The folders of answers of one row each, with the table and its key."""
    upper, lower = settings.geography.levels[:2]
    return [
        ("waves", "waves", "wave"),
        (upper.table, upper.table, upper.code),
        ("places", lower.table, lower.code),
    ]


def _parameter(record: Record, table: str, key: str) -> dict[str, Any]:
    """The part of an address that is the key of a row of a table."""
    fields = {field["name"]: field for field in record.resource(table)["schema"]["fields"]}
    pattern = fields[key].get("constraints", {}).get("pattern", "^[0-9]+$")
    return {
        "name": key, "in": "path", "required": True,
        "schema": {"type": "string", "pattern": pattern},
        "example": str(record.table(table)[key].iloc[0]),
    }  # fmt: skip


def time_paths() -> dict[str, Any]:
    """The answers on releases and on the history of each number."""
    latest = {
        "release": {"anyOf": [_ref("Release"), {"type": "null"}]},
        "changed_since": {"type": "integer"},
        "files": _array(_ref("File")),
    }
    history = _get(
        "Every value of a group of claims since it was first released",
        {"claims": _array(_ref("History"))},
    )
    history["parameters"] = [
        {
            "name": "group", "in": "path", "required": True,
            "schema": {"type": "string", "pattern": "^[a-z0-9-]+$"}, "example": "waves",
        }
    ]  # fmt: skip
    return {
        "/latest.json": _get("The last release", latest),
        "/history.json": _get(
            "All releases, and the addresses of the history of each number",
            {"releases": _array(_ref("Release")), "answers": _array(TEXT)},
        ),
        "/history/{group}.json": history,
    }


MEASURE = "measures/{measure_id}/{subject}"


def _measure_path(record: Record) -> dict[str, Any]:
    """The answers by measure."""
    settings = record.settings
    measure = {
        **dict.fromkeys(DEFINED, TEXT),
        **dict.fromkeys((*settings.columns("name"), *settings.columns("definition")), TEXT),
        **{key: _array(_ref("Key")) for key in ("subjects", "spans", "sources")},
        "values": _array(_ref("Entry")),
    }
    path = _get("All figures of a measure on subjects of one kind, such as places", measure)
    examples = {
        "measure_id": record.table("measures")["measure_id"].iloc[0],
        "subject": "programme",
    }
    path["parameters"] = [
        {
            "name": name, "in": "path", "required": True,
            "schema": {"type": "string", "pattern": "^[a-z0-9_]+$"}, "example": example,
        }
        for name, example in examples.items()
    ]  # fmt: skip
    return path


def _measure_schemas(settings: Settings) -> dict[str, Any]:
    """What values refer to by its key, such as a place, and a value. Places of the lower level
    name the place of the upper level around them; spans with the same `line` count the same."""
    key = _object({"key": TEXT} | dict.fromkeys(settings.columns("name"), TEXT))
    more = dict.fromkeys((*settings.columns("within"), "line"), TEXT)
    value = {"subject": TEXT, "span": TEXT} | _value()
    del value["unit"]  # of the whole measure
    return {"Key": key | {"properties": key["properties"] | more}, "Entry": _object(value)}


def _value() -> dict[str, Any]:
    types = {"value": {"type": ["number", "null"]}, "as_of": MAYBE_TEXT}
    return {key: types.get(key, TEXT) for key in VALUE} | {"caveats": _array(CAVEAT)}


def _name(settings: Settings) -> dict[str, Any]:
    """A place, page, chart or table; only places have a code, and names of what lies in them."""
    codes = [language.code for language in settings.languages]
    texts = ("kind", *(f"name_{code}" for code in codes), *(f"path_{code}" for code in codes))
    schema = _object(dict.fromkeys(texts, TEXT))
    inside = {level.table: _array(TEXT) for level in settings.geography.below[:1]}
    places = {"code": TEXT, "other_names": _array(TEXT)} | inside
    return schema | {"properties": schema["properties"] | places}


def _row(record: Record, table: str) -> dict[str, Any]:
    fields = record.resource(table)["schema"]["fields"]
    spoken = record.settings.source_language
    return _object({field["name"]: _cell(field, spoken) for field in fields})


def _cell(field: dict[str, Any], spoken: Language) -> dict[str, Any]:
    kind = TYPES.get(field["type"], "string")
    filled = field.get("constraints", {}).get("required")
    return {
        "type": kind if filled else [kind, "null"],
        "description": spoken.meaning(field),
    }


def _get(summary: str, properties: dict[str, Any], *parts: dict[str, Any]) -> dict[str, Any]:
    schema = {"allOf": [_ref("About"), *parts, _object(properties)]}
    content = {"application/json": {"schema": schema}}
    answer = {"description": summary, "content": content}
    return {"get": {"summary": summary, "responses": {"200": answer}}}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _array(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


COUNT, MAYBE_COUNT = {"type": "integer"}, {"type": ["integer", "null"]}
RELEASED = {"version": MAYBE_TEXT, "released_on": MAYBE_TEXT}
SINCE = {
    **RELEASED,
    "value": {"type": ["number", "string", "null"]},
    "unit": MAYBE_TEXT,
    "status": TEXT,
    "as_of": MAYBE_TEXT,
    "shown": {"type": "boolean"},
    "published": MAYBE_TEXT,
}
CAVEAT = {"type": "string", "enum": list(CAVEATS)}
REVISION = {
    "date": TEXT, "old": TEXT, "new": MAYBE_TEXT, "kind": TEXT,
}  # fmt: skip


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _time_schemas(settings: Settings) -> dict[str, Any]:
    revision = REVISION | dict.fromkeys(settings.columns("reason"), TEXT)
    return {
        "Release": _object({"version": TEXT, "released_on": TEXT, "values": COUNT, "page": TEXT}),
        "File": _object({"path": TEXT, "bytes": MAYBE_COUNT, "sha256": MAYBE_TEXT}),
        "History": _object(
            {
                "claim": TEXT,
                "figure_id": TEXT,
                "source_id": TEXT,
                "caveats": _array(CAVEAT),
                "values": _array(_object(SINCE)),
                "revisions": _array(_object(revision)),
            }
        ),
    }
