"""Rankings: whether the first of a ranking is clearly ahead, and what is true of every ranking.

A difference that may be rounding, lies within the margins of error or is smaller than 0.5 percent
is not a lead.
"""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from publicrecord.charts.chart import RATE_DECIMALS
from publicrecord.indicators.origins import Origin, computed
from publicrecord.indicators.place_counts import RATE
from publicrecord.language import Language
from publicrecord.record.claims import PERTURBED
from publicrecord.record.package import Row, rows

LEAST_LEAD = 0.005  # of the larger value
MOST_TOGETHER = 3  # so many share a first or last place; more are no lead


def rounding_step(value: float, status: str) -> float:
    """The size of one step of the last digit: 0.1 for 96.2, 1 for 24. For a rounded number: of the
    last digit that is not zero, 1,000,000 for 86,000,000. For a perturbed one: 10, more than its
    noise."""
    if status == PERTURBED:
        return 10.0
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    place = int(exponent)  # of a finite number
    return float(10.0 ** (place if status == "rounded" else min(place, 0)))


def clearly_apart(one: Row, other: Row) -> bool:
    """Whether two values (with status and, where known, margin) differ by more than rounding,
    their margins of error and LEAST_LEAD."""
    values = float(one["value"]), float(other["value"])
    rounding = sum(rounding_step(row["value"], row["status"]) for row in (one, other)) / 2
    margins = sum(float(row.get("margin") or 0) for row in (one, other))
    needed = max(rounding, margins, LEAST_LEAD * max(map(abs, values)))
    return abs(values[0] - values[1]) > needed * (1 + 1e-9)  # floats, not decimals


def compare_rates(one: Row, other: Row) -> int:
    """Whether the rate of one place is above (1) or below (-1) that of another: rows with value,
    status, residents and per_1000. 0 if they differ by no more than the rounding of what is
    printed and counted, or by less than LEAST_LEAD."""
    rates = float(one["per_1000"]), float(other["per_1000"])
    counting = sum(
        rounding_step(row["value"], row["status"]) / 2 / row["residents"] * RATE
        for row in (one, other)
    )
    needed = max(10.0**-RATE_DECIMALS, counting, LEAST_LEAD * max(rates))
    difference = rates[0] - rates[1]
    if abs(difference) <= needed * (1 + 1e-9):  # floats, not decimals
        return 0
    return 1 if difference > 0 else -1


def all_known(frame: pd.DataFrame) -> bool:
    """Whether every row has a value, and there are several."""
    return len(frame) > 1 and bool(frame["value"].notna().all())


def some_known(frame: pd.DataFrame) -> bool:
    """Whether a row has a value."""
    return bool(frame["value"].notna().any())


def ranked(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows with the largest value first, and those without a value last."""
    return frame.sort_values("value", ascending=False, kind="stable", ignore_index=True)


def most(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows in the first place: the largest value, and those not clearly below it; the largest
    first."""
    return _end(_known(frame))


def fewest(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows in the last place: the smallest value, and those not clearly above it; the smallest
    first."""
    return _end(_known(frame).iloc[::-1])


def ends(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows in the first and in the last place."""
    return pd.concat([most(frame), fewest(frame)])


def one_leads(frame: pd.DataFrame) -> bool:
    """Whether every row has a value, and one is clearly above all others."""
    return all_known(frame) and len(most(frame)) == 1


def one_leads_one_trails(frame: pd.DataFrame) -> bool:
    """Whether every row has a value, one is clearly above all others and one clearly below."""
    return one_leads(frame) and len(fewest(frame)) == 1


def few_lead_one_trails(frame: pd.DataFrame) -> bool:
    """Whether every row has a value, at most MOST_TOGETHER are in the first place, and one is
    clearly below all others."""
    return all_known(frame) and len(most(frame)) <= MOST_TOGETHER and len(fewest(frame)) == 1


def with_gaps(frame: pd.DataFrame, key: str, expected: list[str]) -> pd.DataFrame:
    """The rows of a frame, and one without a value for each expected key that it lacks, so that
    a sentence on all differs from one on some."""
    present = set(frame[key])
    lacking = [at for at in expected if at not in present]
    return pd.concat([frame, pd.DataFrame({key: lacking})]) if lacking else frame


def origin_of_first(frame: pd.DataFrame) -> Origin:
    """The origin of a sentence on all rows that gives the largest value."""
    return computed(frame, _known(frame).head(1))


def origin_of_ends(frame: pd.DataFrame) -> Origin:
    """The origin of a sentence on all rows that gives the largest value and the smallest."""
    return computed(frame, _known(frame).iloc[[0, -1]])


def ends_in_words(frame: pd.DataFrame, language: Language) -> dict[str, str]:
    """The largest and the smallest value of a frame, for a text: first_value and last_value, and
    the names of the marks that have them, first and last (all of them where they are equal); and
    range, from the one value to the other."""
    known = frame[frame["value"].notna()]
    words: dict[str, str] = {}
    for end, value in (("first", known["value"].max()), ("last", known["value"].min())):
        names = known.loc[known["value"] == value, f"label_{language.code}"].tolist()
        words |= {end: language.listed(names), f"{end}_value": language.number(value)}
    return words | {"range": in_range(words["last_value"], words["first_value"], language)}


def whole_range(frame: pd.DataFrame, language: Language) -> dict[str, str]:
    """From the smallest to the largest value of a frame, for a text: range."""
    first, last = (language.number(end) for end in (frame["value"].min(), frame["value"].max()))
    return {"range": in_range(first, last, language)}


def in_range(first: str, last: str, language: Language) -> str:
    """From one number in words to another: 75 to 1,000; where they are the same, the number."""
    if first == last:
        return first
    return language.gettext("{first} to {last}").format(first=first, last=last)


def _known(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that have a value, the largest first."""
    return ranked(frame[frame["value"].notna()])


def _end(ordered: pd.DataFrame) -> pd.DataFrame:
    """The rows of an ordering that are not clearly apart from the first."""
    listed = rows(ordered[[name for name in ("value", "status", "margin") if name in ordered]])
    return ordered.iloc[[at for at, row in enumerate(listed) if not clearly_apart(listed[0], row)]]
