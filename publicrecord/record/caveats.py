"""Caveats: why a claim is to be read with care although it is fit for showing.

Each is a code. `unfit_beside`: its source, or that of a number that it was worked out from, also
gives a value that is unfit for showing. `rounded_retelling`: a rounded value in a source that
retells numbers of others. `basis_unstated`: the source does not say on what basis it counts.
"""

from __future__ import annotations

import pandas as pd

from publicrecord.record.arithmetic import table_of, terms
from publicrecord.record.package import Row

CAVEATS = ("unfit_beside", "rounded_retelling", "basis_unstated")


def caveats(claims: pd.DataFrame, retelling: pd.Series) -> pd.Series:
    """The caveats of each claim that has a value and is fit, as codes with blanks between.

    claims: with value, status, basis, arithmetic and source_id. retelling: whether the source of
    each is known to retell numbers of others.
    """
    has_value = claims["value"].notna()
    unfit = set(claims.loc[has_value & claims["status"].eq("unfit"), "source_id"])
    doubtful = claims["source_id"].isin(unfit) | claims["arithmetic"].map(
        lambda formula: not unfit.isdisjoint(_term_sources(formula))
    )
    found = {
        "unfit_beside": doubtful,
        "rounded_retelling": claims["status"].eq("rounded") & retelling,
        "basis_unstated": claims["basis"].eq("unstated"),
    }
    fit = has_value & claims["status"].ne("unfit")
    marks = [(fit & found[code]).map({True: code, False: ""}) for code in CAVEATS]
    return pd.Series(
        [" ".join(filter(None, row)) for row in zip(*marks, strict=True)], index=claims.index
    )


def number_sources(row: Row) -> list[str]:
    """The sources of the numbers of a claim: its own, and those that its arithmetic names."""
    return [row["source_id"], *sorted(_term_sources(row["arithmetic"]))]


def _term_sources(formula: object) -> set[str]:
    """The sources that an arithmetic names; none where there is none, or it adds up a table."""
    if not isinstance(formula, str) or not formula or table_of(formula):
        return set()
    try:
        return {source for _sign, _number, source in terms(formula)}
    except ValueError:  # the rule on arithmetic reports it
        return set()
