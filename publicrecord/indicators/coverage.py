"""Coverage: which waves, years and places have a value of which measure, and why others lack one.

A figure is known where a claim with a value is shown; unfit where all its values are kept from
charts; else it is what its row says: not published, hidden, or not known. The functions take the
frame of `figures`.
"""

from __future__ import annotations

import pandas as pd

from publicrecord.language import Language
from publicrecord.record.claims import VALUELESS
from publicrecord.record.package import Record
from publicrecord.record.periods import years
from publicrecord.record.validity import last_day, valid

KNOWN, UNFIT = "known", "unfit"
WHOLE = "whole"  # several years together, or since the start


def recorded_years(record: Record) -> list[str]:
    """The years that the record has waves of, then WHOLE."""
    return [*years(record), WHOLE]


def figures(claims: pd.DataFrame) -> pd.DataFrame:
    """One row a figure: its chosen claim, or the first where all are unfit, and its `state`."""
    first = claims.sort_values("chosen", ascending=False, kind="stable")
    found = first.drop_duplicates("figure_id").sort_index()
    empty = found["chosen"] & found["status"].isin(VALUELESS)
    state = found["status"].where(empty, KNOWN).where(found["chosen"], UNFIT)
    return found.assign(state=state)


def wave_coverage(figures: pd.DataFrame) -> dict[str, dict[int, str]]:
    """For each measure by wave, most known first: the state of each wave that has a row."""
    mine = figures[figures["table"] == "wave_figures"]
    found = {
        str(measure): dict(zip(group["wave"].astype(int), group["state"], strict=True))
        for measure, group in mine.groupby("measure_id")
    }
    known = {measure: list(states.values()).count(KNOWN) for measure, states in found.items()}
    return {measure: found[measure] for measure in sorted(found, key=lambda m: (-known[m], m))}


def year_coverage(record: Record, found: pd.DataFrame, years: list[str]) -> pd.DataFrame:
    """How many figures of a measure there are: one row a measure_id, year and state, with
    `count`. A figure of a wave counts for the year of the wave, one of a survey for the year of
    its date, one of several years together for `whole`."""
    year_of = record.table("waves").set_index("wave")["year"].astype(str)
    year = found["wave"].map(year_of).fillna(found["period"]).fillna(found["as_of"].str[:4])
    year = year.where(year.isin(years), WHOLE)
    counted = found.assign(year=year, count=1)
    return counted.groupby(["measure_id", "year", "state"])["count"].sum().reset_index()


def place_coverage(record: Record, found: pd.DataFrame, years: list[str]) -> pd.DataFrame:
    """How many places of the upper and of the lower level have a known value: one row a level (its
    name), measure_id and year, with `count`, and `whole`, how many there were on the day of the
    values."""
    found = found[found["state"] == KNOWN]
    upper, lower = record.settings.geography.levels[:2]
    outer = found[found["table"] == upper.figures]
    inner = _of_lower_level(record, found)
    parts = [
        outer.assign(level=upper.name, place=outer[upper.code]),
        inner.assign(level=lower.name, place=inner["code"]),
    ]
    both = pd.concat(parts)
    year = both["period"].where(both["period"].isin(years), WHOLE)
    keyed = both.assign(year=year).groupby(["level", "measure_id", "year"])
    counted = keyed.agg(count=("place", "nunique"), as_of=("as_of", "max")).reset_index()
    levels = {level.name: level for level in (upper, lower)}
    pairs = zip(counted["level"], counted["as_of"], strict=True)
    return counted.assign(
        whole=[len(valid(record, levels[name], last_day(str(day)))) for name, day in pairs]
    )


def province_coverage(record: Record, found: pd.DataFrame, years: list[str]) -> pd.DataFrame:
    """One row a place of the upper level (its code), measure_id, year and state that the record
    has."""
    upper = record.settings.geography.upper
    found = found[found["table"] == upper.figures]
    year = found["period"].where(found["period"].isin(years), WHOLE)
    columns = [upper.code, "measure_id", "year", "state"]
    return found.assign(year=year)[columns].drop_duplicates()


def named_places(record: Record, found: pd.DataFrame, most: int) -> dict[str, list[str]]:
    """For each measure that at most so many places of the lower level have: their codes."""
    known = _of_lower_level(record, found[found["state"] == KNOWN])
    codes = {str(m): sorted(group["code"].unique()) for m, group in known.groupby("measure_id")}
    return {measure: listed for measure, listed in codes.items() if len(listed) <= most}


def _of_lower_level(record: Record, found: pd.DataFrame) -> pd.DataFrame:
    """The figures of single places of the lower level, none of what lies in them."""
    lower = record.settings.geography.lower
    codes = record.table(lower.table)[lower.code]
    return found[(found["table"] == "place_figures") & found["code"].isin(codes)]


def spans(numbers: list[int]) -> list[tuple[int, int]]:
    """Numbers as runs without a gap: 1, 2, 3, 7 as (1, 3), (7, 7)."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def spans_in_words(numbers: list[int], language: Language) -> str:
    """Numbers as a text in which neighbours are drawn together: 1–3, 5 and 7."""
    return language.listed(
        [str(first) if first == last else f"{first}–{last}" for first, last in spans(numbers)]
    )
