"""All that was taken from each source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from publicrecord.record.figure_tables import every_figure_table
from publicrecord.record.package import Record, Row, cited_sources, rows


@dataclass(frozen=True)
class ClaimsBySource:
    """All that was taken from sources, by the key of the source, gathered once.

    claim_rows: all claims on figures. all_dates: all claims on dates.
    """

    record: Record
    claim_rows: list[Row]
    all_dates: pd.DataFrame

    @cached_property
    def claims(self) -> dict[str, dict[str, list[Row]]]:
        """Claims on figures by source, then by table."""
        found: dict[str, dict[str, list[Row]]] = {}
        for row in self.claim_rows:
            found.setdefault(row["source_id"], {}).setdefault(row["table"], []).append(row)
        return found

    @cached_property
    def dates(self) -> dict[str, list[Row]]:
        """Claims on dates of waves."""
        found: dict[str, list[Row]] = {}
        for row in rows(self.all_dates):
            found.setdefault(row["source_id"], []).append(row)
        return found

    @cached_property
    def other_citations(self) -> dict[str, list[tuple[str, int]]]:
        """How many rows cite the source, by table, other than by the source of a claim."""
        tables = every_figure_table(self.record.settings)
        counted = {"sources", "wave_dates", *(table.name for table in tables)}
        found: dict[str, list[tuple[str, int]]] = {}
        for resource in self.record.descriptor["resources"]:
            frame, name = self.record.table(resource["name"]), resource["name"]
            if name in counted:
                frame = frame.drop(columns="source_id")
            for source, count in cited_sources(frame).value_counts().sort_index().items():
                found.setdefault(str(source), []).append((name, int(count)))
        return found
