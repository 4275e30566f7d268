"""Faults of the theme's own HTML, corrected in the built pages.

Each is a text that the theme cannot be set to write otherwise. When the theme corrects one
itself, the text is no longer found, and a test says that the entry can go.
"""

from __future__ import annotations

import re

# What the theme writes, and what is wrong with it.
DRAWER = '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">'
SEARCH = '<input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search" autocomplete="off">'
LABEL = '<label class="md-nav__title" for="__toc">'
GENERATOR = re.compile(r'<meta name="generator" content="[^"]*">\s*')
BLANKS = re.compile(r"(<script>.*?</script>)|\n\s+", re.DOTALL)  # at the start of lines


def corrected(html: str) -> str:
    """A page without the theme's faults.

    autocomplete is on checkboxes, where it is not allowed; on a page outside the
    navigation a label is for a checkbox that is not there; the head names the versions of the
    builder; and what is around the article is half blanks.
    """
    for toggle in (DRAWER, SEARCH):
        html = html.replace(toggle, toggle.replace(' autocomplete="off"', ""))
    if 'id="__toc"' not in html:
        html = html.replace(LABEL, LABEL.replace(' for="__toc"', ""))
    before, article, rest = GENERATOR.sub("", html).partition("<article")
    inside, end, after = rest.rpartition("</article>")
    return f"{_without_blanks(before)}{article}{inside}{end}{_without_blanks(after)}"


def _without_blanks(html: str) -> str:
    return BLANKS.sub(lambda found: found[1] or "\n", html)
