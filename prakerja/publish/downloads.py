"""Files to take away: a CSV for each chart, from the frame that the chart is drawn from."""

from __future__ import annotations

import csv
from pathlib import Path

from prakerja.charts.chart import NUMBER_KINDS, Chart
from prakerja.language import Language
from prakerja.record.package import Row

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")


def write_chart_csv(chart: Chart, language: Language, folder: Path) -> Path:
    """Write a chart's rows as CSV; headings are the machine's names, texts the language's.

    Numbers stay numbers. A text that a spreadsheet would run as a formula is written with an
    apostrophe before it (CWE-1236).
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{chart.chart_id}.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([column.key for column in chart.columns])
        for row in chart.frame.to_dict("records"):
            writer.writerow(
                [_cell(row, column.key, column.kind, language) for column in chart.columns]
            )
    return file


def _cell(row: Row, key: str, kind: str, language: Language) -> str:
    value = row[key] if key in row else language.of(row, key)
    if value is None or value != value:
        return ""
    if kind in NUMBER_KINDS:
        return plain_number(float(value))
    return inert(str(value))


def plain_number(value: float) -> str:
    """A number as machines read it: no separators, decimals only where there are any."""
    return str(int(value)) if value == int(value) else repr(value)


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
