"""Strangers' readers open every format of the data, unmodified, and find the same numbers."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from reading import LANGUAGES

from prakerja.settings import SETTINGS
from publicrecord.files.table import tables

PAGE = {"id": "data", "en": "en/data"}
RELEASE = re.compile(r"[0-9]{4}\.[0-9]{2}\.")  # has its checksum in releases.csv


@pytest.fixture(scope="module")
def data(site) -> Path:
    return site / "data"


@pytest.fixture(scope="module")
def listed(published_record):
    return tables(published_record)


@pytest.fixture(scope="module")
def warehouse(data, tmp_path_factory):
    """A DuckDB database made as a reader would, with the script that is published."""
    place = os.getcwd()
    os.chdir(data)  # the script names the Parquet files beside it
    try:
        database = duckdb.connect(str(tmp_path_factory.mktemp("duckdb") / "prakerja.duckdb"))
        database.execute((data / "prakerja.duckdb.sql").read_text(encoding="utf-8"))
    finally:
        os.chdir(place)
    yield database
    database.close()


def files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def frictionless(descriptor: Path) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).parent / "frictionless"
    return subprocess.run(
        [command, "validate", descriptor], capture_output=True, text=True, check=False
    )


def test_the_published_package_tells_the_bytes_and_the_hash_of_each_file(data):
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        content = (data / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


@pytest.mark.nightly
def test_frictionless_notices_a_byte_too_many_in_the_published_package(data, tmp_path):
    copy = shutil.copytree(data, tmp_path / "data")
    with (copy / "waves.csv").open("ab") as stream:
        stream.write(b"72,2024,normal\n")
    result = frictionless(copy / "datapackage.json")
    assert result.returncode != 0
    assert "hash-count" in result.stdout or "byte-count" in result.stdout


@pytest.mark.sampled(8)
@pytest.mark.parametrize("topic", ["", *SETTINGS.topics])
def test_each_archive_is_a_whole_package_with_what_explains_it(data, tmp_path, topic):
    name = f"prakerja-{topic}.zip" if topic else "prakerja.zip"
    with zipfile.ZipFile(data / name) as archive:
        archive.extractall(tmp_path)
    result = frictionless(tmp_path / "datapackage.json")
    assert result.returncode == 0, result.stdout
    for explained in ("README.id.txt", "README.en.txt", "LICENSE", "CITATION.txt"):
        assert len((tmp_path / explained).read_text(encoding="utf-8")) > 80
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    columns = {(r["name"], f["name"]) for r in package["resources"] for f in r["schema"]["fields"]}
    with (tmp_path / "dictionary.csv").open(encoding="utf-8") as stream:
        assert {(row["table"], row["column"]) for row in csv.DictReader(stream)} == columns


def test_sha256sum_confirms_every_file(data, site):
    result = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "sha256sums.txt"],
        cwd=data,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    named = {line.split("  ")[1] for line in (data / "sha256sums.txt").read_text().splitlines()}
    there = {name for name in files(data) if not RELEASE.match(name)}
    assert there - named == {"sha256sums.txt", "index.html"}  # the page is no data


def test_parquet_is_typed_and_its_columns_carry_unit_and_sources(data, listed):
    kinds = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "date": pa.date32(),
        "boolean": pa.bool_(),
    }
    for table in listed:
        schema = pq.read_schema(data / f"{table.stem}.parquet")
        assert schema.names == [field["name"] for field in table.fields]
        for field in table.fields:
            column = schema.field(field["name"])
            assert column.type == kinds[field["type"]]
            assert column.metadata[b"title_id"].decode() == field["title_id"]
    value = pq.read_schema(data / "place_figures.parquet").field("value")
    assert json.loads(value.metadata[b"units"]) == ["people"]
    assert "gh-kab" in json.loads(value.metadata[b"sources"])
    area = pq.read_schema(data / "reference" / "regencies.parquet").field("area_km2")
    assert json.loads(area.metadata[b"units"]) == ["square_kilometres"]


def test_every_database_holds_every_row_and_its_keys_hold(data, listed, warehouse):
    with sqlite3.connect(f"file:{data / 'prakerja.sqlite'}?mode=ro", uri=True) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in listed:
            count = f'SELECT count(*) FROM "{table.name}"'
            assert database.execute(count).fetchone() == (len(table.frame),)
            assert warehouse.execute(count).fetchone() == (len(table.frame),)
    said = warehouse.execute(
        "SELECT comment FROM duckdb_columns() WHERE table_name = 'waves' AND column_name = 'wave'"
    ).fetchone()
    assert said[0]


def test_libreoffice_opens_a_workbook(data, tmp_path):
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not on this machine")
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2',
         "--outdir", tmp_path, data / "waves.en.xlsx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    (sheet,) = tmp_path.glob("*.csv")
    assert "71,2024,normal" in sheet.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_data_page_links_every_file_with_its_size(site, data, code):
    page = site / PAGE[code] / "index.html"
    links = dict(
        re.findall(r'href="([^"]*data/[^"]+\.\w+)"[^>]*>([^<]*kB\))', page.read_text("utf-8"))
    )
    reached = set()
    for href, text in links.items():
        file = (page.parent / href).resolve()
        size = int(re.search(r"([\d.,]+) kB", text).group(1).replace(".", "").replace(",", ""))
        assert size == max(1, round(file.stat().st_size / 1000)), href
        reached.add(file.relative_to(data.resolve()).as_posix())
    workbooks = {"id": (".en.xlsx", ".en.plain.xlsx"), "en": (".id.xlsx", ".id.plain.xlsx")}
    other = workbooks[code]
    there = {name for name in files(data) if not RELEASE.match(name)}  # linked by their pages
    unlinked = {name for name in there - reached if not name.endswith(other)}
    beside = {name for name in unlinked if name.endswith(".csv-metadata.json")}  # CSVW finds them
    # The pages of places link them: one of each province, two of each place, what compares them.
    places = {name for name in unlinked if name.startswith(("places/", "comparison/"))}
    assert len(places) == 38 + 2 * 552 + 4
    assert unlinked - beside - places == {"index.html", "LICENSE"}
