"""The theme's style sheets without what no page uses."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from mkdocs.utils import get_theme_dir

from publicrecord.deploy.theme_style import PARTS, part_of, used_rules
from publicrecord.files.style_sheet import variables_read, without_unread

OPTIONS = {("data-md-color-primary", "teal"), ("dir", "ltr")}
QUOTED = re.compile(r'"[^"]*"|url\([^)]*\)')
CLASS = re.compile(r"\.([a-z][\w-]*)")
ATTRIBUTE = re.compile(r' class="([^"]*)"')


@pytest.mark.parametrize(
    ("sheet", "kept"),
    [
        ("/* of .md-nav */.md-nav__link,.md-search{color:red}", ".md-nav__link{color:red}"),
        (".md-search__form{color:red}a{color:red}", "a{color:red}"),
        ("@media print{.md-search{top:0}}@media print{a{top:0}}", "@media print{a{top:0}}"),
        (".md-nav:not(.md-x,.js){top:0}", ".md-nav:not(.md-x,.js){top:0}"),
        ("[data-md-color-primary=red]{top:0}[data-md-color-primary=teal]{top:1}",
         "[data-md-color-primary=teal]{top:1}"),
        ("[dir=ltr] a{top:0}[dir=rtl] a{top:1}", "[dir=ltr] a{top:0}"),
        ("@charset \"md-x{}\";a:after{top:0}", "@charset \"md-x{}\";a:after{top:0}"),
    ],
)  # fmt: skip
def test_a_rule_stays_if_a_page_may_have_its_parts(sheet, kept):
    assert used_rules(sheet, OPTIONS) == kept


def test_values_that_no_rule_reads_are_left_out():
    sheet = ':root{--a:url("data:;}");--b:1}.md-nav--a:hover{top:var(--b)}.md-x{--c:2}'
    kept = ":root{--b:1}.md-nav--a:hover{top:var(--b)}"
    assert without_unread(sheet, variables_read(sheet)) == kept


def test_no_page_has_a_class_of_the_theme_whose_rules_are_left_out(site):
    sheets = Path(get_theme_dir("material"), "assets", "stylesheets").glob("*.css")
    rules = QUOTED.sub("", "".join(sheet.read_text(encoding="utf-8") for sheet in sheets))
    left_out = {name for name in CLASS.findall(rules) if part_of(name) not in PARTS}
    assert "md-search" in left_out
    for page in site.glob("**/*.html"):
        found = ATTRIBUTE.findall(page.read_text(encoding="utf-8"))
        names = {name for names in set(found) for name in names.split()}
        assert not names & left_out, page


def test_the_style_of_the_theme_is_light(site):
    for folder in (site / "assets", site / "en" / "assets"):
        sheets = list((folder / "stylesheets").iterdir())
        assert sum(len(gzip.compress(sheet.read_bytes(), 9)) for sheet in sheets) < 9_000
        assert {sheet.suffix for sheet in sheets} == {".css"}
