"""The record with other values than those released, and what the check says of it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from publicrecord.record.claims import date_claims, figure_claims
from publicrecord.record.rules import revisions

QUOTA = "waves/1/quota@kompas-200422"


def with_value(record, table, row_of, column, value):
    """A record in which one cell differs."""
    frame = record.table(table).copy()
    frame.loc[row_of(frame), column] = value
    return replace(record, tables=record.tables | {table: frame})


def with_revisions(record, *rows):
    columns = ["claim", "old", "new", "date", "kind", "reason_id", "reason_en"]
    frame = pd.DataFrame(
        [[*row, "2026-12-01", "correction", "Keliru.", "Wrong."] for row in rows], columns=columns
    ).replace("", pd.NA)
    frame = pd.concat([record.table("revisions"), frame], ignore_index=True)
    frame["row"] = range(2, len(frame) + 2)
    return replace(record, tables=record.tables | {"revisions": frame})


def found(record):
    """The findings on revisions and releases."""
    return [*revisions.find(record, figure_claims(record), date_claims(record))]


def reported(record):
    return [
        (finding.rule.rule_id, finding.details.get("row_to_add", "")) for finding in found(record)
    ]


def quota_of(value):
    return lambda record: with_value(
        record,
        "wave_figures",
        lambda f: (f["wave"] == 1) & (f["source_id"] == "kompas-200422")
        & (f["measure_id"] == "quota"),
        "value",
        value,
    )  # fmt: skip
