"""A disk that is full or cannot be written: reported in plain words, not as a fault of the code."""

from __future__ import annotations

import errno
import os

from publicrecord.findings import UsageError
from publicrecord.language import N_

FULL = N_(
    "The disk is full. The site in the folder site/ was not changed. Free some "
    "space, then build again; no files have to be cleaned up."
)
CLOSED = N_(
    "The folder cannot be written: it is read-only or belongs to another user. The "
    "site in the folder site/ was not changed. Build the site in a folder of your "
    "own."
)
MESSAGES = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: CLOSED,
    errno.EACCES: CLOSED,
    errno.EPERM: CLOSED,
}


def refuse_unwritable(error: OSError) -> None:
    """Raise UsageError if the error says that there is no room or no leave to write."""
    if error.errno in MESSAGES:
        raise UsageError(MESSAGES[error.errno]) from error
    refuse_unwritable_text(str(error))  # a copy of a whole folder tells its errors as texts


def refuse_unwritable_text(text: str) -> None:
    """The same for what a program said that we started."""
    for number, message in MESSAGES.items():
        if f"[Errno {number}] {os.strerror(number)}" in text:
            raise UsageError(message)
