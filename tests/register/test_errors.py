"""A register that is wrong, a disk that is full, a run that is killed: nothing half is left."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from register_data import write_register
from small import small_rows, write_small

from prakerja.settings import SETTINGS
from publicrecord.findings import ValidationFailed
from publicrecord.progress import Progress
from publicrecord.register.run import aggregate

from conftest import ROOT  # isort: skip


def command(register, out, key):
    words = [register, "--out", out, "--key", key]
    return [sys.executable, "build.py", "aggregate", *map(str, words)]


def run(*words):
    return subprocess.run(command(*words), cwd=ROOT, capture_output=True, text=True, timeout=200)


@pytest.fixture
def refused(key, tmp_path):
    """What is found in a register that is refused; nothing is written."""

    def refused(register):
        out = tmp_path / "out"
        with pytest.raises(ValidationFailed) as caught:
            aggregate(register, out, ROOT / "data", SETTINGS, key, None, "400MB", Progress())
        assert sorted(tmp_path.glob("out*")) == []
        assert sorted(tmp_path.glob(".out*")) == []
        return {(finding.rule.rule_id, finding.file) for finding in caught.value.findings}

    return refused


def part(register, number):
    return register / f"synthetic-{number:04}.parquet"


def test_a_file_cut_short_is_named(register, refused):
    file = part(register, 7)
    file.write_bytes(file.read_bytes()[:-100])
    assert refused(register) == {("register-file-cut", file.name)}


def test_a_spoilt_page_inside_a_file_stops_the_count(register, refused):
    file = part(register, 7)
    content = bytearray(file.read_bytes())
    content[4:-20_000] = bytes(len(content) - 20_004)
    file.write_bytes(content)
    assert refused(register) == {("register-file-damaged", file.name)}


def test_one_file_with_another_type_is_named(register, refused):
    file = part(register, 12)
    table = pq.read_table(file)
    at = table.schema.get_field_index("wave")
    table = table.set_column(at, "wave", table["wave"].cast(pa.string()))
    pq.write_table(table, file)
    assert refused(register) == {("register-file-differs", file.name)}


def test_a_column_that_is_not_there_is_named(register, refused):
    settings = register / "register.yml"
    settings.write_text(settings.read_text().replace("selected: selected", "selected: chosen"))
    assert refused(register) == {("register-column-missing", "register.yml")}


def test_settings_that_are_none_are_refused(register, refused):
    (register / "register.yml").write_text("columns: [wave")
    assert refused(register) == {("register-settings-broken", "register.yml")}


def test_too_many_faulty_rows_are_refused_and_counted_by_rule(register, refused):
    file = part(register, 3)
    table = pq.read_table(file)
    rows = table.to_pandas()
    rows["district_code"] = rows["district_code"].astype(str)
    rows.loc[:299, "district_code"] = "99.99.99"
    rows.loc[300:599, "registered_on"] = pd.Timestamp("2031-01-01").date()
    rows.loc[600:899, "wave"] = 72
    pq.write_table(pa.Table.from_pandas(rows, schema=table.schema, preserve_index=False), file)
    found = refused(register)
    assert found == {("register-too-faulty", file.name)}


def test_a_handful_of_people_is_counted_and_nothing_is_published_of_them(key, tmp_path):
    write_register(tmp_path / "tiny", 5, seed=3)  # with any noise fewer than are published
    result = run(tmp_path / "tiny", tmp_path / "out", key)
    assert result.returncode == 0, result.stdout + result.stderr
    places = pd.read_csv(tmp_path / "out" / "tables" / "wave_places.csv", dtype="str")
    assert set(places["status"]) == {"suppressed"}


KILLS = int(os.environ.get("PUBLICRECORD_KILLS", "2"))
"""Of a register of a million rows, at night: from its first files to its end."""


@pytest.mark.parametrize(
    ("rows", "waits"),
    [
        ("register", [1.2]),
        pytest.param("million", np.linspace(0.2, 9.0, KILLS), marks=pytest.mark.nightly),
    ],
    ids=["small", "million"],
)
def test_a_killed_run_leaves_nothing_in_its_place_and_the_next_one_cleans_up(
    request, rows, waits, key, tmp_path
):
    """Or, killed after its end, the whole."""
    folder, out = request.getfixturevalue(rows), tmp_path / "tables" / "out"
    out.parent.mkdir()
    for wait in waits:
        process = subprocess.Popen(
            command(folder, out, key),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(wait)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if out.exists():
            assert {path.name for path in out.iterdir()} == {"tables", "office"}
            assert (out / "office" / "NOT-FOR-PUBLICATION.txt").is_file()  # written last
            shutil.rmtree(out)
    assert run(folder, out, key).returncode == 0
    assert (out / "tables" / "method.json").is_file()
    assert [path.name for path in out.parent.iterdir()] == ["out"]


def test_a_folder_with_something_in_it_is_left_alone(register, key, tmp_path):
    out = tmp_path / "mine"
    out.mkdir()
    (out / "thesis.txt").write_text("years of work")
    assert run(register, out, key).returncode == 2
    assert [path.name for path in out.iterdir()] == ["thesis.txt"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a disk of one megabyte")
def test_a_full_disk_is_reported_and_leaves_no_table(key, tmp_path):
    rows = write_small(tmp_path / "small", small_rows())
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)])
    if mounted.returncode:
        pytest.skip("this machine does not let us mount a small disk")
    try:
        result = run(rows, disk / "out", key)
        assert result.returncode == 2, result.stdout + result.stderr
        assert "Traceback" not in result.stdout + result.stderr
        assert "disk" in result.stdout.lower()
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)
