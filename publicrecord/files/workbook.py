"""Workbooks of charts and tables, by ONS's gptables: a cover, the data, the notes.

gptables keeps the rules for accessible spreadsheets (one marked-up table a sheet, no merged or
blank rows, shorthand explained); texts are never run as formulas or links.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import gptables
import pandas as pd

from publicrecord.charts.chart import NUMBER_KINDS, Chart, cell
from publicrecord.files.chart_about import About
from publicrecord.files.citation import licence_in_words
from publicrecord.files.sheets import COVER, DATA
from publicrecord.language import Language

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
UNKNOWN, BLANK = "[x]", "[z]"  # the shorthand of the Government Statistical Service


@dataclass(frozen=True)
class Cover:
    """What a workbook says of its one table.

    scope: what holds for all rows, such as the unit. about: lines of the cover. source: one
    line below the table.
    """

    title: str
    subtitle: str
    scope: str
    about: list[str]
    source: str
    citation: str


def write(chart: Chart, language: Language, words: About, file: Path, epoch: int) -> None:
    """Write the workbook of a chart."""
    cover = Cover(
        title=words.headline,
        subtitle=words.subtitle,
        scope=language.gettext("Unit: {unit}.").format(unit=words.unit),
        about=[
            *words.definitions,
            *words.notes,
            *words.caveats,
            *words.status,
            language.gettext("As of {date}.").format(date=language.date(words.as_of)),
            *(language.gettext("Source: {sources}.").format(sources=s) for s in words.sources),
            language.gettext("Licence: {licence}.").format(licence=licence_in_words(words.licence)),
            words.citation,
        ],
        source=f"{words.attributed}.",
        citation=words.citation,
    )
    name = chart.chart_id.replace("-", "_")
    produce(file, name, _frame(chart, language), cover, language, epoch)


def produce(
    file: Path, name: str, frame: pd.DataFrame, cover: Cover, language: Language, epoch: int
) -> None:
    """Write a workbook of one table; its own date is that of the data, so that bytes repeat."""
    sheet = gptables.GPTable(
        table=frame.rename(columns=without_markup),
        table_name=name,
        title=without_markup(cover.title),
        subtitles=[without_markup(cover.subtitle)],
        scope=without_markup(cover.scope),
        source=without_markup(cover.source),
        instructions=language.gettext(
            "Shorthand: {unknown} value not known or not published, see the status; "
            "{blank} nothing stated."
        ).format(unknown=UNKNOWN, blank=BLANK),
        index_columns={1: 0},
    )
    with warnings.catch_warnings():
        # The notes stand on the cover: a sheet of numbered notes would be one sheet more.
        warnings.filterwarnings("ignore", message="No note text provided")
        book = gptables.produce_workbook(
            filename=str(file),
            sheets={language.gettext(DATA): sheet},
            cover=gptables.Cover(
                cover_label=language.gettext(COVER),
                title=without_markup(cover.title),
                intro=[without_markup(cover.subtitle), without_markup(cover.scope)],
                about=[without_markup(text) for text in cover.about],
                contact=None,
            ),
            contentsheet_label=None,
            workbook_options=OPTIONS,
        )
    book.set_properties(
        {
            "title": cover.title,
            "comments": cover.citation,
            "created": datetime.fromtimestamp(epoch, UTC).replace(tzinfo=None),
        }
    )
    book.close()


def without_markup(text: str) -> str:
    """A text that gptables takes for no link, `[words](address)`, and no note, `$$note$$`."""
    return text.replace("](", "] (").replace("$$", "$ $")


def _frame(chart: Chart, language: Language) -> pd.DataFrame:
    """The chart's table under its headings in words; numbers are numbers. A heading that a column
    before it has gets the name of its column, or one of the two would be lost."""
    columns: dict[str, list[Any]] = {}
    for column in chart.columns:
        values: list[Any] = []
        for row in chart.rows:
            value = cell(row, column.key, language)
            if column.kind in NUMBER_KINDS and value != "":
                number = float(value)
                values.append(int(number) if number == int(number) else number)
            else:
                values.append(
                    without_markup(str(value)) or (UNKNOWN if column.key == "value" else BLANK)
                )
        heading = column.heading(language)
        columns[f"{heading} ({column.key})" if heading in columns else heading] = values
    return pd.DataFrame(columns)
