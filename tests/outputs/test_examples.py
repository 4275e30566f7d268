"""The examples of the Data page run as they stand, where their tool is on this machine."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import urlopen

import duckdb
import fsspec
import pytest
from fsspec.spec import AbstractFileSystem
from reading import article

from prakerja.settings import SETTINGS
from publicrecord.files.citation import PREVIEW
from publicrecord.pages.examples import examples


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture(scope="module")
def shown(site) -> Iterator[dict[str, str]]:
    """The examples as the page shows them, with the address of a server of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_address[1]}/"
    page = article(site / "data" / "index.html")
    yield {
        pre["data-example"]: pre.get_text().replace(PREVIEW, origin)
        for pre in page.select("pre[data-example]")
    }
    server.shutdown()


@pytest.fixture(scope="module")
def answered(claims):
    """Of how many figures of each measure a value is shown."""
    mine = claims[claims["chosen"] & claims["value"].notna()]
    return mine["measure_id"].value_counts().to_dict()


def run(words: list[str], folder: Path, **more: str) -> str:
    result = subprocess.run(
        words, cwd=folder, capture_output=True, text=True, timeout=120, check=False,
        env=os.environ | {"HOME": str(folder), "no_proxy": "127.0.0.1"} | more,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    return result.stdout


def needs(tool: str) -> str:
    found = shutil.which(tool)
    if not found:
        pytest.skip(f"{tool} is not on this machine")
    return found


def counts(said: str) -> dict[str, int]:
    """Lines of a name and a number."""
    pairs = (line.split() for line in said.splitlines())
    return {pair[0]: int(pair[1]) for pair in pairs if len(pair) == 2 and pair[1].isdigit()}


def test_the_page_shows_every_example(shown):
    assert list(shown) == [example.key for example in examples("", SETTINGS.source_language)]
    assert all("127.0.0.1" in text for text in shown.values())


def test_pandas(shown, answered, tmp_path):
    assert counts(run([sys.executable, "-c", shown["pandas"]], tmp_path)) == answered


def test_r(shown, answered, tmp_path):
    names, numbers = [], []  # in turns: a line of names, and below it one of numbers
    for line in run([needs("Rscript"), "-e", shown["r"]], tmp_path).splitlines():
        words = line.split()
        (numbers if all(word.isdigit() for word in words) else names).extend(words)
    assert dict(zip(names, map(int, numbers), strict=True)) == answered


def test_javascript(shown, tmp_path):
    said = run([needs("node"), "--input-type=module", "--eval", shown["javascript"]], tmp_path)
    assert "quota 200000 people published kompas-200422" in said


def test_curl(shown, tmp_path):
    needs("curl")
    assert run(["sh", "-ec", shown["curl"]], tmp_path) == "wave_figures.csv: OK\n"


def test_libreoffice(shown, tmp_path):
    office = needs("soffice")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    text = shown["libreoffice"].replace("soffice", f"{office} {profile}", 1)
    run(["sh", "-ec", text], tmp_path)
    assert (tmp_path / "wave_figures.en.ods").stat().st_size > 5_000


class OverHttp(AbstractFileSystem):
    """Reads addresses with the standard library, in place of DuckDB's extension."""

    protocol = "http"

    def _open(self, path, mode="rb", **_more):
        assert mode == "rb"
        with urlopen(path) as answer:  # noqa: S310 (an address of this machine)
            return io.BytesIO(answer.read())

    def info(self, path, **_more):
        with self._open(path) as stream:
            return {"name": path, "size": len(stream.read()), "type": "file"}

    def modified(self, _path):
        return datetime(2026, 1, 1, tzinfo=UTC)

    @classmethod
    def _strip_protocol(cls, path):
        return path


def test_duckdb_reads_parquet_over_http(shown, answered):
    """As it stands where the extension can be had; without a network, its query as it stands
    over a reader of HTTP from fsspec."""
    install, load, query = (part.strip() for part in shown["duckdb"].split(";")[:3])
    database = duckdb.connect()
    try:
        database.execute(install)
        database.execute(load)
    except (duckdb.IOException, duckdb.HTTPException):
        print("No network: DuckDB's httpfs cannot be had, fsspec reads in its place.")
        fsspec.register_implementation("http", OverHttp, clobber=True)
        database.register_filesystem(OverHttp())
    assert dict(database.execute(query).fetchall()) == answered
