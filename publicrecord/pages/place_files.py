"""For each province one CSV of its regencies by year, for all languages."""

from __future__ import annotations

from collections.abc import Iterator

from publicrecord.characters import inert
from publicrecord.context.site_context import SiteContext
from publicrecord.csv_text import csv_text
from publicrecord.record.package import Row, rows
from publicrecord.record.place_codes import place_code

FOLDER = "data/places"
"""Where the files are, below the root of the site."""
COLUMNS = (
    "code", "name", "period", "value", "unit", "measure_id", "status", "as_of", "source_id",
    "caveats", "place_code",
)  # fmt: skip


def place_file(content: SiteContext, code: str) -> str:
    """The name of the CSV of the province that a place belongs to."""
    language = content.record.settings.root_language
    return content.place_index.addresses.path(code, language.code).split("/")[1] + ".csv"


def has_file(content: SiteContext, code: str) -> bool:
    """Whether there is a CSV of the province that a place belongs to: whether it was counted."""
    return content.place_index.province_of[code] in content.place_index.years


def province_files(content: SiteContext) -> Iterator[tuple[str, bytes]]:
    """The file of each province, with its address in the site.

    One row a regency and year or whole period, with the columns of place_figures.
    """
    settings = content.record.settings
    upper, level = settings.geography.upper.code, settings.geography.lower.name
    provinces: dict[str, list[Row]] = {}
    for row in rows(content.place_index.counted.sort_values([upper, "code", "period"])):
        row["place_code"] = place_code(settings, level, row["code"])
        provinces.setdefault(row[upper], []).append(row)
    for province, listed in provinces.items():
        cells = (
            [int(row[key]) if key == "value" else inert(str(row[key])) for key in COLUMNS]
            for row in listed
        )
        yield f"{FOLDER}/{place_file(content, province)}", csv_text(COLUMNS, cells).encode()
