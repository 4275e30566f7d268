"""A table of the record as every format writes it: typed cells, units, sources, citation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from publicrecord.language import Language
from publicrecord.record.descriptor import names_of
from publicrecord.record.figure_tables import figure_tables
from publicrecord.record.package import Record, without_point
from publicrecord.settings import Settings

Cell = str | int | float | bool | None


@dataclass(frozen=True)
class Table:
    """One table.

    resource: its description in the descriptor. frame: as Record holds it. version: of the data.
    settings: of the site. unfit: notes on the sources that give a value unfit for showing, by
    source and column.
    """

    resource: dict[str, Any]
    frame: pd.DataFrame
    version: str
    settings: Settings
    unfit: Mapping[str, dict[str, str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the table, such as wave_figures."""
        return str(self.resource["name"])

    @property
    def stem(self) -> str:
        """Where its files lie below the data folder, without their ending."""
        return str(self.resource["path"]).removesuffix(".csv")

    @property
    def fields(self) -> list[dict[str, Any]]:
        """The description of each column."""
        return list(self.resource["schema"]["fields"])

    @property
    def licence(self) -> str:
        """The licence of the table, such as CC-BY-4.0."""
        return str(self.resource["licenses"][0]["name"])

    @cached_property
    def sources(self) -> list[str]:
        """The keys of the sources that the table was taken from."""
        if "source_id" in self.frame and self.name != "sources":
            return sorted(self.frame["source_id"].dropna().unique())
        return [source["source_id"] for source in self.resource.get("sources", [])]

    @property
    def caveats(self) -> dict[str, dict[str, str]]:
        """The notes on those of its sources that also give a value unfit for showing."""
        return {source: self.unfit[source] for source in self.sources if source in self.unfit}

    @property
    def key(self) -> list[str]:
        """The columns of its key."""
        return names_of(self.resource["schema"]["primaryKey"])

    @cached_property
    def has_whole_key(self) -> bool:
        """Whether no row has an empty cell in the table's key."""
        return not self.frame[self.key].isna().any(axis=None)

    def units(self, field: dict[str, Any]) -> list[str]:
        """The units of a column: its own, or for `value` those in the column `unit`."""
        if "unit" in field:
            return [field["unit"]]
        if field["name"] == "value" and "unit" in self.frame:
            return sorted(self.frame["unit"].dropna().unique())
        return []

    def citation(self, language: Language) -> str:
        """One line that travels inside every file."""
        title = language.described(self.resource, "title")
        return f"{language.site}, “{title}”, {self.version}, {self.licence}"

    def cells(self, field: dict[str, Any]) -> list[Cell]:
        """The cells of a column: numbers as numbers, dates as ISO texts, empty as None."""
        return self._columns[field["name"]]

    @cached_property
    def _columns(self) -> dict[str, list[Cell]]:
        """The cells of all columns, made once for all formats."""
        return {field["name"]: cells_of(self.frame[field["name"]], field) for field in self.fields}

    def rows(self) -> list[dict[str, Cell]]:
        """The rows, columns in the order of the description."""
        names = [field["name"] for field in self.fields]
        columns = [self.cells(field) for field in self.fields]
        return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def tables(record: Record) -> list[Table]:
    """All tables of the record, in the order of the descriptor. record: as published."""
    unfit = unfit_sources(record)
    return [
        table_of(record, resource["name"], unfit) for resource in record.descriptor["resources"]
    ]


def table_of(record: Record, name: str, unfit: Mapping[str, dict[str, str]]) -> Table:
    """One table of the record. record: as published. unfit: as of Table."""
    return Table(record.resource(name), record.table(name), record.version, record.settings, unfit)


def unfit_sources(record: Record) -> dict[str, dict[str, str]]:
    """The notes on the sources that give a value unfit for showing, by source and column."""
    frames = [record.table(table.name) for table in figure_tables(record)]
    found = {
        source
        for rows in frames
        for source in rows.loc[rows["status"].eq("unfit") & rows["value"].notna(), "source_id"]
    }
    notes = record.table("sources").set_index("source_id")[list(record.settings.columns("note"))]
    return {source: notes.loc[source].fillna("").to_dict() for source in sorted(found)}


def cells_of(column: pd.Series, field: dict[str, Any]) -> list[Cell]:
    """The cells of a column of the frame in the type of its description."""
    kind, empty = field["type"], column.isna().to_numpy()
    typed = TYPED.get(kind, str)
    return [
        None if missing else typed(value)
        for value, missing in zip(column.tolist(), empty, strict=True)
    ]


def _number(value: Any) -> Cell:
    return without_point(float(value))


TYPED: dict[str, Callable[[Any], Cell]] = {
    "boolean": lambda value: bool(value == "true"),
    "integer": _number,
    "number": _number,
}
