"""What was hidden and what it cost, safe to publish: counts of cells, never a cell."""

from __future__ import annotations

from typing import Any

from prakerja.register.cube import Cube
from prakerja.register.tables import Table


def disclosure_report(
    cube: Cube, answers: list[Table], threshold: int, synthetic: bool
) -> dict[str, Any]:
    """The report as plain data.

    For each table its cells, those hidden for themselves (primary), of these the ones whose
    values others published bound more tightly than we could undo, those hidden to protect others
    (complementary), and the information lost: the share of cells, and of people in inner cells.
    """
    return {
        "synthetic": synthetic,
        "method": "cell suppression with swaps, shifts and withheld rows",
        "threshold": threshold,
        "protection": f"every primary cell can be any count from 0 to {threshold}",
        "zeros": "shown, unless hidden to protect others",
        "rows_read": cube.rows,
        "rows_dropped": cube.faults,
        "values_not_stated": cube.unstated,
        "tables": [_lost(table) for table in [*cube.tables, *answers]],
    }


def _lost(table: Table) -> dict[str, Any]:
    hidden = table.hidden
    rows, columns = (tree.leaves for tree in table.trees)
    inner = table.counts[rows][:, columns]
    people = int(inner.sum())
    return {
        "table": table.name,
        "cells": int(hidden.size),
        "primary": int(table.primary.sum()),
        "bounded_by_what_others_published": int(table.bounded.sum()),
        "complementary": int((hidden & ~table.primary).sum()),
        "cells_hidden_share": round(float(hidden.mean()), 4),
        "people_hidden_share": round(
            float(inner[hidden[rows][:, columns]].sum()) / people if people else 0.0, 4
        ),
    }
