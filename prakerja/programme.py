"""Kartu Prakerja as the engine publishes it."""

from __future__ import annotations

from prakerja.charts import charts
from prakerja.pages import CONTEXTS, PAGES
from prakerja.place_pages import PLACE_PAGES
from prakerja.settings import SETTINGS
from publicrecord.programme import Programme

PROGRAMME = Programme(
    settings=SETTINGS,
    pages=PAGES,
    contexts=CONTEXTS,
    charts=charts,
    page_sets=PLACE_PAGES,
    place_map="recipients-by-regency",
)
