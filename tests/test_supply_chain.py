"""The supply chain: nothing is installed without a hash or unasked, and what is installed is listed
and audited."""

from __future__ import annotations

import json
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).resolve().parent.parent
SHELL = [
    "Makefile",
    *(f".ci/{name}" for name in ("apt", "node", "packages", "programs", "run", "venv", "weigh")),
]


def test_nothing_is_installed_without_a_hash():
    """Wheels that a list pins with hashes; what builds the three packages without one is pinned."""
    calls = []
    for name in SHELL:
        text = (ROOT / name).read_text().replace("\\\n", " ")
        calls += re.findall(r"^\s*sh \.ci/packages (.*)$", text, re.MULTILINE)
        assert ("pip install" in text) == (name == ".ci/packages"), name
        assert not re.search(r"curl|wget|npx|npm (install|i) |pip download|uvx|uv tool", text), name
    assert len(calls) == 8
    forms = r"\.venv(?:/clients)?(?: --no-binary (\S+))? -r requirements\S*\.txt"
    assert [built for call in calls if (built := re.fullmatch(forms, call)[1])] == [
        "pyspark",
        "pyvips",
        "jsonpath-rw",
    ]
    text = (ROOT / ".ci/packages").read_text()
    options = "--quiet --require-hashes --no-deps --no-build-isolation --only-binary :all:"
    assert f'set -- {options} "$@"\n' in text
    installs = re.findall(r"\S+ (?:-m )?pip install .*$", text, re.MULTILINE)
    assert installs == [
        ".venv/bin/python -m pip install --quiet --require-hashes --no-deps --only-binary :all: "
        "-r requirements/uv.txt",
        '$uv pip install --python "$python" "$@" || "$python" -m pip install "$@"',
    ]
    assert "-r requirements/build.txt" in (ROOT / "Makefile").read_text()
    assert re.search(r"^setuptools==.*\n +--hash", (ROOT / "requirements/build.txt").read_text())


@pytest.mark.parametrize("folder", ["", "tests/clients"])
def test_what_npm_brings_has_a_hash_and_runs_no_script(folder):
    lock = json.loads((ROOT / folder / "package-lock.json").read_text())
    packages = [package for path, package in lock["packages"].items() if path]
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages)
    assert "ignore-scripts=true" in (ROOT / folder / ".npmrc").read_text().splitlines()
    calls = [line for name in SHELL for line in (ROOT / name).read_text().splitlines()]
    assert [line for line in calls if line.startswith("npm ")] == ['npm ci --silent "$@"']


@pytest.fixture
def machine(tmp_path):
    """A machine with apt and sudo on which nobody is root; what was called, in order."""
    called = tmp_path / "called"
    for name, does in {"apt-get": "", "sudo": 'shift; "$@"', "id": "echo 1000"}.items():
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f'#!/bin/sh\necho {name} >> "{called}"\n{does}\n')
        program.chmod(0o755)

    def run(script: str, *words: str, **surroundings: str) -> tuple[int, list[str]]:
        path = f"{tmp_path / 'bin'}:/usr/bin:/bin"
        code = subprocess.run(
            ["sh", str(ROOT / ".ci" / script), *words], env={"PATH": path} | surroundings,
            capture_output=True, check=False,
        ).returncode  # fmt: skip
        return code, called.read_text().split() if called.exists() else []

    return run


def test_apt_is_not_called_unasked(machine):
    assert machine("apt", "cowsay") == (1, ["id"])
    assert machine("apt", "cowsay", CI="false")[0] == 1


def test_apt_is_called_in_ci(machine):
    code, called = machine("apt", "cowsay", CI="true")
    assert code == 0
    assert called == ["id", "sudo", "apt-get", "sudo", "apt-get"]


def test_only_one_file_calls_apt():
    assert [name for name in SHELL if "apt-get" in (ROOT / name).read_text()] == [".ci/apt"]


NOTHING = {
    "pip_audit": '{"dependencies": []}', "npm": '{"vulnerabilities": {}}',
    "apt-get": "0 upgraded, 0 newly installed, 0 to remove", "dpkg-query": "chromium installed",
}  # fmt: skip


