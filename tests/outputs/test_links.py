"""Links: none leads nowhere, and no address that was published vanishes."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from scratch import ROOT

from publicrecord.deploy.published_addresses import CONTRACT, published

LINK = re.compile(r'\b(?:href|src)=(?:"([^"]*)"|([^\s">]+))')
NAMED = re.compile(r'\b(?:id|name)=(?:"([^"]*)"|([^\s">]+))')
SHOWN_CODE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
FOREIGN = re.compile(r"^(?:[a-z]+:|//)")


@cache
def names(file: Path) -> frozenset[str]:
    """The anchors of a page or picture."""
    found = NAMED.findall(file.read_text(encoding="utf-8"))
    return frozenset(unescape(quoted or bare) for quoted, bare in found)


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
        target = (start / path.lstrip("/").partition("?")[0]).resolve() if path else page
        if target.is_dir():
            target /= "index.html"
        if not target.is_file() or (anchor and anchor not in names(target)):
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


def test_no_address_once_published_vanishes(site):
    promised = set(CONTRACT.read_text(encoding="utf-8").split()) | {""}
    now = set(published(site.resolve()))
    assert promised - now == set(), "These addresses were published; keep them."
    assert now - promised == set(), "New addresses: run `make urls` and commit the file."


@pytest.mark.parametrize("line", ["wilayah/sulawesi-utara/kepulauan-talaud/", "en/waves/", ""])
def test_the_contract_names_pages(line):
    assert line in (ROOT / "site_src" / "urls.txt").read_text(encoding="utf-8").split("\n")
