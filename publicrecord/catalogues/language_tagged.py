"""The texts of the descriptor, as JSON-LD writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from publicrecord.language import Language, described_key


def language_tagged(
    words: dict[str, Any], key: str, languages: Sequence[Language]
) -> list[dict[str, str]]:
    """A text of the descriptor in each language that has it."""
    return [
        {"@value": words[name], "@language": language.code}
        for language in languages
        if (name := described_key(key, language.code)) in words
    ]
