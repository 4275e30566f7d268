"""What an earlier build looked at and found sound is not read again; anything else is."""

from __future__ import annotations

import shutil

import pytest

from publicrecord import cache
from publicrecord.pages.inspected import Inspected
from publicrecord.site_files import SiteFiles


@pytest.fixture
def looked(tmp_path, monkeypatch):
    """Looks at texts as a build does; gives what was found strange, and what was read."""
    monkeypatch.setattr(cache, "CACHE", tmp_path / "cache")

    def build(*texts, site="one", wanted="x"):
        read, inspected, files = [], Inspected(site), SiteFiles(tmp_path / site)
        shutil.rmtree(files.folder, ignore_errors=True)
        files.folder.mkdir()
        for text in texts:
            files.path(text).write_text(text)
        files.read()

        def look(text):
            read.append(text)
            return [text] if wanted in text else []

        strange = []
        for text in texts:
            strange += inspected.disallowed(look, files, text, wanted)
        inspected.keep()
        return strange, read

    return build


def test_a_sound_text_is_read_by_the_first_build_only(looked):
    assert looked("a", "b") == ([], ["a", "b"])
    assert looked("a", "b") == ([], [])
    assert looked("a", "c") == ([], ["c"])
    assert looked("b") == ([], ["b"])  # the build before did not have it


def test_what_is_strange_is_found_by_every_build(looked):
    assert looked("a", "x") == (["x"], ["a", "x"])
    assert looked("a", "x") == (["x"], ["x"])


def test_who_looks_for_something_else_reads_again(looked):
    looked("a")
    assert looked("a", wanted="a") == (["a"], ["a"])


def test_another_site_is_read_by_itself(looked):
    looked("a")
    assert looked("a", site="other") == ([], ["a"])
    assert looked("a") == ([], [])
