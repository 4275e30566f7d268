"""The order of the rows of a long table, for programs that guess the types of its columns.

Such a program looks at some rows only: polars at the first 100, R's readr at 1,000 that lie evenly
in the file. A column that is empty in them, or has years there and a range of years elsewhere, is
read as a wrong type, and readr then drops what does not fit.
"""

from __future__ import annotations

import pandas as pd

FIRST, EVENLY = 100, 1000
"""How many rows polars and readr look at."""


def for_guessing(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a long table with those first, at the places where readr looks, that show what
    a column holds: one for each column. The others stay in their order, as do short tables."""
    if len(frame) <= FIRST:
        return frame
    step = max(1, len(frame) // EVENLY)
    telling = list(dict.fromkeys(_telling(frame[name]) for name in frame.columns))
    rest = iter([row for row in range(len(frame)) if row not in {*telling}])
    order = [row for first in telling for row in (first, *(next(rest) for _ in range(step - 1)))]
    return frame.iloc[[*order, *rest]].reset_index(drop=True)


def _telling(column: pd.Series) -> int:
    """The first row whose cell could be of no other type: a text that is no number or, where there
    is none, any cell that is not empty."""
    filled = column.notna() & column.astype(str).ne("")
    text = filled & pd.to_numeric(column.astype(str), errors="coerce").isna()
    return int((text if text.any() else filled).to_numpy().argmax())
