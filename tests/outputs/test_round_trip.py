"""Readers open every CSV as they come, and give back each code, date, number and empty cell.

Official codes look like numbers, so a reader that guesses damages them: the descriptor says that
they are text, and each table that has them has the code of the place beside them, which no reader
damages.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import math
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import agate
import duckdb
import pandas as pd
import polars
import pyarrow.csv
import pytest
from asked import HERE, printed
from reading import LANGUAGES

from prakerja.settings import SETTINGS
from publicrecord.files.row_order import EVENLY, with_typical_rows_first

Rows = list[list[object]]
MOST = 60  # of a folder: more than there are tables or charts, fewer than places
UNTYPED = {"python"}
MONTH = re.compile("[0-9]{4}-[0-9]{2}")
D3_DAY = "T00:00:00.000Z"  # how JSON has the dates that d3 makes of days
# agate reads English words for a day as that day, and words for a month as its first day.
WORDS = re.compile("as_of_text|label|fieldwork")
# Official codes, and lists of them: text by their description, numbers to who guesses.
OFFICIAL = {level.code for level in SETTINGS.geography.levels} | {
    "code", "code_as_printed", "predecessor_code", "predecessors", "code_34", "bps_code",
}  # fmt: skip
# The standard's sign for what was looked for and not found is agate's for an empty cell.
KNOWN = {("agate", "reference/codes.csv", "symbol")}


def by_pandas(file: Path) -> Rows:
    frame = pd.read_csv(file, low_memory=False).astype(object)
    return frame.where(frame.notna(), None).to_numpy().tolist()


def by_polars(file: Path) -> Rows:
    return [list(row) for row in polars.read_csv(file).rows()]


def by_pyarrow(file: Path) -> Rows:
    columns = [column.to_pylist() for column in pyarrow.csv.read_csv(file).columns]
    return [list(row) for row in zip(*columns, strict=True)]


def by_duckdb(file: Path) -> Rows:
    return [list(row) for row in duckdb.sql(f"FROM read_csv('{file}')").fetchall()]


def by_agate(file: Path) -> Rows:
    return [list(row.values()) for row in agate.Table.from_csv(str(file)).rows]


def by_python(file: Path) -> Rows:
    with file.open(encoding="utf-8", newline="") as stream:
        return [list(row) for row in csv.reader(stream)][1:]


@cache
def of_folder(folder: Path, program: str, script: str) -> dict[str, Any]:
    """What a program reads of the first CSVs of a folder, by name: it is started once for all."""
    files = sorted(folder.glob("*.csv"))[:MOST]
    lines = printed(program, HERE / script, *files, cwd=folder).splitlines()
    return {file.name: json.loads(line) for file, line in zip(files, lines, strict=True)}


def by_d3(file: Path) -> Rows:
    return of_folder(file.parent, "node", "d3.mjs")[file.name]


def by_readr(file: Path) -> Rows:
    columns = of_folder(file.parent, "Rscript", "readr.R")[file.name]
    return [list(row) for row in zip(*columns, strict=True)]


READERS = {
    "pandas": by_pandas, "polars": by_polars, "pyarrow": by_pyarrow, "duckdb": by_duckdb,
    "agate": by_agate, "python": by_python, "d3": by_d3, "readr": by_readr,
}  # fmt: skip
EACH = [
    pytest.param(name, marks=pytest.mark.nightly if name == "readr" else ()) for name in READERS
]


def is_same(cell: str, found: object, kind: str) -> bool:
    """Whether a reader gives a cell back; a text that it took for a number must be written so."""
    match found:
        case None | "":
            return cell == ""
        case float() if math.isnan(found):
            return cell == ""
        case bool():  # agate takes a column of 1 alone for one of true
            return cell in (str(found).lower(), str(int(found)))
        case int() | float() | Decimal():
            exact = f"{Decimal(str(found)).normalize():f}"
            return float(cell) == float(found) if kind in ("number", "integer") else cell == exact
        case dt.datetime():
            return cell == found.date().isoformat() and found.time() == dt.time()
        case str() if found.endswith(D3_DAY):
            return cell == found.removesuffix(D3_DAY)
        case dt.date():
            return cell == found.isoformat()
    return cell == found


def damaged(file: Path, reader: str, kinds: dict[str, str]) -> dict[str, list[tuple[str, object]]]:
    """The cells that a reader changes, by column. kinds: the types of the columns."""
    with file.open(encoding="utf-8", newline="") as stream:
        names, *expected = csv.reader(stream)
    found = READERS[reader](file)
    assert len(found) == len(expected), (reader, file.name)
    wrong: dict[str, list[tuple[str, object]]] = {}
    for at, name in enumerate(names):
        pairs = [(reported[at], given[at]) for reported, given in zip(expected, found, strict=True)]
        kind = kinds.get(name, "string")
        if kind in ("number", "integer") and reader not in UNTYPED:
            if texts := [pair for pair in pairs if isinstance(pair[1], str) and pair[1]]:
                wrong[name] = texts
        elif reader == "agate" and WORDS.match(name):
            pairs = [pair for pair in pairs if not isinstance(pair[1], dt.date)]
        elif reader == "d3":  # takes a month for its first day
            pairs = [pair for pair in pairs if not MONTH.fullmatch(pair[0])]
        if cells := [pair for pair in pairs if not is_same(*pair, kind)]:
            wrong[name] = cells
    return wrong


@pytest.fixture(scope="module")
def described(site) -> dict[str, dict[str, str]]:
    """The types of the columns of each table, by its path."""
    package = json.loads((site / "data" / "datapackage.json").read_text(encoding="utf-8"))
    return {
        resource["path"]: {f["name"]: f["type"] for f in resource["schema"]["fields"]}
        for resource in package["resources"]
    }


@pytest.mark.sampled(3)
@pytest.mark.parametrize("reader", EACH)
def test_a_reader_gives_every_table_back(site, described, reader):
    for path, kinds in described.items():
        wrong = damaged(site / "data" / path, reader, kinds)
        for name in wrong.keys() & OFFICIAL:
            assert kinds[name] == "string"
            assert "place_code" in kinds, (path, name)
        left = {n for n in wrong if n not in OFFICIAL and (reader, path, n) not in KNOWN}
        assert not left, (path, {name: wrong[name][:3] for name in left})


@pytest.mark.sampled(3)
@pytest.mark.parametrize("reader", EACH)
def test_a_reader_gives_the_files_of_topics_and_places_back(site, described, reader):
    data = site / "data"
    files = [*(data / "shown").glob("*.csv"), *sorted((data / "places").glob("*.csv"))[:5]]
    assert len(files) > 8
    for file in files:
        wrong = damaged(file, reader, described["shown.csv"])
        assert wrong.keys() <= {"code"}, (file.name, wrong)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("reader", EACH)
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_reader_gives_the_files_of_charts_back(site, charts, code, reader):
    folder = site / ("" if code == "id" else code) / "downloads"
    numbers = {"number", "percent", "rate"}
    for key, chart in charts.items():
        kinds = {c.key: "number" if c.kind in numbers else "string" for c in chart.columns}
        wrong = damaged(folder / f"{key}.csv", reader, kinds)
        codes = {"code"} if "code" in kinds else set()  # the code of the place is beside it
        assert wrong.keys() <= codes, (key, wrong)


def test_a_number_without_its_last_digit_is_noticed(tmp_path):
    """The official code 11.10 is another place's 11.1; the code of the place stays."""
    file = tmp_path / "places.csv"
    file.write_text("code,place_code\n11.10,IDN-11.10\n11.20,IDN-11.20\n", encoding="utf-8")
    for reader in READERS:
        wrong = damaged(file, reader, {"code": "string", "place_code": "string"})
        assert wrong.keys() == ({"code"} if reader != "python" else set()), reader


def test_rows_that_show_the_type_of_a_column_lie_where_readers_look():
    """A range of years once in many, and a text that few rows have."""
    many = 3 * EVENLY + 10
    frame = pd.DataFrame({"period": ["2020"] * many, "note": [None] * many, "row": range(many)})
    frame.loc[5::6, "period"] = "2020-2024"
    frame.loc[many - 1, "note"] = "rare"
    ordered = with_typical_rows_first(frame)
    seen = ordered.iloc[::3]
    assert "2020-2024" in set(seen["period"])
    assert "rare" in set(ordered["note"][:100]) & set(seen["note"])
    assert sorted(ordered["row"]) == list(range(many))
    rest = [row for row in ordered["row"] if row not in (0, 5, many - 1)]
    assert rest == sorted(rest)
    assert with_typical_rows_first(frame[:100]).equals(frame[:100])
