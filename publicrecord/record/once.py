"""Results that many callers need of one record or frame are computed once and kept.

A result is found again by the identity of the record or frame, not by its content: neither is
changed after the first call. Each caller gets a shallow copy of a frame, so that a column that it
adds stays its own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

import pandas as pd

from publicrecord.record.package import Record

MOST = 16
"""So many results of a function are kept: a build asks of one record, in few ways."""
Asked = ParamSpec("Asked")
Result = TypeVar("Result")


def once(work: Callable[Asked, Result]) -> Callable[Asked, Result]:
    """A function of a record or a frame, and of values, that works out each result once. A record
    that notes what is read of it (context/reads.py) is read again each time."""
    known: dict[tuple[object, ...], tuple[tuple[object, ...], Result]] = {}

    @wraps(work)
    def asked(*args: Asked.args, **named: Asked.kwargs) -> Result:
        if named or not isinstance(args[0], Record | pd.DataFrame):
            return work(*args, **named)
        key = tuple(id(arg) if isinstance(arg, Record | pd.DataFrame) else arg for arg in args)
        if key not in known:
            if len(known) >= MOST:
                known.pop(next(iter(known)))
            # With what was asked, so that nothing else can come to have its id.
            known[key] = args, work(*args, **named)
        return _shared(known[key][1])

    return asked


def _shared(result: Result) -> Result:
    """A frame as a shallow copy, anything else as it is."""
    if isinstance(result, pd.DataFrame):
        return cast(Result, result.copy(deep=False))
    return result
