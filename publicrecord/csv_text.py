"""Tables as CSV text, as every file of ours has it: commas, and lines that end as on Linux."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable


def csv_text(names: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A line of column names, and one for each row."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    return text.getvalue()
