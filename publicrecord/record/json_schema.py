"""jsonschema, loaded in the form that descriptions need."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

SLOW_FORMATS = ("rfc3987_syntax", "isoduration")
"""With these, jsonschema checks addresses in other alphabets and durations, if a tool of the tests
has brought them. They take a second to load, and no description needs them."""


def load_jsonschema() -> ModuleType:
    """The package jsonschema; loading it takes a while, so only a changed description does."""
    hidden = (
        [] if "jsonschema" in sys.modules else [f for f in SLOW_FORMATS if f not in sys.modules]
    )
    sys.modules |= dict.fromkeys(hidden)  # type: ignore[arg-type]  # as if they were not installed
    try:
        return import_module("jsonschema")
    finally:
        for name in hidden:
            del sys.modules[name]
