"""A second programme, made up, in three languages: the engine publishes it and knows none.

The site is built from tests/synthetic and compared with tests/synthetic/expected: texts in whole,
files that programs read by their hash. PUBLICRECORD_GOLDEN=write writes what was built to
expected/; look at the difference, then commit it.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from markupsafe import escape
from synthetic.programme.programme import load_programme
from synthetic.project import HERE, run

from publicrecord.deploy.published_addresses import site_addresses
from publicrecord.outputs import files_below
from publicrecord.pages.search_texts import FILE
from publicrecord.progress import Progress
from publicrecord.project import Project
from publicrecord.record.rules.rehearsal import NOTICES, SYNTHETIC

EXPECTED = HERE / "expected"
TEXTS = {".md", ".html", ".csv", ".json", ".atom", ".ics", ".xml", ".ttl", ".sql", ".txt"}
# Files that repeat what another in the tree says; their hashes are compared.
HASHED = re.compile(
    r"ms/data/(?!datapackage|croissant)[^/]*\.json|ms/data/[^/]*\.csv|ms/data/sha256sums\.txt"
    r"|ms/data/(reference|2033\.01\.0)/.*|site/.*(jadual|tables|tableaux)/.*|site/(fr/)?data/.*"
)
# The assets of the engine itself, and the licences of the packages that are installed.
COPIED = re.compile(r"\w+/(assets/[^/]*\.(js|css|svg)|licences\.txt)")
ARTICLE = re.compile(r"<article\b.*?</article>", re.DOTALL)


@dataclass(frozen=True)
class Built:
    """The project after its build, and what was written, by its address."""

    project: Project
    files: dict[str, bytes]


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Built:
    folder = tmp_path_factory.mktemp("synthetic")
    result = run("synthetic.build", str(folder))
    assert result.returncode == 0, result.stdout + result.stderr
    root = folder / "project"
    project = Project(root, lambda: load_programme(root), Progress(quiet=True))
    return Built(project, dict(_written(project)))


def _written(project: Project) -> Iterator[tuple[str, bytes]]:
    """What the engine wrote: the folder that MkDocs reads, and the texts of the pages that are data
    without the theme around them."""
    docs, site = project.root / "build" / "docs", project.root / "site"
    for file in sorted(docs.rglob("*")):
        name = file.relative_to(docs).as_posix()
        if file.is_file() and not COPIED.fullmatch(name):
            yield name, file.read_bytes()
    for language in project.languages:
        yield f"{language.code}/{FILE}", (site / language.folder / FILE).read_bytes()
    converted = {page for page in site_addresses(files_below(docs)) if page.endswith(".md")}
    for page in sorted(site.rglob("index.html")):
        name = page.relative_to(site).as_posix()
        article = ARTICLE.search(page.read_text(encoding="utf-8"))
        if article and not _converted(name, converted, project):
            yield f"site/{name}", article[0].encode() + b"\n"


def _converted(name: str, converted: set[str], project: Project) -> bool:
    """Whether MkDocs made a page of Markdown."""
    for language in project.languages:
        if not language.folder or name.startswith(language.folder):
            below = name.removeprefix(language.folder)
            source = below.removesuffix("/index.html") if "/" in below else "index"
            if f"{language.code}/{source}.md" in converted:
                return True
    return False


def _is_text(name: str) -> bool:
    return Path(name).suffix in TEXTS and not HASHED.fullmatch(name)


def _tree(built: Built) -> dict[str, bytes]:
    """The files of expected/: the texts as they are, the hashes of all other files, and every
    address of the site."""
    texts = {name: content for name, content in built.files.items() if _is_text(name)}
    hashes = [
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in sorted(built.files.items())
        if name not in texts
    ]
    names = files_below(built.project.root / "site")
    listed = "".join(f"{path}\n" for path in sorted(site_addresses(names)))
    lists = {"manifest.txt": "".join(hashes), "addresses.txt": listed}
    return texts | {name: text.encode() for name, text in lists.items()}


def test_the_site_is_the_expected_one(built):
    tree = _tree(built)
    if os.environ.get("PUBLICRECORD_GOLDEN") == "write":
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for name, content in tree.items():
            file = EXPECTED / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    expected = {
        file.relative_to(EXPECTED).as_posix(): file.read_bytes()
        for file in EXPECTED.rglob("*")
        if file.is_file()
    }
    assert sorted(tree) == sorted(expected)
    differing = [name for name in tree if tree[name] != expected[name]]
    if differing:
        name = differing[0]
        old, new = (text[name].decode().splitlines() for text in (expected, tree))
        lines = difflib.unified_diff(old, new, "expected", "built", n=0, lineterm="")
        shown = "\n".join(line[:300] for line in [*lines][:20])
        pytest.fail(f"{len(differing)} files differ, the first: {name}\n{shown}", pytrace=False)


def test_every_page_is_there_in_each_of_the_three_languages(built):
    site = built.project.root / "site"
    assert [language.code for language in built.project.languages] == ["ms", "en", "fr"]
    for page in built.project.programme.site_map().pages:
        for language in built.project.languages:
            html = (site / page.address(language) / "index.html").read_text(encoding="utf-8")
            assert f'<html lang="{language.code}"' in html
            others = {lang.code for lang in built.project.languages if lang is not language}
            assert set(re.findall(r'class="pr-switch"[^>]*hreflang="(\w+)"', html)) == others


def test_the_headings_of_pages_are_said_in_their_language(built):
    """A translation of this project ends with its language; a heading that does not is English."""
    for name, content in built.files.items():
        code = name.partition("/")[0]
        if code in ("ms", "fr") and re.fullmatch(
            r"\w+/(index|kaedah|methode|cari|recherche)\.md", name
        ):
            (heading,) = re.findall("^# (.*)$", content.decode(), re.MULTILINE)
            assert heading.endswith(f" ({code})"), (name, heading)


def test_every_page_says_in_its_language_that_the_figures_are_made_up(built):
    site, languages = built.project.root / "site", built.project.languages
    folders = {language.folder.rstrip("/"): language for language in languages if language.folder}
    pages = [*site.rglob("*.html")]
    assert len(pages) > 100
    for page in pages:
        name = page.relative_to(site).as_posix()
        language = folders.get(name.split("/")[0], languages[0])
        said = escape(language.gettext(NOTICES[SYNTHETIC]))
        assert said in page.read_text(encoding="utf-8"), name


def test_places_are_of_the_levels_that_the_settings_declare(built):
    """Other names, tables and codes than the first programme's: N, N01 and N01-1."""
    answers = "ms/api/v1"
    (village,) = [
        figure for figure in json.loads(built.files[f"{answers}/places/N01.json"])["figures"]
        if figure["code"] == "N01-1"
    ]  # fmt: skip
    assert village["value"] == 12
    listed = json.loads(built.files[f"{answers}/states.json"])["states"]
    assert [state["state_code"] for state in listed] == ["N", "M", "S"]
    finder = json.loads(built.files["ms/finder.json"])
    assert finder["levels"] == ["state", "town", "village"]
    assert finder["lower"][0][-1] == "Kampung Sintetik Iota|Kampung Sintetik Kappa"
    assert "site/kawasan/utara-sintetik/sintetik-alpha/index.html" in built.files
    assert "site/kawasan/selatan-sintetik/sintetik-eta/index.html" in built.files  # Sint. Eta
    groups = json.loads(built.files[f"{answers}/history.json"])["answers"]
    assert "history/places-n.json" in groups
    assert "history/population-xs.json" in groups


def test_nothing_of_the_first_programme_is_in_the_second(built):
    words = re.compile(
        "prakerja|indonesia|rupiah|papua|kecamatan|kabupaten|kepulauan|archipelago|provinc|regenc"
        "|district|quota|population_total|recipients_selected",
        re.IGNORECASE,
    )
    for name, content in built.files.items():
        if Path(name).suffix in TEXTS:
            found = words.search(content.decode())
            assert not found, (name, found)
