"""A table of figures as SDMX sees it: its key as dimensions, the rest as attributes.

A row is a claim, so the source and its date are dimensions too: two sources of one figure are
two observations. The time of a row is the period that it is about. Names of components are the
columns' in capitals, but for time, value, unit and status, which have names of the standard.
"""

from __future__ import annotations

from dataclasses import dataclass

from publicrecord.files.table import Table
from publicrecord.settings import Settings

NOT_APPLICABLE = "_Z"  # the standard's code for a dimension that does not apply to a row
VALUE, OBS_STATUS, TIME = "OBS_VALUE", "OBS_STATUS", "TIME_PERIOD"
PLACE = "place_code"  # the column with the code of a place, as published tables have it
NAMES = {"value": VALUE, "unit": "UNIT_MEASURE", PLACE: "REF_AREA"}
# Our statuses in SDMX:CL_OBS_STATUS. Ours are beside it, so what it has no code for is kept.
STATUSES = {
    "published": "A",
    "rounded": "A",
    "derived": "A",
    "revised": "A",
    "perturbed": "E",
    "preliminary": "P",
    "not_known": "O",
    "not_published": "L",
    "suppressed": "Q",
    "unfit": "U",
}


@dataclass(frozen=True)
class DataStructure:
    """A table of figures as an SDMX structure: which columns are dimensions, which attributes."""

    table: Table
    dimensions: list[str]
    attributes: list[str]

    @property
    def flow(self) -> str:
        """The identifier of its dataflow and structure."""
        return self.table.name.upper()


def agency(settings: Settings) -> str:
    """The identifier of the agency that maintains the structures: us."""
    return settings.name.upper()


def component(column: str) -> str:
    """The identifier of a column's component."""
    return NAMES.get(column, column.upper())


def shapes(tables: list[Table]) -> list[DataStructure]:
    """The tables of figures: those whose key names a measure, in the order of `tables`."""
    return [
        _shape(table, key)
        for table in tables
        if "measure_id" in (key := table.key) and "value" in columns(table)
    ]


def _shape(table: Table, key: list[str]) -> DataStructure:
    """The structure of a table; a place has a code beside its name as printed."""
    names = columns(table)
    dimensions = [*([PLACE] if PLACE in names and PLACE not in key else []), *key]
    rest = [name for name in names if name not in (*dimensions, "value")]
    return DataStructure(table, dimensions, rest)


def area(code: str) -> str:
    """The code of a place as SDMX takes it, which allows no point."""
    return code.replace(".", "_")


def columns(table: Table) -> list[str]:
    """The names of a table's columns."""
    return [field["name"] for field in table.fields]


def version(data_version: str) -> str:
    """A calendar version as SDMX 3 takes it, which allows no leading zero: 2026.9.0.

    Data after a release, such as 2026.12.0+2, are a draft of the next: 2026.12.1-draft.2.
    """
    release, _, values = data_version.partition("+")
    year, month, number = (int(part) for part in release.split("."))
    return f"{year}.{month}.{number + 1}-draft.{values}" if values else f"{year}.{month}.{number}"
