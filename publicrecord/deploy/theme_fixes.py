"""Faults of the theme's own HTML, mended in the built pages.

Each is a text that the theme cannot be told to write otherwise. When the theme mends one
itself, the text is no longer found, and a test says that the entry can go.
"""

from __future__ import annotations

import re

# What the theme writes, and what is wrong with it.
DRAWER = '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">'
SEARCH = '<input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search" autocomplete="off">'
LABEL = '<label class="md-nav__title" for="__toc">'
GENERATOR = re.compile(r'<meta name="generator" content="[^"]*">\s*')
BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")


def mended(html: str) -> str:
    """A page without the theme's faults.

    autocomplete stands on checkboxes, where it is not allowed; on a page outside the
    navigation a label is for a checkbox that is not there; the head names the versions of the
    builder, and is half blank lines.
    """
    for toggle in (DRAWER, SEARCH):
        html = html.replace(toggle, toggle.replace(' autocomplete="off"', ""))
    if 'id="__toc"' not in html:
        html = html.replace(LABEL, LABEL.replace(' for="__toc"', ""))
    head, body, rest = html.partition("<body")
    return BLANK_LINES.sub("\n", GENERATOR.sub("", head)) + body + rest
