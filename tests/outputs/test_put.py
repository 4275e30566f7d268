"""A file that the site that stands has too is shared with it; any other is written."""

from __future__ import annotations

import os

import pytest
from scratch import language

from publicrecord.deploy.theme_style import remove_unused_rules
from publicrecord.findings import ValidationFailed
from publicrecord.outputs import link_unchanged, put


@pytest.fixture
def folders(tmp_path):
    """The folder of a build, and that of the site that stands."""
    new, before = tmp_path / "new", tmp_path / "site"
    before.mkdir()
    link_unchanged({new: before})
    yield new, before
    link_unchanged({})


def test_the_same_file_is_shared_and_another_is_written(folders):
    new, before = folders
    for name in ("same.txt", "other.txt"):
        (before / name).write_text("text")
    put(new, {"same.txt": b"text"})
    put(new, {"other.txt": b"more"})
    put(new, {"only here.txt": b"text"})
    assert (new / "same.txt").samefile(before / "same.txt")
    assert [(new / name).read_text() for name in ("other.txt", "only here.txt")] == ["more", "text"]
    assert (before / "other.txt").read_text() == "text"


def test_a_file_of_the_build_is_not_written_twice(folders):
    new, before = folders
    (before / "a").write_text("text")
    put(new, {"a": b"text"})
    with pytest.raises(ValidationFailed):
        put(new, {"a": b"text"})


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_is_no_file_of_the_site_is_not_shared(folders, tmp_path, kind):
    new, before = folders
    (tmp_path / "private").write_text("text")
    {
        "link": lambda: (before / "a").symlink_to(tmp_path / "private"),
        "pipe": lambda: os.mkfifo(before / "a"),
        "folder": lambda: (before / "a").mkdir(),
    }[kind]()
    put(new, {"a": b"text"})
    assert (new / "a").is_file()
    assert (new / "a").stat().st_nlink == 1
    assert (new / "a").read_text() == "text"


def test_a_file_of_another_user_is_copied(folders, monkeypatch):
    """Whose dates and permissions are not ours to set."""
    new, before = folders
    (before / "a").write_text("text")
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    put(new, {"a": b"text"})
    assert not (new / "a").samefile(before / "a")


def test_a_disk_without_links_gets_copies(folders, monkeypatch):
    new, before = folders
    (before / "a").write_text("text")

    def refuse(*_paths):
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    put(new, {"a": b"text"})
    assert (new / "a").read_text() == "text"
    assert not (new / "a").samefile(before / "a")


def test_style_sheets_of_the_site_that_stands_stay_when_the_new_ones_are_lightened(folders):
    new, before = folders
    sheet = "assets/stylesheets/main.css"
    for folder in folders:
        (folder / "assets" / "stylesheets").mkdir(parents=True)
    (new / "index.html").write_text("<html>")
    (new / "assets" / "site.css").write_text("")
    (before / sheet).write_text(".md-search{top:0}")
    put(new, {sheet: b".md-search{top:0}"})
    remove_unused_rules(new, [language("id")])
    assert (new / sheet).read_text() == ""
    assert (before / sheet).read_text() == ".md-search{top:0}"
