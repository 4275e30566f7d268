"""A newcomer's test: every block of commands in README and documents runs in a fresh clone, but
those that NOT_RUN lists with a reason."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from scratch import EPOCH, ROOT

DOCUMENTS = [
    "README.md", "CONTRIBUTING.md", "SECURITY.md",
    *sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "docs").rglob("*.md")),
]  # fmt: skip
BLOCK = re.compile(r"^```(?:sh|bash|console|shell)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# The blocks that are not run: document and first command of each, with the reason. Every other
# block is run, so a new block is added here only where it cannot be.
NOT_RUN = {
    ("README.md", "make test"): "it is the tests",
    ("README.md", "python build.py add"): "they ask, write a release, or run until Ctrl+C",
    ("docs/api.md", "curl -s https://example.org/api/v1/places/11.01.json"):
        "the address is that of the site",
    ("docs/register.md", "make site"): "the register is the reader's own",
    ("docs/register.md", ".venv/bin/python bench/rehearsal.py"): "it takes minutes",
    ("docs/register.md", ".venv/bin/python bench/register_data.py /tmp/synthetic 1000000"):
        "the same in parts",
} | {
    (f"docs/maintainers/{code}.md", first): reason
    for code in ("en", "id")
    for first, reason in {
        "git clone https://github.com/OWNER/REPOSITORY prakerja":
            "the address is that of the reader's copy",
        "python build.py serve": "it shows the site until Ctrl+C",
        "python build.py add": "it asks, and the tests of `add` answer it",
        "python build.py check --fix | git apply": "in a sound record git has nothing to apply",
        "git switch -c correction": "it needs the right to write",
        "python build.py release": "it writes a release",
    }.items()
}  # fmt: skip
ACTIVATE = ". .venv/bin/activate"


def blocks() -> list[tuple[str, list[str]]]:
    """Document and lines of each block of commands."""
    return [
        (name, block.strip().splitlines())
        for name in DOCUMENTS
        for block in BLOCK.findall((ROOT / name).read_text(encoding="utf-8"))
    ]


def commands_of(lines: list[str]) -> list[str]:
    """The commands of a block without the comments after them."""
    return [line.partition("  #")[0].strip() for line in lines]


def is_run(name: str, lines: list[str]) -> bool:
    first = next(command for command in commands_of(lines) if command != ACTIVATE)
    return (name, first) not in NOT_RUN


@pytest.fixture(scope="module")
def clone(project, tmp_path_factory):
    """A fresh clone of the files of this folder, committed on the date of the built site; packages,
    pages and types are not fetched, made and checked once more."""
    folder = tmp_path_factory.mktemp("newcomer") / "prakerja"
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    dated = os.environ | {"GIT_COMMITTER_DATE": f"{EPOCH} +0000"}
    for words in (["init", "-qb", "main"], ["add", "-A"], [*identity, "commit", "-qm", "All"]):
        subprocess.run(["git", *words], cwd=folder, env=dated, check=True, capture_output=True)
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    for pinned in (
        "requirements.txt",
        "requirements/build.txt",
        "requirements/test.txt",
        "requirements/register.txt",
        "package-lock.json",
    ):
        os.utime(folder / pinned, (0, 0))  # or make would install them once more
    shutil.copytree(project / "build" / "cache", folder / "build" / "cache")
    if (ROOT / ".mypy_cache").is_dir():
        shutil.copytree(ROOT / ".mypy_cache", folder / ".mypy_cache")
    return folder


def test_only_the_listed_blocks_are_not_run():
    left_out = [name for name, lines in blocks() if not is_run(name, lines)]
    assert len(left_out) == len(NOT_RUN), "a listed block is no longer in its document"
    assert len(blocks()) - len(left_out) >= 8


def test_documents_have_no_remarks_about_the_tests():
    for name, lines in blocks():
        assert not [line for line in lines if "not run in the tests" in line], name


@pytest.mark.nightly
def test_every_command_in_the_documents_runs_in_a_fresh_clone(clone):
    """In the order of the documents; a command that another document repeats runs once."""
    surroundings = {k: v for k, v in os.environ.items() if k not in ("VIRTUAL_ENV", "SITE_URL")}
    surroundings["PATH"] = os.pathsep.join(
        part for part in os.environ["PATH"].split(os.pathsep) if not part.startswith(sys.prefix)
    )
    ran = {"python build.py"}  # which is what `make site` runs
    for name, lines in blocks():
        if not is_run(name, lines):
            continue
        commands = commands_of(lines)
        new = [c for c in commands if c.removeprefix(".venv/bin/") not in ran and c != ACTIVATE]
        if not new:
            continue
        script = [ACTIVATE, *new] if ACTIVATE in commands else new
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", "\n".join(script)],
            cwd=clone, env=surroundings, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == 0, (name, script, done.stdout[-2_000:], done.stderr[-2_000:])
        ran |= {command.removeprefix(".venv/bin/") for command in new}
    assert {"make site", "python build.py check", "make messages"} <= ran
    assert (clone / "site" / "index.html").is_file()
    changed = subprocess.run(
        ["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True, check=True
    ).stdout
    assert set(changed.split("\n")) <= {"", "?? .venv", "?? node_modules"}  # our links


def test_the_handbook_is_the_same_in_both_languages():
    one, other = ((ROOT / "docs" / "maintainers" / f"{c}.md").read_text() for c in ("id", "en"))
    assert BLOCK.findall(one) == BLOCK.findall(other)
    assert one.count("\n## ") == other.count("\n## ") >= 6
    assert one.count("\n| ") == other.count("\n| ")


@pytest.mark.parametrize("name", ["docs/maintainers/id.md", "docs/maintainers/en.md"])
def test_links_of_the_handbook_lead_somewhere(name):
    for path in re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text(encoding="utf-8")):
        assert (Path(ROOT / name).parent / path).exists(), path
