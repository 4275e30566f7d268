"""The description of the API, by OpenAPI 3.1: every address and the shape of its answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from publicrecord.api.answers import LICENCE, VALUE
from publicrecord.files.citation import PREVIEW
from publicrecord.outputs import new_file
from publicrecord.record.package import Record

TEXT, MAYBE_TEXT = {"type": "string"}, {"type": ["string", "null"]}
TYPES = {"integer": "integer", "number": "number", "boolean": "boolean"}
NAMED = {
    "sources": ("sources", "All sources"),
    "measures": ("measures", "All measures and their definitions"),
    "waves": ("waves", "The 71 registration waves"),
    "provinces": ("provinces", "The 38 provinces"),
    "places": ("regencies", "The 514 regencies and cities"),
}
FIGURES = {
    "programme": "Figures of the programme as a whole",
    "outcomes": "Figures on outcomes",
    "demographics": "Figures on who the recipients are",
    "audits": "Numbers in findings of audits and oversight",
    "evaluations": "Numbers in results of evaluations",
    "reference": "Reference series of the country",
}
ONE = {
    "waves/{wave}": ("waves", "One wave and its figures", r"^[0-9]{1,2}$", "71"),
    "provinces/{province_code}": (
        "provinces", "One province and its figures", r"^[0-9]{2}$", "11",
    ),
    "places/{regency_code}": (
        "regencies", "One regency or city and its figures", r"^[0-9]{2}\.[0-9]{2}$", "11.01",
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
    for name, summary in FIGURES.items():
        paths[f"/{name}.json"] = _get(summary, figures)
    for name, (table, summary) in NAMED.items():
        paths[f"/{name}.json"] = _get(summary, {name: _array(_ref(table))})
    survey = {"allOf": [_ref("surveys"), _object(figures)]}
    paths["/surveys.json"] = _get("All surveys and their figures", {"surveys": _array(survey)})
    paths["/search.json"] = _get("Names to search for", {"names": _array(_ref("Name"))})
    for name, (table, summary, pattern, example) in ONE.items():
        path = _get(summary, figures, _ref(table))
        key = name.partition("{")[2].rstrip("}")
        schema = {"type": "string", "pattern": pattern}
        path["parameters"] = [
            {"name": key, "in": "path", "required": True, "schema": schema, "example": example}
        ]
        paths[f"/{name}.json"] = path
    paths |= time_paths()
    tables = ("surveys", *(table for table, _summary in NAMED.values()))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Prakerja in Figures",
            "summary": "The public record of Kartu Prakerja as static JSON.",
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
                **TIME_SCHEMAS,
                "Name": _name(),
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
    return {key: types.get(key, TEXT) for key in VALUE}


def _name() -> dict[str, Any]:
    """A province, place, page, chart or table; only places have a code and districts."""
    texts = ("kind", "name_id", "name_en", "path_id", "path_en")
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
    "date": TEXT, "old": TEXT, "new": MAYBE_TEXT, "kind": TEXT, "reason_id": TEXT,
    "reason_en": TEXT,
}  # fmt: skip


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


TIME_SCHEMAS = {
    "Release": _object({"version": TEXT, "released_on": TEXT, "values": COUNT, "page": TEXT}),
    "File": _object({"path": TEXT, "bytes": MAYBE_COUNT, "sha256": MAYBE_TEXT}),
    "History": _object(
        {
            "claim": TEXT,
            "figure_id": TEXT,
            "source_id": TEXT,
            "values": _array(_object(SINCE)),
            "revisions": _array(_object(REVISION)),
        }
    ),
}
