"""Programs of others read what the site offers to programs, at night: `make nightly` installs them.

Each is a program of its own, from requirements/clients.txt (in a virtual environment of its own) or
from package-lock.json of this folder, and reads files of the built site; none needs the network.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from rdflib import Graph

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PYTHON = Path(os.environ.get("PUBLICRECORD_CLIENTS", ROOT / ".venv" / "clients")) / "bin"
NODE = HERE / "node_modules" / ".bin"

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(
        not (PYTHON.is_dir() and NODE.is_dir()), reason="`make nightly` installs these programs"
    ),
]


def run(*words: object, cwd: Path = HERE) -> str:
    """What a program prints; it must succeed."""
    surroundings = os.environ | {"PATH": f"{PYTHON}:{NODE}:{os.environ['PATH']}"}
    result = subprocess.run(
        [*map(str, words)], cwd=cwd, env=surroundings, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def rows(site: Path, name: str) -> list[dict[str, str]]:
    """A table of the site, read with csv alone."""
    with (site / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return [*csv.DictReader(stream)]


@pytest.fixture(scope="module")
def described(site) -> Path:
    return site / "api" / "v1" / "openapi.json"


def by_province(site: Path) -> dict[tuple[str, str], float]:
    answer = json.loads((site / "api" / "v1" / "by-period" / "provinces.json").read_text())
    return {(row["code"], row["period"]): row["value"] for row in answer["rows"]}


def test_openapi_python_client_reaches_every_field_of_every_answer(described, tmp_path):
    client = tmp_path / "client"
    said = run(
        PYTHON / "openapi-python-client", "generate", "--path", described,
        "--output-path", client, "--meta", "none", cwd=tmp_path,
    )  # fmt: skip
    assert "Unable to parse" not in said, said
    assert int(run(PYTHON / "python", "read_answers.py", client, described.parent)) > 800


def test_openapi_typescript_and_tsc_reach_every_field(described, tmp_path):
    """A line of TypeScript for each field; tsc refuses a field that is not there."""
    run(NODE / "openapi-typescript", described, "-o", tmp_path / "api.d.ts")
    schemas = json.loads(described.read_text(encoding="utf-8"))["components"]["schemas"]
    fields = [
        f'export const _{name}_{field}: unknown = ({{}} as S["{name}"])["{field}"];\n'
        for name, schema in schemas.items()
        for field in schema.get("properties", {})
    ]
    assert len(fields) > 150
    head = 'import type { components } from "./api";\ntype S = components["schemas"];\n'
    (tmp_path / "use.ts").write_text(head + "".join(fields), encoding="utf-8")
    run(NODE / "tsc", "--strict", "--noEmit", tmp_path / "use.ts")
    lost = fields[0].replace('"];', '_"];')
    (tmp_path / "lost.ts").write_text(head + lost, encoding="utf-8")
    with pytest.raises(AssertionError, match="does not exist"):
        run(NODE / "tsc", "--strict", "--noEmit", tmp_path / "lost.ts")


def test_redocly_finds_nothing(described):
    assert "warning" not in run(NODE / "redocly", "lint", described).lower()


def test_spectral_finds_nothing(described, tmp_path):
    rules = tmp_path / "rules.yaml"
    rules.write_text('extends: ["spectral:oas"]\n', encoding="utf-8")
    run(NODE / "spectral", "lint", described, "--ruleset", rules, "--fail-severity", "hint")


def test_datasette_shows_the_tables_of_the_database(site):
    database = site / "data" / "prakerja.sqlite"
    said = run(PYTHON / "datasette", database, "--get", "/prakerja/waves.json?_shape=array")
    assert len(json.loads(said)) == len(rows(site, "waves"))


def test_datasette_follows_the_foreign_keys_of_every_table(site):
    links = json.loads(run(PYTHON / "python", "browse_tables.py", site / "data/prakerja.sqlite"))
    assert {"measures", "sources"} <= set(links["shown"])
    assert {"measures", "sources", "waves"} <= set(links["wave_figures"])
    assert links["regencies"] == ["provinces"]


def test_pysdmx_reads_every_observation(site):
    found = json.loads(run(PYTHON / "python", "read_sdmx.py", site / "data"))
    assert {name: found[name] for name in ("WAVE_FIGURES", "PLACE_FIGURES")} == {
        "WAVE_FIGURES": len(rows(site, "wave_figures")),
        "PLACE_FIGURES": len(rows(site, "place_figures")),
    }


def test_duckdb_reads_parquet_and_csv_over_http(site, published_record, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))  # where DuckDB keeps extensions
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    known = published_record.table("shown").dropna(subset="value")["measure_id"].value_counts()
    assert json.loads(run(PYTHON / "python", "read_http.py", site)) == known.to_dict()


@pytest.mark.parametrize("name", ["places", "provinces"])
def test_points_are_geojson_by_its_official_schema(site, name):
    schema = json.loads((HERE / "node_modules/geojson-schema/FeatureCollection.json").read_text())
    points = json.loads((site / "api" / "v1" / "geo" / f"{name}.geojson").read_text())
    Draft7Validator(schema).validate(points)
    del points["features"][0]["geometry"]["coordinates"]
    assert not Draft7Validator(schema).is_valid(points)


@pytest.mark.parametrize("name", ["places", "provinces"])
def test_gdal_reads_places_as_points_with_their_counts(site, name, tmp_path):
    """QGIS opens files by GDAL; ogr2ogr makes the CSV that a reader would save."""
    if not shutil.which("ogr2ogr"):
        pytest.skip("ogr2ogr is not on this machine")
    file = tmp_path / "points.csv"
    run("ogr2ogr", "-f", "CSV", "-lco", "GEOMETRY=AS_XY", file,
        site / "api" / "v1" / "geo" / f"{name}.geojson")  # fmt: skip
    with file.open(encoding="utf-8", newline="") as stream:
        points = [*csv.DictReader(stream)]
    answer = json.loads((site / "api" / "v1" / "by-period" / f"{name}.json").read_text())
    rows_of_2020 = [row for row in answer["rows"] if row["period"] == "2020"]
    expected = {row["place_code"]: row["value"] for row in rows_of_2020}
    assert {p["place_code"]: float(p["recipients_gross_2020"]) for p in points} == expected
    assert all(94 < float(p["X"]) < 142 and -12 < float(p["Y"]) < 8 for p in points)


def test_jsonstat_validator_finds_nothing(site):
    files = sorted((site / "api" / "v1" / "stat").rglob("*.json"))
    assert len(files) == 4
    lines = "import json, sys; from jsonstat_validator import validate_jsonstat as check"
    for file in files:
        run(PYTHON / "python", "-c", f"{lines}; check(json.load(open(sys.argv[1])))", file)


def test_pyld_reads_the_catalogue_that_rdflib_reads(site):
    triples, names = json.loads(run(PYTHON / "python", "read_linked.py", site / "data"))
    assert triples == len(Graph().parse(site / "data" / "catalogue.ttl"))
    assert {"waves", "wave_figures"} <= set(names)


def test_datapackage_js_reads_a_table_by_its_description(site):
    read = json.loads(run("node", "datapackage.mjs", site))
    assert read["valid"]
    assert [{key: str(cell) for key, cell in row.items()} for row in read["waves"]] == rows(
        site, "waves"
    )


def test_rdf_parser_csvw_reads_every_cell(site):
    read = json.loads(run("node", "csvw.mjs", site))
    assert [row for row in read if "wave" in row] == rows(site, "waves")


def test_hyparquet_reads_every_cell(site):
    read = json.loads(run("node", "parquet.mjs", site))
    assert [{key: str(cell) for key, cell in row.items()} for row in read] == rows(site, "waves")


def test_exceljs_opens_a_workbook(site):
    sheets = dict(json.loads(run("node", "excel.mjs", site)))
    assert max(sheets.values()) >= len(rows(site, "waves")) + 1


def test_observable_plot_draws_an_answer(site):
    assert json.loads(run("node", "plot.mjs", site)) == {"bars": 38}


def test_pip_installs_the_python_client(site, tmp_path):
    """As its readme says, with the package that builds it from this environment."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    shutil.copytree(ROOT / "client", tmp_path / "client")
    run(*pip, "--no-build-isolation", "--target", tmp_path / "there", tmp_path / "client")
    asked = f"Record({str(site / 'data' / 'prakerja.zip')!r}).values('recipients_net')"
    said = run(sys.executable, "-c", f"import prakerja_data as p; print(len(p.{asked}))",
               cwd=tmp_path / "there")  # fmt: skip
    assert int(said) > 1


def test_jsonstat_toolkit_finds_every_value(site):
    read = json.loads(run("node", "jsonstat.mjs", site))
    expected = {f"{code} {period}": value for (code, period), value in by_province(site).items()}
    assert read["values"] == expected
    assert read["label"] == "Aceh"
