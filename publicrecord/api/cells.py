"""The fields of a figure and the cells of the record, as the answers of the API have them."""

from __future__ import annotations

from typing import Any

from publicrecord.record.package import without_point

VALUE = ("value", "unit", "status", "as_of", "source_id")
# What else tells a figure from the others, where it is filled.
DIMENSIONS = (
    "measure_id", "basis", "period", "wave_from", "wave_to", "wave", "survey_id", "item_id",
    "item", "dimension", "category", "group", "place", "boundary", "code", "finding_id",
    "result_id", "study_id", "arithmetic",
)  # fmt: skip


def plain_cell(cell: Any) -> Any:
    """A cell as JSON: whole numbers without a point, an empty cell as null."""
    if isinstance(cell, str) or cell is None:
        return cell or None
    return without_point(float(cell))
