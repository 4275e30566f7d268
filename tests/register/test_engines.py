"""Every count is what plain pandas counts, and every published cell what the package of the Office
for National Statistics makes of the same people, keys and noise, whichever engine counts it."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

import ibis
import numpy as np
import pandas as pd
import pytest
from plain import plain_count, plain_rows
from reference import Reference

from publicrecord.findings import UsageError
from publicrecord.register.count import count_register
from publicrecord.register.files import register_files
from publicrecord.register.keys import with_keys
from publicrecord.register.mapping import read_mapping
from publicrecord.register.noise import perturbation_table
from publicrecord.register.read import engine
from publicrecord.register.satisfaction import satisfaction_shares


@pytest.fixture(scope="module")
def rows(people, secret):
    return plain_rows(people, secret.secret)


def count(folder, kinds, secret, url=None, load=None):
    """Counts a folder by an engine: the cube, and the answers to the one question."""
    files = [] if load is not None else register_files(folder)
    with engine(url, "400MB") as connection:
        if load is not None:
            connection.create_table("register", load, overwrite=True)
        mapping = read_mapping(folder)
        cube, answers = count_register(connection, files, mapping, kinds, secret.secret)
    return cube, answers["satisfied-with-programme"]


def check(cube, answers, rows, kinds):
    assert len(cube.tables) == 10
    for name, table in cube.tables.items():
        people, keys = plain_count(rows, table, kinds)
        np.testing.assert_array_equal(table.counts, people.to_numpy(), err_msg=name)
        np.testing.assert_array_equal(table.keys, keys.to_numpy(), err_msg=name)
    answered = rows[rows["satisfied"].notna() & (rows["weight"] > 0)]
    answered = answered.assign(
        yes=(answered["satisfied"] >= 4).astype(int),
        weight=answered["weight"].clip(upper=5 * answered["weight"].mean()),
    )
    expected = answered.assign(place=answered["place"].str[:2]).groupby(["place", "yes"]).agg(
        people=("key", "size"), keys=("key", "sum"), w=("weight", "sum"), largest=("weight", "max")
    )  # fmt: skip
    found = answers[answers["time"].eq("ever") & answers["place"].ne("ID")]
    found = found.set_index(["place", "yes"]).reindex(expected.index)[list(expected.columns)]
    np.testing.assert_allclose(found.to_numpy(float), expected.to_numpy(float), rtol=1e-9)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("kind", ["csv", "csv.gz", "dta", "partitions"])
def test_other_files_hold_the_same_people(people, kinds, secret, tmp_path, kind):
    """One of the four files, written as a spreadsheet, Stata or a partitioned folder would."""
    part = sorted(people.glob("*.parquet"))[0]
    folder = tmp_path / kind
    folder.mkdir()
    shutil.copy(people / "register.yml", folder)
    table = pd.read_parquet(part)
    for column in ("district_code", "gender", "education"):
        table[column] = table[column].astype("str")
    for number in (0, 1):
        half = table.iloc[number::2]
        if kind == "dta":
            days = [name for name in half if name.endswith("_on")]
            half = half.assign(**{name: pd.to_datetime(half[name]) for name in days})
            half = half.astype({"selected": "int8", "revoked": "int8", "disability": "int8"})
            half.to_stata(folder / f"half-{number}.dta", write_index=False)
        elif kind == "partitions":
            half.to_parquet(folder, partition_cols=["wave"], index=False)
        else:
            half.to_csv(folder / f"half-{number}.{kind}", index=False)
    check(*count(folder, kinds, secret), plain_rows(people, secret.secret, part.name), kinds)


@pytest.fixture(scope="module")
def postgres():
    """The address of a PostgreSQL server of our own, on a socket; it will not run as root."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))  # pytest's own folder is for one user
    as_user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    before = as_user if os.geteuid() == 0 else []
    if before:
        os.chown(folder, 65534, 65534)

    def run(*words):
        subprocess.run([*before, *map(str, words)], check=True, capture_output=True, cwd=folder)

    run("initdb", "-D", folder / "data", "-U", "reader", "--auth=trust")
    options = f"-c listen_addresses='' -k {folder} -c fsync=off"
    run("pg_ctl", "-D", folder / "data", "-o", options, "-l", folder / "log", "-w", "start")
    yield f"postgres://reader@/postgres?host={folder}"
    run("pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def again(people, tmp_path_factory):
    """A part of the register, in which most people were selected in several waves."""
    folder = tmp_path_factory.mktemp("again")
    shutil.copy(people / "register.yml", folder)
    table = pd.read_parquet(sorted(people.glob("*.parquet"))[0]).head(4000)
    table["person"] %= 300
    table = table[~table.duplicated(["person", "wave"])]
    table.astype(dict.fromkeys(WORDS, "str")).to_parquet(folder / "again.parquet", index=False)
    return folder


WORDS = ["district_code", "gender", "education"]
SPARK = "pyspark://?spark.master=local[2]&spark.sql.shuffle.partitions=4"
ENGINES = [
    "duckdb",
    pytest.param(
        "postgres",
        marks=pytest.mark.skipif(not shutil.which("initdb"), reason="PostgreSQL is not here"),
    ),
    pytest.param(
        "spark",
        marks=[
            pytest.mark.skipif(not shutil.which("java"), reason="Spark needs Java 17"),
            pytest.mark.skipif(not find_spec("pyspark"), reason="no pyspark: make test-spark"),
        ],
    ),
]


@pytest.fixture(scope="module")
def counted(request, kinds, secret):
    """Counts a folder by the name of an engine, each once."""
    found = {}

    def counted(name, folder):
        if (name, folder) not in found:
            words = {"duckdb": (), "spark": (SPARK,)}.get(name)
            if words is None:
                load = pd.concat(map(pd.read_parquet, sorted(folder.glob("*.parquet"))))
                load = load.astype(dict.fromkeys(WORDS, "str"))
                words = request.getfixturevalue("postgres"), load
            found[name, folder] = count(folder, kinds, secret, *words)
        return found[name, folder]

    return counted


@pytest.mark.sampled(2)
@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_counts_what_pandas_counts(people, rows, kinds, counted, name):
    check(*counted(name, people), rows, kinds)


@pytest.fixture(scope="module")
def noise(secret):
    return perturbation_table(secret.strength, secret.secret)


@pytest.fixture(scope="module")
def expected(noise, kinds, secret):
    """What ONS's package publishes of a folder, by table, and of the answers; each once."""
    found = {}

    def expected(folder, tables):
        if folder not in found:
            reference = Reference(plain_rows(folder, secret.secret), noise, kinds)
            by_table = {name: reference.cells(table) for name, table in tables.items()}
            found[folder] = by_table, reference.answers()
        return found[folder]

    return expected


@pytest.mark.sampled(4)
@pytest.mark.long
@pytest.mark.parametrize("register", ["people", "again"])
@pytest.mark.parametrize("name", ENGINES)
def test_every_published_cell_is_that_of_the_reference(
    request, counted, expected, noise, kinds, name, register
):
    """Of each table and of the answers: 40,000 rows, a million in `make nightly`; and people of
    several waves."""
    folder = request.getfixturevalue(register)
    cube, answers = counted(name, folder)
    tables, bases = expected(folder, cube.tables)
    noisy = 0
    for title, cells in tables.items():
        table = cube.tables[title]
        values = table.published(noise).values
        of_rows, of_columns = (tree.names for tree in table.trees)
        assert {(of_rows[r], of_columns[c]) for r, c in np.argwhere(table.counts)} <= set(cells)
        for (row, column), number in cells.items():
            at = table.trees[0].index[row], table.trees[1].index[column]
            assert np.array_equal(values[at], number, equal_nan=True), (title, row, column)
            noisy += values[at] != table.counts[at] and not np.isnan(number)
    assert noisy > (1000 if register == "people" else 100)
    shares = satisfaction_shares(answers, kinds, noise).set_index(["place", "time"])["base"]
    for (place, time), number in bases.items():
        assert np.array_equal(shares[place, time], number, equal_nan=True), (place, time)


ROWS = ibis.table({"person": "string"}, name="register")


class Connection:
    """An engine by its name and the operations that it knows."""

    def __init__(self, name, knows=()):
        self.name, self.knows = name, knows

    def has_operation(self, operation):
        return operation.__name__ in self.knows


@pytest.mark.parametrize(("name", "knows"), [("trino", ()), ("bigquery", ("HashBytes",))])
def test_record_keys_can_be_asked_of_other_engines(name, knows):
    """These are not on this machine: only that Ibis can write the query."""

    query = ibis.to_sql(with_keys(Connection(name, knows), ROWS, "secret words"), dialect=name)
    assert "SHA256" in query
    assert "secret words" not in query  # the engine gets what is made of them
    assert f"{hashlib.sha256(b'secret words').hexdigest()[:32]}:" in query


def test_an_engine_without_sha256_is_refused():
    with pytest.raises(UsageError, match="This database cannot make record keys"):
        with_keys(Connection("sqlite"), ROWS, "abc")
