"""The cells of the tables against the patterns of their columns, within a bounded time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from publicrecord.findings import Finding
from publicrecord.language import N_
from publicrecord.record.descriptor import DESCRIPTOR_BROKEN
from publicrecord.record.patterns import effort, form_in_words, in_words, matches
from publicrecord.record.schema_check import CONSTRAINT, meaning_of

MOST_STEPS = 1_000_000_000  # of all patterns, 15 seconds at worst; the record takes 0.1 billion
SLOW = N_("the patterns of the columns are too long for so many cells")


def slow_patterns(
    file: str, descriptor: dict[str, Any], cells: dict[str, pd.DataFrame]
) -> Iterator[Finding]:
    """A finding if the patterns of all columns take too long for the cells of the tables; `file` is
    the description as it is shown."""
    steps = 0
    for resource in descriptor["resources"]:
        for field in resource["schema"]["fields"]:
            if pattern := field.get("constraints", {}).get("pattern"):
                steps += effort(pattern, cells[resource["name"]][field["name"]].dropna().tolist())
    if steps > MOST_STEPS:
        yield DESCRIPTOR_BROKEN.at(file, reason=in_words(SLOW))


def find(file: str, resource: dict[str, Any], texts: pd.DataFrame) -> Iterator[Finding]:
    """A finding for each cell of a table that is not in the form of its column's pattern."""
    for field in resource["schema"]["fields"]:
        pattern = field.get("constraints", {}).get("pattern")
        if not pattern:
            continue
        cells = texts[field["name"]].dropna()
        reason, meaning = form_in_words(pattern), meaning_of(field)
        for index in cells[[not same for same in matches(pattern, cells.tolist())]].index:
            at = (file, int(index) + 2, field["name"], cells[index])
            yield CONSTRAINT.at(*at, reason=reason, meaning=meaning)
