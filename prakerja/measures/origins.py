"""Origins: which sources the numbers of a sentence come from, and whether we computed them.

A sentence repeats a number as its source printed it, or says what we worked out: a sum, share,
rate, rank, count or comparison. Whoever quotes it must be able to tell the two apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from prakerja.record.arithmetic import table_of, terms


@dataclass(frozen=True)
class Origin:
    """Where the numbers of a sentence come from.

    computed: whether the sentence says what we worked out, and no source. sources: the keys of
    the sources, those of the numbers in the sentence first, then the most used; each with the
    dates of its values, none where it is only a term of an arithmetic. dates: those of all values.
    """

    computed: bool
    sources: dict[str, tuple[str, ...]]
    dates: tuple[str, ...]


def printed(rows: pd.DataFrame) -> Origin:
    """The origin of a sentence that repeats the values of these rows, and says nothing else.

    rows: with value, status, source_id and as_of, and arithmetic where a value may be derived. A
    derived value is one that we worked out, so that then the sentence is ours.
    """
    return _origin([rows], computed=bool(rows["status"].eq("derived").any()))


def computed(rows: pd.DataFrame, repeated: pd.DataFrame | None = None) -> Origin:
    """The origin of a sentence that we worked out from these rows: as for printed.

    repeated: those of the rows whose own values stand in the sentence, if there are any.
    """
    return _origin([rows] if repeated is None else [repeated, rows], computed=True)


def with_bases(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, and what their values were divided by (base_source_id, base_as_of) as rows of
    their own, for a sentence on rates."""
    bases = rows[["value"]].assign(
        source_id=rows["base_source_id"], as_of=rows["base_as_of"], status="published"
    )
    return pd.concat([rows, bases], ignore_index=True)


def _origin(parts: list[pd.DataFrame], *, computed: bool) -> Origin:
    dates: dict[str, set[str]] = {}
    for part in parts:
        known = part[part["value"].notna() & part["value"].ne("")]
        for source in known["source_id"].value_counts().index:
            days = known.loc[known["source_id"] == source, "as_of"].dropna()
            dates.setdefault(str(source), set()).update(day for day in days if day)
        for source in _terms(known):
            dates.setdefault(source, set())
    if not dates:
        raise ValueError("A sentence stands on no row with a value.")
    return Origin(
        computed=computed,
        sources={source: tuple(sorted(days)) for source, days in dates.items()},
        dates=tuple(sorted(set().union(*dates.values()))),
    )


def _terms(rows: pd.DataFrame) -> list[str]:
    """The sources that the arithmetic of derived rows names."""
    if "arithmetic" not in rows:
        return []
    formulas = [text for text in rows["arithmetic"].dropna() if text and not table_of(text)]
    return [source for formula in formulas for _sign, _number, source in terms(formula)]
