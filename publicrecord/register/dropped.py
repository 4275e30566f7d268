"""Rows that a count leaves out, merges or reads as nothing: their rules in words, an example of
each, and how many they are for whoever sits at the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ibis import _

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_, Message
from publicrecord.register.cells import Cells, as_text
from publicrecord.register.cube import Cube
from publicrecord.register.locate import locate
from publicrecord.register.mapping import DAYS
from publicrecord.register.places import Classifications
from publicrecord.register.read import fault
from publicrecord.register.values import Look

TOO_FAULTY = Rule(
    "register-too-faulty",
    # No share and no counts: what is said here can be compared with tables made later.
    N_("More than {allowed} of the rows cannot be used. A row of this kind is an example: {rule}."),
    N_(
        "Correct the register, or raise faulty_share_allowed in register.yml and mention "
        "this with the results."
    ),
)
RULES: dict[str, tuple[Message, list[str]]] = {
    "wave-missing": (N_("the wave is empty"), ["wave"]),
    "place-missing": (N_("the place is empty"), ["place"]),
    "selected-missing": (
        N_(
            "it does not say whether the person was selected; under categories, register.yml can "
            "say what an empty cell means"
        ),
        ["selected"],
    ),
    "wave-unknown": (N_("the record has no wave with this number"), ["wave"]),
    "date-impossible": (
        N_("a date is before the programme began or after as_of in register.yml"),
        DAYS,
    ),
    "dates-out-of-order": (N_("a later step has an earlier date"), DAYS),
    "revoked-missing": (
        N_(
            "it does not say whether the membership of a selected person was revoked; under "
            "categories, register.yml can say what an empty cell means"
        ),
        ["revoked"],
    ),
    "revoked-not-selected": (
        N_("the membership of a person who was not selected was revoked"),
        ["selected", "revoked"],
    ),
    "place-unknown": (N_("the record has no place with this code"), ["place"]),
    "duplicate": (N_("the person is in the same wave a second time"), ["person", "wave"]),
}
"""What is wrong with a row, by the name of the rule, and in which columns it can be seen."""
DROPPED = N_(
    "Rows that break these rules were left out: {rules}. Their number is shown on a terminal only, "
    "because together with the tables it could reveal information about individual "
    "people."
)
LEFT_OUT = N_("Number of rows that were left out: {count}. The reason: {rule}.")
UNSTATED = N_("People are counted as not stated in: {traits}.")
UNSTATED_COUNT = N_("Number of selected people who are counted as not stated in {trait}: {count}.")
ABSENT = N_(
    "The register has no row of these waves: {waves}. Nothing is written about them, and the "
    "totals of years and of the whole period do not contain them."
)
PRIVATE = N_(
    "These numbers are for you only. Together with the tables they could reveal information about "
    "individual people. Do not pass them on."
)


def too_faulty(
    look: Look, cube: Cube, kinds: Classifications, unknown: list[str]
) -> Iterator[Finding]:
    """An example of each rule that rows break, if they are more than register.yml allows.
    unknown: cells that fit no place."""
    if sum(cube.faults.values()) <= look.mapping.faulty_share_allowed * cube.rows:
        return
    cells = Cells(look.table, look.mapping)
    broken = fault(cells, kinds)
    for name in sorted(cube.faults):
        if name == "place-missing":
            yield _example(look, name, (broken == "") & cells.missing("place"))
        elif name == "place-unknown":
            yield _example(look, name, (broken == "") & cells.text("place").isin(unknown))
        elif name == "duplicate":
            yield _repetition(look)
        else:
            yield _example(look, name, broken == name)


def _example(look: Look, name: str, condition: Any) -> Finding:
    """The first row that breaks a rule, with the cells in which it can be seen."""
    columns = [look.mapping.columns[n] for n in RULES[name][1] if n in look.mapping.columns]
    file, row, texts = look.first(condition, columns)
    shown = ", ".join(text or "…" for text in texts)
    return TOO_FAULTY.at(file, row, ", ".join(columns), shown, **_details(look, name))


def _repetition(look: Look) -> Finding:
    """The second row of a person in a wave. The identifier is not shown."""
    columns = [look.mapping.columns[name] for name in ("person", "wave")]
    cells = {f"c{at}": as_text(look.table[column]) for at, column in enumerate(columns)}
    again = look.table.select(**cells).group_by(list(cells)).having(_.count() > 1).aggregate()
    found = again.order_by(list(cells)).limit(1).execute().iloc[0]
    file, row = locate(look.files, dict(zip(columns, map(str, found), strict=True)), before=1)
    return TOO_FAULTY.at(file, row, columns[0], **_details(look, "duplicate"))


def _details(look: Look, name: str) -> dict[str, object]:
    return {"allowed": f"{look.mapping.faulty_share_allowed:.2%}", "rule": RULES[name][0]}


def said(cube: Cube, counted: bool) -> Iterator[tuple[Message, dict[str, object]]]:
    """What was left out and what was taken for nothing, as texts with their words. counted: with
    the numbers, which are for the terminal only."""
    if cube.absent:
        yield ABSENT, {"waves": _ranges([int(wave) for wave in cube.absent])}
    if not counted:
        if cube.faults:
            yield DROPPED, {"rules": ", ".join(sorted(cube.faults))}
        if any(cube.unstated.values()):
            yield UNSTATED, {"traits": ", ".join(t for t, n in cube.unstated.items() if n)}
        return
    for name, count in sorted(cube.faults.items()):
        yield LEFT_OUT, {"count": count, "rule": RULES[name][0]}
    for trait, count in cube.unstated.items():
        if count:
            yield UNSTATED_COUNT, {"count": count, "trait": trait}
    if cube.faults or any(cube.unstated.values()):
        yield PRIVATE, {}


def _ranges(numbers: list[int]) -> str:
    """1-3, 5 for 1, 2, 3, 5."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and parts[-1][-1] == number - 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(p[0]) if len(p) == 1 else f"{p[0]}–{p[-1]}" for p in parts)
