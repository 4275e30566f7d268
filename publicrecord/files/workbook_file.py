"""Faults of the disk while a workbook is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from xlsxwriter.exceptions import FileCreateError


@contextmanager
def disk_faults() -> Iterator[None]:
    """Raise as OSError, such as of a full disk, what xlsxwriter raises as an exception of its own
    where it cannot write a file."""
    try:
        yield
    except FileCreateError as error:
        raise error.args[0] from None
