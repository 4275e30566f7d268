"""JSON of the record: bounded, each key once, no texts with hidden characters."""

from __future__ import annotations

import json
from typing import Any

from publicrecord.characters import is_shown
from publicrecord.language import N_
from publicrecord.record.shape_faults import PlainFault

LARGEST = 1_000_000  # bytes; the description of the tables has 0.2 million
DEEPEST = 12  # levels; the description has 8
MOST_VALUES = 50_000  # the description has 10,000


def parse(text: str) -> Any:
    """The content of a JSON text; raises PlainFault, or ValueError, if it is not fit to be used."""
    if len(text) > LARGEST:
        raise PlainFault(N_("it has more than {most} characters"), most=LARGEST)
    content = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    _examine(content)
    return content


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; raises PlainFault if a key occurs in it twice, since one would be lost."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise PlainFault(N_('the name "{key}" occurs twice in one group'), key=key[:80])
        found[key] = value
    return found


def _no_constant(word: str) -> None:
    raise PlainFault(N_("{word} is not a number that JSON allows"), word=word)


def _examine(content: Any) -> None:
    """Look at every value, level by level; raises PlainFault at the first that is refused."""
    level, count, depth = [content], 0, 0
    while level:
        count, depth = count + len(level), depth + 1
        if depth > DEEPEST:
            raise PlainFault(N_("too many brackets are inside each other"))
        if count > MOST_VALUES:
            raise PlainFault(N_("it has more than {most} values"), most=MOST_VALUES)
        below: list[Any] = []
        for value in level:
            if isinstance(value, str) and not is_shown(value):
                message = N_("a text contains a line break or an invisible character: {text}")
                raise PlainFault(message, text=value[:80])
            if isinstance(value, dict):
                below += [*value, *value.values()]
            elif isinstance(value, list):
                below += value
        level = below
