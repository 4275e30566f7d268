"""The same figure through every door: 200 of them, in every format, the API and the pages."""

from __future__ import annotations

import csv
import json
import os
import random
import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest
from reading import article, words
from scratch import language

from publicrecord.files.table import tables

DRAWN, SEED = 200, 6
TOLD = ("measure_id", "value", "unit", "status", "source_id")  # what each door must agree on
FILES = {"csv", "json", "jsonl", "parquet", "sqlite", "duckdb", "xlsx id", "xlsx en", "sdmx"}
SDMX = {"value": "OBS_VALUE", "unit": "UNIT_MEASURE"}
VALUELESS = ("not_known", "not_published", "suppressed")

Figure = tuple[Any, ...]


@pytest.fixture(scope="module")
def drawn(claims):
    """Three claims of each status in each table, and others at random until there are 200."""
    dice = random.Random(SEED)
    picked: list[int] = []
    for _key, group in claims.groupby(["table", "status"], sort=True):
        picked += dice.sample([*group.index], min(3, len(group)))
    others = [index for index in claims.index if index not in set(picked)]
    picked += dice.sample(others, DRAWN - len(picked))
    return claims.loc[picked]


@pytest.fixture(scope="module")
def opened(site, record):
    """Every row of each table of figures, as each format has it."""
    place, data = Path.cwd(), site.resolve() / "data"
    warehouse = duckdb.connect()
    os.chdir(data)  # the script names the Parquet files beside it
    try:
        warehouse.execute((data / "prakerja.duckdb.sql").read_text(encoding="utf-8"))
    finally:
        os.chdir(place)
    database = sqlite3.connect(f"file:{data / 'prakerja.sqlite'}?mode=ro", uri=True)
    found = {
        table.name: doors(data, table, database, warehouse)
        for table in tables(record)
        if "measure_id" in (table.resource["schema"]["primaryKey"]) and table.name != "measures"
    }
    database.close()
    return found


def doors(data: Path, table, database, warehouse) -> dict[str, list[Figure]]:
    """The figures of a table in the order of its rows, as each format gives them."""
    stem = data / table.stem
    reported = [name for name in TOLD if name in {field["name"] for field in table.fields}]
    lines = stem.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
    query = f'SELECT {", ".join(reported)} FROM "{table.name}" ORDER BY rowid'
    found = {
        "csv": [figure(row[name] for name in reported) for row in read_csv(f"{stem}.csv")],
        "sdmx": [
            figure(row[SDMX.get(name, name.upper())] for name in reported)
            for row in read_csv(f"{stem}.sdmx.csv")
        ],
        "json": [
            figure(row[name] for name in reported)
            for row in json.loads(stem.with_suffix(".json").read_text())["rows"]
        ],
        "jsonl": [figure(json.loads(line)[name] for name in reported) for line in lines],
        "parquet": [
            figure(row[name] for name in reported)
            for row in pq.read_table(stem.with_suffix(".parquet"), columns=reported).to_pylist()
        ],
        "sqlite": [figure(row) for row in database.execute(query)],
        "duckdb": [figure(row) for row in warehouse.execute(query).fetchall()],
    }
    for code, title in (("id", "title_id"), ("en", "title")):
        headings = [f[title] for name in reported for f in table.fields if f["name"] == name]
        found[f"xlsx {code}"] = workbook(Path(f"{stem}.{code}.xlsx"), headings, len(table.frame))
    assert set(found) == FILES
    return found


