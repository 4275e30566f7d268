"""Sets of pages that are data: one for each place, table, source or release.

MkDocs does not convert them. It builds one empty page for each set, the shell; each page of the set
is the shell with its own texts and address filled in. Why: docs/adr/0008-places.md.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Self

from markupsafe import escape

from publicrecord.cache import write_step
from publicrecord.context.site_context import SiteContext
from publicrecord.language import Language
from publicrecord.outputs import new_file
from publicrecord.pages.page_context import PageContext
from publicrecord.pages.template_context import EveryPage, TemplateContext, template_names
from publicrecord.pages.templates import environment, template_file
from publicrecord.site_map import Page

SHELL = "_"
NAME, ABOUT, BODY = "PDA-NAME", "PDA-ABOUT", "PDA-BODY"


@dataclass(frozen=True)
class Filling:
    """What makes a page of a shell.

    address: below the root of a language, such as tabel/waves/. title, description: plain texts.
    context: what the template may use, beyond what every page may.
    """

    address: Callable[[Language], str]
    title: str
    description: str
    context: TemplateContext


@dataclass(frozen=True)
class PageSet:
    """A set of pages with one template.

    template: its name below pages/. context: the class of the contexts. shell: the address
    of the empty page below the root of a language, such as tabel/_/. fillings: makes the pages of
    one language.
    """

    template: str
    context: type[TemplateContext]
    shell: Callable[[Language], str]
    fillings: Callable[[SiteContext, Language], Iterable[Filling]]

    def shell_page(self, languages: Iterable[Language]) -> Page:
        """The empty page, for MkDocs to build."""
        return Page(
            "shell",
            {spoken.code: self.shell(spoken).rstrip("/") for spoken in languages},
            lambda _language: NAME,
            lambda _language, _scope: ABOUT,
        )

    def filled(self, shell: str, page: Filling, body: str, languages: Iterable[Language]) -> str:
        """The built shell with the texts, the addresses and the HTML of a page filled in."""
        html = shell.replace(NAME, str(escape(page.title)))
        html = html.replace(ABOUT, str(escape(page.description)))
        for spoken in languages:  # a page links to itself in the other languages
            html = html.replace(self.shell(spoken), page.address(spoken))
        return html.replace(f"<p>{BODY}</p>", body)


@dataclass(frozen=True)
class ShellPage:
    """What the template of an empty page may use."""

    title: Annotated[str, "The mark that the title of each page replaces."]

    @classmethod
    def of(cls, page_context: PageContext, page: Page) -> Self:
        """What the template of this page may use."""
        return cls(page.title(page_context.language))


def write_page_sets(
    sets: Iterable[PageSet], content: SiteContext, out: Path, language: Language
) -> None:
    """Write all pages of these sets to the built site of one language below `out`, and remove the
    shells."""
    site = out / language.code
    shells = {}
    for page_set in sets:
        address = page_set.shell(language)
        shell = site / address
        shells[shell] = (shell / "index.html").read_text(encoding="utf-8")
        template = template_file(content.record.settings, f"pages/{page_set.template}.html.jinja")
        inputs = ("page set", language.code, address, template, shells[shell], content.made_from)
        write_step(site, inputs, partial(_write, page_set, shells[shell], content, language))
    for shell in sorted(shells, reverse=True):  # one may lie in another
        shutil.rmtree(shell)


def _write(
    page_set: PageSet, shell: str, content: SiteContext, language: Language, site: Path
) -> None:
    """Write the pages of a set to `site`, the folder of their language."""
    settings = content.record.settings
    jinja, languages = environment(settings, language), settings.languages
    template = jinja.get_template(f"pages/{page_set.template}.html.jinja")
    for page in page_set.fillings(content, language):
        address = page.address(language)
        every = EveryPage.of(content, jinja, language, language.folder + address)
        body = template.render(template_names(every, page.context))
        file = new_file(site / address / "index.html")
        html = page_set.filled(shell, page, body, languages)
        file.write_text(html, encoding="utf-8")
