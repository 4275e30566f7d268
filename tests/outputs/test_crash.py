"""Killed at any moment, a disk that is full or closed: site, record and archive are the old one or
the new one, whole, and the next command needs no clean-up.

`make test` kills `release` and `add` of the SYNTHETIC project; `make nightly` kills 50 builds of
the full record and 20 of each other command (PUBLICRECORD_KILLS), and fills and closes a disk.
"""

from __future__ import annotations

import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from checking import run
from scratch import EPOCH, ROOT, copy_small_project, run_build, tree_hash
from spoiling import describe
from synthetic.programme.programme import load_programme

KILLS = int(os.environ.get("PUBLICRECORD_KILLS", "2"))
ROOM = [0, 300_000, 6_000_000, 14_000_000, 22_000_000] if KILLS > 2 else [14_000_000]
ANSWERS = [
    "wave_figures", "5", "seats", "810", "", "2032-03-01", "synth-press-a", "published", "", "",
    "Nota.", "A note.", "Une note.",
]  # fmt: skip
PAGE = "prakerja/templates/pages/about.md.jinja"
SMALL_PAGE = "synthetic/programme/templates/pages/method.md.jinja"
LATER = "4101667200"  # after every release
ROOT_COMMAND = [] if os.geteuid() == 0 else ["sudo", "-n"]


def mark(project: Path, number: int, page: str = PAGE) -> None:
    """A change that shows on the site."""
    file = project / page
    text = file.read_text(encoding="utf-8").partition("\n<p>Synthetic")[0]
    file.write_text(f"{text}\n<p>Synthetic line {number} of a test.</p>\n", encoding="utf-8")


def start(project: Path, *words: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "build.py", *words],
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


