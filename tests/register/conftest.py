"""A small synthetic register for the tests of this floor, and what it looks like in pandas."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench"))

from register_data import write_register  # noqa: E402

from publicrecord.register.keys import make_secret, read_secret  # noqa: E402
from publicrecord.register.places import read_classifications  # noqa: E402


@pytest.fixture(scope="session")
def kinds():
    return read_classifications(ROOT / "data")


@pytest.fixture(scope="session")
def key(tmp_path_factory) -> Path:
    """The file with the secret of an office: always the same, so that a test fails each time or
    never."""
    file = tmp_path_factory.mktemp("office") / "key.json"
    make_secret(file, [])
    content = json.loads(file.read_text())
    content["secret"] = hashlib.sha256(b"a secret for tests").hexdigest()
    file.write_text(json.dumps(content))
    return file


@pytest.fixture(scope="session")
def secret(key):
    return read_secret(key, [])


ROWS = int(os.environ.get("PUBLICRECORD_REGISTER_ROWS", "40000"))


@pytest.fixture(scope="session")
def people(tmp_path_factory) -> Path:
    """A synthetic register in four files: of 40,000 rows, or as many as `make nightly` asks for."""
    folder = tmp_path_factory.mktemp("register") / "synthetic"
    write_register(folder, ROWS, seed=1, files=4)
    return folder


@pytest.fixture(scope="session")
def million(tmp_path_factory) -> Path:
    """A synthetic register of a million rows in four files."""
    folder = tmp_path_factory.mktemp("register") / "synthetic"
    write_register(folder, 1_000_000, seed=1, files=4)
    return folder


@pytest.fixture
def register(tmp_path) -> Path:
    """A synthetic register of 30,000 rows in 20 files, to be spoilt by a test."""
    folder = tmp_path / "synthetic"
    write_register(folder, 30_000, seed=2, files=20)
    return folder
