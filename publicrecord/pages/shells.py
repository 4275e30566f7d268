"""Shells: empty pages that the site builder makes, filled with pages that are data.

The builder converts one empty page for each group of pages; its texts and addresses are marks.
Why: docs/adr/0008-places.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import escape

from publicrecord.language import SITE_LANGUAGES
from publicrecord.pages.registry import Page

SHELL = "_"
NAME, ABOUT, BODY = "PDA-NAME", "PDA-ABOUT", "PDA-BODY"


@dataclass(frozen=True)
class Filling:
    """What makes a page of a shell. title, description: plain texts. body: HTML. slug: the last
    part of its address, in every language."""

    title: str
    description: str
    body: str
    slug: str


def shell_page(folders: dict[str, str]) -> Page:
    """The empty page of a group that stands in these folders, by language."""
    return Page(
        "shell",
        {code: f"{folders[code]}/{SHELL}" for code in SITE_LANGUAGES},
        lambda _language: NAME,
        lambda _language: ABOUT,
    )


def filled(shell: str, folders: dict[str, str], page: Filling) -> str:
    """A built shell with the texts and addresses of a page put in."""
    html = shell.replace(NAME, str(escape(page.title)))
    html = html.replace(ABOUT, str(escape(page.description)))
    for folder in folders.values():
        html = html.replace(f"{folder}/{SHELL}/", f"{folder}/{page.slug}/")
    return html.replace(f"<p>{BODY}</p>", page.body)
