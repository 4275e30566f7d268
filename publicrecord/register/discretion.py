"""What errors may show of a register while it is counted: the file, row and column of a cell and
its outline, never the cell. The text of an error that no rule describes may show one, so neither it
is said nor the file build/error.txt written, which people attach to public issues."""

from __future__ import annotations

import re
import shutil
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from publicrecord.findings import Finding, Rule, UsageError, ValidationFailed
from publicrecord.language import N_
from publicrecord.register.mapping import FILE

UNEXPLAINED = Rule(
    "register-error",
    N_("The register was not counted: an error occurred in the program itself ({error})."),
    N_(
        "Open an issue in the repository with this line only. The text of the error is not shown, "
        "because it may contain data of people in the register."
    ),
)
LEFT_OUT = "\N{HORIZONTAL ELLIPSIS}"
PARTS_OF_A_CELL = {"number", "day"}
"""Details of a finding that are made of a cell."""


def is_about_a_cell(finding: Finding) -> bool:
    """Whether a finding has a cell of a participant; the value of others is a name, or nothing."""
    return bool(finding.column and finding.value and finding.value != finding.column)


def _without_its_cell(finding: Finding) -> Finding:
    """A finding with the outline of its cell, if it has one."""
    if not finding.value or not is_about_a_cell(finding):
        return finding
    details = {
        name: LEFT_OUT if name in PARTS_OF_A_CELL else detail
        for name, detail in finding.details.items()
    }
    return replace(finding, value=outline(finding.value), details=details)


def outline(cell: str) -> str:
    """A cell with a in place of each letter and 9 in place of each digit."""
    return re.sub(r"\d", "9", re.sub(r"[^\W\d_]|[^\x00-\x7F]", "a", cell))


@contextmanager
def without_cells() -> Iterator[None]:
    """Leave the cells of a register out of findings, and turn any error that is not described into
    a finding that says its kind and place only.

    Raises ValidationFailed.
    """
    try:
        yield
    except ValidationFailed as refused:
        found = map(_without_its_cell, refused.findings)
        raise ValidationFailed(found, refused.languages) from None
    except (UsageError, MemoryError):
        raise
    except Exception as error:
        if isinstance(error, shutil.Error) or getattr(error, "errno", None):
            raise error from None  # of a disk; not what came before it
        *_calls, last = traceback.extract_tb(error.__traceback__)
        place = f"{type(error).__name__}, {Path(last.filename).name}, {last.lineno}"
        raise ValidationFailed([UNEXPLAINED.at(FILE, error=place)]) from None
