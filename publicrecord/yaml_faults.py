"""What is wrong with a file that is no valid YAML, in plain words, and in which line."""

from __future__ import annotations

import re
from typing import Any

import yaml

from publicrecord.language import N_, Message
from publicrecord.yaml_text import A_KEY_OF_KEYS, A_KEY_TWICE, A_REFERENCE, TOO_DEEP, TOO_LONG

NOT_YAML = N_("this line is not valid YAML")
FAULTS: list[tuple[str, Message]] = [
    (r"\\t", N_("the line contains a tab; YAML allows only spaces")),
    (A_KEY_TWICE, N_("the name in this line occurs a second time in its group")),
    (A_KEY_OF_KEYS, N_("the name in this line is not a text")),
    (A_REFERENCE, N_("the sign * begins a reference, which is not allowed; use quotation marks")),
    (TOO_DEEP, N_("too many groups are inside each other")),
    (TOO_LONG, N_("the file is too long")),
    ("unexpected end of stream", N_("the quotation mark that opens in this line is not closed")),
    ("found '<scalar>'", N_("a text goes on after its closing quotation mark")),
    ("block end", N_("the spaces at the beginning of this line differ from the lines above it")),
    (
        "mapping values are not allowed",
        N_(
            "the line has a second colon (a text that contains a colon needs quotation marks), or "
            "more spaces at its beginning than the lines above it, or the line above it has no "
            "colon"
        ),
    ),
    ("expected ':'", N_("the line has no colon with a space after it, as in name: value")),
    (r"expected ',' or", N_("a bracket that opens in this line is not closed")),
    (
        "cannot start any token|tag|expected alphabetic",
        N_("a text that begins with this sign needs quotation marks"),
    ),
    ("must be in|out of range", N_("the file contains a date or a time that does not exist")),
    ("special characters", N_("the file contains a character that is not text")),
]


def yaml_fault(error: yaml.YAMLError) -> tuple[int | None, Message]:
    """The line, where it is known, and what is wrong with it."""
    problem = f"{getattr(error, 'problem', '')} {getattr(error, 'reason', '')}"
    said = next((words for sign, words in FAULTS if re.search(sign, problem)), NOT_YAML)
    opens = "end of stream" in problem or "expected ',' or" in problem
    mark: Any = getattr(error, "context_mark" if opens else "problem_mark", None)
    return (mark.line + 1 if mark else None), said
