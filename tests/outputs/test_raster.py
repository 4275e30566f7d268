"""Drawings as pixels: the same on every machine, and in processes of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path

import pytest
from scratch import ROOT

from publicrecord.files.raster import TTF, draw

WORDS = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40" font-family="{family}">'
    '<rect width="200" height="40" fill="#fff"/><text x="5" y="25">Gelombang 7, ≈ 0,5</text>'
    "</svg>"
)
OURS = WORDS.format(family="&#39;Source Sans 3&#39;")


def test_a_drawing_has_no_fonts_but_ours():
    assert draw(OURS, 1).tobytes() != draw(OURS.replace("Gel", ""), 1).tobytes()
    for family in ("DejaVu Sans", "serif", "Liberation Mono"):
        assert draw(WORDS.format(family=family), 1).tobytes() == draw(OURS, 1).tobytes()


def test_a_drawing_does_not_depend_on_the_settings_of_the_machine(tmp_path):
    code = (
        "import os, sys; from publicrecord.files.raster import draw;"
        "sys.stdout.buffer.write(draw(sys.argv[1], 1).tobytes());"
        "print(*map(os.environ.get, ('FONTCONFIG_FILE', 'FONTCONFIG_SYSROOT')), file=sys.stderr)"
    )
    ordinary = draw(OURS, 1).tobytes()
    home = {"HOME": str(tmp_path / "none"), "PATH": os.environ["PATH"]}
    settings = [
        {"FC_LANG": "ja"},
        {"LANG": "tr_TR.UTF-8", "FONTCONFIG_FILE": "/none"},
        {"FONTCONFIG_SYSROOT": "/srv", "PANGOCAIRO_BACKEND": "none"},
    ]
    for variables in settings:
        result = subprocess.run(
            [sys.executable, "-c", code, OURS],
            cwd=ROOT, env=home | variables, capture_output=True, check=True,
        )  # fmt: skip
        assert result.stdout == ordinary
        after = [str(variables.get(name)) for name in ("FONTCONFIG_FILE", "FONTCONFIG_SYSROOT")]
        assert result.stderr.decode().split() == after
    assert not (tmp_path / "none").exists()


def drawn_with(fonts: Path) -> subprocess.CompletedProcess[bytes]:
    """A drawing in a process of its own, whose fonts are in this folder."""
    code = (
        "import sys; from pathlib import Path; from publicrecord.files import raster;"
        "raster.TTF = Path(sys.argv[2]);"
        "sys.stdout.buffer.write(raster.draw(sys.argv[1], 1).tobytes())"
    )
    return subprocess.run(
        [sys.executable, "-c", code, OURS, str(fonts)], cwd=ROOT, capture_output=True, check=False
    )


def test_fonts_are_found_in_a_folder_of_any_name(tmp_path):
    fonts = shutil.copytree(TTF, tmp_path / "fonts & <others>")
    assert drawn_with(fonts).stdout == draw(OURS, 1).tobytes()


@pytest.mark.parametrize("damage", ["missing", "empty"])
def test_without_fonts_nothing_is_drawn(tmp_path, damage):
    """A box in the place of each letter would be published in silence."""
    if damage == "empty":
        for font in TTF.glob("*.ttf"):
            (tmp_path / font.name).touch()
    result = drawn_with(tmp_path)
    assert result.stdout == b""
    assert b"UsageError: The fonts are missing." in result.stderr


def test_a_process_forked_after_a_drawing_draws_too():
    """The processes of the languages are forked; a library that waits for threads, which are not
    forked, would keep them waiting without end."""
    ordinary = draw(OURS, 1).tobytes()
    with get_context("fork").Pool(1) as pool:
        assert pool.apply_async(_bytes, (OURS,)).get(timeout=60) == ordinary


def _bytes(svg: str) -> bytes:
    return draw(svg, 1).tobytes()
