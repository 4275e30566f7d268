"""Catalogues and validators of strangers accept the descriptions, and all say the same."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import mlcroissant
import pytest
from csvw import CSVW
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, Graph, Namespace
from rdflib.compare import isomorphic

BIN = Path(sys.executable).parent
SHAPES = Path(__file__).parent / "dcat_ap.ttl"
SPDX = Namespace("http://spdx.org/rdf/terms#")
KINDS = {"string": "Text", "integer": "Integer", "number": "Float", "date": "Date"}


@pytest.fixture(scope="module")
def data(site) -> Path:
    return site / "data"


@pytest.fixture(scope="module")
def package(data):
    return json.loads((data / "datapackage.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def catalogue(data) -> Graph:
    return Graph().parse(data / "catalogue.ttl", format="turtle")


def run(command: str, *words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BIN / command, *map(str, words)], capture_output=True, text=True, check=False
    )


def test_csvw_accepts_all_tables_with_their_keys(data):
    result = run("csvwvalidate", "-v", data / "csv-metadata.json")
    assert result.stdout.strip() == "OK", result.stdout
    group = json.loads((data / "csv-metadata.json").read_text(encoding="utf-8"))
    keys = [k for t in group["tables"] for k in t["tableSchema"].get("foreignKeys", [])]
    assert len(keys) > 20


def test_csvw_accepts_each_table_by_the_description_beside_it(data, package):
    for resource in package["resources"]:
        if resource["name"] in ("districts", "place_figures"):
            continue  # long; the group holds them
        assert CSVW(str(data / resource["path"]), validate=True).is_valid, resource["name"]


@pytest.mark.parametrize(("old", "new"), [("\n71,2024", "\nlast,2024"), (",normal", ",common")])
def test_csvw_would_notice(data, tmp_path, old, new):
    for name in ("waves.csv", "waves.csv-metadata.json"):
        shutil.copyfile(data / name, tmp_path / name)
    table = tmp_path / "waves.csv"
    table.write_text(table.read_text().replace(old, new, 1))
    assert run("csvwvalidate", table).stdout.strip() != "OK"


def test_mlcroissant_accepts_and_reads(data):
    result = run("mlcroissant", "validate", "--jsonld", data / "croissant.json")
    assert result.returncode == 0, result.stderr
    assert "WARNING" not in result.stderr
    assert "Done" in result.stderr
    waves = list(mlcroissant.Dataset(str(data / "croissant.json")).records("waves"))
    assert len(waves) >= 71
    assert waves[70]["waves/year"] == 2024


def test_mlcroissant_would_notice(data, tmp_path):
    content = json.loads((data / "croissant.json").read_text(encoding="utf-8"))
    content["recordSet"][0]["field"][0]["source"]["fileObject"]["@id"] = "elsewhere.csv"
    spoilt = tmp_path / "croissant.json"
    spoilt.write_text(json.dumps(content))
    assert run("mlcroissant", "validate", "--jsonld", spoilt).returncode != 0


def test_the_catalogue_holds_the_shapes_of_dcat_ap(catalogue):
    holds, _graph, report = validate(catalogue, shacl_graph=str(SHAPES))
    assert holds, report


@pytest.mark.parametrize("lost", [DCTERMS.title, DCAT.accessURL, DCTERMS.publisher])
def test_the_shapes_would_notice(catalogue, lost):
    spoilt = Graph()
    for triple in catalogue:
        if triple[1] != lost:
            spoilt.add(triple)
    assert not validate(spoilt, shacl_graph=str(SHAPES))[0]


def test_both_spellings_of_the_catalogue_are_one_graph(data, catalogue):
    assert len(catalogue) > 1000
    other = Graph().parse(data / "catalogue.jsonld", format="json-ld")
    assert isomorphic(catalogue, other)


def test_every_description_says_what_the_package_says(data, package, catalogue):
    """Tables, columns, bytes and hashes, through four descriptions."""
    group = json.loads((data / "csv-metadata.json").read_text(encoding="utf-8"))
    croissant = json.loads((data / "croissant.json").read_text(encoding="utf-8"))
    columns = {r["path"]: [f["name"] for f in r["schema"]["fields"]] for r in package["resources"]}
    assert columns == {
        t["url"]: [c["name"] for c in t["tableSchema"]["columns"]] for t in group["tables"]
    }
    digests = {r["path"]: r["hash"].removeprefix("sha256:") for r in package["resources"]}
    assert digests == {f["contentUrl"]: f["sha256"] for f in croissant["distribution"]}
    for resource, records in zip(package["resources"], croissant["recordSet"], strict=True):
        for field, told in zip(resource["schema"]["fields"], records["field"], strict=True):
            assert told["source"]["extract"]["column"] == field["name"]
            assert told["dataType"] == f"sc:{KINDS.get(field['type'], 'Boolean')}"
    assert len(set(catalogue.subjects(RDF.type, DCAT.Dataset))) == len(package["resources"])
    for resource in package["resources"]:
        (file,) = (
            subject
            for subject, address in catalogue.subject_objects(DCAT.downloadURL)
            if str(address).endswith(f"/data/{resource['path']}")
        )
        assert catalogue.value(file, DCAT.byteSize).toPython() == resource["bytes"]
        checksum = catalogue.value(file, SPDX.checksum)
        told = catalogue.value(checksum, SPDX.checksumValue)
        assert str(told).lower() == digests[resource["path"]]
