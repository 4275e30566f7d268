"""Killed at any moment, a disk that is full or closed: the site is the old one or the new one,
whole, and the next build needs no clean-up.

`make nightly` kills 50 builds (PUBLICRECORD_KILLS) and fills a disk at five levels.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from scratch import EPOCH, run_build, tree_hash

KILLS = int(os.environ.get("PUBLICRECORD_KILLS", "2"))
ROOM = [0, 300_000, 6_000_000, 14_000_000, 22_000_000] if KILLS > 2 else [14_000_000]
ROOT_COMMAND = [] if os.geteuid() == 0 else ["sudo", "-n"]


def mark(project: Path, number: int) -> None:
    """A change that shows on the site."""
    page = project / "prakerja" / "templates" / "pages" / "about.md.jinja"
    text = page.read_text(encoding="utf-8").partition("\n<p>Synthetic")[0]
    page.write_text(f"{text}\n<p>Synthetic line {number} of a test.</p>\n", encoding="utf-8")


def start(project: Path) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "build.py"],
        cwd=project,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


@pytest.mark.nightly
def test_killed_at_random_moments(spoilt):
    """Half of the moments are anywhere, half in the last stage, where the swap is."""
    chance = random.Random(7)
    mark(spoilt, -1)  # or nothing would have to be built
    began = time.monotonic()
    first = run_build(spoilt)
    assert first.returncode == 0
    whole = time.monotonic() - began
    last = float(re.search(r"Publish \(([0-9.]+) s\)", first.stdout)[1])
    new_sites = 0
    for number in range(KILLS):
        before = tree_hash(spoilt / "site")
        mark(spoilt, number)
        build = start(spoilt)
        if number % 2:
            for line in build.stdout:
                if "Write the pages of places" in line:
                    break
            time.sleep(chance.uniform(0, 1.2 * last))
        else:
            time.sleep(chance.uniform(0, whole))
        os.killpg(build.pid, signal.SIGKILL)
        build.communicate()
        assert (spoilt / "site").is_symlink()
        after = tree_hash(spoilt / "site")
        if after != before:  # then it is the new one: a build that is left alone gives the same
            new_sites += 1
            assert run_build(spoilt).returncode == 0
            assert tree_hash(spoilt / "site") == after
    print(f"{KILLS} killed, {new_sites} after the swap")
    mark(spoilt, KILLS)
    assert run_build(spoilt).returncode == 0  # without a clean-up
    last = spoilt / "site" / "tentang" / "index.html"
    assert f"Synthetic line {KILLS} of a test." in last.read_text(encoding="utf-8")
    assert len([path for path in (spoilt / ".site").iterdir() if path.is_dir()]) <= 2


@pytest.fixture
def small_disk(project, tmp_path):
    """A project on a disk of its own, with its site built."""
    disk = tmp_path / "disk"
    disk.mkdir()
    owner = f"uid={os.getuid()},gid={os.getgid()}"
    mount = ["mount", "-t", "tmpfs", "-o", f"size=500m,{owner}", "tmpfs", str(disk)]
    if shutil.which("mount") is None or (ROOT_COMMAND and not shutil.which("sudo")):
        pytest.skip("a small disk is made with mount, which needs root or sudo")
    if subprocess.run([*ROOT_COMMAND, *mount], capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let us mount a small disk")
    shutil.copytree(project, disk / "prakerja", symlinks=True)
    yield disk / "prakerja"
    subprocess.run([*ROOT_COMMAND, "umount", "-l", str(disk)], check=True)


def fill(disk: Path, room: int) -> Path:
    """Fill the disk but for so many bytes."""
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    filler = disk / "filler"
    with filler.open("wb") as stream:
        for _ in range(max(free - room, 0) // 65_536):
            stream.write(b"\1" * 65_536)
    return filler


@pytest.mark.nightly
@pytest.mark.parametrize("room", ROOM)
def test_a_full_disk_costs_nothing(small_disk, room):
    shutil.rmtree(small_disk / "build")
    before = tree_hash(small_disk / "site")
    mark(small_disk, 1)
    filler = fill(small_disk.parent, room)
    result = run_build(small_disk)
    assert result.returncode == 2, result.stdout + result.stderr
    assert "The disk is full" in result.stdout, result.stdout
    assert "Traceback" not in result.stdout + result.stderr
    assert tree_hash(small_disk / "site") == before
    filler.unlink()
    assert run_build(small_disk).returncode == 0
    assert tree_hash(small_disk / "site") != before


def test_a_closed_disk_costs_nothing(small_disk):
    before = tree_hash(small_disk / "site")
    remount = [*ROOT_COMMAND, "mount", "-o"]
    subprocess.run([*remount, "remount,ro", str(small_disk.parent)], check=True)
    result = run_build(small_disk, PYTHONDONTWRITEBYTECODE="1")
    assert result.returncode == 2, result.stdout + result.stderr
    assert "cannot be written" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr
    assert run_build(small_disk, "check").returncode == 0  # which writes nothing
    subprocess.run([*remount, "remount,rw", str(small_disk.parent)], check=True)
    assert tree_hash(small_disk / "site") == before
    assert run_build(small_disk).returncode == 0
