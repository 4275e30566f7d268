"""Stata files of a register: whole, and read with their value labels as texts."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from publicrecord.findings import Finding, refuse
from publicrecord.register.damaged import (
    FILE_CUT,
    FILE_EMPTY,
    FILE_IS_OTHER,
    NO_ROWS,
    PLAIN_TEXT,
    both_ends,
    content_of,
    damaged,
)

BEGINS, ENDS = b"<stata_dta>", b"</stata_dta>"  # since Stata 13
OLD_FORMATS, OLD_BYTE_ORDERS = bytes(range(102, 116)), b"\1\2"


def stata_faults(file: Path) -> Iterator[Finding]:
    """What is wrong with a file as a whole, without reading its rows."""
    beginning, end = both_ends(file, len(ENDS))
    if not beginning:
        yield FILE_EMPTY.at(file.name)
    elif beginning.startswith(BEGINS):
        if end != ENDS:
            yield FILE_CUT.at(file.name)
    elif beginning[0] not in OLD_FORMATS or beginning[1:2] not in OLD_BYTE_ORDERS:
        yield FILE_IS_OTHER.at(file.name, found=content_of(beginning) or PLAIN_TEXT)


def read_stata(files: list[Path]) -> pd.DataFrame:
    """The rows of all files; codes with value labels are texts. Raises ValidationFailed."""
    frames, found = [], []
    for file in files:
        try:
            frame = pd.read_stata(file)
        except (struct.error, EOFError):
            found.append(FILE_CUT.at(file.name))
        except (ValueError, OSError, KeyError, IndexError) as error:
            cut = "buffer is smaller" in str(error)
            found.append(FILE_CUT.at(file.name) if cut else damaged(file, error))
        else:
            found += [] if len(frame) else [NO_ROWS.at(file.name)]
            frames.append(frame)
    refuse(found)
    for frame in frames:
        for name in frame.select_dtypes("category"):
            values = frame[name].astype("object")
            frame[name] = values.where(values.isna(), values.map(str))
    return pd.concat(frames, ignore_index=True)
