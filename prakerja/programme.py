"""Kartu Prakerja as the engine publishes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from prakerja.settings import SETTINGS
from publicrecord.programme import Programme

if TYPE_CHECKING:
    from publicrecord.charts.chart import Chart
    from publicrecord.pages.page_set import PageSet
    from publicrecord.pages.template_context import PageTemplateContext
    from publicrecord.record.package import Record
    from publicrecord.site_map import SiteMap


def _site_map() -> SiteMap:
    from prakerja.pages import SITE_MAP

    return SITE_MAP


def _contexts() -> Mapping[str, type[PageTemplateContext]]:
    from prakerja.page_contexts import CONTEXTS

    return CONTEXTS


def _charts(record: Record, claims: pd.DataFrame, dates: pd.DataFrame) -> list[Chart]:
    from prakerja.charts import charts

    return charts(record, claims, dates)


def _page_sets() -> tuple[PageSet, ...]:
    from prakerja.compare_page import COMPARE, rankings
    from prakerja.place_pages import PLACE_PAGES

    return (*PLACE_PAGES, rankings(_site_map().page[COMPARE].slugs))


PROGRAMME = Programme(
    settings=SETTINGS,
    site_map=_site_map,
    contexts=_contexts,
    charts=_charts,
    page_sets=_page_sets,
)
