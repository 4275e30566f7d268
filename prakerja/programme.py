"""Kartu Prakerja as the engine publishes it."""

from __future__ import annotations

from prakerja.charts import charts
from prakerja.compare_page import COMPARE, rankings
from prakerja.pages import CONTEXTS, PAGES
from prakerja.place_pages import PLACE_PAGES
from prakerja.questions import QUESTIONS
from prakerja.settings import SETTINGS
from publicrecord.programme import Programme
from publicrecord.site_map import SiteMap

SITE_MAP = SiteMap(
    pages=PAGES,
    figure_pages={
        "programme_figures": "recipients",
        "wave_figures": "waves",
        "wave_dates": "waves",
        "province_figures": "reach",
        "place_figures": "reach",
        "survey_figures": "outcomes",
        "demographic_figures": "outcomes",
        "outcome_figures": "outcomes",
        "audit_findings": "oversight",
        "evaluation_figures": "oversight",
        "reference_figures": "comparison",
    },
    place_map="recipients-by-regency",
    questions=QUESTIONS,
    contact="about",
)
PROGRAMME = Programme(
    settings=SETTINGS,
    site_map=SITE_MAP,
    contexts=CONTEXTS,
    charts=charts,
    page_sets=(*PLACE_PAGES, rankings(SITE_MAP.page[COMPARE].slugs)),
)
