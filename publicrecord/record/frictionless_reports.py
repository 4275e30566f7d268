"""Frictionless: how it is loaded, and what it reports of tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from typing import Any

from publicrecord.cache import is_known, remember
from publicrecord.record.json_schema import load_jsonschema

MOST_ERRORS = 200  # that Frictionless reports of a table


def reports_of(folder: Path, descriptor: dict[str, Any], names: list[str]) -> Iterator[Any]:
    """What Frictionless reports of each of these tables; raises its exception for a description
    that it does not take."""
    if names:
        load_jsonschema()  # before Frictionless does
        from frictionless import Package  # a while to load; most checks have no table to read

        whole = _without_patterns(descriptor)
        fact = f"description {sha256(json.dumps(whole).encode()).hexdigest()}"
        if not is_known(fact):
            Package.from_descriptor(whole, basepath=str(folder)).to_descriptor(validate=True)
            remember(fact)
        package = Package.from_descriptor(_part(whole, names), basepath=str(folder))
        for name in names:
            yield package.get_resource(name).validate(limit_errors=MOST_ERRORS)


def _part(descriptor: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """A description of these tables and those that their keys lead to: reading it all takes as
    long as checking a table."""
    wanted = set(names)
    for resource in descriptor["resources"]:
        if resource["name"] in names:
            keys = resource["schema"].get("foreignKeys", [])
            wanted |= {key["reference"]["resource"] for key in keys}
    return descriptor | {"resources": [r for r in descriptor["resources"] if r["name"] in wanted]}


def _without_patterns(descriptor: dict[str, Any]) -> dict[str, Any]:
    """A description as Frictionless gets it: a pattern could keep its engine busy for years."""
    copy: dict[str, Any] = deepcopy(descriptor)
    for resource in copy["resources"]:
        for field in resource["schema"]["fields"]:
            field.get("constraints", {}).pop("pattern", None)
    return copy
