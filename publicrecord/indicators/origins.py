"""Origins: which sources the numbers of a sentence come from, and whether we computed them.

A sentence repeats a number as its source printed it, or says what we worked out: a sum, share,
rate, rank, count or comparison. Whoever quotes it must be able to tell the two apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from publicrecord.record.arithmetic import table_of, terms
from publicrecord.record.caveats import CAVEATS
from publicrecord.record.package import Row, rows

Rows = pd.DataFrame | list[Row]
CLAIM_KEYS = ("claim_id", "claim_ids", "base_claim_id")
READ = (
    "value", "status", "source_id", "as_of", "arithmetic",
    "base_source_id", "base_as_of", "base_arithmetic", *CLAIM_KEYS,
)  # fmt: skip


@dataclass(frozen=True)
class Origin:
    """Where the numbers of a sentence come from.

    computed: whether the sentence states a result of ours, not what a source prints. sources: the
    keys of the sources with the dates of their values: first those of the numbers in the sentence,
    then the most used; a source that only an arithmetic names has no dates. dates: of all values.
    claims: the keys of the claims behind the values. caveats: why a value is to be read with care,
    as codes of record.caveats; only `with_caveats` knows them.
    """

    computed: bool
    sources: dict[str, tuple[str, ...]]
    dates: tuple[str, ...]
    claims: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()

    def with_caveats(self, caveats: Mapping[str, str]) -> Origin:
        """The same with the caveats of its claims. caveats: codes with blanks between, by claim."""
        of_claims = {caveats.get(claim, "") for claim in self.claims}
        found = {code for codes in of_claims for code in codes.split()}
        return replace(self, caveats=tuple(code for code in CAVEATS if code in found))


def printed(values: Rows) -> Origin:
    """The origin of a sentence that repeats the values of these rows, and says nothing else.

    values: with value, status, source_id and as_of, with arithmetic where a value may be derived,
    and with claim_id, or claim_ids where several were added.
    A derived value is one that we worked out, so that then the sentence is ours.
    """
    known = _known(values)
    return _origin([known], computed=any(row["status"] == "derived" for row in known))


def computed(values: Rows, repeated: Rows | None = None) -> Origin:
    """The origin of a sentence that we worked out from these rows: as for printed.

    repeated: those of the rows whose own values are in the sentence, if there are any.
    """
    parts = [values] if repeated is None else [repeated, values]
    return _origin([_known(part) for part in parts], computed=True)


def computed_with_bases(values: Rows) -> Origin:
    """The origin of a sentence on rates that we worked out from these rows, and from what their
    values were divided by."""
    return computed(_with_bases(values))


def _with_bases(values: Rows) -> list[Row]:
    """The rows, and what their values were divided by or compared with (base_source_id, base_as_of,
    and base_arithmetic where that was worked out) as rows of their own."""
    known = _known(values)
    bases = [
        {
            **row,
            "source_id": row["base_source_id"],
            "as_of": row["base_as_of"],
            "arithmetic": row.get("base_arithmetic", ""),
        }
        for row in known
        if row["base_source_id"]
    ]
    return known + bases


def _known(values: Rows) -> list[Row]:
    """The rows that have a value."""
    if isinstance(values, pd.DataFrame):
        listed = rows(values[[name for name in READ if name in values]])
    else:
        listed = values
    return [row for row in listed if row["value"] != ""]


def _origin(parts: list[list[Row]], *, computed: bool) -> Origin:
    dates: dict[str, set[str]] = {}
    for part in parts:
        for source, _times in Counter(str(row["source_id"]) for row in part).most_common():
            dates.setdefault(source, set())
        for row in part:
            dates[str(row["source_id"])].update([row["as_of"]] if row["as_of"] else [])
            for source in _terms(row):
                dates.setdefault(source, set())
    if not dates:
        raise ValueError("A sentence has no row with a value.")
    claims = {claim for part in parts for row in part for claim in claims_of(row)}
    return Origin(
        computed=computed,
        sources={source: tuple(sorted(days)) for source, days in dates.items()},
        dates=tuple(sorted(set().union(*dates.values()))),
        claims=tuple(sorted(claims)),
    )


def claims_of(row: Row) -> list[str]:
    """The keys of the claims that a value is made of."""
    return " ".join(str(row.get(key, "")) for key in CLAIM_KEYS).split()


def _terms(row: Row) -> list[str]:
    """The sources that the arithmetic of a derived row names."""
    formula = row.get("arithmetic")
    if not formula or table_of(formula):
        return []
    return [source for _sign, _number, source in terms(formula)]
