"""Sets of pages that are data: one for each place, table, source or release.

MkDocs does not convert them. It builds one empty page for each set, the shell; each page of the set
is the shell with its own texts and address filled in. Why: docs/adr/0008-places.md.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Annotated, Self

from markupsafe import escape

from publicrecord.context.reads import write_parts
from publicrecord.context.site_context import SiteContext
from publicrecord.language import Language
from publicrecord.pages.page_context import PageContext
from publicrecord.pages.sharing import SharedPicture, with_picture
from publicrecord.pages.template_context import EveryPage, TemplateContext, template_names
from publicrecord.pages.templates import environment, template_file
from publicrecord.site_map import Page

NAME, ABOUT, BODY = "SHELL-NAME", "SHELL-ABOUT", "SHELL-BODY"


@dataclass(frozen=True)
class Filling:
    """What makes a page of a shell.

    address: below the root of a language, such as tabel/waves/. title, description: plain texts.
    context: what the template may use, beyond what every page may. picture: what a shared link
    shows; that of the site if there is none. files: of the page itself, such as its picture: their
    bytes by their address below the root of the language.
    """

    address: Callable[[Language], str]
    title: str
    description: str
    context: TemplateContext
    picture: SharedPicture | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class PageSet:
    """A set of pages with one template.

    template: its name below pages/. context: the class of the contexts. shell: the address
    of the empty page below the root of a language, such as tabel/_/. keys: names each page.
    filling: makes the page with a key in one language.
    """

    template: str
    context: type[TemplateContext]
    shell: Callable[[Language], str]
    keys: Callable[[SiteContext], Iterable[str]]
    filling: Callable[[SiteContext, Language, str], Filling]

    def shell_page(self, languages: Iterable[Language]) -> Page:
        """The empty page, for MkDocs to build."""
        return Page(
            "shell",
            {language.code: self.shell(language).rstrip("/") for language in languages},
            lambda _language: NAME,
            lambda _language, _scope: ABOUT,
        )

    def filled(self, shell: str, page: Filling, body: str, languages: Iterable[Language]) -> str:
        """The built shell with the texts, the addresses and the HTML of a page filled in."""
        html = shell.replace(NAME, str(escape(page.title)))
        html = html.replace(ABOUT, str(escape(page.description)))
        for language in languages:  # a page links to itself in the other languages
            html = html.replace(self.shell(language), page.address(language))
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
        inputs = ("page set", address, template, shells[shell])
        pages = {
            key: partial(_page, page_set, shells[shell], language, key)
            for key in page_set.keys(content)
        }
        write_parts(site, inputs, content, language, pages)
    for shell in sorted(shells, reverse=True):  # one may lie in another
        shutil.rmtree(shell)


def _page(
    page_set: PageSet, shell: str, language: Language, key: str, content: SiteContext
) -> dict[str, bytes]:
    """The page of a set with this key, by its path in the folder of its language."""
    settings = content.record.settings
    jinja, page = environment(settings, language), page_set.filling(content, language, key)
    template = jinja.get_template(f"pages/{page_set.template}.html.jinja")
    address = page.address(language)
    every = EveryPage.of(content, jinja, language, language.folder + address)
    body = template.render(template_names(every, page.context))
    html = page_set.filled(shell, page, body, settings.languages)
    if page.picture:
        html = with_picture(html, page.picture, language)
    return {f"{address}index.html": html.encode(), **page.files}
