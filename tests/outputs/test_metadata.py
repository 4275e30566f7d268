"""Catalogues and validators of strangers accept the descriptions, and all say the same."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import mlcroissant
import pytest
import yaml
from csvw import CSVW
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, SH, Graph, Literal, Namespace
from rdflib.compare import isomorphic
from reading import LANGUAGES

from publicrecord.files.citation import PREVIEW

BIN = Path(sys.executable).parent
SHAPES = Path(__file__).parent / "dcat_ap.ttl"
SPDX = Namespace("http://spdx.org/rdf/terms#")
# csvw says by warnings what is wrong.
SAID = pytest.mark.filterwarnings("always")
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


@pytest.mark.nightly
def test_csvw_accepts_all_tables_with_their_keys(data):
    result = run("csvwvalidate", "-v", data / "csv-metadata.json")
    assert result.stdout.strip() == "OK", result.stdout
    group = json.loads((data / "csv-metadata.json").read_text(encoding="utf-8"))
    keys = [k for t in group["tables"] for k in t["tableSchema"].get("foreignKeys", [])]
    assert len(keys) > 20


@SAID
def test_csvw_accepts_each_table_by_the_description_beside_it(data, package):
    for resource in package["resources"]:
        if resource["name"] in ("districts", "place_figures"):
            continue  # long; the group holds them
        assert CSVW(str(data / resource["path"]), validate=True).is_valid, resource["name"]


@pytest.mark.sampled(2)
@SAID
@pytest.mark.parametrize(("old", "new"), [("\n71,2024", "\nlast,2024"), (",normal", ",common")])
def test_csvw_would_notice(data, tmp_path, old, new):
    for name in ("waves.csv", "waves.csv-metadata.json"):
        shutil.copyfile(data / name, tmp_path / name)
    table = tmp_path / "waves.csv"
    table.write_text(table.read_text().replace(old, new, 1))
    assert not CSVW(str(table), validate=True).is_valid


def test_mlcroissant_accepts_and_reads(data):
    result = run("mlcroissant", "validate", "--jsonld", data / "croissant.json")
    assert result.returncode == 0, result.stderr
    assert "WARNING" not in result.stderr
    assert "Done" in result.stderr
    waves = list(mlcroissant.Dataset(str(data / "croissant.json")).records("waves"))
    assert len(waves) >= 71
    assert waves[70]["waves/year"] == 2024


@pytest.mark.nightly
def test_mlcroissant_would_notice(data, tmp_path):
    content = json.loads((data / "croissant.json").read_text(encoding="utf-8"))
    content["recordSet"][0]["field"][0]["source"]["fileObject"]["@id"] = "elsewhere.csv"
    spoilt = tmp_path / "croissant.json"
    spoilt.write_text(json.dumps(content))
    with pytest.raises(mlcroissant.ValidationError):
        mlcroissant.Dataset(str(spoilt))


def test_the_catalogue_holds_the_shapes_of_dcat_ap(catalogue):
    holds, _graph, report = validate(catalogue, shacl_graph=str(SHAPES))
    assert holds, report


def official(name: str) -> Graph:
    """SEMIC's shapes of DCAT-AP 3.0.1. Its shape of services names property shapes that the file
    does not have, at which pyshacl stops; they are left out."""
    shapes = Graph().parse(Path(os.environ["PUBLICRECORD_DCAT_AP"]) / name)
    for shape, wanted in [*shapes.subject_objects(SH.property)]:
        if shapes.value(wanted, SH.path) is None:
            shapes.remove((shape, SH.property, wanted))
    return shapes


@pytest.mark.skipif(
    "PUBLICRECORD_DCAT_AP" not in os.environ,
    reason="PUBLICRECORD_DCAT_AP names no folder with SEMIC's shapes (SEMICeu/DCAT-AP)",
)
@pytest.mark.parametrize("name", ["dcat-ap-3.0.1.ttl", "dcat-ap-3.0.1-recommended.ttl"])
def test_the_official_shapes_of_dcat_ap_find_nothing(catalogue, name):
    _holds, found, report = validate(catalogue, shacl_graph=official(name), advanced=True)
    assert not [*found.subjects(RDF.type, SH.ValidationResult)], report


def test_each_table_has_its_own_pages_and_the_period_that_it_describes(catalogue, site, package):
    """Not the page of all data, and not the day on which a source published its figures."""
    for resource in package["resources"]:
        (table,) = catalogue.subjects(DCTERMS.identifier, Literal(resource["name"]))
        pages = {str(page) for page in catalogue.objects(table, DCAT.landingPage)}
        assert len(pages) == len(LANGUAGES)
        for page in pages:
            assert f"/{resource['name']}/" in page
            assert (site / page.removeprefix(PREVIEW) / "index.html").is_file()
    (waves,) = catalogue.subjects(DCTERMS.identifier, Literal("wave_figures"))
    period = catalogue.value(waves, DCTERMS.temporal)
    years = [str(catalogue.value(period, end)) for end in (DCAT.startDate, DCAT.endDate)]
    assert years == ["2020", "2024"]


@pytest.mark.nightly
@pytest.mark.parametrize(
    "lost",
    [DCTERMS.title, DCAT.accessURL, DCTERMS.publisher]
    + [DCTERMS.temporal, DCAT.theme, DCAT.contactPoint, DCTERMS.format, DCAT.bbox],
)
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
        for field, reported in zip(resource["schema"]["fields"], records["field"], strict=True):
            assert reported["source"]["extract"]["column"] == field["name"]
            assert reported["dataType"] == f"sc:{KINDS.get(field['type'], 'Boolean')}"
    assert len(set(catalogue.subjects(RDF.type, DCAT.Dataset))) == len(package["resources"])
    for resource in package["resources"]:
        (file,) = (
            subject
            for subject, address in catalogue.subject_objects(DCAT.downloadURL)
            if str(address).endswith(f"/data/{resource['path']}")
        )
        assert catalogue.value(file, DCAT.byteSize).toPython() == resource["bytes"]
        checksum = catalogue.value(file, SPDX.checksum)
        reported = catalogue.value(checksum, SPDX.checksumValue)
        assert str(reported).lower() == digests[resource["path"]]


def test_the_citation_of_the_site_names_its_address_and_version(site, package):
    """In the format of CITATION.cff; the citation that programs make of it has a url."""
    cited = yaml.safe_load((site / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["cff-version"] == "1.2.0"
    assert cited["url"] == PREVIEW
    assert (cited["version"], cited["license"]) == (package["version"], "CC-BY-4.0")
    assert cited["authors"] == [{"name": package["contributors"][0]["title"]}]
    assert str(cited["date-released"]) == cited["date-released"]
