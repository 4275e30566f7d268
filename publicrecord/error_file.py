"""The file with the details of an error that no rule describes, for whoever looks for its cause."""

from __future__ import annotations

import traceback
from pathlib import Path

LONGEST = 200  # characters of its message that are shown


def in_one_line(error: Exception) -> str:
    """The kind of an error, and the beginning of its message."""
    return f"{type(error).__name__}: {str(error)[:LONGEST]}"


def write_details(root: Path, error: Exception) -> None:
    """Write build/error.txt below `root`; raises OSError if the disk refuses."""
    file = root / "build" / "error.txt"
    file.parent.mkdir(exist_ok=True)
    file.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
