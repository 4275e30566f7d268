"""A register of some hundred rows: few places and waves, so that a run takes seconds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

DAY = "2024-12-31"
SETTINGS = """\
title_id: Register kecil
title_en: A small register
publisher: Tests
as_of: "{day}"
columns:
  person: person
  wave: wave
  place: district
  selected: selected
  gender: gender
  weight: weight
satisfaction:
  satisfied-with-programme: satisfied
faulty_share_allowed: 0.05
"""
PLACES = ["34.04.01", "34.04.07", "34.71.01", "34.71.05", "33.74.01", "33.74.02"]
WAVES = [1, 2, 12, 13]


def small_rows() -> pd.DataFrame:
    """Sixty selected in each of PLACES and WAVES, a third of whom answered, and 40 who were not.

    Of one place and wave there are four; three state no gender; and four are all who registered
    for wave 24.
    """
    cells = [(wave, place) for wave in WAVES for place in PLACES for _person in range(60)]
    cells = [cell for cell in cells if cell != (1, PLACES[0])]
    cells += [(1, PLACES[0])] * 4 + [(24, PLACES[1])] * 4
    rows = pd.DataFrame(cells, columns=["wave", "district"]).assign(selected=True, weight=1.0)
    rows["gender"] = np.where(rows.index % 2, "male", "female")
    rows.loc[[100, 300, 500], "gender"] = ""
    rows["satisfied"] = np.where(rows.index % 3, np.nan, 3.0 + rows.index % 2)
    refused = rows[rows["wave"].eq(2)].head(40).assign(selected=False, satisfied=np.nan)
    return pd.concat([rows, refused], ignore_index=True).reset_index(names="person")


def write_small(folder: Path, rows: pd.DataFrame, day: str = DAY) -> Path:
    """The rows as Parquet with their register.yml, of this day; nothing says that they are
    synthetic. A weight that is not a number stays one: pandas alone would write it as missing."""
    folder.mkdir()
    table = pa.Table.from_pandas(rows, preserve_index=False)
    weights = [None if weight is None else float(weight) for weight in rows["weight"]]
    at = table.schema.get_field_index("weight")
    table = table.set_column(at, "weight", pa.array(weights, pa.float64()))
    pq.write_table(table, folder / "rows.parquet")
    (folder / "register.yml").write_text(SETTINGS.format(day=day), encoding="utf-8")
    return folder
