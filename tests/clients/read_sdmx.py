"""Read all tables of figures with pysdmx; print how many observations each has, as JSON.

Run: python read_sdmx.py DATA, the folder with the data.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pysdmx.io import get_datasets, read_sdmx

folder = Path(sys.argv[1])
structure = folder / "sdmx-structure.xml"
flows = [flow.id for flow in read_sdmx(structure).get_dataflows()]
found = {}
for file in sorted(folder.rglob("*.sdmx.csv")):
    (dataset,) = get_datasets(file, structure)
    found[file.name.removesuffix(".sdmx.csv").upper()] = len(dataset.data)
assert sorted(found) == sorted(flows)
print(json.dumps(found))
