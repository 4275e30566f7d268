"""An archive of a release, which a pull request may bring, has what `release` writes or is none."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib

import pytest
from scratch import ROOT

from publicrecord import cache
from publicrecord.record.contract import released_descriptor
from publicrecord.record.release_file import read_release

LAST = sorted((ROOT / "data" / "releases").glob("*.zip"))[-1]


@pytest.fixture(autouse=True)
def nothing_known(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "CACHE", tmp_path / "cache")


def changed(folder, **members: str | None):
    """A copy of the last release with other members; None takes one out."""
    file = folder / "2027.01.0.zip"
    with zipfile.ZipFile(LAST) as old, zipfile.ZipFile(file, "w") as new:
        for info in old.infolist():
            if info.filename not in members:
                new.writestr(info.filename, old.read(info), zipfile.ZIP_DEFLATED)
        for name, text in members.items():
            if text is not None:
                new.writestr(name, text, zipfile.ZIP_DEFLATED)
    return file


def sound(file) -> bool:
    try:
        read_release(file, hashlib.sha256(file.read_bytes()).hexdigest())
    except ValueError:
        return False
    return True


def table(name: str, *lines: str) -> dict[str, str]:
    """A table of the last release with more lines."""
    with zipfile.ZipFile(LAST) as archive:
        return {name: archive.read(name).decode() + "".join(f"{line}\n" for line in lines)}


def test_a_release_is_sound(tmp_path):
    assert sound(changed(tmp_path))


HOSTILE = {
    "another file": {"setup.exe": "MZ"},
    "a page": {"index.html": "<script>window.pwned=1</script>"},
    "a path out of the folder": {"../../site/index.html": "x"},
    "a table that the description does not name": {"more.csv": "a,b\n"},
    "a formula": table("waves.csv", "72,=cmd|'/C calc'!A0,normal"),
    "a formula after a semicolon": table("waves.csv", "72,x;=1+1,normal"),
    "a formula in the values": table("values.csv", 'waves/1/quota@a,waves,"=1","x",1,people,,,yes'),
    "a hidden character in the licence": {"LICENSE": "CC-BY\u202e-4.0"},
    "a hidden character": table("waves.csv", "72,2\u202e020,normal"),
    "a NUL byte": table("waves.csv", "72,\0,normal"),
    "a row too long": table("waves.csv", "x" * 30_000),
    "no values": {"values.csv": None},
    "no description": {"datapackage.json": None},
    "a description that is deep": {"datapackage.json": "[" * 500 + "]" * 500},
    "a description with a key twice": {"datapackage.json": '{"resources": [], "resources": []}'},
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_release_with_something_else_is_refused(tmp_path, name):
    assert not sound(changed(tmp_path, **HOSTILE[name]))


def test_a_member_twice_is_refused(tmp_path):
    file = changed(tmp_path)
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("waves.csv", "wave,year,scheme\n")
    assert not sound(file)


def described(change) -> dict[str, str]:
    """The description of the last release, changed."""
    with zipfile.ZipFile(LAST) as archive:
        text = json.loads(archive.read("datapackage.json"))
    change(text["resources"])
    return {"datapackage.json": json.dumps(text)}


DESCRIBED = {
    "another program": {"setup.exe": "MZ"},
    "a page": {"index.html": "<script>window.pwned=1</script>"},
    "a table elsewhere": {"../waves.csv": "a,b\n"},
}


@pytest.mark.parametrize("name", DESCRIBED)
def test_a_file_is_not_sound_because_the_description_names_it(tmp_path, name):
    more = DESCRIBED[name]
    text = described(lambda tables: tables.extend({"name": "x", "path": path} for path in more))
    assert not sound(changed(tmp_path, **text, **more))


def hidden_stream(content: bytes) -> bytes:
    """A table, and behind its end another one, which only those read who unpack it whole."""
    return deflated(content) + deflated(b"wave\n=1+1\n")


def deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def written_by_hand(folder, pack, **facts):
    """A copy of the last release whose first table is packed in another way."""
    file = folder / "2027.01.0.zip"
    with zipfile.ZipFile(LAST) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename != "waves.csv":
                new.writestr(info.filename, content)
                continue
            packed, member = pack(content), zipfile.ZipInfo(info.filename)
            member.compress_type, member.header_offset = zipfile.ZIP_DEFLATED, new.start_dir
            member.CRC, member.file_size = zlib.crc32(content), len(content)
            member.compress_size = len(packed)
            for name, value in facts.items():
                setattr(member, name, value)
            new.fp.seek(new.start_dir)
            new.fp.write(member.FileHeader(zip64=False) + packed)
            new.start_dir = new.fp.tell()
            new.filelist.append(member)
            new.NameToInfo[member.filename] = member
    return file


def test_a_release_written_by_hand_is_sound(tmp_path):
    assert sound(written_by_hand(tmp_path, deflated))


LINK = {"external_attr": 0o120777 << 16, "create_system": 3}


@pytest.mark.parametrize(
    ("pack", "facts"),
    [
        (hidden_stream, {}),
        (lambda content: deflated(content + b"72,2030,normal\n"), {}),  # read to its size only
        (deflated, LINK), (deflated, {"comment": b"more"}), (deflated, {"extra": b"\0\0\1\0x"}),
    ],
    ids=["hidden behind it", "more than it says", "a link", "a comment", "a field more"],
)  # fmt: skip
def test_a_member_that_programs_read_differently_is_refused(tmp_path, pack, facts):
    assert not sound(written_by_hand(tmp_path, pack, **facts))


@pytest.mark.parametrize(
    "change",
    [
        lambda content: b"MZ" + content,
        lambda content: content + b"\0",
        lambda content: content[:-2] + b"\4\0more",
    ],
    ids=["before it", "behind it", "a comment"],
)
def test_bytes_around_the_members_are_refused(tmp_path, change):
    file = changed(tmp_path)
    file.write_bytes(change(file.read_bytes()))
    assert not sound(file)


@pytest.mark.parametrize(
    "text",
    [
        '{"resources": [{"name": "a", "schema": {"fields": [{"name": "b", "type": 1}]}}, 1]}',
        '{"resources": [{"name": "waves", "schema": {"fields": [{"name": "wave"}]}}]}',
        '{"resources": {"name": 1}}', "[]", '{"resources": [1]}', "x",
    ],
)  # fmt: skip
def test_a_released_description_of_another_shape_promises_nothing(tmp_path, text):
    """It is no fault of the record that is checked beside it; the rules on releases report it."""
    (tmp_path / "releases").mkdir()
    changed(tmp_path / "releases", **{"datapackage.json": text})
    assert released_descriptor(tmp_path) is None
