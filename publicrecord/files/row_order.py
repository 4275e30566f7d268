"""The order of the rows of a long table, for programs that guess the types of its columns.

Such a program looks at some rows only: polars at the first 100, R's readr at 1,000 that lie evenly
in the file. A column that is empty in them, or has years there and a range of years elsewhere, is
read as a wrong type, and readr then drops what does not fit.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

FIRST, EVENLY = 100, 1000
"""How many rows polars and readr look at."""


def with_typical_rows_first(frame: pd.DataFrame) -> pd.DataFrame:
    """A long table reordered: at the places where readr looks come rows that show the type of each
    column, one row a column. The other rows keep their order, and so do short tables."""
    if len(frame) <= FIRST:
        return frame
    step = max(1, len(frame) // EVENLY)
    telling = _telling(frame, step)
    rest = iter([row for row in range(len(frame)) if row not in {*telling}])
    order = [row for first in telling for row in (first, *(next(rest) for _ in range(step - 1)))]
    return frame.iloc[[*order, *rest]].reset_index(drop=True)


def _telling(frame: pd.DataFrame, step: int) -> list[int]:
    """Rows that together show what each column holds. Those that already are where readr looks go
    first, so that a table in this order stays as it is."""
    found: list[int] = []
    looked_at = range(0, min(len(frame), step * len(frame.columns)), step)
    for name in frame.columns:
        shows = _shows(frame[name])
        if not any(shows[row] for row in found):
            at_place = [row for row in looked_at if shows[row] and row not in found]
            found.append(at_place[0] if at_place else int(shows.argmax()))
    return list(dict.fromkeys(found))


def _shows(column: pd.Series) -> np.ndarray:
    """Whether each cell could be of no other type: a text that is no number or, where there is
    none, any cell that is not empty."""
    # Few texts of a column differ, and to read a text as a number takes time.
    places, values = pd.factorize(column)
    texts = np.array([*map(str, values), ""], dtype=object)  # the last is of empty cells, at -1
    filled = texts != ""
    text = filled & np.isnan(pd.to_numeric(texts, errors="coerce"))
    shown: np.ndarray = (text if text.any() else filled)[places]
    return shown
