"""Each row of each table of figures has its caveats in every form in which the table is published,
and the published tables are a record again."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest
from care import codes_of_claims
from quotes import FIGURES, table
from scratch import ROOT

from prakerja.settings import SETTINGS
from publicrecord.files.published import published, published_csv
from publicrecord.history.release import write_release
from publicrecord.record.caveats import CAVEATS
from publicrecord.record.claims import date_claims, figure_claims
from publicrecord.record.codes import Codes
from publicrecord.record.package import read_record
from publicrecord.record.rules import find_all

TITLES = {"id": "Catatan kehati-hatian", "en": "Caveats"}
NEXT = "2099.05.0"
RowCodes = list[set[str]]


@pytest.fixture(scope="module")
def expected(claims, published_record) -> dict[str, RowCodes]:
    """The codes of each row of each table of figures, in the order of publication."""
    codes, found = codes_of_claims(claims), {}
    for name in FIGURES:
        mine = claims[claims["table"] == name].sort_values("row")
        assert mine["row"].tolist() == list(range(2, len(mine) + 2)), name
        of_row = dict(zip(mine["row"], mine["claim_id"], strict=True))
        found[name] = [codes[of_row[row]] for row in published_record.table(name)["row"]]
    assert sum(bool(row) for reported in found.values() for row in reported) > 150
    return found


def of_csv(content: bytes) -> RowCodes:
    lines = csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))
    return [set(line["caveats"].split()) for line in lines]


def of_cells(cells: list[str | None]) -> RowCodes:
    return [set((cell or "").split()) for cell in cells]


def of_workbook(file: Path, title: str, count: int) -> RowCodes:
    sheet = openpyxl.load_workbook(file, read_only=True).worksheets[1]
    lines = list(sheet.iter_rows(values_only=True))
    (head,) = [at for at, line in enumerate(lines) if title in line]
    column = lines[head].index(title)
    cells = [str(line[column] or "") for line in lines[head + 1 : head + 1 + count]]
    return [{code for code in cell.split() if code in CAVEATS} for cell in cells]


def forms(data: Path, name: str, count: int) -> Iterator[tuple[str, RowCodes]]:
    """A table in every form of the data folder but its archives."""
    yield "csv", of_csv((data / f"{name}.csv").read_bytes())
    content = json.loads((data / f"{name}.json").read_text(encoding="utf-8"))
    yield "json", of_cells([row["caveats"] for row in content["rows"]])
    lines = (data / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    yield "jsonl", of_cells([json.loads(line)["caveats"] for line in lines])
    yield "parquet", of_cells(pq.read_table(data / f"{name}.parquet")["caveats"].to_pylist())
    with (data / f"{name}.sdmx.csv").open(encoding="utf-8", newline="") as stream:
        yield "sdmx", of_cells([line["CAVEATS"] for line in csv.DictReader(stream)])
    for code, title in TITLES.items():
        yield f"xlsx {code}", of_workbook(data / f"{name}.{code}.xlsx", title, count)
    query = f'SELECT caveats FROM "{name}" ORDER BY rowid'
    with sqlite3.connect(f"file:{data / 'prakerja.sqlite'}?mode=ro", uri=True) as database:
        yield "sqlite", of_cells([cell for (cell,) in database.execute(query)])


def test_every_file_of_a_table_has_the_caveats_of_each_row(site, expected):
    data = site / "data"
    for name, wanted in expected.items():
        for form, found in forms(data, name, len(wanted)):
            assert found == wanted, (name, form)


def test_the_duckdb_script_loads_them(site, expected, tmp_path):
    database, place = duckdb.connect(str(tmp_path / "prakerja.duckdb")), Path.cwd()
    os.chdir(site / "data")  # the script names the Parquet files beside it
    try:
        database.execute(Path("prakerja.duckdb.sql").read_text(encoding="utf-8"))
    finally:
        os.chdir(place)
    for name, wanted in expected.items():
        cells = database.execute(f'SELECT caveats FROM "{name}" ORDER BY rowid').fetchall()
        assert of_cells([cell for (cell,) in cells]) == wanted, name
    database.close()


def test_every_archive_has_them_and_describes_them(site, expected):
    seen = set()
    for file in sorted((site / "data").glob("*.zip")):
        with zipfile.ZipFile(file) as archive:
            described = json.loads(archive.read("datapackage.json"))
            for resource in described["resources"]:
                fields = [field["name"] for field in resource["schema"]["fields"]]
                has_them = {*expected, "shown"}
                assert ("caveats" in fields) == (resource["name"] in has_them)
                if resource["name"] in expected:
                    found = of_csv(archive.read(resource["path"]))
                    assert found == expected[resource["name"]], file.name
                    seen.add(resource["name"])
    assert seen == set(FIGURES)


def test_the_file_of_a_province_has_them(site, claims):
    """Of the claims that its lines are: none today, but the column is there."""
    codes = codes_of_claims(claims)
    places = claims[claims["measure_id"].eq("recipients_gross")].to_dict("records")
    by_key = {(r["code"], r["period"], r["source_id"]): r["claim_id"] for r in places}
    files = sorted((site / "data" / "places").glob("*.csv"))
    assert len(files) == 38
    for file in files:
        with file.open(encoding="utf-8", newline="") as stream:
            for line in csv.DictReader(stream):
                claim = by_key[line["code"], line["period"], line["source_id"]]
                assert set(line["caveats"].split()) == codes[claim]


def test_the_answers_on_the_history_of_a_number_have_them(site, claims):
    codes, seen = codes_of_claims(claims), 0
    for file in sorted((site / "api" / "v1" / "history").glob("*.json")):
        for reported in json.loads(file.read_text(encoding="utf-8"))["claims"]:
            assert set(reported["caveats"]) == codes.get(reported["claim"], set()), reported[
                "claim"
            ]
            seen += bool(reported["caveats"])
    assert seen > 150


def test_each_code_has_a_name_and_a_meaning_in_the_list_of_codes(record):
    names = Codes(record)
    assert names.listed("caveats") == list(CAVEATS)
    listed = [row for row in table("reference/codes") if row["code_list"] == "caveats"]
    assert all(row[f"{key}_{code}"] for row in listed for key in ("name", "definition")
               for code in TITLES)  # fmt: skip


def test_a_new_release_has_them_and_the_record_stays_valid_after_it(
    record, claims, dates, expected, tmp_path, monkeypatch
):
    """The contract with released columns does not ask the inputs for a column that we work out."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4101667200")  # after the day of that release
    folder = shutil.copytree(ROOT / "data", tmp_path / "data")
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (folder / "datapackage.json").write_text(json.dumps(described | {"version": NEXT}))
    copied = read_record(folder, SETTINGS)
    write_release(copied, claims, dates, "2099-05-25", tmp_path / "new")
    file = tmp_path / "new" / "data" / "releases" / f"{NEXT}.zip"
    with zipfile.ZipFile(file) as archive:
        for name, wanted in expected.items():
            assert of_csv(archive.read(f"{name}.csv")) == wanted
        values = csv.DictReader(io.StringIO(archive.read("values.csv").decode(), newline=""))
        assert "caveats" in values.fieldnames
    shutil.copytree(tmp_path / "new" / "data", folder, dirs_exist_ok=True)
    after = read_record(folder, SETTINGS)
    assert list(find_all(after, figure_claims(after), date_claims(after))) == []


