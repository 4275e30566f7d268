"""A build of nothing changed is not made again, and a site that is not what was built is."""

from __future__ import annotations

import shutil

import pytest
from scratch import run_build, tree_hash

from prakerja import load_programme
from publicrecord import cache, cli
from publicrecord.inputs import inputs_hash, is_current, packages, remember_build
from publicrecord.progress import Progress
from publicrecord.project import Project
from publicrecord.site_files import SiteFiles

UP_TO_DATE = "site/ is up to date"


@pytest.fixture
def few_files(tmp_path, monkeypatch):
    """A project of a few files with a site that was built from them."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    for name in (
        "data/waves.csv",
        "site_src/pages/home.md.jinja",
        "publicrecord/__init__.py",
        "publicrecord/cli.py",
        "build.py",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / ".site" / "1" / "en").mkdir(parents=True)
    (tmp_path / ".site" / "1" / "en" / "index.html").write_text("built")
    (tmp_path / "site").symlink_to(".site/1")
    (tmp_path / "build").mkdir()
    remember_build(tmp_path, inputs_hash(tmp_path), {})
    assert is_current(tmp_path, inputs_hash(tmp_path))
    return tmp_path


def append(name):
    def change(root):
        with (root / name).open("a") as stream:
            stream.write(" ")

    return change


def rename(root):
    (root / "data" / "waves.csv").rename(root / "data" / "wave.csv")


def another_site(root):
    shutil.copytree(root / ".site" / "1", root / ".site" / "2")
    (root / ".site" / "2" / "more.txt").write_text("more")
    (root / "site").unlink()
    (root / "site").symlink_to(".site/2")


def link(root):
    """A link that would have no end if it were followed."""
    (root / "data" / "all").symlink_to("/")


CHANGES = {
    "a link": link,
    "a table": append("data/waves.csv"),
    "a template": append("site_src/pages/home.md.jinja"),
    "a module": append("publicrecord/cli.py"),
    "a new file": lambda root: (root / "data" / "new.csv").write_text("wave\n"),
    "a file renamed": rename,
    "a page of the site": append(".site/1/en/index.html"),
    "a page taken away": lambda root: (root / ".site" / "1" / "en" / "index.html").unlink(),
    "another site": another_site,
    "the note itself": lambda root: (root / "build" / "last.json").write_text("{"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_the_site_is_made_again(few_files, change):
    CHANGES[change](few_files)
    assert not is_current(few_files, inputs_hash(few_files))


@pytest.mark.parametrize("name", ["SOURCE_DATE_EPOCH", "SITE_URL", "REPOSITORY_URL"])
def test_another_setting_makes_another_site(few_files, monkeypatch, name):
    monkeypatch.setenv(name, "1700000000")
    assert not is_current(few_files, inputs_hash(few_files))


def test_a_page_that_changes_after_it_was_hashed_is_made_again(few_files):
    """The hash is taken while the site is put together; nobody may have changed a page since."""
    page = few_files / ".site" / "1" / "en" / "index.html"
    files = SiteFiles(few_files / "site")
    files.read()
    page.write_text("built by somebody else")
    remember_build(few_files, inputs_hash(few_files), files.hashes)
    assert not is_current(few_files, inputs_hash(few_files))
    page.write_text("built")
    assert is_current(few_files, inputs_hash(few_files))


def test_another_version_of_a_package_makes_another_site(few_files, tmp_path):
    before = inputs_hash(few_files)
    (tmp_path / "installed" / "synthetic-1.0.dist-info").mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(tmp_path / "installed")
        packages.cache_clear()
        assert inputs_hash(few_files) != before
    packages.cache_clear()
    assert inputs_hash(few_files) == before


def test_what_python_keeps_for_itself_is_no_change(few_files):
    (few_files / "publicrecord" / "__pycache__").mkdir()
    (few_files / "publicrecord" / "__pycache__" / "cli.pyc").write_text("compiled")
    assert is_current(few_files, inputs_hash(few_files))


def test_a_build_of_nothing_changed_leaves_the_site_as_it_is(small):
    before, folder = tree_hash(small / "site"), (small / "site").resolve()
    result = run_build(small)
    assert result.returncode == 0
    assert UP_TO_DATE in result.stdout
    assert (small / "site").resolve() == folder
    assert tree_hash(small / "site") == before
    page = small / "site" / "index.html"
    page.write_text(page.read_text(encoding="utf-8") + "<!-- edited by hand -->")
    result = run_build(small)
    assert result.returncode == 0
    assert UP_TO_DATE not in result.stdout
    assert tree_hash(small / "site") == before


@pytest.mark.parametrize("changed", [True, False])
def test_a_file_that_changes_during_a_build_is_not_relied_on(few_files, monkeypatch, changed):
    """Its old text may be in one page and its new one in another."""
    monkeypatch.setattr(cache, "CACHE", few_files / "build" / "cache")

    def make_site(project):
        cache.remember("made meanwhile")
        if changed:
            append("data/waves.csv")(project.root)
        return SiteFiles(project.root / "site")

    monkeypatch.setattr("publicrecord.pipeline.make_site", make_site)
    append("data/waves.csv")(few_files)
    cli._build(Project(few_files, load_programme, Progress(quiet=True)))
    assert is_current(few_files, inputs_hash(few_files)) is not changed
    assert cache.is_known("made meanwhile") is not changed
