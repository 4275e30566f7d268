"""Frictionless: how it is loaded, and what it reports of tables."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from publicrecord.record.json_schema import load_jsonschema

MOST_ERRORS = 200  # that Frictionless reports of a table


def reports_of(folder: Path, descriptor: dict[str, Any], names: list[str]) -> Iterator[Any]:
    """What Frictionless reports of each of these tables; raises its exception for a description
    that it does not take."""
    if names:
        load_jsonschema()  # before Frictionless does
        from frictionless import Package  # a while to load; most checks have no table to read

        package = Package.from_descriptor(_without_patterns(descriptor), basepath=str(folder))
        package.to_descriptor(validate=True)
        for name in names:
            yield package.get_resource(name).validate(limit_errors=MOST_ERRORS)


def _without_patterns(descriptor: dict[str, Any]) -> dict[str, Any]:
    """A description as Frictionless gets it: a pattern could keep its engine busy for years."""
    copy: dict[str, Any] = deepcopy(descriptor)
    for resource in copy["resources"]:
        for field in resource["schema"]["fields"]:
            field.get("constraints", {}).pop("pattern", None)
    return copy
