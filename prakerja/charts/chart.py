"""The declaration of a chart: everything that its picture, table and downloads need.

A chart is declared once. The picture, the table, the downloads, the alternative text and
the citation are all read from the same frame, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from prakerja.language import Language, Message

Text = Callable[[Language], str]

NUMBER_KINDS = {"number", "percent"}


@dataclass(frozen=True)
class Column:
    """A column of the table and the download.

    key: the frame's column, or the stem of a bilingual pair (label for label_id, label_en).
    title: its heading. kind: label, text, number, percent, date, status or source.
    """

    key: str
    title: Message
    kind: str


@dataclass(frozen=True)
class Chart:
    """One chart.

    chart_id: kebab-case; its address and file name. mark: columns, bars or dots, the kind of
    picture. frame: one row a mark in drawing order, with label_id, label_en, value (missing
    where status says so), status, source_id, as_of, and optionally group_id, group_en (a
    heading over the rows that share it), series (a second style of mark), short (a label for
    standing columns), weight (the room of a column) and margin (the margin of error).
    columns: of table and download, the row's heading first. headline, subtitle, alt, notes:
    texts computed from the frame. maximum: the end of the scale; else the largest value.
    legend: what each series means.
    """

    chart_id: str
    mark: str
    frame: pd.DataFrame
    columns: tuple[Column, ...]
    measure_ids: tuple[str, ...]
    headline: Text
    subtitle: Text
    alt: Text
    notes: tuple[Text, ...] = ()
    maximum: float | None = None
    legend: tuple[tuple[str, Message], ...] = ()

    @property
    def sources(self) -> list[str]:
        """The sources of the marks, the most used first."""
        return [str(source) for source in self.frame["source_id"].value_counts().index]

    @property
    def as_of(self) -> str:
        """The latest date among the marks that have a value."""
        return str(self.frame.loc[self.frame["value"].notna(), "as_of"].dropna().max())

    @property
    def values(self) -> pd.Series:
        """The values that are known."""
        return self.frame["value"].dropna()
