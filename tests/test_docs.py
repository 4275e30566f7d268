"""What the documents say is true: commands, tables, errors, files."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "docs"))

import make as docs  # noqa: E402

from publicrecord import cli  # noqa: E402
from publicrecord.deploy.published_addresses import published  # noqa: E402


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_data_page_is_what_the_descriptor_says():
    assert read("docs/data.md") == docs.data_page(), "run: make docs"


def test_the_errors_page_is_what_the_code_says():
    assert read("docs/errors.md") == docs.errors_page(), "run: make docs"


def test_the_templates_page_is_what_the_code_says():
    assert read("docs/templates.md") == docs.templates_page(), "run: make docs"


# The changelog may name files that are gone since.
DOCUMENTS = [p for p in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")) if p.stem != "CHANGELOG"]
MADE = {"site", ".venv", ".site", "build", "OWNER"}  # folders that a build makes, and a placeholder


@pytest.fixture(scope="module")
def known() -> list[str]:
    """Every file and folder of the project, and every address of the site."""
    files = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    promised = [old.address for old in published(ROOT)]
    promised += [".well-known/security.txt", "security.txt"]  # where REPOSITORY_URL is set
    folders = {str(folder) for path in (*files, *promised) for folder in Path(path).parents}
    return ["/" + path.rstrip("/") for path in (*files, *promised, *folders)]


def sections(file: Path) -> set[str]:
    """The addresses of the headings of a document, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(
    "file", sorted(DOCUMENTS), ids=lambda file: file.relative_to(ROOT).as_posix()
)
def test_every_file_that_a_document_names_exists(file, known):
    """Links are seen from the document; a file in backticks may be named by the end of its path."""
    text = file.read_text(encoding="utf-8")
    for link, section in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", text):
        target = file.parent / link if link else file
        assert target.exists(), link
        assert not section or section in sections(target), section
    for word in re.findall(r"`([\w./-]+/[\w./-]*|[\w-]+\.(?:md|py|toml|in))`", text):
        if word.partition("/")[0] not in MADE:
            assert any(path.endswith("/" + word.strip("/")) for path in known), word


def test_every_make_target_in_a_document_exists():
    for name in ("README.md", "CONTRIBUTING.md", "docs/maintainers/en.md"):
        for target in re.findall(r"(?:^|`)make (\w+)", read(name), re.MULTILINE):
            result = subprocess.run(
                ["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False
            )
            assert result.returncode == 0, (name, target, result.stderr)


def test_the_readme_names_every_command_of_build_py():
    for command in cli.app.registered_commands:
        name = command.name or command.callback.__name__
        assert f"python build.py {name}" in read("README.md") or name == "build"


def test_every_source_directory_is_in_the_readme():
    for folder in ("data", "prakerja", "publicrecord", "site_src", "tests", "bench", "docs"):
        assert f"`{folder}/`" in read("README.md")


def test_the_licence_and_origin_files_are_there():
    for name in (
        "LICENSE",
        "data/LICENSE",
        "NOTICE",
        "SECURITY.md",
        "CITATION.cff",
        "CHANGELOG.md",
    ):
        assert len(read(name)) > 200
    for origin in ("cahyadsn/wilayah", "Sensus Penduduk 2020", "laporan-penerima", "ISO 3166-2"):
        assert origin in read("NOTICE")


THREATS = [
    line
    for line in read("docs/threat-model.md").splitlines()
    if re.match(r"\| (?!What |---)", line)
]


@pytest.mark.parametrize("line", THREATS, ids=lambda line: line.split(" | ")[0].strip("| "))
def test_every_line_of_the_threat_model_names_tests_that_exist(line):
    *_said, tests, _end = line.split("|")
    named = re.findall(r"`(tests/[\w/.]+\.py)::(\w+)`", tests)
    assert named
    assert len(named) == tests.count("`") / 2
    for file, test in named:
        assert re.search(rf"^def {test}\(", read(file), re.MULTILINE), test


def test_every_test_that_the_corrected_faults_name_exists():
    named = re.findall(r"`([a-z_]+/test_[a-z_]+\.py): ([a-z_0-9, ]+)`", read("docs/corrections.md"))
    assert len(named) > 40
    for file, tests in named:
        for test in tests.split(", "):
            assert re.search(rf"^def test_{test}\(", read(f"tests/{file}"), re.MULTILINE), test


def test_the_threat_model_is_about_everybody():
    assert len(THREATS) > 25
    text = read("docs/threat-model.md").lower()
    for sender in (
        "pull request",
        "data",
        "translation",
        "comment",
        "dependency",
        "release archive",
        "browser",
    ):
        assert re.search(rf"^## .*{sender}", text, re.MULTILINE), sender
