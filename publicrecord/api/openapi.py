"""The description of the API, by OpenAPI 3.1: every address and the shape of its answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from publicrecord.api.answers import LICENCE, VALUE
from publicrecord.files.citation import PREVIEW
from publicrecord.language import Language
from publicrecord.outputs import new_file
from publicrecord.record.caveats import CAVEATS
from publicrecord.record.figure_tables import figure_tables
from publicrecord.record.package import Record
from publicrecord.settings import Settings

TEXT, MAYBE_TEXT = {"type": "string"}, {"type": ["string", "null"]}
TYPES = {"integer": "integer", "number": "number", "boolean": "boolean"}
NAMED = {
    "sources": ("sources", "All sources"),
    "measures": ("measures", "All measures and their definitions"),
    "waves": ("waves", "The {count} registration waves"),
    "provinces": ("provinces", "The {count} provinces"),
    "places": ("regencies", "The {count} regencies and cities"),
}
FIGURES = {
    "programme": "Figures of the programme as a whole",
    "outcomes": "Figures on outcomes",
    "demographics": "Figures on who the recipients are",
    "audits": "Numbers in findings of audits and oversight",
    "evaluations": "Numbers in results of evaluations",
    "reference": "Reference series of the country",
}
# The address of one row of a table, and which row is the example.
ONE = {
    "waves/{wave}": ("waves", "One wave and its figures", r"^[0-9]{1,2}$", -1),
    "provinces/{province_code}": ("provinces", "One province and its figures", r"^[0-9]{2}$", 0),
    "places/{regency_code}": (
        "regencies", "One regency or city and its figures", r"^[0-9]{2}\.[0-9]{2}$", 0,
    ),
}  # fmt: skip


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
    for name, (table, summary) in NAMED.items():
        described = summary.format(count=len(record.table(table)))
        paths[f"/{name}.json"] = _get(described, {name: _array(_ref(table))})
    survey = {"allOf": [_ref("surveys"), _object(figures)]}
    paths["/surveys.json"] = _get("All surveys and their figures", {"surveys": _array(survey)})
    paths["/search.json"] = _get("Names to search for", {"names": _array(_ref("Name"))})
    for name, (table, summary, pattern, at) in ONE.items():
        path = _get(summary, figures, _ref(table))
        key = name.partition("{")[2].rstrip("}")
        schema = {"type": "string", "pattern": pattern}
        example = str(record.table(table)[key].iloc[at])
        path["parameters"] = [
            {"name": key, "in": "path", "required": True, "schema": schema, "example": example}
        ]
        paths[f"/{name}.json"] = path
    paths |= time_paths()
    tables = ("surveys", *(table for table, _summary in NAMED.values()))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": record.settings.source_language.site,
            "summary": f"The public record of {record.settings.programme} as static JSON.",
            "version": record.version,
            "license": {"name": "CC BY 4.0", "identifier": LICENCE},
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
                **_time_schemas(record.settings),
                "Name": _name(record.settings.languages),
                **{table: _row(record, table) for table in tables},
            }
        },
    }


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


def _value() -> dict[str, Any]:
    types = {"value": {"type": ["number", "null"]}, "as_of": MAYBE_TEXT}
    codes = {"type": "string", "enum": list(CAVEATS)}
    return {key: types.get(key, TEXT) for key in VALUE} | {"caveats": _array(codes)}


def _name(languages: Sequence[Language]) -> dict[str, Any]:
    """A province, place, page, chart or table; only places have a code and districts."""
    codes = [language.code for language in languages]
    texts = ("kind", *(f"name_{code}" for code in codes), *(f"path_{code}" for code in codes))
    schema = _object(dict.fromkeys(texts, TEXT))
    places = {"code": TEXT, "other_names": _array(TEXT), "districts": _array(TEXT)}
    return schema | {"properties": schema["properties"] | places}


def _row(record: Record, table: str) -> dict[str, Any]:
    fields = record.resource(table)["schema"]["fields"]
    return _object({field["name"]: _cell(field) for field in fields})


def _cell(field: dict[str, Any]) -> dict[str, Any]:
    kind = TYPES.get(field["type"], "string")
    filled = field.get("constraints", {}).get("required")
    return {
        "type": kind if filled else [kind, "null"],
        "description": field.get("description", field["title"]),
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
                "values": _array(_object(SINCE)),
                "revisions": _array(_object(revision)),
            }
        ),
    }
