"""The bilingual texts of the descriptor, as JSON-LD writes them."""

from __future__ import annotations

from typing import Any


def spoken(words: dict[str, Any], key: str) -> list[dict[str, str]]:
    """A text of the descriptor in both languages."""
    pairs = (("en", key), ("id", f"{key}_id"))
    return [{"@value": words[k], "@language": code} for code, k in pairs if k in words]
