"""The table `shown` as it is described: one value a row, with all that is said of it."""

from __future__ import annotations

from typing import Any

from publicrecord.files.added_columns import TEXTS, described_column, example_code
from publicrecord.files.sheets import WORKBOOK
from publicrecord.language import N_, Message, described_key
from publicrecord.record.contract import CAVEATS, PLACE_CODE, PLACE_LEVEL, SHOWN_TABLE
from publicrecord.record.package import Record

TITLE = N_("Shown values")
DESCRIPTION = N_(
    "The answers of the record: for each figure the one value that the site shows, with place, "
    "period, waves, measure, basis, status, date and source. What else was published is in the "
    "tables of figures. Never add gross to net numbers, nor a place to the places in it."
)

NOT_WRITTEN = {"json", WORKBOOK}
"""Formats of other tables that this one does not have, the largest of all: its rows are in JSON
Lines, and in the workbook that opens at the data."""

Texts = tuple[Message, Message]
# The columns in their order: type, title and meaning. A name with * has a column a language.
COLUMNS: dict[str, tuple[str, Texts]] = {
    "figure_id": ("string", (N_("Figure"), N_("The key of the figure, also in the API."))),
    "topic": ("string", (N_("Topic"), N_("The topic of the table that the claims are in."))),
    PLACE_LEVEL: ("string", TEXTS[PLACE_LEVEL]),
    PLACE_CODE: ("string", TEXTS[PLACE_CODE]),
    "place_name*": ("string", (N_("Place"), N_("The name of the place in {language}."))),
    "boundary": (
        "integer",
        (N_("Boundary"), N_("How many places of the upper level there were, where stated.")),
    ),
    "period": (
        "string",
        (
            N_("Period"),
            N_("A year, a range of years, or cumulative (since the start). Empty for a wave."),
        ),
    ),
    "wave_from": ("integer", (N_("From wave"), N_("The first wave that is counted."))),
    "wave_to": ("integer", (N_("To wave"), N_("The last wave that is counted."))),
    "measure_id": ("string", (N_("Measure"), N_("Key to measures.csv: what is counted."))),
    "measure_name*": (
        "string", (N_("Name of the measure"), N_("What is counted, in {language}.")),
    ),
    "basis": (
        "string",
        (N_("Basis"), N_("Gross, net or another; see reference/codes.csv. Never add two bases.")),
    ),
    "item_id": (
        "string",
        (N_("Item"), N_("Key of the answer, group, finding or result that is counted, if any.")),
    ),
    "item_name*": ("string", (N_("Name of the item"), N_("The same in {language}."))),
    "value": (
        "number", (N_("Value"), N_("Empty where no value is known or published; see the status.")),
    ),
    "unit": ("string", (N_("Unit"), N_("See the list unit in reference/codes.csv."))),
    "status": ("string", (N_("Status"), N_("See the list status in reference/codes.csv."))),
    CAVEATS: ("string", TEXTS[CAVEATS]),
    "as_of_start": ("date", (N_("As of: first day"), N_("The day that the value refers to."))),
    "as_of_end": (
        "date",
        (N_("As of: last day"), N_("Another day than the first where only a month or a year is "
                                   "known.")),
    ),
    "as_of_text*": ("string", (N_("As of"), N_("The same as printed on the site, in {language}."))),
    "source_id": ("string", (N_("Source"), N_("Key to sources.csv."))),
}  # fmt: skip
REQUIRED = {"figure_id", "topic", "measure_id", "unit", "status", "source_id"}


def is_written(table: str, kind: str) -> bool:
    """Whether a table has files of a format: json, or an ending of a workbook."""
    return table != SHOWN_TABLE or kind not in NOT_WRITTEN


def shown_resource(record: Record) -> dict[str, Any]:
    """The description of the table, as in the descriptor."""
    settings = record.settings
    texts = {
        described_key(key, language.code): language.gettext(text)
        for key, text in (("title", TITLE), ("description", DESCRIPTION))
        for language in settings.source_first
    }
    return {
        "name": SHOWN_TABLE,
        "type": "table",
        "topic": settings.topics[0],
        "path": f"{SHOWN_TABLE}.csv",
        **texts,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ","},
        "licenses": record.descriptor["licenses"],
        "schema": {
            "fields": [field for name in COLUMNS for field in _fields(record, name)],
            "primaryKey": "figure_id",
            "foreignKeys": [
                {"fields": key, "reference": {"resource": table, "fields": key}}
                for key, table in (("measure_id", "measures"), ("source_id", "sources"))
            ],
            "missingValues": [""],
        },
    }


def _fields(record: Record, name: str) -> list[dict[str, Any]]:
    """The description of a column, or of one in each language."""
    kind, texts = COLUMNS[name]
    example = example_code(record)
    if name.endswith("*"):
        return [
            described_column(
                f"{name[:-1]}_{lang.code}", kind, texts, record.settings,
                title_of=lang.name, language=lang.name,
            )
            for lang in record.settings.languages
        ]  # fmt: skip
    field = described_column(name, kind, texts, record.settings, example=example)
    return [field | {"constraints": {"required": True}} if name in REQUIRED else field]
