"""A scratch copy of the SYNTHETIC project, whose translations are made for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from publicrecord.language import SOURCE_LANGUAGE
from publicrecord.progress import Progress
from publicrecord.project import Project
from publicrecord.settings import Settings
from synthetic.programme.programme import PACKAGE, load_programme

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def copy_project(folder: Path) -> Project:
    """The project in `folder`, ready to be built: its tables, programme and translations."""
    shutil.copytree(HERE / "data", folder / "data")
    copy_programme(folder)
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    project = Project(folder, lambda: load_programme(folder), Progress(quiet=True))
    write_translations(project.settings)
    return project


def run(module: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a module of tests/ in a process of its own, such as synthetic.build."""
    return subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
        capture_output=True,
        text=True,
        check=False,
    )


def copy_programme(folder: Path) -> None:
    """The package of the programme in `folder`, where its translations are written."""
    source = HERE / "programme"
    shutil.copytree(source, folder / PACKAGE, ignore=shutil.ignore_patterns("__pycache__"))


def write_translations(settings: Settings) -> None:
    """A catalogue for each language but English: every text, and the language it is said to be in.

    So none is missing or stale, and a text that was not translated is seen in expected/.
    """
    texts = settings.translations
    for language in settings.languages:
        if language.code == SOURCE_LANGUAGE:
            continue
        catalogue = Catalog(locale=language.code)
        for text in texts.messages:
            catalogue.add(text, f"{text} ({language.code})")
        file = texts.files(language.code)[0]
        file.parent.mkdir(parents=True)
        with file.open("wb") as stream:
            write_po(stream, catalogue)
