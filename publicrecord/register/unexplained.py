"""An error that no rule describes, while a register is counted: its text may show a cell of the
register, so neither the text is said nor the file build/error.txt written, which people attach to
public issues."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publicrecord.findings import Rule, UsageError, ValidationFailed
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


@contextmanager
def without_cells() -> Iterator[None]:
    """Turn any error that is not described into a finding that says its kind and place only.

    Raises ValidationFailed.
    """
    try:
        yield
    except (ValidationFailed, UsageError, OSError, MemoryError):
        raise
    except Exception as error:
        *_calls, last = traceback.extract_tb(error.__traceback__)
        place = f"{type(error).__name__}, {Path(last.filename).name}, {last.lineno}"
        raise ValidationFailed([UNEXPLAINED.at(FILE, error=place)]) from None