def test_published_tables_are_a_record_again(site, record, claims, tmp_path):
    """Whoever puts them in the place of the inputs gets the same record, and publishes the same."""
    folder = shutil.copytree(ROOT / "data", tmp_path / "data")
    package = json.loads((site / "data" / "datapackage.json").read_text(encoding="utf-8"))
    for path in ["datapackage.json", *(resource["path"] for resource in package["resources"])]:
        shutil.copyfile(site / "data" / path, folder / path)
    package["version"] = record.version  # between releases the site adds how many values changed
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    again = read_record(folder, SETTINGS)
    same = figure_claims(again)
    reported, before = (
        frame.set_index("claim_id")["caveats"].to_dict() for frame in (same, claims)
    )
    assert reported == before
    twice = published(again, same)
    for name in record.tables:
        path = package["resources"][[r["name"] for r in package["resources"]].index(name)]["path"]
        assert published_csv(twice, name) == (site / "data" / path).read_bytes(), name


def test_a_caveat_that_somebody_wrote_into_an_input_is_worked_out_again(record, claims):
    name = "wave_figures"
    spoilt = record.table(name).assign(caveats="basis_unstated")
    one = replace(record, tables=record.tables | {name: spoilt})
    expected = published(record, claims).table(name)["caveats"].fillna("")
    assert published(one, claims).table(name)["caveats"].fillna("").tolist() == expected.tolist()
