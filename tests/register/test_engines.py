"""Every cell is what plain pandas counts, whichever engine counts it."""

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

from publicrecord.findings import UsageError
from publicrecord.register.count import count_register
from publicrecord.register.files import register_files
from publicrecord.register.keys import with_keys
from publicrecord.register.mapping import read_mapping
from publicrecord.register.read import engine


@pytest.fixture(scope="module")
def rows(people, secret):
    return plain_rows(people, secret.secret)


@pytest.fixture
def count(kinds, secret):
    """Counts a folder by an engine: the cube, and the answers to the one question."""

    def count(folder, url=None, load=None):
        files = [] if load is not None else register_files(folder)
        with engine(url, "400MB") as connection:
            if load is not None:
                connection.create_table("register", load)
            mapping = read_mapping(folder)
            cube, answers = count_register(connection, files, mapping, kinds, secret.secret)
        return cube, answers["satisfied-with-programme"]

    return count


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


def test_duckdb_counts_what_pandas_counts(people, rows, kinds, count):
    check(*count(people), rows, kinds)


@pytest.mark.parametrize("kind", ["csv", "csv.gz", "dta", "partitions"])
def test_other_files_hold_the_same_people(people, kinds, count, secret, tmp_path, kind):
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
    check(*count(folder), plain_rows(people, secret.secret, part.name), kinds)


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


@pytest.mark.skipif(not shutil.which("initdb"), reason="PostgreSQL is not on this machine")
def test_postgresql_counts_what_pandas_counts(people, rows, kinds, count, postgres):
    load = pd.concat([pd.read_parquet(file) for file in sorted(people.glob("*.parquet"))])
    for column in ("district_code", "gender", "education"):
        load[column] = load[column].astype("str")
    check(*count(people, postgres, load), rows, kinds)


@pytest.mark.skipif(not shutil.which("java"), reason="Spark needs Java 17, which is not here")
@pytest.mark.skipif(not find_spec("pyspark"), reason="pyspark is not here: make test-spark")
def test_spark_counts_what_pandas_counts(people, rows, kinds, count):
    check(*count(people, "pyspark://?spark.master=local[2]"), rows, kinds)


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
