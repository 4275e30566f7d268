"""Run build.py on a folder, in this process: what a maintainer sees, without the wait."""

from __future__ import annotations

import contextlib
import io
import shutil
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from unittest import mock

from scratch import ROOT
from synthetic.programme.programme import load_programme as load_synthetic
from synthetic.project import copy_project

from prakerja import load_programme
from publicrecord import cli
from publicrecord.programme import Programme

DISTRICTS = "reference/districts.csv"


def copy_record(folder: Path) -> Path:
    """A scratch project that has only its record, with all districts of a few regencies:
    reading 7,000 in each check tells nothing new."""
    shutil.copytree(ROOT / "data", folder / "data")
    (folder / "data" / DISTRICTS).write_text(few_districts(), encoding="utf-8")
    return folder


@cache
def few_districts() -> str:
    """The table of districts, with those of a few regencies: the ones that have another name."""
    named = (ROOT / "data/reference/place_aliases.csv").read_text(encoding="utf-8")
    header, *lines = (ROOT / "data" / DISTRICTS).read_text("utf-8").splitlines(keepends=True)
    codes = [line.split(",")[:2] for line in lines]
    regencies = {around for code, around in codes if code in named} | {"11.01", "11.02", "64.09"}
    few = [line for line, (_, around) in zip(lines, codes, strict=True) if around in regencies]
    return "".join([header, *few])


def check(folder: Path, load: Callable[[], Programme] = load_programme) -> tuple[int, str]:
    """The exit code of `build.py check --all`, and what it said. load: gives the programme."""
    return run(folder, "check", "--all", load=load)


def run(
    folder: Path, *words: str, load: Callable[[], Programme] = load_programme
) -> tuple[int, str]:
    """The exit code of a command of build.py, and what it said. load: gives the programme."""
    said = io.StringIO()
    with (
        mock.patch.dict("os.environ", {"COLUMNS": "200"}),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(said),
    ):
        return cli.main([*words], load, folder), said.getvalue()


def copy_small(folder: Path) -> tuple[Path, Callable[..., tuple[int, str]]]:
    """A scratch copy of the SYNTHETIC project, for what can be said of any record, and `run` for
    it. Needs REHEARSAL: a record that calls itself synthetic is refused without."""
    copy_project(folder)
    return folder, partial(run, load=partial(load_synthetic, folder))
