"""The interface of engine and programme: all that the engine takes from a programme, in one object.

A programme is a package beside the engine, such as prakerja. It makes one `Programme` and passes it
to `publicrecord.cli.main`; the engine imports nothing of it. A programme also has its tables in
data/, and its templates beside its code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from publicrecord.charts.chart import Chart
    from publicrecord.pages.page_set import PageSet
    from publicrecord.pages.template_context import PageTemplateContext
    from publicrecord.record.package import Record
    from publicrecord.settings import Settings
    from publicrecord.site_map import SiteMap


@dataclass(frozen=True)
class Programme:
    """What the engine needs to know of a programme. All but the settings are functions, so that a
    command loads only what it needs: `aggregate` loads no page.

    settings: names, languages and sources that are no part of its tables.
    site_map: its pages.
    contexts: by template, the class of what a page of the programme may use beyond what every
    page may; pages that need nothing more have none.
    charts: makes all charts from the record, its claims on figures and its claims on dates.
    page_sets: its sets of pages that are data, such as one page for each place.
    """

    settings: Settings
    site_map: Callable[[], SiteMap]
    contexts: Callable[[], Mapping[str, type[PageTemplateContext]]]
    charts: Callable[[Record, pd.DataFrame, pd.DataFrame], list[Chart]]
    page_sets: Callable[[], tuple[PageSet, ...]]
