"""The site as one file: the same bytes each time, and one flipped byte is found."""

from __future__ import annotations

import gzip
import io
import tarfile

import pytest
from scratch import run_build

from publicrecord.deploy.archive import archive_hashes, differences, pack_site
from publicrecord.findings import UsageError


@pytest.fixture(scope="module")
def site(small_project):
    return small_project / "site"


@pytest.fixture(scope="module")
def archive(site, tmp_path_factory):
    file = tmp_path_factory.mktemp("archive") / "site.tar.gz"
    pack_site(site, file)
    return file


def compared(site, archive):
    """What is told of an archive beside the site."""
    return list(differences(site, archive.name, archive_hashes(archive)))


def repacked(archive, file, change):
    """The archive with one member changed by `change`, which returns its bytes or None."""
    with tarfile.open(archive) as old, tarfile.open(file, "w:gz") as new:
        for member in old:
            content = change(member.name, old.extractfile(member).read())
            if content is not None:
                member.size = len(content)
                new.addfile(member, io.BytesIO(content))
    return file


def test_two_archives_are_the_same_bytes(site, archive, tmp_path):
    pack_site(site, tmp_path / "again.tar.gz")
    assert (tmp_path / "again.tar.gz").read_bytes() == archive.read_bytes()


def test_an_archive_of_the_site_agrees(site, archive):
    assert compared(site, archive) == []


def test_one_flipped_byte_is_found(site, archive, tmp_path):
    def flip(name, content):
        if name != "kaedah/index.html":
            return content
        return content[:9_000] + bytes([content[9_000] ^ 1]) + content[9_001:]

    found = compared(site, repacked(archive, tmp_path / "flipped.tar.gz", flip))
    assert [f.rule.rule_id for f in found] == ["archive-differs"]
    assert found[0].value.startswith("kaedah/index.html")


def test_a_file_left_out_or_put_in_is_found(site, archive, tmp_path):
    lost = repacked(
        archive, tmp_path / "lost.tar.gz", lambda name, c: None if name == "404.html" else c
    )
    assert [f.value for f in compared(site, lost)] == ["404.html: −"]
    more = tmp_path / "more.tar"
    more.write_bytes(gzip.decompress(archive.read_bytes()))
    with tarfile.open(more, "a") as tar:
        tar.addfile(tarfile.TarInfo("../evil.html"), io.BytesIO())
        link = tarfile.TarInfo("link.html")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    more_gz = tmp_path / "more.tar.gz"
    more_gz.write_bytes(gzip.compress(more.read_bytes()))
    assert [f.value for f in compared(site, more_gz)] == ["../evil.html: +", "link.html: +"]


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08\x00broken"])
def test_what_is_no_archive_is_told(tmp_path, content):
    file = tmp_path / "site.tar.gz"
    file.write_bytes(content)
    with pytest.raises(UsageError):
        archive_hashes(file)


def test_a_maintainer_packs_and_verifies(small):
    assert run_build(small, "pack", "site.tar.gz").returncode == 0
    good = run_build(small, "verify", "site.tar.gz")
    assert good.returncode == 0, good.stdout
    archive = small / "site.tar.gz"
    repacked(
        archive, small / "bad.tar.gz", lambda n, c: c.replace(b"9", b"8", 1) if "index" in n else c
    )
    bad = run_build(small, "verify", "bad.tar.gz")
    assert bad.returncode == 1
    assert "[archive-differs]" in bad.stdout
    missing = run_build(small, "verify", "none.tar.gz")
    assert missing.returncode == 2
    assert "✓" not in missing.stdout  # told before anything is built
    assert run_build(small, "verify").returncode == 2
