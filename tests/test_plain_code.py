"""Docstrings and comments of the engine and the programme are in plain words, as messages are."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = [file for top in ("publicrecord", "prakerja") for file in ROOT.glob(f"{top}/**/*.py")]
IDIOM = re.compile(
    r"(?i)\b(?:told|mends?|mended|for ever|foresaw|spoilt|stands?(?! (?:for|in for|side)\b))\b"
)


def texts(source: str) -> Iterator[str]:
    """The docstrings and comments of a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield ast.get_docstring(node) or ""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ('"""Where the fault is told."""', 1),
        ("x = 1  # the build that stands", 1),
        ("def mend() -> None:\n    '''What it stands for.'''", 0),
    ],
)
def test_an_idiom_is_found(source, count):
    assert len([text for text in texts(source) if IDIOM.search(text)]) == count


def test_docstrings_and_comments_have_no_idiom():
    found = {}
    for file in FILES:
        source = file.read_text(encoding="utf-8")
        if idioms := [text for text in texts(source) if IDIOM.search(text)]:
            found[str(file.relative_to(ROOT))] = idioms
    assert not found
