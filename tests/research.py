"""The second research: what was looked up once more, and which claims of the record it became.

tests/record/research.csv has a row for each figure that was checked a second time: its number, the
verdict, what it is about, value, unit, date and the addresses where it was read. `record` names
what it became: claims, or rows of other tables as table/key. It is empty where the verdict is
`not_found_again`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from scratch import ROOT

FILE = ROOT / "tests" / "record" / "research.csv"
REJECTED = "not_found_again"


@dataclass(frozen=True)
class Researched:
    """A row of the research. value: None where it was found in words. addresses: where it was
    read. claims: what it became, those that are claims; rows: the others, as table/key."""

    number: int
    accepted: bool
    measure: str
    said: str
    unit: str
    as_of: str
    addresses: frozenset[str]
    claims: tuple[str, ...]
    rows: tuple[str, ...]

    @property
    def value(self) -> float | None:
        """The number that was read, if it is one."""
        try:
            return float(self.said)
        except ValueError:
            return None


@cache
def researched() -> list[Researched]:
    """All rows of the research."""
    with FILE.open(encoding="utf-8", newline="") as stream:
        return [
            Researched(
                number=int(row["row"]),
                accepted=row["verdict"] != REJECTED,
                measure=row["measure"],
                said=row["value"],
                unit=row["unit"],
                as_of=row["as_of"],
                addresses=frozenset(filter(None, (row["url"], row["second_url"]))),
                claims=tuple(key for key in row["record"].split() if "@" in key),
                rows=tuple(key for key in row["record"].split() if "@" not in key),
            )
            for row in csv.DictReader(stream)
        ]
