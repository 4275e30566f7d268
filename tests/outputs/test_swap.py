"""A failed, killed or doubled build costs nothing: the last good site stands until the new
one is whole."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest
from scratch import EPOCH, copy_small_project, run_build, tree_hash
from typer.testing import CliRunner

from publicrecord import cli

PAGE = "synthetic/programme/templates/pages/method.md.jinja"
SURROUNDINGS = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}


def start(project):
    return subprocess.Popen(
        [sys.executable, "build.py"],
        cwd=project,
        env=SURROUNDINGS,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def change(project, text="\n<p>Synthetic line of a test.</p>\n"):
    """A change that shows on the site, or a text that spoils a template."""
    page = project / PAGE
    page.write_text(page.read_text() + text)


STAGES = [
    "Check the record", "Check the translations", "Draw the charts", "Write the pages",
    "Build the site",
]  # fmt: skip


@pytest.mark.nightly
def test_a_build_killed_after_a_stage_leaves_the_old_site_whole(small):
    before = tree_hash(small / "site")
    change(small)
    for stage in STAGES:  # each build finds what the killed ones before it left behind
        build = start(small)
        for line in build.stdout:
            if stage in line:
                break
        else:
            pytest.fail(f"the build never said {stage}")
        if stage != STAGES[-1]:
            time.sleep(0.15)  # into the next stage
        os.killpg(build.pid, signal.SIGKILL)
        build.wait()
        after = tree_hash(small / "site")
        assert after == before or stage == STAGES[-1], stage
    assert run_build(small).returncode == 0  # the next build needs no clean-up
    assert tree_hash(small / "site") != before
    # After the last stage the swap was near: either site, but whole.
    assert after in {before, tree_hash(small / "site")}


def test_the_build_before_is_kept_and_older_ones_are_not(small):
    for text in ("<p>One.</p>", "<p>Two.</p>"):
        before = (small / "site").resolve()
        change(small, text)
        assert run_build(small).returncode == 0
        assert {*(small / ".site").iterdir()} == {before, (small / "site").resolve()}
    assert before != (small / "site").resolve()


def test_a_page_that_mkdocs_refuses_leaves_the_old_site_whole(small):
    before = tree_hash(small / "site")
    change(small, "\n[nowhere](nowhere.md)\n")
    result = run_build(small)
    assert result.returncode == 1
    assert "[site-build-failed]" in result.stdout
    assert "nowhere.md" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr
    assert tree_hash(small / "site") == before


def test_a_second_build_at_the_same_time_is_turned_away(small):
    change(small)
    first = start(small)
    for line in first.stdout:
        if "Check the record" in line:
            break
    second = run_build(small)
    first.communicate()
    assert first.returncode == 0
    assert second.returncode == 2
    assert "Another build is running" in second.stdout


def test_without_git_and_date_the_build_says_what_to_do(tmp_path):
    project = copy_small_project(tmp_path / "prakerja")
    result = run_build(project, SOURCE_DATE_EPOCH="", GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert result.returncode == 2
    assert "SOURCE_DATE_EPOCH" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr


@pytest.mark.parametrize("date", ["abc", "-1", "99999999999999"])
def test_an_impossible_date_is_said_in_plain_words(small, date):
    result = run_build(small, SOURCE_DATE_EPOCH=date)
    assert result.returncode == 2
    assert "SOURCE_DATE_EPOCH" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr


def test_a_folder_of_somebody_else_is_not_touched(small):
    (small / "site").unlink()
    (small / "site").mkdir()
    (small / "site" / "mine.txt").write_text("mine")
    result = run_build(small)
    assert result.returncode == 2
    assert (small / "site" / "mine.txt").read_text() == "mine"


def test_a_template_that_cannot_be_filled_is_reported_by_its_name(small):
    before = tree_hash(small / "site")
    change(small, "{{ nothing.at.all }}")
    result = run_build(small)
    assert result.returncode == 1
    assert PAGE in result.stdout
    assert "[page-unmade]" in result.stdout
    assert "UndefinedError" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr
    assert "Traceback" in (small / "build" / "error.txt").read_text()
    assert tree_hash(small / "site") == before


def test_a_chart_that_misses_its_row_is_reported_by_its_name_and_by_the_check(small):
    module = small / "synthetic" / "programme" / "charts.py"
    module.write_text(
        module.read_text().replace("frame = ", "row = claims.iloc[9999]\n    frame = ")
    )
    result = run_build(small, "check")
    assert result.returncode == 1, result.stdout
    assert re.search(r"synthetic/programme/charts.py, .*\d+ .*\[page-unmade\]", result.stdout)
    assert "IndexError" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr


def test_what_no_rule_foresaw_is_reported_without_a_traceback(small):
    before = tree_hash(small / "site")
    shutil.rmtree(small / "site_src" / "assets")
    result = run_build(small)
    assert result.returncode == 2
    assert "FileNotFoundError" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr
    assert "Traceback" in (small / "build" / "error.txt").read_text()
    assert tree_hash(small / "site") == before


def test_an_unknown_command_is_a_usage_error(small):
    result = run_build(small, "biuld")
    assert result.returncode == 2
    assert "Usage: build.py" in result.stderr


def commands() -> list[str]:
    return [command.name or command.callback.__name__ for command in cli.app.registered_commands]


def test_help_explains_all_in_a_screen(small):
    said = run_build(small, "--help").stdout
    assert len(said.splitlines()) <= 24
    assert "..." not in said.split("Commands:")[1]  # no summary is cut short
    for word in (*commands(), "SOURCE_DATE_EPOCH", "SITE_URL", "REPOSITORY_URL"):
        assert word in said


@pytest.mark.parametrize("command", commands())
def test_the_help_of_each_command_fits_a_screen_and_has_an_example(command):
    said = CliRunner().invoke(cli.app, [command, "--help"], prog_name="build.py").output
    assert len(said.splitlines()) <= 24
    assert f"python build.py {command}" in " ".join(said.split())


def test_check_does_not_touch_the_site(small):
    before = tree_hash(small / "site")
    change(small)
    assert run_build(small, "check").returncode == 0
    assert tree_hash(small / "site") == before


@pytest.mark.nightly
def test_a_web_server_can_read_the_site_whoever_built_it(small):
    change(small)
    build = subprocess.run(
        [sys.executable, "build.py"], cwd=small, env=SURROUNDINGS, umask=0o077, check=False
    )
    assert build.returncode == 0
    whole = (small / "site").resolve()
    found = {(path.is_dir(), path.stat().st_mode & 0o777) for path in whole.rglob("*")}
    assert found == {(True, 0o755), (False, 0o644)}
    assert {path.stat().st_mode & 0o777 for path in (whole, whole.parent)} == {0o755}
