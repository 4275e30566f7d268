"""What was done to the tables, without a count of people, rows or cells.

Such a count can be held against the tables: rows read less a total that is shown is a count that
was hidden, and so is the number of values not stated.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from publicrecord.language import Language
from publicrecord.register.cube import Cube
from publicrecord.register.notice import notices
from publicrecord.register.tables import Table


def disclosure_report(
    cube: Cube,
    answers: list[Table],
    threshold: int,
    synthetic: bool,
    languages: Sequence[Language],
) -> dict[str, Any]:
    """The report as plain data: the notice first, the method, the rules by which rows were
    dropped, and the names of the tables."""
    return {
        **{f"notice_{code}": text for code, text in notices(languages).items()},
        "synthetic": synthetic,
        "method": "cell suppression with swaps, shifts and withheld rows",
        "threshold": threshold,
        "zeros": "shown, unless hidden to protect others",
        "rows_dropped_by": sorted(cube.faults),
        "tables": [table.name for table in [*cube.tables, *answers]],
    }