def killed(project: Path, last: int, *words: str, answers: str = "", epoch: str = EPOCH) -> str:
    """Kill a command before its change `last` of a file; what it said if it came to its end."""
    result = subprocess.run(
        [sys.executable, str(Path(__file__).parent.parent / "killed.py"), str(last), *words],
        cwd=project, env={**os.environ, "SOURCE_DATE_EPOCH": epoch, "LC_ALL": "en_GB.UTF-8"},
        input=answers, capture_output=True, text=True, check=False, start_new_session=True,
    )  # fmt: skip
    if result.returncode == -signal.SIGKILL:
        return ""
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def moments(said: str) -> list[int]:
    """The changes of a file before which a command is killed: half of them at equal distances, the
    others where what it wrote takes its place. said: by the command when it was not killed."""
    changes, placed = map(int, re.search(r"changes: (\d+), the last placed: (\d+)", said).groups())
    kills = min(KILLS, 20)
    near = {min(changes, placed + 2) - number for number in range(kills // 2)}
    spread = (1 + number * changes // kills for number in range(0, 2 * kills, 2))
    apart = [last for last in spread if last <= changes and last not in near]
    return sorted(near | set(apart[: kills - len(near)]))


def record_of(project: Path) -> dict[str, bytes]:
    """The files of the record by their paths, and how to cite it."""
    files = [project / "CITATION.cff", *(project / "data").rglob("*")]
    return {str(p.relative_to(project)): p.read_bytes() for p in files if p.is_file()}


@pytest.fixture
def written(tmp_path):
    """A project without a site whose next version can be released, and how it was at first."""
    project = copy_small_project(tmp_path / "project")
    shutil.copyfile(ROOT / "CITATION.cff", project / "CITATION.cff")
    describe(lambda d: d.update(version="2099.12.0"))(project)
    return project, record_of(project)


def restore(project: Path, record: dict[str, bytes]) -> None:
    """The record as it was, as if no command had been run."""
    shutil.rmtree(project / "data")
    shutil.rmtree(project / "build", ignore_errors=True)
    for name, content in record.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_bytes(content)


@pytest.mark.nightly
@pytest.mark.parametrize(("command", "next_command"), [("release", "release"), ("add", "check")])
def test_a_killed_command_is_completed_or_undone_by_the_next(
    written, command, next_command, monkeypatch
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", LATER)
    monkeypatch.setenv("REHEARSAL", "1")  # a record that calls itself synthetic is refused without
    project, old = written
    load = partial(load_programme, project)
    answers = "\n".join(ANSWERS) + "\n" if command == "add" else ""
    said = killed(project, 0, command, answers=answers, epoch=LATER)
    new = record_of(project)
    assert new != old
    assert run(project, "check", load=load)[0] == 0
    ends = []
    for last in moments(said):
        restore(project, old)
        assert not killed(project, last, command, answers=answers, epoch=LATER)
        if record_of(project) != new:  # else it was killed when all was written
            code, report = run(project, next_command, load=load)
            assert code == 0, report
        ends.append(record_of(project))
        assert ends[-1] == new or (command == "add" and ends[-1] == old), last
    assert new in ends
    print(f"{command}: killed {len(ends)} times, {ends.count(new)} completed")


def results(project: Path) -> dict[str, str]:
    """Hashes of what others take from a project: its site, and an archive of it if there is one."""
    archive = project / "site.tar.gz"
    packed = hashlib.sha256(archive.read_bytes()).hexdigest() if archive.exists() else ""
    return {"site": tree_hash(project / "site"), "archive": packed}


@pytest.mark.nightly
@pytest.mark.parametrize("words", [["build"], ["pack", "site.tar.gz"]], ids=["build", "pack"])
def test_a_killed_build_or_pack_leaves_old_or_new_and_the_next_completes_it(small, tmp_path, words):
    """Each command finds what those killed before it left behind."""
    for number in (-2, -1):  # from then on each one changes as many files
        mark(small, number, SMALL_PAGE)
        assert run_build(small, *words).returncode == 0
    mark(small, 0, SMALL_PAGE)
    said, ends = killed(small, 0, *words), []
    for number, last in enumerate(moments(said), 1):
        old = results(small)
        mark(small, number, SMALL_PAGE)
        was_killed = not killed(small, last, *words)  # or it changed fewer files this time
        left = results(small)
        after = run_build(small, *words)
        assert after.returncode == 0, after.stdout
        new = results(small)
        assert new["site"] != old["site"]
        for part, content in left.items():
            assert content in (old[part], new[part]), (last, part)
        ends += [left == new] if was_killed else []
    print(f"{words[0]}: killed {len(ends)} times, {sum(ends)} after all was in its place")
    assert len(ends) > 0.8 * number
    fresh = copy_small_project(tmp_path / "fresh")
    mark(fresh, number, SMALL_PAGE)
    assert run_build(fresh, *words).returncode == 0
    assert results(small) == results(fresh)
    assert [path.name for path in small.glob("site.tar*")] == words[1:]
    assert len([path for path in (small / ".site").iterdir() if path.is_dir()]) <= 2


@pytest.fixture
def small_disk(tmp_path):
    """A disk of its own, for a project."""
    disk = tmp_path / "disk"
    disk.mkdir()
    owner = f"uid={os.getuid()},gid={os.getgid()}"
    mount = ["mount", "-t", "tmpfs", "-o", f"size=500m,{owner}", "tmpfs", str(disk)]
    if shutil.which("mount") is None or (ROOT_COMMAND and not shutil.which("sudo")):
        pytest.skip("a small disk is made with mount, which needs root or sudo")
    if subprocess.run([*ROOT_COMMAND, *mount], capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let us mount a small disk")
    yield disk
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
def test_a_full_disk_costs_nothing(project, small_disk, room):
    full = shutil.copytree(project, small_disk / "prakerja", symlinks=True)
    shutil.rmtree(full / "build")
    before = tree_hash(full / "site")
    mark(full, 1)
    filler = fill(small_disk, room)
    result = run_build(full)
    assert result.returncode == 2, result.stdout + result.stderr
    assert "The disk is full" in result.stdout, result.stdout
    assert "Traceback" not in result.stdout + result.stderr
    assert tree_hash(full / "site") == before
    filler.unlink()
    assert run_build(full).returncode == 0
    assert tree_hash(full / "site") != before


@pytest.mark.parametrize("command", ["check", "--help"])
def test_an_output_that_is_full_is_no_error_of_the_data(command):
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [sys.executable, "build.py", command], cwd=ROOT, check=False,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"}, text=True,
            stdout=full, stderr=subprocess.PIPE,
        )  # fmt: skip
    assert result.returncode == 2
    assert "The output of the command cannot be written" in result.stderr
    assert "Traceback" not in result.stderr
    assert "Exception ignored" not in result.stderr


@pytest.mark.nightly
def test_a_closed_disk_costs_nothing(small_project, small_disk):
    closed = shutil.copytree(small_project, small_disk / "project", symlinks=True)
    before = tree_hash(closed / "site")
    remount = [*ROOT_COMMAND, "mount", "-o"]
    subprocess.run([*remount, "remount,ro", str(small_disk)], check=True)
    result = run_build(closed, PYTHONDONTWRITEBYTECODE="1")
    assert result.returncode == 2, result.stdout + result.stderr
    assert "cannot be written" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr
    assert run_build(closed, "check").returncode == 0  # which writes nothing
    subprocess.run([*remount, "remount,rw", str(small_disk)], check=True)
    assert tree_hash(closed / "site") == before
    assert run_build(closed).returncode == 0
