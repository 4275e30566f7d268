"""An independent reading of what a chart says: each sentence in English is taken apart again, and
what it claims is computed from the frame by other code than the chart's.

A sentence that no reading knows fails the test, so that a new one gets a reading. The readings are
declared by subject, in the modules reading_*.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import pandas as pd
from case import Case
from scratch import language

EN = language("en")
NUMBER_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
WORD = {word: at for at, word in enumerate(NUMBER_WORDS, start=1)}
READINGS: list[tuple[re.Pattern[str], Callable[..., bool]]] = []
N = r"-?\d+(?:,\d{3})*(?:\.\d+)?(?: trillion)?"  # a number
RANGE = rf"(?P<low>(?:about )?{N})(?: to (?P<high>(?:about )?{N}))?"  # or one, where it is all


def reads(pattern: str):
    """Declare the reading of a sentence: `#name#` is a number, `<name>` any words."""
    named = re.sub(r"#(\w+)#", lambda name: f"(?P<{name[1]}>{N})", pattern)
    named = re.sub(r"(?<!P)<(\w+)>", r"(?P<\1>.+?)", named)

    def declare(check: Callable[..., bool]):
        READINGS.append((re.compile(named + r"\Z"), check))
        return check

    return declare


def is_true(sentence: str, rows: Rows, chart) -> bool:
    """Whether what a sentence claims of a frame is so; fails where no reading knows it."""
    for pattern, check in READINGS:
        if found := pattern.match(sentence):
            words = {name: number(text) for name, text in found.groupdict().items()}
            return bool(check(rows, chart, **words))
    raise AssertionError(f"no reading knows this sentence: {sentence}")


def number(text: str | None) -> Any:
    """The number that a text is, or the text."""
    if text is None:
        return None
    if text.lower() in WORD:
        return WORD[text.lower()]
    if not re.fullmatch(N, text):
        return text
    value = float(text.split()[0].replace(",", ""))
    return value * 1e12 if text.endswith("trillion") else value


class Rows(list):
    """The rows of a case's frame as plain dicts, missing cells as None, and its facts."""

    def __init__(self, case: Case, frame: pd.DataFrame) -> None:
        super().__init__(plain(frame))
        self.facts = case.facts
        self.column = case.column

    @property
    def known(self) -> list[dict]:
        return [row for row in self if row[self.column] is not None]

    def by_date(self) -> list[dict]:
        return sorted(self.known, key=lambda row: row["as_of"])


def plain(frame: pd.DataFrame) -> list[dict]:
    """The rows of a frame as dicts of plain values, missing ones as None."""
    cells = {name: column.tolist() for name, column in frame.items()}
    gaps = {name: column.isna().tolist() for name, column in frame.items() if column.isna().any()}
    for name, missing in gaps.items():
        cells[name] = [
            None if gap else cell for gap, cell in zip(missing, cells[name], strict=True)
        ]
    return [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]


def same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def step(value: float, status: str) -> float:
    """What one step of the last digit that is meant is worth."""
    text = f"{value:.8f}".rstrip("0").rstrip(".")
    if "." in text:
        return 10.0 ** -len(text.partition(".")[2])
    zeros = len(text) - len(text.rstrip("0"))
    return 10.0**zeros if status == "rounded" and value else 1.0


def above(one: dict, other: dict) -> bool:
    """Whether a row is above another by more than rounding, margins and half a percent."""
    high, low = float(one["value"]), float(other["value"])
    rounding = (step(high, one["status"]) + step(low, other["status"])) / 2
    margins = [row.get("margin") or 0 for row in (one, other)]
    gap = round(high - low, 9)
    return gap > rounding and gap > sum(margins) and gap > 0.005 * high


def leads(row: dict, rows: list[dict]) -> bool:
    return all(above(row, other) for other in rows if other is not row)


def trails(row: dict, rows: list[dict]) -> bool:
    return all(above(other, row) for other in rows if other is not row)


def values(rows: list[dict], column: str = "value") -> list[float]:
    return [float(row[column]) for row in rows]


def is_range(rows: list[dict], low: float, high: float, column: str = "value") -> bool:
    found = values(rows, column)
    return same(min(found), low) and same(max(found), high)


def spans(rows: list[dict], low: Any, high: Any) -> bool:
    """Whether rows lie between two numbers, which differ, or all are one, where there is no
    second."""
    if high is None:
        return is_range(rows, exact(low), exact(low))
    return exact(low) < exact(high) and is_range(rows, exact(low), exact(high))


def named(rows: list[dict], name: str, column: str = "name_en") -> dict:
    (row,) = [row for row in rows if row[column] == name]
    return row


def exact(text: Any) -> float:
    return number(text.removeprefix("about ")) if isinstance(text, str) else text
