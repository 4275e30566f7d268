"""A chart or page that cannot be made from a record that keeps all rules.

A chart relies on some rows: the first year, a group, a survey. When one of them is changed or
deleted, the record may still hold together. The fault is then named by the module that makes the
chart or the template of the page, and refused like any other; details go to build/error.txt.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publicrecord.checkout import code_folders
from publicrecord.error_file import in_one_line, write_details
from publicrecord.findings import Rule, UsageError, ValidationFailed
from publicrecord.install import ENGINE, ROOT
from publicrecord.language import N_

UNMADE = Rule(
    "page-unmade",
    N_("This chart or page cannot be made from the present data."),
    N_(
        "A row or value that it needs was probably changed or deleted. Check your last "
        "change, or correct this file. The technical details are in build/error.txt: "
        "{reason}."
    ),
)
MAKERS = ("publicrecord/charts/", "publicrecord/indicators/", "site_src/")  # and a programme's


@contextmanager
def attributed_errors(root: Path) -> Iterator[None]:
    """Turn a fault of what makes a chart or a page into a finding; raises ValidationFailed.

    root: the project, where build/error.txt is written.
    """
    try:
        yield
    except (ValidationFailed, UsageError, OSError):
        raise
    except Exception as error:
        write_details(root, error)
        maker, line = _maker(error)
        if not maker:
            raise
        raise ValidationFailed([UNMADE.at(maker, line, reason=in_one_line(error))]) from None


def _maker(error: Exception) -> tuple[str, int]:
    """The innermost file of charts, indicators or templates that the error passed through."""
    programmes = [f"{name}/" for name in code_folders(ROOT) if name != ENGINE.name]
    found = ("", 0)
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else ""
        if name.startswith((*MAKERS, *programmes)):
            found = (name, frame.lineno or 0)
    return found
