"""The land under the map, from land.json, which docs/make_land.py makes."""

from __future__ import annotations

import json
from functools import cache

from prakerja.settings import PACKAGE
from publicrecord.charts.chart import Ring


@cache
def land() -> tuple[Ring, ...]:
    """Every shore: longitudes and latitudes in degrees."""
    found = json.loads((PACKAGE / "land.json").read_text(encoding="utf-8"))
    return tuple(tuple((lng, lat) for lng, lat in ring) for ring in found["rings"])
