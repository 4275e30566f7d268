"""The descriptor, data/datapackage.json: read, and held against the shape that we rely on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from prakerja.findings import Rule, refuse
from prakerja.language import N_

DESCRIPTOR = "datapackage.json"

UNREADABLE = Rule(
    "file-unreadable",
    N_("The file cannot be read as a UTF-8 CSV table: {reason}."),
    N_("Save it again as CSV with UTF-8 encoding and commas between the columns."),
)
DESCRIPTOR_BROKEN = Rule(
    "descriptor-broken",
    N_("The description of the data cannot be read: {reason}."),
    N_("Take the last version of this file from the repository and make the change again."),
)

# The shape of the descriptor that the stages rely on, as a JSON Schema.
TEXT = {"type": "string", "minLength": 1}
TOPICS = ["programme", "waves", "regions", "surveys", "obstacles", "record"]
TYPES = ["string", "integer", "number", "date", "boolean"]
SHAPE: dict[str, Any] = {
    "type": "object",
    "required": ["name", "version", "resources"],
    "properties": {
        "version": {"type": "string", "pattern": "^[0-9]{4}\\.[0-9]{2}\\.[0-9]+$"},
        "resources": {
            "type": "array",
            "minItems": 20,
            "items": {
                "type": "object",
                "required": [
                    "name", "path", "topic", "title", "title_id", "description", "description_id",
                    "dialect", "licenses", "schema",
                ],
                "properties": {
                    "name": {"type": "string", "pattern": "^[a-z_]+$"},
                    "topic": {"enum": TOPICS},
                    "path": {"type": "string", "pattern": "^(reference/)?[a-z_]+\\.csv$"},
                    "title": TEXT, "title_id": TEXT, "description": TEXT, "description_id": TEXT,
                    "dialect": {"const": {"delimiter": ","}},
                    "licenses": {
                        "type": "array",
                        "minItems": 1,
                        "items": {"type": "object", "required": ["name", "path", "title"]},
                    },
                    "sources": {
                        "type": "array",
                        "items": {"type": "object", "required": ["title", "source_id"]},
                    },
                    "schema": {
                        "type": "object",
                        "required": ["fields", "primaryKey", "missingValues"],
                        "properties": {
                            "missingValues": {"const": [""]},
                            "fields": {
                                "type": "array",
                                "minItems": 2,
                                "items": {
                                    "type": "object",
                                    "required": ["name", "type", "title", "title_id"],
                                    "properties": {
                                        "name": {"type": "string", "pattern": "^[a-z0-9_]+$"},
                                        "type": {"enum": TYPES},
                                        "title": TEXT, "title_id": TEXT,
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}  # fmt: skip


def read_descriptor(folder: Path) -> dict[str, Any]:
    """The descriptor of the package in `folder`; raises Refused if it is not one of ours."""
    file = folder / DESCRIPTOR
    try:
        descriptor: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        problem = best_match(Draft202012Validator(SHAPE).iter_errors(descriptor))
    except (OSError, ValueError, RecursionError) as error:
        refuse([DESCRIPTOR_BROKEN.at(f"{folder.name}/{DESCRIPTOR}", reason=error)])
        raise
    if problem:
        at = "/".join(str(part) for part in problem.absolute_path)
        reason = f"{at}: {problem.message[:300]}"
        refuse([DESCRIPTOR_BROKEN.at(f"{folder.name}/{DESCRIPTOR}", reason=reason)])
    paths = [resource["path"] for resource in descriptor["resources"]]
    refuse(
        UNREADABLE.at(f"{folder.name}/{path}", reason="not found")
        for path in paths
        if not (folder / path).is_file()
    )
    return descriptor
