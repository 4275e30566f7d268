"""Style sheets made smaller: without what only we read, and without values that no rule reads."""

from __future__ import annotations

import re

COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)  # in a style sheet
VARIABLE = re.compile(r"(?<=[{;])(--[\w-]+):((?:\"[^\"]*\"|[^;}\"])*);?")
READ = re.compile(r"var\((--[\w-]+)")
EMPTY = re.compile(r"(?<=[;}])[^{};]+\{\}")


def in_short(rules: str) -> str:
    """A style sheet without comments, indents and the blanks that nothing needs."""
    lines = re.sub(r"\s*\n\s*", "", COMMENT.sub("", rules))
    return re.sub(r";? \}", "}", lines).replace(" { ", "{").replace("; ", ";").replace(": ", ":")


def variables_read(sheet: str) -> set[str]:
    """The variables that the rules of a style sheet read."""
    return set(READ.findall(sheet))


def without_unread(sheet: str, read: set[str]) -> str:
    """A style sheet that is in short, without the values of variables other than these, and without
    the rules that are then empty."""
    kept = VARIABLE.sub(lambda found: found[0] if found[1] in read else "", sheet)
    return EMPTY.sub("", kept)
