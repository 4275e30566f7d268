"""Kartu Prakerja as the engine publishes it."""

from __future__ import annotations

from prakerja.charts import charts
from prakerja.pages import CONTEXTS, PAGES
from prakerja.place_pages import place_pages
from prakerja.settings import SETTINGS
from publicrecord.programme import Programme

PROGRAMME = Programme(
    settings=SETTINGS,
    pages=PAGES,
    contexts=CONTEXTS,
    charts=charts,
    page_sets=place_pages,
    place_map="recipients-by-regency",
)
