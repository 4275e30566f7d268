"""For each province one CSV of its regencies by year, for all languages."""

from __future__ import annotations

import csv
from pathlib import Path

from publicrecord.characters import inert
from publicrecord.context.site_context import SiteContext
from publicrecord.outputs import new_file
from publicrecord.record.package import Row, rows
from publicrecord.record.place_codes import place_code

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


def write_place_files(content: SiteContext, folder: Path) -> None:
    """Write the file of each province to `folder`.

    One row a regency and year or whole period, with the columns of place_figures.
    """
    upper = content.record.settings.geography.upper.code
    counts = content.place_index.counted
    provinces: dict[str, list[Row]] = {}
    for row in rows(counts.sort_values([upper, "code", "period"])):
        provinces.setdefault(row[upper], []).append(row)
    settings = content.record.settings
    level = settings.geography.lower.name
    for province, listed in provinces.items():
        file = new_file(folder / place_file(content, province))
        with file.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(COLUMNS)
            for row in listed:
                row["place_code"] = place_code(settings, level, row["code"])
                writer.writerow(
                    int(row[key]) if key == "value" else inert(str(row[key])) for key in COLUMNS
                )