@pytest.fixture
def audit(tmp_path):
    """Run .ci/audit where each database gives this answer; the exit code, and what it said."""

    def run(**answers: str) -> tuple[int, str]:
        for name, answer in (NOTHING | answers).items():
            if name == "pip_audit":
                (tmp_path / "pip_audit.py").write_text(f"print({answer!r})\n")
                continue
            program = tmp_path / name
            program.write_text(f"#!/bin/sh\ncat <<'END'\n{answer}\nEND\n")
            program.chmod(0o755)
        result = subprocess.run(
            [sys.executable, str(ROOT / ".ci" / "audit")], cwd=ROOT, capture_output=True, text=True,
            env={"PYTHONPATH": str(tmp_path), "PATH": f"{tmp_path}:/usr/bin:/bin"}, check=False,
        )  # fmt: skip
        return result.returncode, result.stdout

    return run


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", ["pip_audit", "npm", "apt-get"])
@pytest.mark.parametrize("answer", ["", "not json", '{"error": 1}', "[]"])
def test_an_audit_that_did_not_happen_says_so(audit, name, answer):
    code, said = audit(**{name: answer})
    assert code == 3
    assert "could not be asked" in said


def test_an_audit_covers_all_that_is_installed(audit):
    code, said = audit()
    assert code == 0
    for name in (*ROOT.glob("requirements*.txt"), *(ROOT / "requirements").glob("*.txt")):
        assert f"{name.relative_to(ROOT)}: no known weakness" in said
    for folder in ("", "tests/clients/"):
        assert f"{folder}package-lock.json: no known weakness" in said.splitlines()
    assert "apt: no known weakness" in said
    asked = {
        package
        for name in (".ci/programs", ".ci/venv")
        for line in re.findall(r"sh \.ci/apt ([\w -]+?) \|\|", (ROOT / name).read_text())
        for package in line.split()
    }
    assert set(runpy.run_path(str(ROOT / ".ci" / "audit"))["DEBIAN"]) == asked


WEAK = {"dependencies": [
    {"name": "x", "version": "1", "vulns": [{"id": "V-1", "fix_versions": ["2"]}]}
]}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "answer", "reported"),
    [
        ("pip_audit", json.dumps(WEAK), "requirements.txt: x 1: V-1, fixed in 2"),
        ("npm", '{"vulnerabilities": {"y": {"range": "<3", "severity": "high"}}}', "y <3: high"),
        ("apt-get", "Inst chromium [1] (2 Debian-Security)\n1 upgraded, 0 newly installed",
         "apt: newer version: chromium [1] (2 Debian-Security)"),
    ],
)  # fmt: skip
def test_an_audit_names_what_is_weak(audit, name, answer, reported):
    code, said = audit(**{name: answer})
    assert code == 1
    assert reported in said


@pytest.mark.parametrize("job", ["site", "test"])
def test_the_bill_of_materials_lists_what_a_job_installs(job):
    said = subprocess.run(
        [sys.executable, ".ci/sbom", job], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(said) is None
    found = {component["purl"] for component in json.loads(said)["components"]}
    lists = [
        "requirements/uv.txt",
        "requirements/build.txt",
        "requirements.txt",
        "requirements/node.txt",
    ]
    lists += ["requirements/test.txt", "requirements/register.txt"] if job == "test" else []
    for name in lists:
        for package, version in re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text(), re.M):
            assert f"pkg:pypi/{package}@{version}" in found, package
    lock = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    plotly = lock["node_modules/plotly.js-basic-dist-min"]["version"]
    assert f"pkg:npm/plotly.js-basic-dist-min@{plotly}" in found
    assert any(purl.startswith("pkg:npm/vnu-jar@") for purl in found) == (job == "test")
    assert any(purl.startswith("pkg:pypi/pytest@") for purl in found) == (job == "test")
    if shutil.which("dpkg-query"):
        assert any(re.match("pkg:deb/\\w+/apt@", purl) for purl in found)
