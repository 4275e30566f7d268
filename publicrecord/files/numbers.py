"""Numbers in CSV, so that programs which look at the first rows read a column as one type."""

from __future__ import annotations


def with_decimals(cells: list[str]) -> list[str]:
    """The numbers of a column as texts: where one has decimals, all have."""
    if not any("." in cell for cell in cells):
        return cells
    return [f"{cell}.0" if cell and "." not in cell else cell for cell in cells]
