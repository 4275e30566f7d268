"""Texts of the record where programs read them: one function for each place.

Whoever opens a pull request wrote these texts. A terminal obeys escape sequences, the log of a
workflow obeys lines that begin with `::` and the sign `##[`, an annotation ends at a comma or a
line break, and a comment is Markdown with links of GitHub's own.
"""

from __future__ import annotations

import re

from publicrecord.characters import visible

BLANK = re.compile("[\u00a0\u2007\u202f]")  # in numbers of some languages
COMMAND = re.compile(r"^(\s*)::|##(?=\[)", re.MULTILINE)
# Letters, digits and signs that Markdown passes over, unless GitHub makes a link of them
# although they are no Markdown: www.a.b, GH-12, the hash of a commit.
LINKED = r"www\.|gh-[0-9]|\b[0-9a-f]{7,40}\b"
PLAIN = re.compile(rf"(?!.*(?:{LINKED}))(?:[^\W_]|[ ,.;()%/'’“”–→-]|: )*", re.IGNORECASE)


def for_terminal(text: str) -> str:
    """A text of several lines for a terminal or the log of a workflow: nothing in it is an escape
    sequence or a command."""
    lines = "\n".join(visible(BLANK.sub(" ", line)) for line in text.split("\n"))
    return COMMAND.sub(lambda found: f"{found[1]}: :" if found[1] is not None else "# #", lines)


def for_annotation(text: str) -> str:
    """A text as the message of a workflow command of GitHub."""
    return for_terminal(text).replace("%", "%25").replace("\n", "%0A")


def for_property(text: str) -> str:
    """A text as the file or title of a workflow command of GitHub."""
    return for_annotation(visible(text)).replace(":", "%3A").replace(",", "%2C")


def for_comment(text: object) -> str:
    """A text in one line of Markdown: as it is if it has letters, digits and plain signs only, and
    otherwise as code, in which there is no link, mention, tag or emphasis."""
    line = visible(" ".join(str(text).split()))
    if PLAIN.fullmatch(line):
        return line
    fence = "`" * (1 + max((len(ticks) for ticks in re.findall("`+", line)), default=0))
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"
