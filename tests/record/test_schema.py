"""The package is valid to a stranger's tool, and the descriptor is complete in two languages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from publicrecord.record.codes import Codes

ROOT = Path(__file__).resolve().parent.parent.parent


def frictionless(descriptor: Path) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).parent / "frictionless"
    return subprocess.run(
        [command, "validate", descriptor], capture_output=True, text=True, check=False
    )


@pytest.mark.long
def test_the_package_validates_with_the_frictionless_command():
    result = frictionless(ROOT / "data" / "datapackage.json")
    assert result.returncode == 0, result.stdout
    assert "INVALID" not in result.stdout


@pytest.mark.nightly
def test_the_published_copy_validates_too(site):
    assert frictionless(site / "data" / "datapackage.json").returncode == 0


@pytest.mark.nightly
def test_the_frictionless_command_would_notice(spoilt):
    table = spoilt / "data" / "waves.csv"
    table.write_text(table.read_text().replace("2,2020,", "0,2020,", 1))
    assert frictionless(spoilt / "data" / "datapackage.json").returncode != 0


def test_every_table_and_column_is_named_in_both_languages(record):
    for resource in record.descriptor["resources"]:
        for key in ("title", "title_id", "description", "description_id", "licenses"):
            assert resource[key], resource["name"]
        for field in resource["schema"]["fields"]:
            assert field["title"], (resource["name"], field["name"])
            assert field["title_id"], (resource["name"], field["name"])
            assert ("description" in field) == ("description_id" in field)


def test_every_allowed_word_has_a_name(record):
    codes = Codes(record)
    lists = {name: name for name in ("status", "kind", "unit", "basis", "usage")}
    for resource in record.descriptor["resources"]:
        for field in resource["schema"]["fields"]:
            allowed = field.get("constraints", {}).get("enum")
            if allowed and field["name"] in lists:
                own = {"revisions": "revision_kind"}.get(resource["name"], lists[field["name"]])
                assert set(allowed) <= set(codes.listed(own))


@pytest.mark.parametrize("table", ["place_figures", "province_figures", "programme_figures"])
def test_what_is_charted_is_defined(record, table):
    measures = set(record.table("measures")["measure_id"])
    assert set(record.table(table)["measure_id"]) <= measures
