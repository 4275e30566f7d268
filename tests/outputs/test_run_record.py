"""The run record: what a site was made from, as a page and for programs."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess

import pytest
from scratch import ROOT

from publicrecord.checkout import last_commit


@pytest.fixture(scope="module")
def made(site):
    return json.loads((site / "build.json").read_text(encoding="utf-8"))


def git(folder, *words):
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    said = subprocess.run(
        ["git", *identity, *words], cwd=folder, check=True, capture_output=True, text=True
    )
    return said.stdout.strip()


def test_the_hash_of_the_site_is_what_sha256sum_gives(site, made):
    said = subprocess.run(
        "find . -type f ! -path ./build.json | sed 's#^[.]/##' | LC_ALL=C sort"
        " | tr '\\n' '\\0' | xargs -0 sha256sum | tee /dev/stderr | sha256sum",
        shell=True, cwd=site, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert made["site"]["sha256"] == said.stdout.split()[0]
    assert made["site"]["files"] == len(said.stderr.splitlines()) > 2_000


def test_the_hashes_of_the_tables_are_those_of_the_files_to_download(site, made, published_record):
    assert len(made["tables"]) == len(published_record.tables)
    for table in made["tables"]:
        raw = (site / "data" / table["path"]).read_bytes()
        assert table["sha256"] == hashlib.sha256(raw).hexdigest()
        assert table["rows"] == len(raw.decode().splitlines()) - 1


def test_it_names_the_rules_of_the_record_and_no_others(made):
    documented = re.findall("^## (.+)$", (ROOT / "docs" / "errors.md").read_text(), re.MULTILINE)
    assert set(made["checks_passed"]) < set(documented)
    assert {"sum-differs", "type-wrong", "file-separator"} <= set(made["checks_passed"])
    assert not {"archive-differs", "site-build-failed"} & set(made["checks_passed"])


@pytest.mark.parametrize("address", ["catatan-pembuatan", "en/build"])
def test_the_page_says_the_same(site, made, address):
    page = (site / address / "index.html").read_text(encoding="utf-8")
    for table in made["tables"]:
        assert table["sha256"] in page
    assert made["data_version"] in page
    assert 'href="../../build.json"' in page or 'href="../build.json"' in page
    for count in made["warnings"].values():
        assert f"<dd>{count} " in page
    about = "en/about" if address.startswith("en/") else "tentang"
    assert f"../{address.split('/')[-1]}/" in (site / about / "index.html").read_text()


def test_the_times_of_the_run_lie_beside_the_site_and_not_in_it(project, site):
    run = json.loads((project / "build" / "run.json").read_text())
    assert run["exit_code"] == 0
    assert run["stages"]["Publish"] >= 0
    assert run["seconds"] > 1
    assert not (site / "run.json").exists()


def test_the_commit_is_the_last_that_changed_what_the_site_is_made_from(tmp_path):
    assert last_commit(tmp_path) == ("", False)
    git(tmp_path, "init", "-q")
    (tmp_path / "data").mkdir()
    table = tmp_path / "data" / "waves.csv"
    table.write_text("wave\n1\n")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "data")
    commit = git(tmp_path, "rev-parse", "HEAD")
    (tmp_path / "README.md").write_text("Words about it.\n")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "words")
    (tmp_path / "notes.txt").write_text("Not committed, and no part of the site.\n")
    assert last_commit(tmp_path) == (commit, False)
    table.write_text("wave\n2\n")
    assert last_commit(tmp_path) == (commit, True)
