"""How the project is kept: pins, workflows, and what must not be committed."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
# The short list of what is asked for, and the long one of what is installed.
LISTS = {
    "requirements/site.in": "requirements.txt",
    "requirements/test.in": "requirements/test.txt",
    "requirements/register.in": "requirements/register.txt",
    "requirements/spark.in": "requirements/spark.txt",
    "requirements/mutants.in": "requirements/mutants.txt",
}
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("name", LISTS.values())
def test_every_requirement_is_pinned_with_hashes(name):
    blocks = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())
    assert len(blocks) > 15
    for block in blocks:
        assert re.match(r"[a-z0-9.-]+==", block), block
        assert "--hash=sha256:" in block, block


def test_what_the_short_lists_ask_for_is_pinned():
    for asked, name in LISTS.items():
        pinned = (ROOT / name).read_text()
        for line in (ROOT / asked).read_text().splitlines():
            if line and not line.startswith(("#", "-r")):
                package = re.match(r"[\w-]+", line).group()
                assert f"\n{package}==" in f"\n{pinned}", package
    assert re.search(r"^mkdocs==1\.", (ROOT / "requirements.txt").read_text(), re.MULTILINE)


def test_what_the_code_imports_is_asked_for():
    """A package that only comes along with another may leave with it."""
    asked = re.findall(r"^([\w-]+)", (ROOT / "requirements/site.in").read_text(), re.MULTILINE)
    called = {
        "pyyaml": "yaml",
        "pillow": "PIL",
        "mkdocs-material": "material",
    }
    known = {called.get(name, name.replace("-", "_")) for name in asked}
    imported = set()
    modules = [*(ROOT / "publicrecord").rglob("*.py"), *(ROOT / "prakerja").rglob("*.py")]
    for module in modules:
        if "register" in module.relative_to(ROOT).parts:
            continue  # what it needs more stands in requirements/register.in
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                imported.add(node.module.split(".")[0])
    assert imported - known - {"publicrecord", "prakerja", *sys.stdlib_module_names} == set()


def test_no_module_and_no_function_is_long():
    """A module has at most 350 lines, and a function of the site at most 50."""
    folders = [ROOT / name for name in ("publicrecord", "prakerja", "tests", "bench")]
    modules = [file for folder in folders for file in folder.rglob("*.py")]
    assert not [file for file in modules if len(file.read_text("utf-8").splitlines()) > 350]
    functions = [
        (file.name, node.name, (node.end_lineno or 0) - node.lineno + 1)
        for folder in folders[:2]
        for file in folder.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    assert len(functions) > 1000
    assert not [found for found in functions if found[2] > 50]


def test_both_lists_agree():
    def pins(name):
        return dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))

    build, test = pins("requirements.txt"), pins("requirements/test.txt")
    assert {name: test.get(name) for name in build} == build
    for extra in (
        "requirements/register.txt",
        "requirements/spark.txt",
        "requirements/mutants.txt",
    ):
        both = {**build, **pins("requirements/register.txt")}
        assert {n: v for n, v in pins(extra).items() if both.get(n, v) != v} == {}


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_grant_nothing_by_default_and_pin_their_actions(workflow):
    content = yaml.safe_load(workflow.read_text())
    assert content["permissions"] == {}
    assert "concurrency" in content
    assert "pull_request_target" not in workflow.read_text()
    for job in content["jobs"].values():
        assert job["permissions"]
        assert job["timeout-minutes"]
        for step in job["steps"]:
            if "uses" in step:
                assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"]), step["uses"]
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False
                assert step["with"]["fetch-depth"] == 0


def test_the_site_is_deployed_from_main_by_schedule_and_by_hand():
    triggers = yaml.safe_load((ROOT / ".github/workflows/deploy.yml").read_text())[True]
    assert triggers["push"]["branches"] == ["main"]
    assert triggers["schedule"]
    assert triggers["workflow_dispatch"]["inputs"]["reason"]["required"] is True


MADE = {"site", ".site", "build", "node_modules", ".venv"}
OF_GIT = {".gitattributes", ".gitmodules", ".mailmap"}


def test_nothing_is_committed_that_belongs_elsewhere():
    said = subprocess.run(
        ["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    modes, names = zip(*((line.split()[0], line.split("\t")[1]) for line in said), strict=True)
    assert set(modes) == {"100644", "100755"}  # no link, and no repository of others
    assert not [
        n for n in names if n.endswith((".min.js", ".woff2", ".geojson", ".parquet", ".mo"))
    ]
    # Some systems do not tell capitals from small letters.
    assert not MADE & {n.split("/")[0].casefold() for n in names}
    # Each of them makes git write or show other files than those that were committed.
    assert not OF_GIT & {Path(n).name.casefold() for n in names}
