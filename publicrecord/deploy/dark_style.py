"""The dark scheme for browsers without scripts, made from the rules of the dark scheme.

A script sets the scheme that a reader chose, or the one of the system. Without scripts a page keeps
the scheme that is written into it, the light one; then the page loads a style sheet in which the
light scheme has the values of the dark one, if the system prefers it.
"""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.utils import get_theme_dir

from publicrecord.install import TEMPLATES

DARK, LIGHT = "slate", "default"  # as the theme names its schemes


def dark_style() -> str:
    """The rules that give the light scheme the values of the dark one, in the theme and here."""
    theme = Path(get_theme_dir("material"), "assets", "stylesheets")
    sheets = [*theme.glob("palette.*.min.css"), TEMPLATES / "assets" / "site.css"]
    rules = "".join(_values(sheet.read_text(encoding="utf-8")) for sheet in sheets)
    return f'[data-md-color-scheme="{LIGHT}"]{{{rules}}}\n'


def _values(sheet: str) -> str:
    """What a style sheet sets in the dark scheme, for all of a page."""
    (found,) = re.findall(rf'\[data-md-color-scheme="?{DARK}"?\] ?\{{([^}}]*)\}}', sheet)
    return "".join(f"{line.strip()};" for line in found.split(";") if line.strip())
