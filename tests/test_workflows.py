"""The workflows and forms as GitHub would read them: two linters, and what they promise."""

from __future__ import annotations

import hashlib
import json
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
PROGRAMS = Path(sys.executable).parent
JOBS = {
    f"{file.stem}:{name}": job
    for file in WORKFLOWS
    for name, job in yaml.safe_load(file.read_text())["jobs"].items()
}


def runs(job: str) -> str:
    """The commands of a job."""
    return "\n".join(step.get("run", "") for step in JOBS[job]["steps"])


def actionlint(*files: Path) -> list[str]:
    said = subprocess.run(
        [PROGRAMS / "actionlint", "-format", "{{json .}}", *map(str, files)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode in (0, 1), said.stderr
    return [found["message"] for found in json.loads(said.stdout)]


def zizmor(*paths: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PROGRAMS / "zizmor", "--offline", "--no-progress", "--persona=auditor", *map(str, paths)],
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


def test_no_workflow_starts_on_what_strangers_write():
    """An issue, a comment or a discussion starts nothing, nor does the end of another run."""
    for workflow in WORKFLOWS:
        started = set(yaml.safe_load(workflow.read_text())[True])
        assert started <= {"pull_request", "push", "schedule", "workflow_dispatch"}, workflow.name


def test_no_workflow_knows_a_secret():
    assert not [w.name for w in WORKFLOWS if re.search(r"secrets\b", w.read_text())]


def test_no_job_takes_what_another_run_left():
    for name, job in JOBS.items():
        for step in job["steps"]:
            assert "cache" not in step.get("uses", ""), name
            assert not {"cache", "run-id", "github-token"} & set(step.get("with", {})), name


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


def test_the_job_that_builds_the_site_runs_nothing_of_the_tests():
    assert set(re.findall(r"make (\S+)", runs("deploy:build"))) == {"site"}
    for word in ("pytest", ".ci/run", ".ci/programs", "test.txt"):
        assert word not in runs("deploy:build")
    reported = subprocess.run(
        ["make", "-n", "-B", "site", "BIN=nowhere/bin"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert re.findall(r"requirements/\S+", reported) == ["requirements/build.txt"]
    assert "nowhere/bin/python build.py" in reported
    assert re.search(r"^\.venv/npm\.ready:.*\n\tsh \.ci/node --omit=dev$",
                     (ROOT / "Makefile").read_text(), re.MULTILINE)  # fmt: skip
    assert JOBS["deploy:build"]["needs"] == "test"
    assert "make test" in runs("deploy:test")


def test_the_attested_archive_is_that_of_the_commit_that_started_the_run():
    for job in ("deploy:test", "deploy:build"):
        (checkout,) = [s for s in JOBS[job]["steps"] if "actions/checkout" in s.get("uses", "")]
        assert "ref" not in checkout["with"]  # which is then GITHUB_SHA, as in the attestation
    (step,) = JOBS["deploy:attest"]["steps"]
    assert step["uses"].startswith("actions/attest-build-provenance@")
    assert step["with"] == {
        "subject-name": "site.tar.gz",
        "subject-digest": "${{ needs.build.outputs.digest }}",
    }
    assert JOBS["deploy:build"]["outputs"] == {"digest": "${{ steps.pack.outputs.digest }}"}
    assert JOBS["deploy:deploy"]["needs"] == ["build", "attest"]
    asked = yaml.safe_load((GITHUB / "workflows" / "deploy.yml").read_text())[True]
    assert list(asked["workflow_dispatch"]["inputs"]) == ["reason"]


def test_the_digest_is_that_of_the_archive(tmp_path):
    (tmp_path / "site.tar.gz").write_bytes(b"archive")
    (step,) = [s for s in JOBS["deploy:build"]["steps"] if s.get("id") == "pack"]
    output = tmp_path / "output"
    subprocess.run(["bash", "-eo", "pipefail", "-c", step["run"]], cwd=tmp_path, check=True,
                   env={"PATH": "/usr/bin:/bin", "GITHUB_OUTPUT": str(output)})  # fmt: skip
    assert output.read_text() == f"digest=sha256:{hashlib.sha256(b'archive').hexdigest()}\n"


@pytest.fixture
def checkout(tmp_path):
    """A clone as a workflow checks it out: main has two commits, a branch has one more, and a
    commit was taken out of main. Each by its name."""

    def git(*words, folder=tmp_path / "origin"):
        identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
        return subprocess.run(["git", *identity, *words], cwd=folder, check=True,
                              capture_output=True, text=True).stdout.strip()  # fmt: skip

    (tmp_path / "origin").mkdir()
    git("init", "-qb", "main")
    commits = {}
    for name in ("old", "main", "removed", "branch"):
        git("commit", "-q", "--allow-empty", "-m", name)
        commits[name] = git("rev-parse", "HEAD")
    git("branch", "work")
    git("reset", "-q", "--hard", commits["main"])
    git("tag", "origin/main", commits["branch"])  # which git prefers to the branch
    git("clone", "-q", str(tmp_path / "origin"), str(tmp_path / "clone"), folder=tmp_path)
    return tmp_path / "clone", commits


@pytest.mark.parametrize(
    ("commit", "accepted"), [("main", True), ("old", True), ("branch", False), ("removed", False)]
)
def test_only_a_commit_of_main_is_deployed(checkout, commit, accepted):
    """Old ones too, when a run of before is run again."""
    steps = JOBS["deploy:build"]["steps"]
    (at,) = [n for n, step in enumerate(steps) if "merge-base" in step.get("run", "")]
    assert not any("run" in step for step in steps[:at])  # it comes before anything that runs
    folder, commits = checkout
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", steps[at]["run"]], cwd=folder,
        env={"PATH": "/usr/bin:/bin", "GITHUB_SHA": commits[commit]},
        capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode == 0) == accepted
    assert JOBS["deploy:test"]["if"] == "github.ref == 'refs/heads/main'"


def test_owners_review_what_runs_and_what_is_published():
    lines = (GITHUB / "CODEOWNERS").read_text().splitlines()
    owned = dict(line.split() for line in lines if line and not line.startswith("#"))
    assert owned.pop("*")
    for path in owned:
        assert path.endswith("/") == (ROOT / path.strip("/")).is_dir(), path
        assert (ROOT / path.strip("/")).exists(), path
    assert {"/.github/", "/.ci/", "/Makefile", "/requirements/", "/package-lock.json"} <= set(owned)


@pytest.mark.parametrize(("owner", "warned"), [("@OWNER", True), ("@somebody", False)])
def test_a_run_warns_while_nobody_owns_what_must_be_reviewed(tmp_path, owner, warned):
    (tmp_path / "build").mkdir()
    (tmp_path / ".github").mkdir()
    run = {
        "stages": {}, "seconds": 1, "command": "build", "exit_code": 0, "ended": "", "cores": 2,
        "peak_megabytes": 1, "python": "",
    }  # fmt: skip
    (tmp_path / "build" / "run.json").write_text(json.dumps(run))
    (tmp_path / ".github" / "CODEOWNERS").write_text(f"* {owner}\n")
    said = subprocess.run(
        [sys.executable, ROOT / ".ci" / "summary"], cwd=tmp_path, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert said.stderr.startswith("::warning ") == warned


def test_no_link_is_uploaded_with_the_tables_of_a_pull_request():
    """An upload follows links, and one in data/ may lead to the environment of the machine."""
    steps = JOBS["test:story"]["steps"]
    (at,) = [n for n, s in enumerate(steps) if "data/" in str(s.get("with", {}).get("path", ""))]
    assert steps[at - 1]["run"] == "find data -type l -delete"
    assert steps[at - 1]["if"] == steps[at]["if"]


@pytest.mark.nightly
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
