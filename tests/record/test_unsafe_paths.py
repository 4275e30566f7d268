"""Files and folders of a kind that no record has: each is refused in words, and no step of the
build ends in an error of its own before."""

from __future__ import annotations

import os
import shutil
from contextlib import chdir
from pathlib import Path

import pytest

from publicrecord.inputs import tree_hash
from publicrecord.record import unsafe_paths


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder data/ with a table."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "waves.csv").write_text("wave\n1\n", encoding="utf-8")
    return folder


@pytest.fixture
def bottomless(folder):
    """The same with more folders inside each other than Python calls functions inside each
    other."""
    with chdir(folder):
        for _depth in range(1_150):
            Path("d").mkdir()
            os.chdir("d")
    yield folder
    while (folder / "d").exists():  # from above: shutil.rmtree would call itself as often
        if (folder / "d" / "d").exists():
            (folder / "d" / "d").rename(folder / "e")
        (folder / "d").rmdir()
        if (folder / "e").exists():
            (folder / "e").rename(folder / "d")


def found(folder):
    return [(finding.rule.rule_id, finding.file) for finding in unsafe_paths.find(folder)]


def test_a_sound_folder_has_no_finding(folder):
    (folder / "reference").mkdir()
    shutil.copy(folder / "waves.csv", folder / "reference" / "ombak-é.csv")
    assert found(folder) == []


def test_a_name_that_is_no_text_is_refused(folder):
    before = tree_hash(folder)
    (folder / os.fsdecode(b"a\xff.csv")).touch()
    assert found(folder) == [("file-name-unreadable", r"data/a\xff.csv")]
    assert tree_hash(folder) != before


def test_folders_without_end_are_refused(bottomless):
    assert found(bottomless) == [("folders-too-deep", "data")]
    assert len(tree_hash(bottomless)) == 64


def test_a_link_to_a_folder_is_not_followed(folder, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / os.fsdecode(b"\xff")).touch()
    (folder / "reference").symlink_to(tmp_path / "elsewhere")
    assert found(folder) == [("link-refused", "data/reference")]
