"""Classes of a rate: their limits are round, each value is in one of them."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

from publicrecord.charts.drawing import is_missing
from publicrecord.language import Language

SHADES = 5
ROUND = (1, 2, 5, 10)
FINEST = 0.1  # rates are rounded to one decimal


def class_limits(values: list[Any]) -> list[float]:
    """Where each class but the first begins: round numbers near the limits of fifths.

    values: rates rounded to one decimal; those that are missing are in no class.
    """
    ordered = sorted(float(value) for value in values if not is_missing(value))
    fifths = [ordered[round(len(ordered) * at / SHADES)] for at in range(1, SHADES)]
    spread = fifths[-1] - fifths[0]
    step = _round_step(spread / (4 * SHADES)) if spread > 0 else 1
    return sorted({round(round(fifth / step) * step, 1) for fifth in fifths})


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 5 or 10 times a power of ten that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return max(next(step * power for step in ROUND if step * power >= least), FINEST)


def class_of(value: Any, limits: list[float]) -> int:
    """The class of a value, from 1; its lower limit belongs to it."""
    return sum(float(value) >= limit for limit in limits) + 1


def class_names(limits: list[float], language: Language) -> list[str]:
    """The classes in short: < 62, 62-84.9, ..., ≥ 105. No value is in two of them."""
    first, last = language.number(limits[0]), language.number(limits[-1])
    between = [
        f"{language.number(low)}–{language.number(round(high - FINEST, 1))}"
        for low, high in pairwise(limits)
    ]
    return [f"< {first}", *between, f"≥ {last}"]
