"""What has no place in a message for maintainers: regular expressions, Python, idiom."""

from __future__ import annotations

import re

NOT_FOR_PEOPLE = {
    "a regular expression": r"\^[\[(]|\\[dswbZ]\b|\{\d+(,\d*)?\}|\.\*|[\])][+*?]|\(\?|\]\$",
    "a name of Python": (
        r"\b(?:[A-Z]\w+(?:Error|Exception)|None|NaN|dtype|str|int|bool|dict|u?int\d+|float\d+"
        r"|datetime|DataFrame|Traceback|True|False)\b"
    ),
    "a word of Frictionless or jsonschema": (
        r"is a required property|does not match '|is not of type|Expecting (?:value|property)"
        r"|constraint \"|Additional properties"
    ),
    "an idiom": (
        r"(?i)\b(?:told|held|holds|mends?|mended|stands?|for ever|foresaw|spoilt|nearest"
        r"|bring\w* (?:\w+ ){0,3}back|(?:is|are) no|is not there|left as it is|look at)\b"
    ),
}


def faults(text: str) -> list[str]:
    """What of a text is not for people; what it quotes comes from the data."""
    said = re.sub(r'"[^"]*"|`[^`]*`', "", text)
    return [name for name, pattern in NOT_FOR_PEOPLE.items() if re.search(pattern, said)]