def read_csv(file: str) -> list[dict[str, str]]:
    with Path(file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def workbook(file: Path, headings: list[str], count: int) -> list[Figure]:
    sheet = openpyxl.load_workbook(file, read_only=True).worksheets[1]
    cells = [list(row) for row in sheet.iter_rows(values_only=True)]
    top = next(i for i, row in enumerate(cells) if set(headings) <= set(row))
    columns = [cells[top].index(heading) for heading in headings]
    rows = cells[top + 1 : top + 1 + count]
    return [figure(None if row[c] == "[x]" else row[c] for c in columns) for row in rows]


def figure(cells) -> Figure:
    """A row as it is compared: numbers as numbers, an empty value as None; zero stays zero."""
    return tuple(number(cell) for cell in cells)


def number(cell: Any) -> Any:
    try:
        return float(cell)
    except (TypeError, ValueError):
        return cell or None


def test_the_draw_spreads_over_every_table_and_status(drawn, claims):
    assert len(drawn) == DRAWN
    assert set(drawn["table"]) == set(claims["table"])
    assert set(drawn["status"]) == set(claims["status"])
    assert drawn["table"].value_counts().min() >= 6


def test_every_format_has_the_same_figure(record, published_record, drawn, opened):
    """Of the record itself, the number as it is printed in the table that is kept by hand."""
    for row in drawn.to_dict("records"):
        order = published_record.table(row["table"])["row"].tolist()
        at = order.index(row["row"])
        kept = record.table(row["table"]).set_index("row").loc[row["row"]]
        expected = figure(kept["printed"] if name == "value" else kept[name] for name in TOLD)
        if kept["status"] in VALUELESS:
            expected = tuple(None if i == 1 else cell for i, cell in enumerate(expected))
        for door, rows in opened[row["table"]].items():
            assert rows[at] == expected, (row["claim_id"], door)


def test_every_format_has_the_same_reference_figures(opened):
    """Population and labour force stand in no claim: all their rows, in every format."""
    for name in ("population", "labour_force"):
        whole = opened[name]
        for door in FILES - {"csv"}:
            assert whole[door] == whole["csv"], (name, door)


def test_the_api_answers_the_same_figure(site, drawn):
    """A chosen claim as the figure, another value among the others, an unfit one never."""
    answers = {}
    for file in sorted((site / "api" / "v1").rglob("*.json")):
        if file.name == "openapi.json":
            continue
        collect(json.loads(file.read_text(encoding="utf-8")), answers)
    seen = {"chosen": 0, "other": 0, "unfit": 0}
    for row in drawn.to_dict("records"):
        reported = answers.get(row["figure_id"])
        expected = (*figure(row[k] for k in ("value", "unit", "status", "source_id")),)
        expected = tuple(None if cell != cell else cell for cell in expected)
        if row["status"] == "unfit":
            assert not reported or expected not in [
                values(reported),
                *map(values, reported["others"]),
            ]
            seen["unfit"] += 1
        elif row["chosen"]:
            assert values(reported) == expected, row["claim_id"]
            seen["chosen"] += 1
        elif row["status"] not in VALUELESS:
            assert expected in [*map(values, reported["others"])], row["claim_id"]
            seen["other"] += 1
    assert min(seen.values()) >= 5, seen


def collect(content: Any, into: dict[str, Any]) -> None:
    if isinstance(content, dict):
        if "figure_id" in content and "others" in content:
            into[content["figure_id"]] = content
        for part in content.values():
            collect(part, into)
    elif isinstance(content, list):
        for part in content:
            collect(part, into)


def values(reported: dict[str, Any]) -> Figure:
    return figure(reported[key] for key in ("value", "unit", "status", "source_id"))


@pytest.mark.sampled(2)
@pytest.mark.parametrize("code", ["id", "en"])
def test_the_page_of_its_source_shows_the_same_figure(site, drawn, code):
    home = {"id": "sumber", "en": "en/sources"}[code]
    lang = language(code)
    for row in drawn.to_dict("records"):
        page = article(site / home / row["source_id"] / "index.html")
        shown = on_the_page(page, row)
        if row["status"] in VALUELESS:
            assert not any(sign.isdigit() for sign in shown), row["claim_id"]
            continue
        assert lang.number(row["value"]) == plain(shown), (row["claim_id"], shown)


def on_the_page(page, row) -> str:
    """The value of a claim on the page of its source: in its own row, or in the grid."""
    own, periods, places = values_on(page)
    if row["claim_id"] in own:
        return own[row["claim_id"]]
    return places[" ".join(row["place_as_printed"].split())][periods.index(row["period"])]


@cache
def values_on(page) -> tuple[dict[str, str], list[str], dict[str, list[str]]]:
    """The values of a page by claim; and where it has a grid, its periods and lines."""
    own = {
        str(row["data-claim"]): words(row.select_one("td.number"))
        for row in page.select("tr[data-claim]")
    }
    for table in page.select("table.pr-grid[data-source]"):
        periods = [words(cell) for cell in table.select("thead th")][1:]
        lines = {
            words(row.select_one("th")): [words(cell) for cell in row.select("td")]
            for row in table.select("tbody tr")
        }
        if "2020-2024" in periods:
            return own, periods, lines
    return own, [], {}


def plain(shown: str) -> str:
    """The number at the beginning of a cell: Rp13.600 as 13.600, 5.931 orang as 5.931."""
    return shown.removeprefix("Rp").split(" ")[0].rstrip("°")
