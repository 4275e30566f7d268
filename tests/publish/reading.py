"""Reading the built pages back, as a reader's browser would have them before any script."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup, Tag

LANGUAGES = ("id", "en")


@cache
def soup(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def pages(site: Path, code: str) -> list[Path]:
    """The pages of one language, the theme's 404 and the pages to embed apart."""
    every = sorted(page for page in site.rglob("index.html") if "embed" not in page.parts)
    english = [page for page in every if page.relative_to(site).parts[0] == "en"]
    return english if code == "en" else [page for page in every if page not in english]


def article(file: Path) -> Tag:
    found = soup(file).find("article")
    assert isinstance(found, Tag), file
    return found


def words(tag: Tag) -> str:
    """The text of an element with single spaces."""
    return " ".join(tag.get_text(" ").split())
