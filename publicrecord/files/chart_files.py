"""Files to take away: for each chart CSV, JSON, XLSX, SVG, PNG and the plotly figure.

All are made from the frame that the chart is drawn from, and each carries source, definition,
date, licence and citation.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from jinja2 import Environment

from publicrecord.characters import inert
from publicrecord.charts.chart import NUMBER_KINDS, Chart, cell, plain_number
from publicrecord.charts.interactive import plotly_figure
from publicrecord.csv_text import csv_text
from publicrecord.files import citation, pictures, workbook
from publicrecord.files.chart_facts import ChartFacts, chart_facts
from publicrecord.files.credit import chart_credit, with_credit
from publicrecord.files.numbers import with_decimals
from publicrecord.json_text import json_text
from publicrecord.language import Language
from publicrecord.record.codes import Codes
from publicrecord.record.package import Record, Row, without_point
from publicrecord.record.place_codes import place_code
from publicrecord.settings import Settings

AT_PAGE = ("csv", "xlsx", "json", "metadata.json", "png", "svg")
"""The endings of the files that are at the address of a chart's page too."""
SOURCE_SAID = ("source_id", "title", "publisher", "url", "published_on", "kind", "licence")


def write_downloads(
    record: Record,
    sources: Mapping[str, Row],
    chart: Chart,
    language: Language,
    jinja: Environment,
    folder: Path,
    epoch: int,
    site_url: str,
) -> None:
    """Write every file of a chart in one language to `folder`. sources: by their key."""
    facts = chart_facts(record, sources, chart, language)
    address = citation.chart_urls(chart, language, site_url) if site_url else None
    credit = chart_credit(chart, language, facts, address)
    picture = pictures.standalone(jinja, chart, language, facts, credit)
    stem = folder / chart.chart_id
    _write_csv(chart, record.settings, language, facts, stem.with_suffix(".csv"))
    workbook.write(chart, language, facts, stem.with_suffix(".xlsx"), epoch)
    named = {key: citation.source_label(sources[key], language) for key in chart.sources}
    _write_json(chart, language, facts, named, stem.with_suffix(".json"))
    _write_metadata(chart, language, facts, sources, stem.with_suffix(".metadata.json"))
    stem.with_suffix(".svg").write_text(picture, encoding="utf-8")
    stem.with_suffix(".png").write_bytes(with_credit(pictures.png(picture), credit, jinja))
    drawn = plotly_figure(chart, language, partial(_origin, Codes(record), sources, language))
    _write_plotly(drawn, facts, stem.with_suffix(".plotly.json"))


def _write_csv(
    chart: Chart, settings: Settings, language: Language, facts: ChartFacts, file: Path
) -> None:
    """A chart's rows as CSV; headings are the machine's names, texts the language's.

    Numbers stay numbers. What holds for the whole file is in every row. Where the official
    code of a place is a column, the code that stays text is the last one.
    """
    whole = {
        "unit": facts.unit,
        "definition": " ".join(facts.definitions),
        "licence": facts.licence,
        "citation": facts.citation,
    }
    columns = [
        [_text(row, column.key, column.kind, language) for row in chart.rows]
        for column in chart.columns
    ]
    typed = [
        with_decimals(cells) if column.kind in NUMBER_KINDS else cells
        for column, cells in zip(chart.columns, columns, strict=True)
    ]
    typed += [[inert(text)] * len(chart.rows) for text in whole.values()]
    names = [*(column.key for column in chart.columns), *whole]
    if any(column.key == "code" for column in chart.columns):
        names.append("place_code")
        typed.append([place_code(settings, "", row["code"]) for row in chart.rows])
    file.write_text(csv_text(names, zip(*typed, strict=True)), encoding="utf-8", newline="")


def _write_json(
    chart: Chart, language: Language, facts: ChartFacts, sources: Mapping[str, str], file: Path
) -> None:
    """What the chart says, its columns and its rows. sources: what they are called, by their
    key."""
    content = {
        **_facts(chart, language, facts),
        "source_names": dict(sources),
        "columns": [column.described(language) for column in chart.columns],
        "rows": [
            {column.key: _plain(row, column.key, column.kind, language) for column in chart.columns}
            for row in chart.rows
        ],
    }
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _write_metadata(
    chart: Chart, language: Language, facts: ChartFacts, sources: Mapping[str, Row], file: Path
) -> None:
    """What the chart says, its columns, and its sources in full, without the rows."""
    content = {
        **_facts(chart, language, facts),
        "terms": facts.terms,
        "columns": [column.described(language) for column in chart.columns],
        "source_records": [
            {key: sources[source][key] or None for key in SOURCE_SAID} for source in chart.sources
        ],
        "files": [f"{chart.address(language).rstrip('/')}.{ending}" for ending in AT_PAGE],
    }
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _facts(chart: Chart, language: Language, facts: ChartFacts) -> dict[str, Any]:
    """What the files for programs say of a chart."""
    return {
        "chart_id": chart.chart_id,
        "language": language.code,
        "title": facts.headline,
        "description": facts.subtitle,
        "unit": facts.unit,
        "basis": facts.basis,
        "definition": facts.definitions,
        "as_of": facts.as_of,
        "sources": facts.sources,
        "licence": facts.licence,
        "citation": facts.citation,
        "notes": facts.notes + facts.status,
        "caveats": facts.caveats,
    }


def _origin(codes: Codes, sources: Mapping[str, Row], language: Language, row: Row) -> str:
    """The status, day and source of a row in words."""
    status, day = str(row["status"]), str(row["as_of"])
    plain = status == "published" or row["value"] == ""  # then the value itself says it
    return "; ".join(
        part
        for part in (
            "" if plain else codes.name("status", status, language),
            day and language.date(day),
            citation.source_label(sources[row["source_id"]], language),
        )
        if part
    )


def _write_plotly(drawing: go.Figure, facts: ChartFacts, file: Path) -> None:
    """The plotly figure; what the other files say of the chart is in its layout's meta."""
    drawn = json.loads(drawing.to_json(engine="json"))
    drawn["layout"].pop("template", None)  # 5 kB of defaults that the page overrides
    drawn["layout"]["meta"] = {
        "title": facts.headline,
        "description": facts.subtitle,
        "sources": facts.sources,
        "definition": facts.definitions,
        "as_of": facts.as_of,
        "notes": facts.notes,
        "caveats": facts.caveats,
        "licence": facts.licence,
        "citation": facts.citation,
    }
    file.write_text(json_text(drawn), encoding="utf-8")


def _plain(row: Row, key: str, kind: str, language: Language) -> Any:
    value = cell(row, key, language)
    if value == "":
        return None
    if kind in NUMBER_KINDS:
        return without_point(float(value))
    return str(value)


def _text(row: Row, key: str, kind: str, language: Language) -> str:
    value = cell(row, key, language)
    if value == "":
        return ""
    return plain_number(float(value)) if kind in NUMBER_KINDS else inert(str(value))
