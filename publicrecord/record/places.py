"""Names as printed, joined to the current code list through the alias tables only.

Old names, old codes, wrong provinces and odd spellings are rows of
two tables, such as data/reference/place_aliases.csv and province_aliases.csv; the code knows no
place.
"""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from publicrecord.geography import Level
from publicrecord.record.package import Record
from publicrecord.record.validity import OPEN, last_day, renumbered


def within(record: Record, level: Level) -> dict[str, str]:
    """The place of a level that each place is, or lies in: code -> code. Places above the level
    have none."""
    levels = record.settings.geography.levels
    inner = levels[levels.index(level) :]
    found = {code: code for code in record.table(level.table)[level.code]}
    for outer, deeper in pairwise(inner):
        if deeper.table in record.tables:  # a record need not list the lowest places
            places = record.table(deeper.table)
            pairs = zip(places[deeper.code], places[outer.code], strict=True)
            found |= {code: found[around] for code, around in pairs if around in found}
    return found


def with_place_codes(record: Record, figures: pd.DataFrame) -> pd.DataFrame:
    """Figures of places plus code, level and alias; one row in, one row out."""
    upper, lower = record.settings.geography.levels[:2]
    keys = ["place_as_printed", upper.as_printed]
    aliases = record.table("place_aliases")[[*keys, "code", "level", "alias"]]
    coded = figures.merge(aliases, on=keys, how="left", validate="many_to_one")
    return _on_their_day(record, coded, lower, "code")


def with_province_codes(record: Record, figures: pd.DataFrame) -> pd.DataFrame:
    """Figures of provinces plus the code of the province; one row in, one row out."""
    upper = record.settings.geography.upper
    aliases = record.table(upper.aliases)[[upper.as_printed, upper.code]]
    coded = figures.merge(aliases, on=upper.as_printed, how="left", validate="many_to_one")
    return _on_their_day(record, coded, upper, upper.code)


def _on_their_day(record: Record, figures: pd.DataFrame, level: Level, code: str) -> pd.DataFrame:
    """Figures of places of a level, with the code that each had on the day of the figure: a name
    stands for one code, and a place may get another. code: the column."""
    followed = renumbered(record, level)
    mine = figures[code].isin(followed)
    if not mine.any():
        return figures
    published = record.table("sources").set_index("source_id")["published_on"]
    days = figures["as_of"].fillna(figures["source_id"].map(published)).fillna(OPEN)
    codes = figures[code].copy()
    for at in figures.index[mine]:
        last, new = followed[codes[at]]
        codes[at] = new if last_day(days[at]) > last else codes[at]
    return figures.assign(**{code: codes})


def split_before(record: Record) -> set[str]:
    """Codes of provinces that lost area to a new province before the record begins. The record uses
    the later area; figures on the earlier area have the boundary in their key."""
    provinces = record.table(record.settings.geography.upper.table)
    codes = provinces.loc[provinces["valid_from"].isna(), "predecessor_code"].dropna()
    return {code for listed in codes for code in listed.split()}


def earlier_numbers(record: Record) -> set[int]:
    """How many provinces there were before the record begins, from when each was created."""
    provinces = record.table(record.settings.geography.upper.table)
    first = provinces[provinces["valid_from"].isna()]
    created = first["created_on"].dropna()
    return {len(first) - int((created >= day).sum()) for day in created}
