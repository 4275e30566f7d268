"""Everyday mistakes: each is reported by its cause, in few lines, in both languages."""

from __future__ import annotations

import dataclasses
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from everyday import MISTAKES
from golden_texts import kept_texts
from plain_words import faults
from synthetic.programme.programme import load_programme

from prakerja.settings import SETTINGS
from publicrecord.findings import ValidationFailed
from publicrecord.record.package import read_record
from publicrecord.summary import summary

TESTS = Path(__file__).resolve().parent.parent
GOLDEN = Path(__file__).resolve().parent / "mistakes.txt"
MOST_LINES = 12


@dataclasses.dataclass(frozen=True, eq=False)
class OtherLanguage(type(SETTINGS.languages[0])):  # type: ignore[misc]
    """A language of the site that the SYNTHETIC description is not written in."""

    def meaning(self, description):
        return f"({description['name']})"


LANGUAGES = [
    OtherLanguage(
        **{field.name: getattr(language, field.name) for field in dataclasses.fields(language)}
    )
    for language in SETTINGS.languages
]


@pytest.fixture(scope="module")
def settings():
    return load_programme(TESTS).settings


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("everyday") / "data"
    shutil.copytree(TESTS / "synthetic" / "data", folder)
    return folder


@contextmanager
def undone(folder):
    """What is done to a folder within the context is undone after it."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    try:
        yield
    finally:
        for path in folder.rglob("*"):
            if path.is_file() and path not in before:
                path.unlink()
        for path, content in before.items():
            path.write_bytes(content)


def said_of(name, folder, settings) -> str:
    """What is said of the SYNTHETIC tables after a mistake."""
    with undone(folder):
        MISTAKES[name](folder)
        with pytest.raises(ValidationFailed) as refused:
            read_record(folder, settings)
    text, others = summary(refused.value.findings, LANGUAGES)
    return text + (f"\nOther kinds: {others}" if others else "")


def test_each_mistake_is_reported_by_its_cause(folder, settings):
    said = {name: said_of(name, folder, settings) for name in MISTAKES}
    if os.environ.get("PUBLICRECORD_GOLDEN") == "write":
        parts = (f"## {name}\n\n{text}\n" for name, text in said.items())
        GOLDEN.write_text("\n".join(parts), encoding="utf-8")
    assert said == kept_texts(GOLDEN)


def test_the_mistakes_are_many_and_each_is_said_in_few_plain_lines():
    texts = kept_texts(GOLDEN)
    assert len(texts) >= 60
    for name, text in texts.items():
        assert len(text.splitlines()) <= MOST_LINES, name
        assert faults(text) == [], name
        assert text.count("\n  id: ") == text.count("\n  en: ") > 0, name
