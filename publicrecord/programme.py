"""The seam: all that a programme tells the engine, in one object.

A programme is a package beside the engine, such as prakerja. It makes one `Programme` and passes it
to `publicrecord.cli.main`; the engine imports nothing of it. A programme also has its tables in
data/, and its templates beside its code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from publicrecord.charts.chart import Chart
from publicrecord.indicators.questions import Question
from publicrecord.language import Language, Text
from publicrecord.record.package import Record
from publicrecord.settings import Settings

if TYPE_CHECKING:
    from publicrecord.pages.page_set import PageSet
    from publicrecord.pages.template_context import PageTemplateContext


@dataclass(frozen=True)
class Page:
    """One page: its template, its address in each language, title and description.

    slugs: by language, below the language's root, without a slash at the end. chart_id: the chart
    whose picture represents a shared link: the chart of a chart's own page, else the first chart
    of the page, unless it is so tall that previews cut it. loads: whether it loads a script on
    request, for a chart to explore or the finder; its policy then allows scripts to write markup.
    """

    template: str
    slugs: Mapping[str, str]
    title: Text
    description: Text
    chart_id: str = ""
    loads: bool = False

    def address(self, language: Language) -> str:
        """The address below the root of the site: '', 'gelombang/', 'en/waves/'."""
        slug = self.slugs[language.code]
        return language.folder + (f"{slug}/" if slug else "")

    def file(self, code: str) -> str:
        """The Markdown file of the page in a language."""
        return f"{self.slugs[code] or 'index'}.md"


@dataclass(frozen=True)
class Programme:
    """What the engine needs to know of a programme.

    settings: names, languages and sources that are no part of its tables.
    pages: its pages, in the order of the tabs. The engine links to the pages with the templates
    home, data, method, sources, changes and search, and fills data, method, sources, changes and
    search itself.
    contexts: by template, the class of what a page of the programme may use beyond what every
    page may; pages that need nothing more have none.
    charts: makes all charts from the record, its claims on figures and its claims on dates.
    page_sets: its sets of pages that are data, such as one page for each place.
    figure_pages: the page (by its template) that shows the figures of a table, and the dates of
    waves.
    place_map: the chart (by its id) whose dots are the backdrop of maps on pages of places.
    questions: what readers ask about its numbers; the page with the template questions answers
    them, and the facts and charts that they are about link to it.
    """

    settings: Settings
    pages: tuple[Page, ...]
    contexts: Mapping[str, type[PageTemplateContext]]
    charts: Callable[[Record, pd.DataFrame, pd.DataFrame], list[Chart]]
    page_sets: tuple[PageSet, ...]
    figure_pages: Mapping[str, str]
    place_map: str
    questions: tuple[Question, ...] = ()

    @cached_property
    def page(self) -> dict[str, Page]:
        """The pages by their template."""
        return {page.template: page for page in self.pages}
