"""Links: none leads nowhere, and every address is on the list of those that must not be lost."""

from __future__ import annotations

import os
import re
from functools import cache
from html import unescape
from pathlib import Path

from scratch import ROOT

from publicrecord.deploy.published_addresses import published, site_addresses
from publicrecord.outputs import files_below

LINK = re.compile(r'\b(?:href|src)=(?:"([^"]*)"|([^\s">]+))')
NAMED = re.compile(r'\b(?:id|name)=(?:"([^"]*)"|([^\s">]+))')
SHOWN_CODE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
FOREIGN = re.compile(r"^(?:[a-z]+:|//)")


@cache
def names(file: Path) -> frozenset[str]:
    """The anchors of a page or picture."""
    found = NAMED.findall(file.read_text(encoding="utf-8"))
    return frozenset(unescape(quoted or bare) for quoted, bare in found)


@cache
def page_at(path: str) -> Path | None:
    """The file at an address below the site, asked once: many pages lead to it."""
    file = Path(path)
    if file.is_dir():
        file /= "index.html"
    return file if file.is_file() else None


def broken(page: Path, site: Path) -> set[str]:
    """The links of a page that lead nowhere below the site."""
    found = set()
    text = SHOWN_CODE.sub("", page.read_text(encoding="utf-8"))
    for quoted, bare in LINK.findall(text):
        link = unescape(quoted or bare)
        if FOREIGN.match(link):
            continue
        path, _, anchor = link.partition("#")
        start = site if path.startswith("/") else page.parent
        named = os.path.normpath(f"{start}/{path.lstrip('/').partition('?')[0]}")
        target = page_at(named) if path else page
        if not target or (anchor and anchor not in names(target)):
            found.add(link)
    return found


def test_no_link_in_the_whole_site_is_broken(site):
    root = site.resolve()
    pages = sorted(root.rglob("*.html"))
    assert len(pages) > 1_200
    found = {page.relative_to(root): links for page in pages if (links := broken(page, root))}
    assert found == {}


def test_a_broken_link_would_be_noticed(tmp_path):
    (tmp_path / "index.html").write_text(
        '<a href="#here" id="here">ok</a><a href="gone/">x</a><a href="#lost">y</a>'
    )
    assert broken(tmp_path / "index.html", tmp_path) == {"gone/", "#lost"}


def test_the_list_of_published_addresses_is_that_of_the_site(site):
    """That none is lost is asked by the build itself; a new one is added by `make addresses`."""
    promised = {old.address for old in published(ROOT)}
    new = site_addresses(files_below(site.resolve())) - promised
    assert not new, "Run `make addresses`, commit the file."
    known = {"wilayah/sulawesi-utara/kepulauan-talaud/", "en/waves/", ""}
    assert known <= promised


def test_a_renamed_place_will_keep_its_addresses():
    codes = {old.address: old.place_code for old in published(ROOT)}
    assert codes["wilayah/sulawesi-utara/kepulauan-talaud/"] == "71.04"
    assert codes["en/regions/north-sulawesi/"] == "71"
