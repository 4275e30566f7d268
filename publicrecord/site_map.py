"""The pages of a site: their addresses, their order, and which of them shows what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from publicrecord.indicators.questions import Question
from publicrecord.indicators.scope import Scope
from publicrecord.language import Language, Message, Text

Description = Callable[[Language, Scope], str]
"""A text made of what the record covers, in whatever language is asked for."""


def about(message: Message) -> Description:
    """A text of the catalogues that may name the {first_year} and {last_year} of the record and its
    number of {waves}."""
    return lambda language, scope: language.gettext(message).format(
        first_year=scope.first_year, last_year=scope.last_year, waves=scope.waves
    )


@dataclass(frozen=True)
class Page:
    """One page: its template, its address in each language, title and description.

    slugs: by language, below the language's root, without a slash at the end. description: what the
    page is about; it may name what the record covers. chart_id: the chart
    whose picture represents a shared link: the chart of a chart's own page, else the first chart
    of the page, unless it is so tall that previews cut it. under: the entry of the navigation that
    it is under, with the pages beside it in the order; none if it is one itself. finder:
    whether it has the finder. loads_plotly: whether it does so on request; as plotly writes markup,
    its policy then allows that.
    """

    template: str
    slugs: Mapping[str, str]
    title: Text
    description: Description
    chart_id: str = ""
    under: Text | None = None
    finder: bool = False
    loads_plotly: bool = False

    def address(self, language: Language) -> str:
        """The address below the root of the site: '', 'gelombang/', 'en/waves/'."""
        slug = self.slugs[language.code]
        return language.folder + (f"{slug}/" if slug else "")

    def file(self, code: str) -> str:
        """The Markdown file of the page in a language."""
        return f"{self.slugs[code] or 'index'}.md"


@dataclass(frozen=True)
class SiteMap:
    """The pages of a programme.

    pages: in the order of the tabs. The engine links to the pages with the templates home, data,
    explore, method, sources, changes and search, and fills all but home itself; explore has a
    template of the engine.
    figure_pages: the page (by its template) that shows the figures of a table, and the dates of
    waves. place_map: the chart (by its id) whose dots are the backdrop of maps on pages of places.
    questions: what readers ask about the numbers; the page with the template questions answers
    them, and the facts and charts that they are about link to it. contact: the page (by its
    template) that says who makes the site and how to reach them.
    """

    pages: tuple[Page, ...]
    figure_pages: Mapping[str, str]
    place_map: str
    questions: tuple[Question, ...] = ()
    contact: str = "home"

    @cached_property
    def page(self) -> dict[str, Page]:
        """The pages by their template."""
        return {page.template: page for page in self.pages}
