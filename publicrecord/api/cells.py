"""A cell of the record as the answers of the API have it."""

from __future__ import annotations

from typing import Any


def plain_cell(cell: Any) -> Any:
    """A cell as JSON: whole numbers without a point, an empty cell as null."""
    if isinstance(cell, str) or cell is None:
        return cell or None
    number = float(cell)
    return int(number) if number == int(number) else number
