"""What a page is made from, and which row, template or module of it changed last.

The page is looked up by its address; its charts, its cited claims and the rows in its context are
the rows it is made from, and git knows when each line of a table or file was changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import partial
from pathlib import Path

from jinja2 import Environment, meta

from publicrecord.checkout import LastChange, last_change, line_changes
from publicrecord.context.site_context import SiteContext
from publicrecord.findings import UsageError
from publicrecord.install import ROOT
from publicrecord.language import N_, Language
from publicrecord.pages.markdown_pages import CONTEXTS, Contexts, all_pages
from publicrecord.pages.page_context import PageContext
from publicrecord.pages.page_set import PageSet
from publicrecord.pages.templates import environment

SHOWN = 8  # causes, the latest first
CITED = re.compile(r'show\.(fact|chart)\("([^"]+)"')
RULE_OF_CHOICE = "publicrecord/record/claims.py"
UNKNOWN_PAGE = N_(
    "The site has no page with this address. Give it as in the browser, below the site's own "
    "address, such as en/waves/."
)


@dataclass(frozen=True)
class Cause:
    """Something that a page is made from: a row, template or module, and its last change."""

    kind: str
    place: str
    change: LastChange


def causes(
    content: SiteContext,
    contexts: Contexts,
    page_sets: Iterable[PageSet],
    address: str,
    root: Path,
) -> list[Cause]:
    """What the page at this address of the site is made from, the latest change first; contexts:
    of the pages of the programme.

    Raises UsageError if there is no such page.
    """
    wanted, languages = address.strip("/"), content.record.settings.languages
    for look in (partial(_page, contexts), partial(_filling, page_sets)):
        for language in languages:
            if made_from := look(content, wanted, language):
                template, claims = made_from
                found = [
                    *_rows(content, claims, root),
                    *_templates(environment(content.record.settings, language), template),
                    Cause("rule", RULE_OF_CHOICE, last_change(ROOT, RULE_OF_CHOICE)),
                ]
                return sorted(found, key=lambda cause: cause.change.time, reverse=True)
    raise UsageError(UNKNOWN_PAGE)


def report(address: str, found: list[Cause], language: Language) -> str:
    """The latest of the causes as text for a terminal."""
    kinds = {
        "row": language.gettext("row"),
        "template": language.gettext("template"),
        "rule": language.gettext("rule of choice"),
    }
    title = language.gettext("{address} is made from {count} rows and files. Last changed:").format(
        address=address, count=language.number(len(found))
    )
    lines = [
        f"  {cause.change.day or language.gettext('not committed yet')}  {kinds[cause.kind]}: "
        f"{cause.place}  {cause.change.commit[:9]} {cause.change.summary}".rstrip()
        for cause in found[:SHOWN]
    ]
    return "\n".join([title, *lines])


def _page(
    contexts: Contexts, content: SiteContext, wanted: str, language: Language
) -> tuple[str, set[str]] | None:
    """Template and claims of a page in Markdown."""
    for page in all_pages(content, []):
        if page.address(language).strip("/") != wanted:
            continue
        name = f"pages/{page.template}.md.jinja"
        jinja = environment(content.record.settings, language)
        assert jinja.loader  # noqa: S101 (templates are files)
        source = jinja.loader.get_source(jinja, name)[0]
        cited = CITED.findall(source)
        charts = {key for kind, key in cited if kind == "chart"} | {page.chart_id}
        claims = {key for kind, key in cited if kind == "fact"}
        for chart in charts & set(content.charts):
            claims |= content.charts[chart].claim_ids
        known = {**CONTEXTS, **contexts}
        if page.template in known and page.template != "chart":
            own = known[page.template]
            claims |= set(
                _claims(own.of(PageContext(content, language, page.address(language)), page))
            )
        return name, claims
    return None


def _filling(
    page_sets: Iterable[PageSet], content: SiteContext, wanted: str, language: Language
) -> tuple[str, set[str]] | None:
    """Template and claims of a page of a set, None if no set has such a page; some sets read files
    that only a build has written."""
    for page_set in page_sets:
        folder = language.folder + page_set.shell(language).split("/")[0]
        if not f"{wanted}/".startswith(f"{folder}/"):
            continue
        for key in page_set.keys(content):
            page = page_set.filling(content, language, key)
            if (language.folder + page.address(language)).strip("/") == wanted:
                name = f"pages/{page_set.template}.html.jinja"
                return name, set(_claims(page.context))
    return None


def _claims(value: object) -> Iterator[str]:
    """The claims that a context names, however deep."""
    if isinstance(value, Mapping):
        for key in ("claim_id", "claim_ids", "base_claim_id"):
            yield from str(value.get(key) or "").split()
        for inner in value.values():
            yield from _claims(inner)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _claims(getattr(value, field.name))
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _claims(inner)


def _rows(content: SiteContext, claims: set[str], root: Path) -> Iterator[Cause]:
    """The rows of claims; a row of a table is a line of its file, as cells have no line breaks."""
    changes: dict[str, list[LastChange]] = {}
    for claim in sorted(claims & set(content.claim_by_id)):
        row = content.claim_by_id[claim]
        file = content.record.file(row["table"])
        if file not in changes:
            changes[file] = line_changes(root, file)
        if row["row"] <= len(changes[file]):
            yield Cause("row", f"{file}:{row['row']} ({claim})", changes[file][row["row"] - 1])


def _templates(jinja: Environment, name: str) -> Iterator[Cause]:
    """A template and all that it includes or imports."""
    waiting, seen = [name], set[str]()
    while waiting:
        current = waiting.pop()
        if current in seen or not jinja.loader:
            continue
        seen.add(current)
        source, file, _fresh = jinja.loader.get_source(jinja, current)
        path = Path(file or "").relative_to(ROOT).as_posix()
        yield Cause("template", path, last_change(ROOT, path))
        waiting += [found for found in meta.find_referenced_templates(jinja.parse(source)) if found]
