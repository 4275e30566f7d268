"""Data that would take hours or gigabytes: refused in words, within a minute and a gigabyte.

Nothing of this is particular to a record, so it is done to the SYNTHETIC one; the full record, made
as large as it may be, is for the night.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from checking import copy_record
from scratch import ROOT
from spoiling import append, column, describe, table
from synthetic.project import copy_project

CHECK = (
    "import sys; from pathlib import Path; from publicrecord import cache, cli;"
    "folder = Path(sys.argv[1]); cache.CACHE = folder / 'cache'; {load};"
    "code = cli.main(sys.argv[2:], load, folder);"
    "own = next(l for l in open('/proc/self/status') if l.startswith('VmHWM'));"
    "(folder / 'memory.txt').write_text(own.split()[1]); sys.exit(code)"
)
PROGRAMME = "from prakerja import load_programme as load"
SYNTHETIC = (
    "from functools import partial; from synthetic.programme import programme;"
    "load = partial(programme.load_programme, folder)"
)
SECONDS, MEGABYTES = 60, 1_000


def checked(load: str, folder: Path, *more: str) -> tuple[int, str, float, float]:
    """What `build.py check` answers and says of a record, and the seconds and megabytes it took;
    nothing is known from an earlier check. load: how it gets its programme. more: options of the
    command."""
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    with (folder / "said.txt").open("w+") as said:
        run = subprocess.Popen(
            [sys.executable, "-c", CHECK.format(load=load), str(folder), "check", *more],
            cwd=ROOT, env=os.environ | {"PYTHONPATH": paths}, stdout=said, stderr=said,
        )  # fmt: skip
        started = time.monotonic()
        while True:
            ended, status, used = os.wait4(run.pid, os.WNOHANG)
            if ended:
                break
            if time.monotonic() - started > 10 * SECONDS:
                run.kill()
            time.sleep(0.1)
        run.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        seconds = used.ru_utime + used.ru_stime
        megabytes = int((folder / "memory.txt").read_text()) / 1_000
        return run.returncode, said.read(), seconds, megabytes


def constraint(name: str, of: str, **rules):
    return describe(lambda d: column(d, name, of)["constraints"].update(rules))


def free_column(pattern: str, text: str, count: int):
    """A table that no release has, whose first column has a pattern, and rows of one text."""

    def spoil(folder: Path) -> None:
        fields = [
            {"name": name, "type": "string", "title": name, "title_ms": name, "title_fr": name}
            for name in ("text", "other")
        ]
        fields[0]["constraints"] = {"pattern": pattern}

        def add(descriptor):
            new = table(descriptor, "waves") | {"name": "free", "path": "free.csv"}
            new["schema"] = {"fields": fields, "primaryKey": "text", "missingValues": [""]}
            descriptor["resources"].append(new)

        describe(add)(folder)
        lines = "".join(f"{text}{number},x\n" for number in range(count))
        (folder / "data" / "free.csv").write_text(f"text,other\n{lines}", encoding="utf-8")

    return spoil


def release(change):
    """One more release, listed as it should be, whose archive is changed."""

    def spoil(folder: Path) -> None:
        last = sorted((folder / "data" / "releases").glob("*.zip"))[-1]
        file = folder / "data" / "releases" / "2034.01.0.zip"
        with zipfile.ZipFile(last) as old, zipfile.ZipFile(file, "w") as new:
            content = {info.filename: old.read(info) for info in old.infolist()}
            change(content, new)
            for name, text in content.items():
                new.writestr(name, text, zipfile.ZIP_DEFLATED, 9)
        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
        append("releases.csv", f"2034.01.0,2034-01-01,1,{sha256},,,")(folder)

    return spoil


def packed(name: str, content: bytes, method: int):
    """A member packed in another way."""

    def change(members, archive) -> None:
        members.pop(name)
        archive.writestr(name, content, method)

    return release(change)


def many_releases(folder: Path) -> None:
    """Hundreds of releases, each of which unpacks to as much as a file may have."""
    line = b"waves/1/quota@a,waves,Nama,Name,1,people,published,2020,yes\n"
    head = b"claim,table,name_id,name_en,value,unit,status,as_of,shown\n"
    lines = []
    for number in range(400):
        file = folder / "data" / "releases" / f"2027.01.{number}.zip"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("datapackage.json", '{"resources": []}')
            archive.writestr("values.csv", head + line * 49_000)
        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
        lines.append(f"2027.01.{number},2027-01-01,1,{sha256},,")
    append("releases.csv", "\n".join(lines))(folder)


def unknown_keys(folder: Path) -> None:
    """As many rows as there may be, each with a key that is nearly one of another table."""
    codes = (f"{20 + n // 10_000}.{n // 100 % 100:02}.{n % 100:02}" for n in range(80_000))
    keys = (f"{70 + n % 10}.{40 + n % 30}" for n in range(80_000))
    lines = (f"{code},{key},Miangas,1,126" for code, key in zip(codes, keys, strict=True))
    append("reference/districts.csv", "\n".join(lines))(folder)


def many_blanks(folder: Path) -> None:
    """As many rows as there may be, few of which differ, and every second to be corrected."""
    blanks = (" " * (n % 2) for n in range(80_000))
    lines = (f"71.04.01,Miangas {n // 2 % 400},{blank}71.04,x,y" for n, blank in enumerate(blanks))
    append("reference/districts.csv", "\n".join(lines))(folder)


def wrong_cells(folder: Path) -> None:
    """As many cells as there may be, and something wrong with each."""
    with (folder / "data" / "surveys.csv").open(encoding="utf-8", newline="") as stream:
        head = next(csv.reader(stream))
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([" =1" for _ in head])
    append("surveys.csv", "\n".join([line.getvalue()] * 60_000))(folder)


def many_claims(folder: Path) -> None:
    """As many claims as there may be: each source says what one of them says."""
    described = json.loads((folder / "data" / "datapackage.json").read_text(encoding="utf-8"))
    key = table(described, "place_figures")["schema"]["primaryKey"]
    file = folder / "data" / "place_figures.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        rows = {tuple(row[name] for name in key): row for row in reader}
    sources = (folder / "data" / "sources.csv").read_text(encoding="utf-8").splitlines()[1:]
    for source in [line.split(",")[0] for line in sources][:20]:
        for row in [*rows.values()][:3_000]:
            said = row | {"source_id": source}
            rows.setdefault(tuple(said[name] for name in key), said)
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, reader.fieldnames, lineterminator="\n")
        writer.writeheader()
        writer.writerows([*rows.values()][:60_000])


def deep(folder: Path) -> None:
    describe(lambda d: d.update(sources=[]))(folder)
    file = folder / "data" / "datapackage.json"
    nested = "[" * 900 + "]" * 900
    file.write_text(file.read_text().replace('"sources": []', f'"sources": {nested}', 1))


LZMA_DICTIONARY = b"\x09\x04\x05\x00\x5d\xff\xff\xff\xff" + b"\0" * 40
# name: (how it is spoilt, rule)
HOSTILE = {
    "a list of 100,000 allowed values": (
        constraint("scheme", "waves", enum=[f"scheme{n}" for n in range(100_000)]),
        "descriptor-broken",
    ),
    "a pattern that explodes": (free_column("(a+)+", "a" * 1_900 + "!", 20), "constraint-broken"),
    "a release of 400 megabytes": (
        packed("values.csv", b"\0" * 400_000_000, zipfile.ZIP_DEFLATED), "release-broken",
    ),
    # Our own
    "a pattern that looks back": (free_column(r"(a+)\1", "a", 20), "descriptor-broken"),
    "a pattern whose repetitions have repetitions": (
        free_column("((a{60}){60}){60}", "a", 20), "descriptor-broken",
    ),
    "a pattern of many ways through long texts": (
        free_column(".*a(" + ".?" * 60 + "){8}c", "ab" * 900, 2_000), "descriptor-broken",
    ),
    "a release packed so that it asks for gigabytes": (
        packed("values.csv", b"", zipfile.ZIP_LZMA), "release-broken",
    ),
    "a table of a release that unpacks to gigabytes": (
        packed("waves.csv", b"\n" * 160_000_000, zipfile.ZIP_BZIP2), "release-broken",
    ),
    "a description that is deep": (deep, "descriptor-broken"),
    "a description of many values": (
        describe(lambda d: d.update(sources=[0] * 100_000)), "descriptor-broken",
    ),
    "an enumeration of long texts": (
        constraint("scheme", "waves", enum=["a" * 5_000] * 90), "descriptor-broken",
    ),
    "more rows than fit": (
        append("reference/villages.csv", "N01-1,N01,Kampung Sintetik Iota\n" * 100_000),
        "table-too-long",
    ),
    "thousands of files": (
        lambda folder: [(folder / "data" / f"{n}.txt").touch() for n in range(1_001)],
        "folder-too-big",
    ),
}  # fmt: skip
LONG = {
    "many releases": (many_releases, "release-broken"),
    "80,000 unknown keys": (unknown_keys, "key-unknown"),
    "60,000 claims": (many_claims, "[a-z-]+"),
    "a million wrong cells": (wrong_cells, "cell-blanks-around"),
}


def assert_bounded(load: str, folder: Path, rule: str) -> None:
    code, said, seconds, megabytes = checked(load, folder)
    print(f"{seconds:.0f} s, {megabytes:.0f} MB", re.findall(r"\[([a-z-]+)\]", said)[:5])
    assert code == 1, said[:5_000]
    assert re.search(rf"\[(?:{rule})\]", said), said[:5_000]
    assert len(said) < 1_000_000
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


@pytest.mark.sampled(4)
@pytest.mark.long
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_data_cost_little(tmp_path, monkeypatch, name):
    monkeypatch.setenv("REHEARSAL", "1")  # a record that calls itself synthetic is refused without
    folder = copy_project(tmp_path / "project").root
    spoil, rule = HOSTILE[name]
    spoil(folder)
    assert_bounded(SYNTHETIC, folder, rule)


@pytest.mark.nightly
@pytest.mark.long
def test_the_corrections_of_a_large_table_cost_little(tmp_path):
    folder = copy_record(tmp_path / "prakerja")
    many_blanks(folder)
    code, said, seconds, megabytes = checked(PROGRAMME, folder, "--fix")
    print(f"{seconds:.0f} s, {megabytes:.0f} MB")
    assert code == 0, said[:5_000]
    assert said.count("\n+71.04.01,Miangas ") == 40_000
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


@pytest.mark.nightly
@pytest.mark.parametrize("name", LONG)
def test_data_as_large_as_they_may_be_cost_little(tmp_path, name):
    folder = copy_record(tmp_path / "prakerja")
    spoil, rule = LONG[name]
    spoil(folder)
    assert_bounded(PROGRAMME, folder, rule)
