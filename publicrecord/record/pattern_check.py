"""How long the patterns of the columns take for the cells of the tables; the time is bounded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from publicrecord.findings import Finding
from publicrecord.language import N_
from publicrecord.record.descriptor import DESCRIPTOR_BROKEN
from publicrecord.record.patterns import effort, in_words
from publicrecord.record.table import Table

MOST_STEPS = 1_000_000_000  # of all patterns, 15 seconds at worst; the record takes 0.1 billion
SLOW = N_("the patterns of the columns are too long for so many cells")


def slow_patterns(file: str, tables: Mapping[str, Table]) -> Iterator[Finding]:
    """A finding if the patterns of all columns take too long for the cells of the tables; `file` is
    the description as it is shown."""
    steps = 0
    for table in tables.values():
        for at, field in enumerate(table.fields):
            if pattern := field.get("constraints", {}).get("pattern"):
                steps += effort(pattern, list({cells[at] for cells in table.rows.values()}))
    if steps > MOST_STEPS:
        yield DESCRIPTOR_BROKEN.at(file, reason=in_words(SLOW))
