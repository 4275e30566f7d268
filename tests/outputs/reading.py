"""Reading the built pages back, as a reader's browser would have them before any script."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from scratch import has_moved

LANGUAGES = ("id", "en")
# Of the thousand pages of places, `make test` reads those in the first language.
BY_DAY = ("id", pytest.param("en", marks=pytest.mark.nightly))
# Of a set of pages, such as those of all sources, it reads at most so many; `make nightly` all.
MOST = int(os.environ.get("PUBLICRECORD_PAGES", "60"))


@cache
def soup(file: Path) -> BeautifulSoup:
    """A page, parsed once. The collector of garbage does not look at it again and again, which
    takes longer than to parse it."""
    gc.disable()
    parsed = BeautifulSoup(file.read_text(encoding="utf-8"), "lxml")
    gc.freeze()
    gc.enable()
    return parsed


@cache
def pages(site: Path, code: str) -> tuple[Path, ...]:
    """The pages of one language but those of places, the theme's 404 and the pages to embed; of a
    set, at most MOST at equal distances."""
    every = sorted(
        page
        for page in site.rglob("index.html")
        if "embed" not in page.parts
        and not is_place(page.relative_to(site))
        and not has_moved(page)
    )
    home = site if code == "id" else site / code
    own = [page for page in every if (page.relative_to(site).parts[0] == "en") is (code == "en")]
    sets = [[*below] for _set, below in groupby(own, lambda page: page.relative_to(home).parts[0])]
    return tuple(page for below in sets for page in below[:: -(-len(below) // MOST)])


def some_places(codes: Iterable[str]) -> list[str]:
    """Of the places, provinces and each fourth regency; `make nightly` asks of all."""
    upper, lower = ([code for code in codes if len(code) == size] for size in (2, 5))
    return [*upper, *(lower if len(lower) < MOST else lower[::4])]


def is_place(path: Path) -> bool:
    """Whether a page below the root of the site is that of a province, regency or city."""
    parts = path.parts[1:] if path.parts[0] == "en" else path.parts
    return parts[0] in ("wilayah", "regions") and len(parts) > 2


def article(file: Path) -> Tag:
    found = soup(file).find("article")
    assert isinstance(found, Tag), file
    return found


def words(tag: Tag) -> str:
    """The text of an element with single spaces."""
    return " ".join(tag.get_text(" ").split())


def spoilt(element: Tag, old: str, new: str) -> Tag:
    """A copy of an element with other text or attributes."""
    markup = str(element)
    assert old in markup, (old, markup)
    found = BeautifulSoup(markup.replace(old, new), "html.parser").find()
    assert isinstance(found, Tag)
    return found


def numbers(text: str) -> list[float]:
    """The numbers of a text, in its order; separators of thousands are those of either language."""
    found = re.findall(r"\d+(?:[.,]\d+)*", text)
    return [float(re.sub(r"[.,](?=\d{3}\b)", "", number).replace(",", ".")) for number in found]
