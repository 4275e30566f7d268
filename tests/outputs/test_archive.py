"""The site as one file: the same bytes each time, and one flipped byte is found."""

from __future__ import annotations

import gzip
import io
import tarfile
import tracemalloc

import pytest
from scratch import run_build

from publicrecord.deploy.archive import differences, pack_site, refuse_unreadable
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
    """What is said of an archive beside the site."""
    return list(differences(site, archive))


def repacked(archive, file, change):
    """The archive with one member changed by `change`, which returns its bytes or None."""
    with tarfile.open(archive) as old, tarfile.open(file, "w:gz", compresslevel=1) as new:
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


@pytest.fixture
def two(tmp_path):
    """A site of two files, and its archive as it is before it is compressed."""
    site = tmp_path / "two"
    site.mkdir()
    (site / "index.html").write_text("good")
    (site / "about.html").write_text("good too")
    pack_site(site, tmp_path / "two.tar.gz")
    return site, gzip.decompress((tmp_path / "two.tar.gz").read_bytes())


def member(name: str, content: bytes, **facts) -> bytes:
    """A member of an archive as it stands in it."""
    info = tarfile.TarInfo(name)
    info.size = len(content)
    for fact, value in facts.items():
        setattr(info, fact, value)
    return info.tobuf() + content + b"\0" * (-len(content) % 512)


GOOD = member("index.html", b"good")
OTHERWISE = {
    "a file twice": (lambda tar: member("index.html", b"evil") + tar, "archive-differs"),
    "an archive behind its end": (lambda tar: tar + GOOD, "archive-not-plain"),
    "bytes behind its end": (lambda tar: tar + b"evil", "archive-not-plain"),
    "another mode": (
        lambda tar: tar.replace(GOOD, member("index.html", b"good", mode=0o4755)),
        "archive-not-plain",
    ),
    "another owner": (
        lambda tar: tar.replace(GOOD, member("index.html", b"good", uid=1)), "archive-not-plain",
    ),
    "another order": (
        lambda tar: GOOD + tar.replace(GOOD, b""), "archive-not-plain",
    ),
    "a link": (
        lambda tar: tar.replace(
            GOOD, member("index.html", b"", type=tarfile.SYMTYPE, linkname="about.html")
        ), "archive-differs",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERWISE)
def test_an_archive_with_anything_else_is_reported(two, tmp_path, name):
    """Programs differ in which of two files they take, and in where they stop to read."""
    site, tar = two
    change, rule = OTHERWISE[name]
    file = tmp_path / "other.tar.gz"
    file.write_bytes(gzip.compress(tar))
    assert compared(site, file) == []  # however it is compressed
    file.write_bytes(gzip.compress(change(tar)))
    assert {finding.rule.rule_id for finding in compared(site, file)} == {rule}
    file.write_bytes(gzip.compress(tar) + gzip.compress(b"more"))
    assert compared(site, file)


def test_an_archive_that_unpacks_to_more_than_fits_is_reported(two, tmp_path):
    site, tar = two
    file = tmp_path / "bomb.tar.gz"
    more = b"30 comment=" + b"x" * 50_000_000
    file.write_bytes(gzip.compress(member("x", more, type=tarfile.XHDTYPE) + tar, 1))
    tracemalloc.start()
    for act in (refuse_unreadable, lambda file: list(differences(site, file))):
        with pytest.raises(UsageError):
            act(file)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08\x00broken"])
def test_what_is_no_archive_is_reported(tmp_path, content):
    file = tmp_path / "site.tar.gz"
    file.write_bytes(content)
    with pytest.raises(UsageError):
        refuse_unreadable(file)


@pytest.mark.nightly
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
    assert "✓" not in missing.stdout  # reported before anything is built
    assert run_build(small, "verify").returncode == 2
