"""The names of the sheets of a workbook, which spreadsheet programs hold to rules of their own."""

from __future__ import annotations

from collections.abc import Mapping

from publicrecord.language import N_

COVER, DATA, SOURCES = N_("About"), N_("Data"), N_("Sources")
WORKBOOK, PLAIN = "xlsx", "plain.xlsx"
"""The endings of the accessible workbook of a table and of the one that opens at the data."""
LONGEST = 31  # characters
REFUSED = set("[]:*?/\\")


def unusable(translated: Mapping[str, str]) -> list[str]:
    """The names of sheets, in English, whose translation no workbook can have: empty, too long,
    with a sign that is refused, or the same as another's. translated: texts by their original."""
    names = {name: translated.get(name, name) for name in (COVER, DATA, SOURCES)}
    return [
        name
        for name, said in names.items()
        if not 0 < len(said) <= LONGEST
        or REFUSED & set(said)
        or said[0] == "'"
        or said[-1] == "'"
        or said.casefold() in {other.casefold() for key, other in names.items() if key != name}
    ]
