"""JSON text as every file of ours has it that is not laid out for reading: no blanks, no escapes
beyond those of the format."""

from __future__ import annotations

from collections.abc import Callable
from json import JSONEncoder

json_text: Callable[[object], str] = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""A value in JSON, on one line."""
